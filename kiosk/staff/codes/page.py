"""The page for codes: has them made and printed, and shows the account of slips."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Slot

from election.election_services import ElectionServices
from election.errors import Message
from kiosk.staff.codes.making import Made, issue, laid_out
from kiosk.staff.codes.printed import PrintedPage
from kiosk.staff.codes.screen import CodesScreen
from kiosk.staff.codes.sheets import VoidSheetsPage
from kiosk.staff.codes.slip import SlipInHandPage
from kiosk.staff.codes.view import (
    CodesView,
    DropBatch,
    KeepBatch,
    MakeCodes,
    NoteInHand,
    Way,
    Where,
    read_view,
)
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.support.as_pictures import takes_pictures

T = TypeVar("T")


class CodesPage(StaffPage):
    """Opened with the id of an election; from the panel it is the current one."""

    name, icon = "staff.codes", "ticket"
    screen: CodesScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""
        staff.network.changed.connect(self._network_changed)

    @classmethod
    def is_offered(cls, staff: StaffContext) -> bool:
        """Where there is an election."""
        return staff.services.library.current_id is not None

    def make_screen(self, staff: StaffContext) -> CodesScreen:
        """See `StaffPage`."""
        return CodesScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """Show how codes stand."""
        if isinstance(subject, str):
            self._election_id = subject
        elif not self._election_id:
            self._election_id = self.staff.services.library.current_id or ""
        self._network_changed()
        self._ask(read_view, self._show)

    def tell(self, *news: Message) -> None:
        """Say what was done."""
        for each in news:
            self.screen.say(each)

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._election_id = ""

    def handle(self, request: object) -> None:
        """Do what is asked for."""
        match request:
            case MakeCodes():
                self._make(request)
            case NoteInHand(count):
                self._change(lambda election: election.codes.note_in_hand(count), Message("staff.saved"))
            case KeepBatch(batch):
                kept = Message("staff.codes.kept", {"batch": batch})
                self._change(lambda election: election.codes.confirm(batch), kept)
            case DropBatch(batch):
                dropped = Message("staff.codes.dropped", {"batch": batch})
                self._change(lambda election: election.codes.discard(batch), dropped)
            case Way.VOID_SHEETS:
                self.staff.navigator.open(VoidSheetsPage, self._election_id)
            case Way.SLIP_IN_HAND:
                self.staff.navigator.open(SlipInHandPage, self._election_id)

    @Slot()
    def _network_changed(self) -> None:
        self.screen.show_address(address_of(self.staff))

    def _show(self, view: CodesView) -> None:
        self.screen.show_codes(replace(view, can_print=view.can_print or takes_pictures()))

    def _make(self, wanted: MakeCodes) -> None:
        self.screen.set_busy(busy=True)
        self.screen.say_news("staff.codes.making")
        library, election_id = self.staff.services.library, self._election_id
        language, address = self.staff.ui.language, address_of(self.staff)

        def make() -> Made:
            issued = issue(library, election_id, wanted)
            where = Where.PAPER if wanted.to_paper else None
            return laid_out(library, election_id, issued, language, address, where)

        self.run(make, lambda made: self.staff.navigator.open(PrintedPage, made), self._failed)

    def _failed(self, error: Exception) -> None:
        self.screen.set_busy(busy=False)
        self.screen.show_problem(error)

    def _change(self, work: Callable[[ElectionServices], None], news: Message) -> None:
        def change(election: ElectionServices) -> CodesView:
            work(election)
            return read_view(election)

        def done(view: CodesView) -> None:
            self._show(view)
            self.screen.say(news)

        self._ask(change, done)

    def _ask(self, work: Callable[[ElectionServices], T], done: Callable[[T], None]) -> None:
        library, election_id = self.staff.services.library, self._election_id

        def ask() -> T:
            with library.held(election_id) as election:
                return work(election)

        self.run(ask, done, self._failed)


def address_of(staff: StaffContext) -> str:
    """Return where voters reach the API by their own devices; "" where they do not, and the QR code on a slip
    is then the code alone.
    """
    return staff.network.status.for_phones
