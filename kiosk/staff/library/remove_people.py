"""The people of an election that is over are forgotten, on a page of its own: what goes, what stays, and the
passphrase once more.
"""

from dataclasses import dataclass

from election.admin.copies import Copy
from election.archive.listing import ListedElection
from election.errors import Message
from kiosk.staff.library.words import title_of
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True, repr=False)
class RemovePeople:
    """What is asked for, with the passphrase that was typed."""

    passphrase: str


class RemovePeopleScreen(FormScreen):
    """Asks to `RemovePeople`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._listed: ListedElection | None = None
        self._copies: tuple[Copy, ...] = ()
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, "library.remove", (self.passphrase,))

    def show_election(self, listed: ListedElection, copies: tuple[Copy, ...]) -> None:
        """Say whose people would be forgotten."""
        self._listed, self._copies = listed, copies
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: the consequence, and which files are left to delete."""
        if self._listed is None:
            return ""
        said = self.ui.text("library.remove.about", title=title_of(self.ui, self._listed))
        names = ", ".join(dict.fromkeys(copy.name for copy in self._copies))
        return f"{said} {self.ui.text('library.remove.copies', names=names)}" if names else said

    def request(self) -> object:
        """Return what was typed."""
        return RemovePeople(self.passphrase.text())

    def problem(self, field: Field) -> str:
        """It must be there; whether it is right the service knows."""
        return "" if field.text() else "staff.field.missing"


class RemovePeoplePage(StaffPage):
    """Says at once why they cannot be forgotten yet; else has it done and leads back."""

    screen: RemovePeopleScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._listed: ListedElection | None = None

    def make_screen(self, staff: StaffContext) -> RemovePeopleScreen:
        """See `StaffPage`."""
        return RemovePeopleScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election as it is listed."""
        if isinstance(subject, ListedElection):
            self._listed = subject
        if self._listed is None:
            return
        listed, archive = self._listed, self.staff.services.archive
        self.screen.show_election(listed, archive.copies_made(listed.id))
        self.run(
            lambda: archive.check_people_may_be_removed(listed.id),
            lambda _nothing: None,
            self.screen.set_error,
        )

    def handle(self, request: object) -> None:
        """Forget them."""
        if not isinstance(request, RemovePeople) or self._listed is None:
            return
        from kiosk.staff.library.page import LibraryPage

        election_id, services = self._listed.id, self.staff.services

        def remove() -> None:
            services.organiser.check(request.passphrase)
            services.archive.remove_personal_data(election_id)

        def done(_nothing: None) -> None:
            self.staff.navigator.back_to(LibraryPage, Message("library.removed"))

        self.run(remove, done, self.screen.set_error)
