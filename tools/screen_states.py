"""What the pictures of the window show: every screen in its important states. All of it is made up."""

from collections.abc import Callable
from dataclasses import dataclass

from election.errors import AlreadyVoted, ElectionError, PollsNotOpen, Unavailable, WrongCredentials
from election.models import Election, PollsState, Turnout
from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.support.api_status import ApiStatus
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.voter.service_calls import Admission, Count
from tools import staff_states as staff_shots
from tools.sample_elections import VOTER, results_of, rich_election, sample_election, sample_photos

_UP = ApiStatus("http://127.0.0.1:2020")


class _PortTaken(Unavailable):
    """What the API says of a taken port; the window knows it only by its code."""

    code = "api.port_taken"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name, the election in the window, and what was done before."""

    name: str
    election: Election
    prepare: Callable[[KioskWindow], None]
    status: ApiStatus = _UP


def _enter(window: KioskWindow, election: Election, photos: Photos = NO_PHOTOS) -> None:
    window.desk.admitted.emit(Admission(VOTER, election, None, photos))


def _mark(window: KioskWindow, *rows: int) -> None:
    for row in rows:
        window.screens.ballot.rows[row].click()


def _forward(window: KioskWindow, times: int = 1) -> None:
    for _ in range(times):
        window.screens.ballot.forward_button.click()


def _at_contest(
    election: Election, number: int, *rows: int, photos: Photos = NO_PHOTOS
) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        _enter(window, election, photos)
        _forward(window, number)
        _mark(window, *rows)

    return prepare


def _at_review(election: Election, *marks: tuple[int, ...]) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        _enter(window, election)
        for rows in marks:
            _mark(window, *rows)
            _forward(window)

    return prepare


def _from_review(window: KioskWindow) -> None:
    _at_review(rich_election(), (0,), (0,), (), ())(window)
    window.screens.review.rows[1].click()


def _log_in_refused(window: KioskWindow) -> None:
    window.screens.start.ways["log_in"].click()
    form = window.screens.log_in
    form.email.line.setText("voter@example.org")
    form.password.line.setText("correct horse")
    window.desk.refused.emit(WrongCredentials())


def _sign_up_wrong(window: KioskWindow) -> None:
    window.screens.start.ways["sign_up"].click()
    form = window.screens.sign_up
    form.name.line.setText("김하늘")
    form.email.line.setText("voter@")
    form.password.line.setText("short")
    form.password.reveal.click()
    form.submit.click()


def _busy(window: KioskWindow) -> None:
    window.screens.start.ways["log_in"].click()
    window.screens.log_in.email.line.setText("voter@example.org")
    window.screens.log_in.password.line.setText("correct horse")
    window.screens.log_in.set_busy(busy=True)


def _not_cast(error: ElectionError) -> Callable[[KioskWindow], None]:
    return lambda window: window.desk.cast_refused.emit(error)


def _turned_away(window: KioskWindow) -> None:
    window.desk.admitted.emit(Admission(VOTER, rich_election(), AlreadyVoted()))


def _results(
    election: Election, *, hidden: bool = False, carried: bool = False
) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        results = None if hidden else results_of(election, carried=carried)
        window.journey.go(window.screens.results)
        window.desk.counted.emit(Count(Turnout(120, 84), results))

    return prepare


def _display(window: KioskWindow) -> None:
    window.header.display_button.click()


def _typing(screen: str, field: str, language: str, keys: str) -> Callable[[KioskWindow], None]:
    """A line is touched, the keyboard on the screen opens, and its first keys are pressed."""

    def prepare(window: KioskWindow) -> None:
        window.screens.start.ways[screen].click()
        keyboard = window.senses.keyboard
        line = getattr(getattr(window.screens, screen), field).line
        line.setFocus()
        keyboard.follow(line)
        keyboard.open()
        if keyboard.language != language:
            keyboard.key(Act.LANGUAGE).click()
        for key in keys:
            keyboard.key(key).click()

    return prepare


def _nothing(_window: KioskWindow) -> None: ...


def shots() -> tuple[Shot, ...]:
    """Return every picture that is taken."""
    rich, first, club = rich_election(), sample_election(), sample_election("club")
    photos = sample_photos("club")
    taken = ApiStatus(problem=_PortTaken(port=2020))
    lan = ApiStatus("http://192.168.0.10:2020")
    return (
        Shot("start", first, _nothing),
        Shot("start-network", first, _nothing, lan),
        Shot("start-port-taken", rich, _nothing, taken),
        Shot("start-setup", rich_election(PollsState.SETUP), _nothing),
        Shot("start-closed", rich_election(PollsState.CLOSED), _nothing, ApiStatus()),
        Shot("display", first, _display),
        Shot("log-in", rich, lambda window: window.screens.start.ways["log_in"].click()),
        Shot("log-in-refused", rich, _log_in_refused),
        Shot("log-in-busy", rich, _busy),
        Shot("sign-up", rich, lambda window: window.screens.start.ways["sign_up"].click()),
        Shot("sign-up-wrong", rich, _sign_up_wrong),
        Shot("keyboard", rich, _typing("sign_up", "name", "ko", "ㄱㅣㅁㅎㅏ")),
        Shot("keyboard-latin", rich, _typing("log_in", "email", "en", "kim@")),
        Shot("ballot", first, _at_contest(first, 0)),
        Shot("ballot-marked", first, _at_contest(first, 0, 2)),
        Shot("ballot-replaced", first, _at_contest(first, 0, 2, 5)),
        Shot("ballot-several", rich, _at_contest(rich, 1, 0, 1)),
        Shot("ballot-refused", rich, _at_contest(rich, 1, 0, 1, 3, 4), taken),
        Shot("ballot-forty", rich, _at_contest(rich, 2, 1, 8)),
        Shot("ballot-photos", club, _at_contest(club, 0, 2, photos=photos)),
        Shot("ballot-photos-many", club, _at_contest(club, 1, 1, photos=photos)),
        Shot("ballot-question", rich, _at_contest(rich, 3, 0)),
        Shot("ballot-from-review", rich, _from_review),
        Shot("review", rich, _at_review(rich, (1,), (1, 3), (4, 5, 6, 7, 8), (0,))),
        Shot("review-one", first, _at_review(first, (3,))),
        Shot("review-blank", rich, _at_review(rich, (), (), (), ())),
        Shot("cast", rich, lambda window: window.desk.cast_done.emit()),
        Shot("not-cast", rich, _not_cast(PollsNotOpen())),
        Shot("not-cast-voted", rich, _not_cast(AlreadyVoted())),
        Shot("voted-before", rich, _turned_away),
        Shot("results", first, _results(first)),
        Shot("results-carried", rich, _results(rich, carried=True)),
        Shot("results-hidden", rich, _results(rich, hidden=True)),
        Shot("idle-question", first, staff_shots.question),
        Shot("idle-locked", first, staff_shots.locked),
        Shot("staff-door", first, staff_shots.door),
        Shot("staff-first", first, staff_shots.first),
        Shot("staff-panel", first, staff_shots.panel(news=False)),
        Shot("staff-panel-news", first, staff_shots.panel(news=True)),
        Shot("staff-defaults", first, staff_shots.defaults),
        Shot("staff-calibrate", first, staff_shots.calibrate),
        Shot("staff-network", first, staff_shots.network(lan)),
        Shot("staff-network-busy", first, staff_shots.network(lan, busy=True)),
        Shot("staff-network-taken", first, staff_shots.network(taken)),
        Shot("staff-change", first, staff_shots.change),
    )
