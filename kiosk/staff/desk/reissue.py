"""A new personal code in place of one that was lost, printed at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from election.errors import Message
from election.printing.paper import NoPrinter, can_print
from election.texts import isolated
from election.voters.desk_search import DeskPerson
from kiosk.staff.codes.making import deliver, laid_out
from kiosk.staff.codes.page import address_of
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.as_pictures import or_pictures, takes_pictures
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text


class ReissueScreen(PageScreen):
    """Says what a new code does to the old one, and asks whether it is to be made."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.desk.reissue")
        self.who = Text("lead")
        self.make_button = Button(ui, "primary", "change")
        self.asks(self.make_button, True)  # noqa: FBT003 - all that is asked
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        column.addWidget(self.who)
        column.addStretch(1)
        self.lay_out(content, (self.make_button,))

    def show_person(self, person: DeskPerson) -> None:
        """Show whose code it is."""
        digits = f"…{person.digits}" if person.digits else ""
        self.who.set_text(" · ".join(filter(None, (isolated(person.name), person.group, digits))))

    def clear(self) -> None:
        """Forget the person."""
        super().clear()
        self.who.set_text("")
        self.make_button.set_busy(busy=False)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.pane.buttons(), self.back_button, self.make_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.make_button.set_text(self.ui.text("staff.desk.reissue.make"))


class ReissuePage(StaffPage):
    """Makes the code and prints its slip. It is nowhere in clear but on that paper: where it does not come
    out, another one is made.
    """

    name, for_desk = "staff.desk.reissue", True
    screen: ReissueScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._person_id = 0

    def make_screen(self, staff: StaffContext) -> ReissueScreen:
        """See `StaffPage`."""
        return ReissueScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the person."""
        if isinstance(subject, DeskPerson):
            self._person_id = subject.id
            self.screen.show_person(subject)

    def handle(self, _request: object) -> None:
        """Make and print it; where there is no printer nothing is made, and the old code is still good."""
        self.screen.make_button.set_busy(busy=True)
        library, person_id = self.staff.services.library, self._person_id
        language, address = self.staff.ui.language, address_of(self.staff)
        as_pictures = takes_pictures()

        def work() -> None:
            if not (as_pictures or can_print()):
                raise NoPrinter
            with library.current() as election:
                issued = election.codes.reissue(person_id)
                election_id = election.id
            deliver(library, laid_out(library, election_id, issued, language, address), None)

        self.run(work, lambda _nothing: self._printed(), or_pictures(self._printed, self._failed))

    def _printed(self) -> None:
        self.staff.navigator.back(Message("staff.desk.done.reissued"))

    def _failed(self, error: Exception) -> None:
        self.screen.make_button.set_busy(busy=False)
        self.screen.show_problem(error)
