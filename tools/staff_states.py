"""What the pictures show of the idle question, the locked kiosk and the staff's side. All made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from election.admin.refusals import WrongPassphrase
from election.archive.refusals import ArchiveWithoutCopy
from election.clock import ClockJump
from election.errors import Message
from election.models import OpeningRoll, PollsState, Schedule, Style, Turnout
from election.rules import MORE_THAN_HALF, Quorum
from election.setup.life_cycle import PollsStatus
from election.setup.refusals import NotReady
from election.setup.steps import Step
from election.setup.times import TimesStatus
from election.unopened import Remedy
from election.voting.deciding.quorum import QuorumCheck
from kiosk.app.window import KioskWindow
from kiosk.staff.network.page import NetworkPage
from kiosk.staff.network.wifi import WifiPage
from kiosk.staff.screens.calibration import CalibratePage
from kiosk.staff.screens.defaults import DefaultsPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import ChangePassphrasePage, EnterPassphrasePage, SetPassphrasePage
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.step import STEP_PAGES, Day, StepPage
from kiosk.support.api_status import ApiStatus
from tools.sample_elections import rich_election, sample_outlook

_TYPED = "walnut drawer compass"
_NOBODY = Message("ready.no_candidates")


def question(window: KioskWindow) -> None:
    """A voter who does nothing is asked; a part of the time has passed."""
    window.overlays.ask(30)
    window.overlays.question.show_left(22)


def locked(window: KioskWindow) -> None:
    """Nobody answered."""
    window.overlays.lock()


def passphrase(window: KioskWindow) -> None:
    """A wrong passphrase was tried."""
    window.screens.start.staff_button.click()
    form = window.staff.page(EnterPassphrasePage).screen
    form.passphrase.line.setText(_TYPED)
    form.set_error(WrongPassphrase())


def first(window: KioskWindow) -> None:
    """The passphrase is set, and not typed twice in the same way."""
    window.staff.demand_passphrase()
    form = window.staff.page(SetPassphrasePage).screen
    form.new.line.setText(_TYPED)
    form.new.reveal.click()
    form.again.line.setText("walnut")
    form.submit.click()


def panel(*, news: bool) -> Callable[[KioskWindow], None]:
    """The panel; with `news`, all it can have to tell, on a kiosk that is locked."""

    def prepare(window: KioskWindow) -> None:
        since = date(2026, 11, 23).isoformat()
        told = (
            Message("checkpoint.put_off"),
            Message("staff.news.wrong_tries", {"count": 3, "since": since}),
            Message("staff.news.dark"),
            Message("staff.news.recovered"),
        )
        window.staff.page(PanelPage).screen.tell(told if news else (), locked=news)
        window.voter_flow.go(window.staff.page(PanelPage).screen)

    return prepare


def unopened_folder(window: KioskWindow) -> None:
    """The panel where the folder of the current election cannot be read."""
    folder = "/home/club/.local/share/vote-kiosk/elections/5f0c2a9be1d47036"
    problem = Message("error.storage.folder_unusable", {"folder": folder, "reason": "Permission denied"})
    page = window.staff.page(PanelPage).screen
    page.tell([_unopened(Remedy.FOLDER, problem)], locked=False)
    window.voter_flow.go(page)


def _unopened(remedy: Remedy, problem: Message) -> Message:
    return Message(f"staff.news.unopened.{remedy}", {"id": "5f0c2a9be1d47036", "problem": problem})


def unopened(window: KioskWindow) -> None:
    """The panel where the data of the current election is damaged."""
    file = "/home/club/.local/share/vote-kiosk/elections/5f0c2a9be1d47036/election.json"
    reason, last_good = Message("damage.seal"), Message("damage.no_good")
    problem = Message("error.storage.damaged", {"file": file, "reason": reason, "last_good": last_good})
    page = window.staff.page(PanelPage).screen
    page.tell([_unopened(Remedy.BACKUP, problem)], locked=False)
    window.voter_flow.go(page)


def defaults(window: KioskWindow) -> None:
    """What every voter finds."""
    page = window.staff.page(DefaultsPage).screen
    page.show_settings(window.settings.current)
    window.voter_flow.go(page)
    page.say_news("staff.saved")


def calibrate(window: KioskWindow) -> None:
    """The bar as wide as a card on this screen."""
    page = window.staff.page(CalibratePage).screen
    page.show_measured(window.ui.theme.dots_per_mm)
    window.voter_flow.go(page)


def network(status: ApiStatus, *, busy: bool = False) -> Callable[[KioskWindow], None]:
    """The network, on, or with the reason why not, or on its way."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(NetworkPage).screen
        window.voter_flow.go(page)
        page.show_reach("off" if status.problem else "network" if status.for_others else "computer", status)
        if busy:
            page.set_busy("computer")

    return prepare


def wifi(window: KioskWindow) -> None:
    """The Wi-Fi that voters are shown."""
    page = window.staff.page(WifiPage).screen
    page.show_wifi(sample_outlook().wifi)
    window.voter_flow.go(page)


def status(state: PollsState) -> PollsStatus:
    """An election of 367 people with a quorum of 184 in this state."""
    election = rich_election(state)
    everybody = Style(1, tuple(contest.id for contest in election.contests))
    election = replace(election, quorum=Quorum(MORE_THAN_HALF), styles=(everybody,))
    voted = 0 if state is PollsState.DRAFT else 143
    check = QuorumCheck(Quorum(MORE_THAN_HALF), True, 367, 0, 184, voted)  # noqa: FBT003 - of the whole
    since = None if state is PollsState.DRAFT else datetime(2026, 11, 28, 13, 5).astimezone()
    opened = None if state is PollsState.DRAFT else datetime(2026, 11, 28, 9, 2).astimezone()
    opening = None if state is PollsState.DRAFT else OpeningRoll(367, {})
    return PollsStatus(election, since, Turnout(367, voted), check, opened, opening)


def day(state: PollsState) -> Day:
    """The same election, announced to close at 18:00, which may be prolonged by an hour."""
    stands = status(state)
    at = datetime(2026, 11, 28, 17, 50).astimezone()
    closes = at.replace(hour=18, minute=0)
    schedule = Schedule(at.replace(hour=9, minute=0), closes, by_itself=True)
    ends, until = closes + timedelta(minutes=5), closes + timedelta(hours=1)
    times = TimesStatus(
        at,
        None,
        state,
        schedule,
        ends,
        is_last_call=False,
        is_forgotten=False,
        did_not_open=False,
        prolonged=0,
        prolong_until=until,
    )
    return Day("shown", stands, times)


def today(state: PollsState) -> Callable[[KioskWindow], None]:
    """How an election in this state stands, and the steps from there."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(TodayPage).screen
        page.show_day(day(state))
        window.voter_flow.go(page)

    return prepare


def last_call(window: KioskWindow) -> None:
    """Nobody new is let in any more, and the quorum is short."""
    shown = day(PollsState.OPEN)
    closes = shown.times.schedule.closes
    times = replace(shown.times, now=closes, is_last_call=True)
    page = window.staff.page(TodayPage).screen
    page.show_day(replace(shown, times=times))
    window.voter_flow.go(page)


_JUMP = ClockJump(*(datetime(2026, 11, 28, *at).timestamp() for at in ((13, 5), (9, 41))))


def clock_jumped(window: KioskWindow) -> None:
    """The computer's clock went back, and nobody has confirmed it yet."""
    shown = day(PollsState.OPEN)
    page = window.staff.page(TodayPage).screen
    page.show_day(replace(shown, times=replace(shown.times, now=None, jump=_JUMP)))
    window.voter_flow.go(page)


def deed(kind: type[StepPage]) -> Callable[[KioskWindow], None]:
    """A deed of the day is about to be done; the passphrase is typed."""

    def prepare(window: KioskWindow) -> None:
        shown, page = day(PollsState.OPEN), window.staff.page(kind)
        page.prepare(replace(shown, times=replace(shown.times, jump=_JUMP)))
        page.screen.passphrase.line.setText(_TYPED)
        window.voter_flow.go(page.screen)

    return prepare


def step(step: Step, state: PollsState) -> Callable[[KioskWindow], None]:
    """A step is about to be taken from this state; the passphrase is typed."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(STEP_PAGES[step])
        page.prepare(day(state))
        page.screen.passphrase.line.setText(_TYPED)
        window.voter_flow.go(page.screen)

    return prepare


def step_refused(window: KioskWindow) -> None:
    """Something is missing, so the polls do not open."""
    step(Step.OPEN, PollsState.DRAFT)(window)
    reason = Message("ready.in_contest", {"title": rich_election().contests[0].title, "fault": _NOBODY})
    window.staff.page(STEP_PAGES[Step.OPEN]).screen.set_error(NotReady(count=2, reason=reason))


def archive_refused(window: KioskWindow) -> None:
    """There is no pack yet, so it is not archived."""
    step(Step.ARCHIVE, PollsState.COUNTED)(window)
    window.staff.page(STEP_PAGES[Step.ARCHIVE]).refused(ArchiveWithoutCopy())


def change(window: KioskWindow) -> None:
    """The passphrase is about to be changed."""
    window.voter_flow.go(window.staff.page(ChangePassphrasePage).screen)
