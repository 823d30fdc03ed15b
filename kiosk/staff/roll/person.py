"""Somebody on the roll: added, or put right."""

from collections.abc import Callable
from dataclasses import dataclass, field

from election.election_services import ElectionServices
from election.errors import Message
from election.models import Person
from election.setup.steps import LONGEST_REASON
from election.voters.accounts import LONGEST_EMAIL, LONGEST_NAME
from election.voters.roll_files.checking import LONGEST_GROUP, LONGEST_NUMBER
from election.voters.roll_files.entries import Entry
from kiosk.staff.page import StaffContext
from kiosk.staff.roll.election import ElectionPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

Undo = Callable[[ElectionServices], object]


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """Whom a page is opened for, None to add somebody, in which election. `done` is called with how to undo
    what was done, and the id of whom it was done to.
    """

    election_id: str
    person: Person | None
    is_draft: bool
    done: Callable[[Undo | None, int | None], None] = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Keep:
    """What was typed; the last two are empty in a draft."""

    entry: Entry
    reason: str
    passphrase: str


class PersonScreen(FormScreen):
    """Asks to `Keep` somebody. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.name = Field(ui, "roll.head.name", longest=LONGEST_NAME)
        self.number = Field(ui, "roll.head.number", longest=LONGEST_NUMBER, latin=True)
        self.group = Field(ui, "roll.head.group", longest=LONGEST_GROUP)
        self.email = Field(ui, "roll.head.email", longest=LONGEST_EMAIL, latin=True)
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        self._wanted: PersonWanted | None = None
        fields = (self.name, self.number, self.group, self.email, self.reason, self.passphrase)
        super().__init__(ui, "roll.person", fields)

    def show_person(self, wanted: PersonWanted) -> None:
        """Show what is known of somebody, to be put right; or nothing, to be added."""
        self._wanted = wanted
        person = wanted.person
        for each, text in (
            (self.name, person.name if person else ""),
            (self.number, person.number if person else ""),
            (self.group, person.group if person else ""),
            (self.email, person.email if person else ""),
        ):
            each.line.setText(text)
        for each in (self.reason, self.passphrase):
            self.offer_field(each, offered=not wanted.is_draft)
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`."""
        if self._wanted is None or self._wanted.is_draft:
            return self.ui.text("roll.person.about")
        return self.ui.text("roll.person.about_open")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self._wanted is not None and self._wanted.person is None:
            self._title.set_text(self.ui.text("roll.person.add"))

    def request(self) -> object:
        """Return what was typed."""
        texts = (each.text() for each in (self.name, self.number, self.email, self.group))
        return Keep(Entry(*texts), self.reason.text(), self.passphrase.text())

    def problem(self, field: Field) -> str:
        """What must be there; whether it will do only the service knows."""
        if field.isHidden() or field.text().strip():
            return ""
        if field is self.name:
            return "roll.person.name_missing"
        if field is self.number and not self.email.text().strip():
            return "roll.person.key_missing"
        if field is self.reason:
            return "staff.field.reason_missing"
        return "staff.field.missing" if field is self.passphrase else ""


class PersonPage(ElectionPage):
    """Adds somebody, or puts them right; while the polls are open with a reason and the passphrase."""

    screen: PersonScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._wanted: PersonWanted | None = None

    def make_screen(self, staff: StaffContext) -> PersonScreen:
        """See `StaffPage`."""
        return PersonScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` says who it is about."""
        if isinstance(subject, PersonWanted):
            self._wanted = subject
            self.begin(subject.election_id)
            self.screen.show_person(subject)

    def handle(self, request: object) -> None:
        """Keep what was typed."""
        wanted = self._wanted
        if not isinstance(request, Keep) or wanted is None:
            return
        organiser, before = self.staff.services.organiser, wanted.person
        entry, why = request.entry, request.reason

        def keep(election: ElectionServices) -> Person:
            if not wanted.is_draft:
                organiser.check(request.passphrase)
            if before is None:
                return election.roll.add(entry, why=why)
            return election.roll.correct(before.id, entry, why=why)

        def kept(person: Person) -> None:
            wanted.done(_undo(person, was_added=before is None), person.id)
            key = "roll.page.added" if before is None else "roll.page.corrected"
            self.staff.navigator.back(Message(key, {"name": entry.name}))

        self.ask(keep, kept, self.screen.set_error)


def _undo(person: Person, *, was_added: bool) -> Undo:
    if was_added:
        return lambda election: election.roll.remove(person.id)
    before = Entry(person.name, person.number, person.email, person.group)
    return lambda election: election.roll.correct(person.id, before)
