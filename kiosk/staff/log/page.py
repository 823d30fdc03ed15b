"""The page of the event log."""

from election.election_services import ElectionServices
from election.events import BallotCast, Event
from election.records.log import CheckedLog
from kiosk.staff.log.observer import ObserverPage
from kiosk.staff.log.screen import LogRequest, LogScreen
from kiosk.staff.page import StaffContext, StaffPage


def _read(election: ElectionServices) -> CheckedLog:
    election.log.note_changes()
    return election.log.check()


class LogPage(StaffPage):
    """Reads and checks the log of the current election, off the window's thread."""

    name, icon = "log.page", "list"
    screen: LogScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._latest = self.reading(self.ask_election, _read, self.screen.show_log, self.screen.show_problem)

    def make_screen(self, staff: StaffContext) -> LogScreen:
        """See `StaffPage`."""
        return LogScreen(staff.ui)

    @classmethod
    def is_offered(cls, staff: StaffContext) -> bool:
        """Where there is an election."""
        return staff.services.library.current_id is not None

    def prepare(self, _subject: object = None) -> None:
        """Read it anew."""
        self._latest.ask()

    def handle(self, request: object) -> None:
        """Read it again, or open what observers may see."""
        if request is LogRequest.OBSERVER:
            self.staff.navigator.open(ObserverPage)
        else:
            self.prepare()

    def event_received(self, event: Event) -> None:
        """Follow what is done meanwhile. A ballot adds no line."""
        if self.screen.isVisible() and not isinstance(event, BallotCast):
            self.prepare()
