"""A slip that came back, and one that was lost."""

from dataclasses import dataclass

from election.election_services import ElectionServices
from election.errors import Message
from election.texts import isolated
from election.voters.desk_search import DeskPerson
from kiosk.staff.desk.deeds import Deed
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_LONGEST_CODE = 200  # a scanner types the whole address
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class TypedSlip:
    """The code of a slip, as it was typed or scanned."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Replace:
    """The organiser has another slip given for a lost one, for this reason."""

    reason: str
    passphrase: str


class SlipScreen(FormScreen):
    """Asks for the code of the slip that came back. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.slip = Field(ui, "staff.desk.slip", "staff.desk.slip_hint", longest=_LONGEST_CODE, latin=True)
        self._deed, self._person = Deed.TAKE_BACK, ""
        super().__init__(ui, "staff.desk.slip_back", (self.slip,))

    def show_person(self, deed: Deed, person: DeskPerson) -> None:
        """Say whose slip it is, and what becomes of it."""
        self._deed, self._person = deed, isolated(person.name)
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`."""
        return self.ui.text(f"staff.desk.slip_back.{self._deed}", name=self._person)

    def request(self) -> object:
        """Return what was typed."""
        return TypedSlip(self.slip.text())

    def problem(self, field: Field) -> str:
        """Whether it is a code only the service knows."""
        return "" if field.text().strip() else "staff.desk.slip_missing"


class SlipPage(StaffPage):
    """Voids the slip that came back, and clears the mark, or has another handed out."""

    name, for_desk = "staff.desk.slip_back", True
    screen: SlipScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._deed, self._person_id = Deed.TAKE_BACK, 0

    def make_screen(self, staff: StaffContext) -> SlipScreen:
        """See `StaffPage`."""
        return SlipScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is to be done, and the person."""
        if isinstance(subject, tuple):
            self._deed, person = subject
            self._person_id = person.id
            self.screen.show_person(self._deed, person)

    def handle(self, request: object) -> None:
        """Do it."""
        if not isinstance(request, TypedSlip):
            return
        deed, person_id = self._deed, self._person_id

        def work(election: ElectionServices) -> None:
            if deed is Deed.EXCHANGE:
                election.desk.exchange(person_id, request.text)
            else:
                election.desk.take_back(person_id, request.text)

        key = "staff.desk.done.exchanged" if deed is Deed.EXCHANGE else "staff.desk.done.taken_back"
        self.ask_election(
            work, lambda _nothing: self.staff.navigator.back(Message(key)), self.screen.set_error
        )


class LostScreen(FormScreen):
    """Says why no second slip is given, and asks the organiser for a reason and the passphrase. See
    `FormScreen`.
    """

    def __init__(self, ui: UiContext) -> None:
        self.reason = Field(ui, "staff.field.reason", longest=_LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.desk.organisers_passphrase")
        super().__init__(ui, "staff.desk.lost", (self.reason, self.passphrase))

    def request(self) -> object:
        """Return what was typed."""
        return Replace(self.reason.text(), self.passphrase.text())

    def problem(self, field: Field) -> str:
        """Both must be there."""
        if field.text().strip():
            return ""
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"


class LostPage(StaffPage):
    """Lets the organiser have another slip given for a lost one, which stays on record."""

    name, for_desk = "staff.desk.lost", True
    screen: LostScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._person_id = 0

    def make_screen(self, staff: StaffContext) -> LostScreen:
        """See `StaffPage`."""
        return LostScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the person."""
        if isinstance(subject, DeskPerson):
            self._person_id = subject.id

    def handle(self, request: object) -> None:
        """Note that another was given, if it is the organiser who says so."""
        if not isinstance(request, Replace):
            return
        services, person_id = self.staff.services, self._person_id

        def work(election: ElectionServices) -> None:
            services.organiser.check(request.passphrase)
            election.desk.replace_lost(person_id, request.reason)

        self.ask_election(
            work,
            lambda _nothing: self.staff.navigator.back(Message("staff.desk.done.replaced")),
            self.screen.set_error,
        )
