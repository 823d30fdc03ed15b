"""The page of the results."""

from collections.abc import Mapping

from election.election_services import ElectionServices
from election.errors import Message, NoElection, ResultsHidden
from election.events import CurrentChanged, Event, PollsChanged, TieDecided
from election.results.report import Report
from election.voters.slip_account import SlipAccount
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.projector.page import ProjectorPage
from kiosk.staff.results.files import FilesPage
from kiosk.staff.results.follow import FollowPage
from kiosk.staff.results.lot import LotPage
from kiosk.staff.results.receipt import ReceiptPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.screen import Deed, Fold, ResultsScreen
from kiosk.staff.results.wanted import EXPORTS, PACK, PRINTS


class ResultsPage(StaffPage):
    """Shows what came out of the current election, once it was counted, and opens what can be done."""

    name, icon = "staff.results", "chart"
    screen: ResultsScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""

    def make_screen(self, staff: StaffContext) -> ResultsScreen:
        """See `StaffPage`."""
        return ResultsScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show the results as they are now."""
        self.ask_election(_read, self._show, self._failed)

    def tell(self, *news: Message) -> None:
        """See `StaffPage`."""
        if news:
            self.screen.say(news[0])

    def handle(self, request: object) -> None:
        """Open the page of what was chosen."""
        navigator, report = self.staff.navigator, self.screen.report
        if isinstance(request, Fold):
            self.screen.fold(request.contest_id)
        elif report is None:
            return
        elif request is Deed.LOT:
            tied = next(each for each in report.contests if each.outcome.tie and each.outcome.tie.is_open)
            navigator.open(LotPage, tied)
        elif request in (Deed.RUN_OFF, Deed.REPEAT):
            navigator.open(FollowPage, (self._election_id, request is Deed.RUN_OFF, report))
        elif isinstance(request, Deed):
            page, subject = _PAGES[request]
            navigator.open(page, subject)

    def event_received(self, event: Event) -> None:
        """Follow what is done elsewhere."""
        if self.screen.isVisible() and isinstance(event, CurrentChanged | PollsChanged | TieDecided):
            self.prepare()

    def _show(self, found: tuple[str, Report, SlipAccount, str]) -> None:
        self._election_id, report, account, fingerprint = found
        self.screen.show_report(report, account, fingerprint)

    def _failed(self, error: Exception) -> None:
        self.screen.show_report(None)
        if not isinstance(error, ResultsHidden | NoElection):
            self.screen.show_problem(error)


_PAGES: Mapping[Deed, tuple[type[StaffPage], object]] = {
    Deed.PACK: (SavePage, PACK),
    Deed.PRINT: (FilesPage, PRINTS),
    Deed.EXPORT: (FilesPage, EXPORTS),
    Deed.RECEIPT: (ReceiptPage, None),
    Deed.PROJECTOR: (ProjectorPage, None),
}


def _read(election: ElectionServices) -> tuple[str, Report, SlipAccount, str]:
    return election.id, election.results.report(), election.codes.account(), election.key.fingerprint
