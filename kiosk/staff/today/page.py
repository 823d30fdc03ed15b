"""The page of the day: keeps its screen up to date, pauses at once, and opens the page of each other deed."""

from PySide6.QtCore import QTimer, Slot

from election.election_services import ElectionServices
from election.errors import NoElection
from election.events import CheckpointDone, CheckpointPutOff, Event
from election.models import PollsState
from election.setup.refusals import StepOfAnotherElection
from election.setup.steps import Step
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.results.files import FilesPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.results.wanted import COMMITMENT, PAUSE, PRINTS, ZERO, Print
from kiosk.staff.today.screen import DayAct, PrintReports, SeeResults, TodayScreen
from kiosk.staff.today.step import STEP_PAGES, CloseEarlyPage, Day, StepPage
from kiosk.staff.today.times import ClockPage, LastCallPage, ProlongPage

_EVERY_MS = 5_000
_TIME_PAGES: dict[DayAct, type[StepPage]] = {
    DayAct.CLOCK: ClockPage,
    DayAct.PROLONG: ProlongPage,
    DayAct.LAST_CALL: LastCallPage,
}


def _prints(state: PollsState) -> tuple[Print, ...]:
    """Return what is printed in this state."""
    if state is PollsState.DRAFT:
        return (COMMITMENT,)
    pause = (PAUSE,) if state is PollsState.PAUSED else ()
    closing = PRINTS[:1] if state.is_counted else ()
    return (*pause, ZERO, *closing, COMMITMENT)


def day_of(election: ElectionServices) -> Day:
    """Return how an election stands, and its times."""
    log = election.log
    return Day(election.id, election.polls.status(), election.times.status(), log.holds(), log.box_differs())


class TodayPage(StaffPage):
    """See above."""

    name, icon = "staff.today", "ballot-box"
    screen: TodayScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._latest = self.reading(self.run, self._day, self.screen.show_day, self._failed)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def make_screen(self, staff: StaffContext) -> TodayScreen:
        """See `StaffPage`."""
        return TodayScreen(staff.ui, staff.health)

    def prepare(self, _subject: object = None) -> None:
        """Show how the election stands now, and every few seconds: times pass without anything happening."""
        self._timer.start()
        self._latest.ask()

    def handle(self, request: object) -> None:
        """Pause, or ask once more before anything else."""
        navigator, day = self.staff.navigator, self.screen.day
        if request is Step.PAUSE:
            self.screen.setEnabled(False)
            self.run(self._pause, self._show_and_speak, self._failed)
        elif request is Step.CLOSE and day is not None and day.times.minutes_early:
            navigator.open(CloseEarlyPage, day)
        elif isinstance(request, Step):
            navigator.open(STEP_PAGES[request], day)
        elif isinstance(request, SeeResults):
            navigator.open(ResultsPage)
        elif isinstance(request, PrintReports) and day is not None:
            navigator.open(FilesPage, _prints(day.status.election.state))
        elif isinstance(request, DayAct):
            navigator.open(_TIME_PAGES[request], day)

    def event_received(self, event: Event) -> None:
        """Follow what happens at the doors."""
        if self.screen.isVisible() and not isinstance(event, CheckpointPutOff | CheckpointDone):
            self._latest.ask()

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._timer.stop()
        self.screen.setEnabled(True)

    @Slot()
    def _look(self) -> None:
        if self.screen.isVisible():
            self._latest.ask()

    def _day(self) -> Day | None:
        try:
            with self.staff.services.library.current() as election:
                return day_of(election)
        except NoElection:
            return None

    def _pause(self) -> Day:
        day = self.screen.day
        with self.staff.services.library.current() as election:
            if day is None or election.id != day.election_id:
                raise StepOfAnotherElection
            election.polls.pause()
            return day_of(election)

    def _show_and_speak(self, day: Day) -> None:
        self.screen.show_day(day)
        self.staff.ui.announcer.say(self.screen, self.screen.spoken())

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)
