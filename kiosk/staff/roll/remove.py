"""Taking somebody off the roll while the polls are open: with the passphrase and a reason."""

from dataclasses import dataclass

from election.election_services import ElectionServices
from election.errors import Message
from election.models import Person
from election.setup.steps import LONGEST_REASON
from kiosk.staff.page import StaffContext
from kiosk.staff.roll.election import ElectionPage
from kiosk.staff.roll.person import PersonWanted
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True, repr=False)
class TakeOff:
    """What was typed."""

    reason: str
    passphrase: str


class RemoveScreen(FormScreen):
    """Asks to `TakeOff` somebody. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        self._person: Person | None = None
        super().__init__(ui, "roll.remove", (self.reason, self.passphrase))

    def show_person(self, person: Person | None) -> None:
        """Say who it is about."""
        self._person = person
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`."""
        person = self._person
        return self.ui.text("roll.remove.about", name=person.name, number=person.number) if person else ""

    def request(self) -> object:
        """Return what was typed."""
        return TakeOff(self.reason.text(), self.passphrase.text())

    def problem(self, field: Field) -> str:
        """Both must be there."""
        if field.text().strip():
            return ""
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"


class RemovePage(ElectionPage):
    """Takes somebody off who has neither voted nor a slip or a code."""

    screen: RemoveScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._wanted: PersonWanted | None = None

    def make_screen(self, staff: StaffContext) -> RemoveScreen:
        """See `StaffPage`."""
        return RemoveScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` says who it is about."""
        if isinstance(subject, PersonWanted):
            self._wanted = subject
            self.begin(subject.election_id)
            self.screen.show_person(subject.person)

    def handle(self, request: object) -> None:
        """Take them off."""
        if not isinstance(request, TakeOff) or self._wanted is None or self._wanted.person is None:
            return
        organiser, person_id = self.staff.services.organiser, self._wanted.person.id

        def remove(election: ElectionServices) -> Person:
            organiser.check(request.passphrase)
            return election.roll.remove(person_id, why=request.reason)

        def removed(person: Person) -> None:
            self.staff.navigator.back(Message("roll.page.removed", {"name": person.name}))

        self.ask(remove, removed, self.screen.set_error)
