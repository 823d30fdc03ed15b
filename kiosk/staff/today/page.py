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
        self._reading = self._read_again = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def make_screen(self, staff: StaffContext) -> TodayScreen:
        """See `StaffPage`."""
        return TodayScreen(staff.ui, staff.health)

    def prepare(self, _subject: object = None) -> None:
        """Show how the election stands now, and every few seconds: times pass without anything happening."""
        self._timer.start()
        self._read()

    def handle(self, request: object) -> None:
        """Pause, or ask once more before anything else."""
        navigator, day = self.staff.navigator, self.screen.day
        if request is Step.PAUSE:
            self.screen.setEnabled(False)
            self.run(self._pause, self._read_and_show, self._failed)
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
            self._read()

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._timer.stop()
        self._reading = self._read_again = False
        self.screen.setEnabled(True)

    @Slot()
    def _look(self) -> None:
        if self.screen.isVisible():
            self._read()

    def _read(self) -> None:
        """Show how it stands; once more where something changed while that was read."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        self.run(self._day, self._show, self._failed)

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

    def _read_and_show(self, day: Day) -> None:
        self._show(day)
        self.staff.ui.announcer.say(self.screen, self.screen.spoken())

    def _show(self, day: Day | None) -> None:
        self.screen.show_day(day)
        self._done()

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)
        self._done()

    def _done(self) -> None:
        self._reading = False
        if self._read_again:
            self._read_again = False
            self._read()
