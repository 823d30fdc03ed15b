"""What the pictures of the window show: every screen in its important states. All of it is made up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from election.code_models import BatchKind
from election.errors import AlreadyVoted, ElectionError, PollsClosed, PollsNotOpen, PollsPaused, Unavailable
from election.models import Election, PollsState, Turnout, WayIn
from election.network.outlook import Outlook
from election.setup.steps import Step
from election.voters.codes import CodeMistyped, CodeUsed
from election.voters.refusals import WrongCredentials
from election.voting.live_counts import note_of
from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.staff.today.step import CloseEarlyPage
from kiosk.staff.today.times import ClockPage, LastCallPage, ProlongPage, SetClosingPage
from kiosk.support.api_status import ApiStatus
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.voter.service_calls import Admission, Count
from kiosk.widgets.receipt import Slip
from tools import code_states as codes
from tools import editor_states as editor_shots
from tools import hall_states, log_states, roll_states
from tools import library_states as library_shots
from tools import results_states as results_shots
from tools import setup_states as setup_shots
from tools import staff_code_states as staff_codes
from tools import staff_states as staff_shots
from tools.method_states import methods_election, show_results
from tools.sample_elections import (
    VOTER,
    decided_count,
    lan_with_wifi,
    results_of,
    rich_election,
    sample_election,
    sample_photos,
    with_statements,
)

_UP = ApiStatus("http://127.0.0.1:2020")


class _PortTaken(Unavailable):
    """What the API says of a taken port; the window knows it only by its code."""

    code = "api.port_taken"


@dataclass(frozen=True, slots=True)
class ScreenState:
    """One picture: its file's name, the election in the window (None: there is none), and what was done
    before.
    """

    name: str
    election: Election | None
    prepare: Callable[[KioskWindow], None]
    status: ApiStatus = _UP


def _enter(window: KioskWindow, election: Election, photos: Photos = NO_PHOTOS) -> None:
    window.service_calls.admitted.emit(Admission(VOTER, election, None, photos))


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


def _refused_at_review(election: Election, *marks: tuple[int, ...]) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        _at_review(election, *marks)(window)
        window.screens.review.cast_button.click()

    return prepare


def _from_review(window: KioskWindow) -> None:
    _at_review(rich_election(), (0,), (0,), (), ())(window)
    window.screens.review.rows[1].click()


def _log_in_refused(window: KioskWindow) -> None:
    window.screens.start.ways["log_in"].click()
    form = window.screens.log_in
    form.email.line.setText("voter@example.org")
    form.password.line.setText("correct horse")
    window.service_calls.refused.emit(WrongCredentials())


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
    return lambda window: window.service_calls.cast_refused.emit(error)


def _cast_and_print(slip: Slip) -> Callable[[KioskWindow], None]:
    """The receipt may be printed, and that is how it stands with it."""

    def prepare(window: KioskWindow) -> None:
        window.service_calls.cast_done.emit("1234567890123456")
        window.screens.outcome.receipt.show_slip(slip)

    return prepare


def _turned_away(window: KioskWindow) -> None:
    window.service_calls.admitted.emit(Admission(VOTER, rich_election(), AlreadyVoted()))


def _results(
    election: Election, *, hidden: bool = False, carried: bool = False, in_steps: bool = False
) -> Callable[[KioskWindow], None]:
    def prepare(window: KioskWindow) -> None:
        results = None if hidden else results_of(election, carried=carried)
        window.voter_flow.go(window.screens.results)
        note = note_of(replace(election, live_results=True)) if in_steps else None
        window.service_calls.counted.emit(Count(Turnout(120, 84), results, note=note))

    return prepare


def _decided(window: KioskWindow) -> None:
    window.voter_flow.go(window.screens.results)
    window.service_calls.counted.emit(decided_count())


def _display(window: KioskWindow) -> None:
    window.header.display_button.click()


def _typing(screen: str, field: str, language: str, keys: str) -> Callable[[KioskWindow], None]:
    """A line is touched, the keyboard on the screen opens, and its first keys are pressed."""

    def prepare(window: KioskWindow) -> None:
        window.screens.start.ways[screen].click()
        keyboard = window.accessibility.keyboard
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


def _unopened(window: KioskWindow) -> None:
    window.screens.start.show_election(None, is_unopened=True)


def _last_call(election: Election) -> Callable[[KioskWindow], None]:
    """A voter marks while the time runs out."""

    def prepare(window: KioskWindow) -> None:
        _at_contest(election, 0, 2)(window)
        window.last_call_band.show_left(datetime(2026, 11, 28, 18, 5).astimezone(), 272)

    return prepare


_STEPS_FROM = {
    Step.OPEN: PollsState.DRAFT,
    Step.RESUME: PollsState.PAUSED,
    Step.CLOSE: PollsState.OPEN,
    Step.REOPEN: PollsState.CLOSED,
    Step.COUNT: PollsState.CLOSED,
    Step.ANNUL: PollsState.OPEN,
    Step.ARCHIVE: PollsState.COUNTED,
}


def screen_states() -> tuple[ScreenState, ...]:
    """Return every picture that is taken."""
    rich, first, club = rich_election(), sample_election(), sample_election("club")
    photos = sample_photos("club")
    motions, choir = sample_election("motions"), methods_election()
    said, answered = with_statements(club), with_statements(motions)
    taken = ApiStatus(problem=_PortTaken(port=2020))
    lan, wifi = ApiStatus("http://192.168.0.10:2020", for_others=True), lan_with_wifi()
    nowhere = ApiStatus("http://127.0.0.1:2020", outlook=Outlook(), for_others=True)
    return (
        ScreenState("start", first, _nothing),
        ScreenState("start-network", first, _nothing, lan),
        ScreenState("start-network-nowhere", first, _nothing, nowhere),
        ScreenState("start-network-wifi", first, _nothing, wifi),
        ScreenState("start-port-taken", rich, _nothing, taken),
        ScreenState("start-draft", rich_election(PollsState.DRAFT), _nothing),
        *(
            ScreenState(f"start-{state}", rich_election(state), _nothing, ApiStatus())
            for state in PollsState
            if state not in (PollsState.DRAFT, PollsState.OPEN)
        ),
        ScreenState("start-practice", replace(first, practice=True), _nothing),
        ScreenState("start-no-election", None, _nothing),
        ScreenState("start-unopened", None, _unopened),
        ScreenState("display", first, _display),
        ScreenState("log-in", rich, lambda window: window.screens.start.ways["log_in"].click()),
        ScreenState("log-in-refused", rich, _log_in_refused),
        ScreenState("log-in-busy", rich, _busy),
        ScreenState("start-code", codes.by_code(first), _nothing, lan),
        ScreenState("start-code-password", codes.by_code(first, WayIn.PASSWORD, WayIn.CODE), _nothing),
        ScreenState("start-desk", codes.by_code(first, WayIn.DESK), _nothing),
        ScreenState("code", codes.by_code(first), codes.entered()),
        ScreenState("code-mistyped", codes.by_code(first), codes.entered(CodeMistyped())),
        ScreenState("code-used", codes.by_code(first, WayIn.PASSWORD, WayIn.CODE), codes.entered(CodeUsed())),
        ScreenState("sign-up", rich, lambda window: window.screens.start.ways["sign_up"].click()),
        ScreenState("sign-up-wrong", rich, _sign_up_wrong),
        ScreenState("keyboard", rich, _typing("sign_up", "name", "ko", "ㄱㅣㅁㅎㅏ")),
        ScreenState("keyboard-latin", rich, _typing("log_in", "email", "en", "kim@")),
        ScreenState("ballot", first, _at_contest(first, 0)),
        ScreenState("ballot-marked", first, _at_contest(first, 0, 2)),
        ScreenState("ballot-replaced", first, _at_contest(first, 0, 2, 5)),
        ScreenState("ballot-several", rich, _at_contest(rich, 1, 0, 1)),
        ScreenState("ballot-refused", rich, _at_contest(rich, 1, 0, 1, 3, 4), taken),
        ScreenState("ballot-forty", rich, _at_contest(rich, 2, 1, 8)),
        ScreenState("ballot-photos", club, _at_contest(club, 0, 2, photos=photos)),
        ScreenState("ballot-photos-many", club, _at_contest(club, 1, 1, photos=photos)),
        ScreenState("ballot-statements", said, _at_contest(said, 0, 2, 1)),
        ScreenState("ballot-statements-photos", said, _at_contest(said, 0, 2, photos=photos)),
        ScreenState("ballot-statements-yes-no", answered, _at_contest(answered, 2, 0)),
        ScreenState("ballot-question", rich, _at_contest(rich, 3, 0)),
        ScreenState("ballot-motion", motions, _at_contest(motions, 0)),
        ScreenState("ballot-motion-replaced", motions, _at_contest(motions, 0, 1, 0)),
        ScreenState("ballot-sole-candidate", motions, _at_contest(motions, 1, 0)),
        ScreenState("ballot-yes-no-each", motions, _at_contest(motions, 2, 0, 4)),
        ScreenState("ballot-approval", choir, _at_contest(choir, 0, 1, 4)),
        ScreenState("ballot-ranking", choir, _at_contest(choir, 1, 3, 9, 0)),
        ScreenState("ballot-ranking-many", choir, _at_contest(choir, 2, *range(21, -1, -3))),
        ScreenState("ballot-ranking-equal", choir, _at_contest(choir, 3, 4, 0, 3)),
        ScreenState("ballot-star", choir, _at_contest(choir, 4, 5, 7, 12)),
        ScreenState("ballot-score", choir, _at_contest(choir, 5, 10, 14)),
        ScreenState("ballot-from-review", rich, _from_review),
        ScreenState("review", rich, _at_review(rich, (1,), (1, 3), (4, 5, 6, 7, 8), (0,))),
        ScreenState("review-one", first, _at_review(first, (3,))),
        ScreenState("review-blank", rich, _at_review(rich, (), (), (), ())),
        ScreenState("review-yes-no", motions, _at_review(motions, (0,), (2,), (0, 4), (1,))),
        ScreenState("review-required", motions, _refused_at_review(motions, (), (0,), (), (1,))),
        ScreenState(
            "review-methods", choir, _at_review(choir, (0, 2), (3, 0), (0, 3, 6, 9), (), (5, 8, 12), (10, 14))
        ),
        ScreenState("cast", rich, lambda window: window.service_calls.cast_done.emit("1234567890123456")),
        ScreenState("cast-print", rich, _cast_and_print(Slip.OFFERED)),
        ScreenState("cast-printed", rich, _cast_and_print(Slip.SENT)),
        ScreenState("cast-not-printed", rich, _cast_and_print(Slip.FAILED)),
        ScreenState("not-cast", rich, _not_cast(PollsNotOpen())),
        ScreenState("not-cast-paused", rich, _not_cast(PollsPaused())),
        ScreenState(
            "not-cast-closed", rich, _not_cast(PollsClosed(datetime(2026, 11, 28, 18, 10).astimezone()))
        ),
        ScreenState("not-cast-voted", rich, _not_cast(AlreadyVoted())),
        ScreenState("voted-before", rich, _turned_away),
        ScreenState("results", first, _results(first)),
        ScreenState("results-carried", rich, _results(rich, carried=True)),
        ScreenState("results-steps", rich, _results(rich, in_steps=True)),
        ScreenState("results-yes-no", motions, _results(motions)),
        ScreenState("results-decided", rich, _decided),
        ScreenState("results-approval", choir, show_results("approval")),
        ScreenState("results-ranked", choir, show_results("irv")),
        ScreenState("results-ranked-several", choir, show_results("stv_scottish")),
        ScreenState("results-ranked-pairs", choir, show_results("condorcet")),
        ScreenState("results-scored", choir, show_results("star", "score")),
        ScreenState("results-hidden", rich, _results(rich, hidden=True)),
        ScreenState("idle-question", first, staff_shots.question),
        ScreenState("idle-locked", first, staff_shots.locked),
        ScreenState("staff-passphrase", first, staff_shots.passphrase),
        ScreenState("staff-first", first, staff_shots.first),
        ScreenState("staff-panel", first, staff_shots.panel(news=False)),
        ScreenState("staff-panel-news", first, staff_shots.panel(news=True)),
        ScreenState("staff-panel-unopened", None, staff_shots.unopened),
        ScreenState("staff-panel-unopened-folder", None, staff_shots.unopened_folder),
        ScreenState("staff-defaults", first, staff_shots.defaults),
        ScreenState("staff-calibrate", first, staff_shots.calibrate),
        ScreenState("staff-log", first, log_states.log),
        ScreenState("staff-log-found", first, log_states.found),
        ScreenState("staff-log-broken", first, log_states.broken),
        ScreenState("staff-log-empty", first, log_states.empty),
        ScreenState("staff-observer", first, log_states.observer),
        ScreenState("staff-observer-for-staff", first, log_states.observer_for_staff),
        ScreenState("staff-network", first, staff_shots.network(lan)),
        ScreenState("staff-network-choices", first, staff_shots.network(wifi)),
        ScreenState("staff-network-nowhere", first, staff_shots.network(nowhere)),
        ScreenState("staff-wifi", first, staff_shots.wifi),
        ScreenState("staff-network-busy", first, staff_shots.network(lan, busy=True)),
        ScreenState("staff-network-taken", first, staff_shots.network(taken)),
        ScreenState("staff-change", first, staff_shots.change),
        ScreenState("staff-desk-enter", rich, hall_states.desk_enter),
        ScreenState("staff-desk-found", rich, hall_states.desk("김ㅎ", 0)),
        ScreenState("staff-desk-received", rich, hall_states.desk("김ㅎ", 1)),
        ScreenState("staff-desk-none", rich, hall_states.desk("박문수", -1)),
        ScreenState("staff-desk-done", rich, hall_states.desk("", 0, done=True)),
        ScreenState("staff-desk-slip", rich, hall_states.desk_slip),
        ScreenState("staff-desk-lost", rich, hall_states.desk_lost),
        ScreenState("staff-desk-reissue", rich, hall_states.desk_reissue),
        ScreenState("staff-desk-set-up", rich, hall_states.desk_set_up),
        ScreenState("staff-codes", first, staff_codes.page(staff_codes.FRESH), lan),
        ScreenState("staff-codes-personal", first, staff_codes.page(staff_codes.FRESH, BatchKind.PERSONAL)),
        ScreenState("staff-codes-groups", first, staff_codes.page(staff_codes.GROUPS)),
        ScreenState("staff-codes-account", first, staff_codes.page(staff_codes.DAY, at_end=True)),
        ScreenState("staff-codes-account-off", first, staff_codes.page(staff_codes.OFF, at_end=True)),
        ScreenState("staff-codes-printed", first, staff_codes.printed()),
        ScreenState("staff-codes-printed-looking", first, staff_codes.printed(looking=True)),
        ScreenState("staff-codes-saved", first, staff_codes.printed("투표 코드.pdf")),
        ScreenState("staff-codes-sheets", first, staff_codes.void_sheets),
        ScreenState("staff-codes-slip", first, staff_codes.slip),
        ScreenState("staff-projector", rich, hall_states.projector, lan),
        ScreenState(
            "staff-projector-results", rich_election(PollsState.COUNTED), hall_states.projector_results
        ),
        *(ScreenState(f"staff-today-{state}", rich, staff_shots.today(state)) for state in PollsState),
        *(
            ScreenState(f"staff-step-{step}", rich, staff_shots.step(step, state))
            for step, state in _STEPS_FROM.items()
        ),
        *(ScreenState(name, rich, prepare) for name, prepare in library_shots.STATES.items()),
        *(ScreenState(name, rich, prepare) for name, prepare in results_shots.STATES.items()),
        *(ScreenState(name, rich, prepare) for name, prepare in setup_shots.STATES.items()),
        *(ScreenState(name, club, prepare) for name, prepare in editor_shots.STATES.items()),
        *(ScreenState(name, rich, prepare) for name, prepare in roll_states.STATES.items()),
        ScreenState("ballot-last-call", first, _last_call(first)),
        ScreenState("staff-today-last-call", rich, staff_shots.last_call),
        ScreenState("staff-today-clock", rich, staff_shots.clock_jumped),
        *(
            ScreenState(page.name.replace(".", "-"), rich, staff_shots.deed(page))
            for page in (CloseEarlyPage, LastCallPage, ProlongPage, ClockPage, SetClosingPage)
        ),
        ScreenState("staff-step-open-refused", rich, staff_shots.step_refused),
        ScreenState("staff-archive-refused", rich, staff_shots.archive_refused),
    )
