"""The desk's page: what is asked for there is done, and nothing of it has a time."""

from collections.abc import Callable

from election.election_services import ElectionServices
from election.errors import Message
from election.events import CurrentChanged, DeskChanged, Event, PollsChanged, RollChanged
from election.models import Election
from election.voters.desk import DeskTotals
from election.voters.desk_search import DeskFound, DeskPerson
from kiosk.staff.desk.deeds import Deed, Do, Done, Find
from kiosk.staff.desk.reissue import ReissuePage
from kiosk.staff.desk.screen import DeskScreen
from kiosk.staff.desk.slips import LostPage, SlipPage
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.support.background import JobGroup


class DeskPage(StaffPage):
    """Searches as somebody types, the last that was typed; marks people, and has the booth turned to them."""

    name, for_desk = "staff.desk", True
    screen: DeskScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._searches = JobGroup(staff.background, self)

    def make_screen(self, staff: StaffContext) -> DeskScreen:
        """See `StaffPage`."""
        return DeskScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show how the polls stand, and be ready to search."""
        self.screen.start_anew()
        self._read()

    def tell(self, *news: Message) -> None:
        """A page that led back here says what was done there."""
        for each in news:
            self.screen.say_news(each.key)

    def handle(self, request: object) -> None:
        """Search, or do what is asked for."""
        if isinstance(request, Find):
            self._find(request.text)
        elif isinstance(request, Do):
            self._do(request.deed, request.person)

    def event_received(self, event: Event) -> None:
        """Follow the other desk, and the polls."""
        if self.screen.isVisible() and isinstance(
            event, DeskChanged | PollsChanged | RollChanged | CurrentChanged
        ):
            self._read()

    def forget(self) -> None:
        """See `StaffPage`."""
        self._searches.drop()
        super().forget()

    def _find(self, text: str) -> None:
        self._searches.drop()
        if not text.strip():
            self.screen.show_found(DeskFound(()))
            return
        library = self.staff.services.library

        def find() -> DeskFound:
            with library.current() as election:
                return election.desk_search.find(text)

        self._searches.run(find, self.screen.show_found, self.screen.show_problem)

    def _do(self, deed: Deed, person: DeskPerson) -> None:
        self.screen.say_news("")
        if deed in (Deed.TAKE_BACK, Deed.EXCHANGE):
            self.staff.navigator.open(SlipPage, (deed, person))
        elif deed in _PAGES:
            self.staff.navigator.open(_PAGES[deed], person)
        elif deed is Deed.LET_VOTE:
            self.screen.set_busy(busy=True)
            self.staff.booth.let_in(person.id, lambda: self._let_in(person), self._failed)
        else:
            self.screen.set_busy(busy=True)
            work = _WORK[deed]
            self.ask_election(
                lambda election: work(election, person.id), lambda _: self._done(deed, person), self._failed
            )

    def _done(self, deed: Deed, person: DeskPerson) -> None:
        self.screen.show_done(Done(deed, person))
        self._read()

    def _let_in(self, person: DeskPerson) -> None:
        if self.screen.isVisible():  # in a window of its own; in the booth's the ballot is there
            self._done(Deed.LET_VOTE, person)

    def _failed(self, error: Exception) -> None:
        self.screen.set_busy(busy=False)
        self.screen.show_problem(error)
        self._find(self.screen.typed.text())  # how it stands now

    def _read(self) -> None:
        def read(election: ElectionServices) -> tuple[Election, DeskTotals]:
            return election.polls.election(), election.desk.totals()

        def show(read: tuple[Election, DeskTotals]) -> None:
            self.screen.show_totals(*read)

        self.ask_election(read, show, self.screen.show_problem)


_PAGES: dict[Deed, type[StaffPage]] = {Deed.LOST: LostPage, Deed.REISSUE: ReissuePage}
_WORK: dict[Deed, Callable[[ElectionServices, int], None]] = {
    Deed.CHECK_IN: lambda election, person: election.desk.check_in(person),
    Deed.UNDO: lambda election, person: election.desk.undo_check_in(person),
    Deed.GIVE: lambda election, person: election.desk.give(person),
}
