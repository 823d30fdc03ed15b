"""What is about to be backed up or gone on with, in words, and the passphrases that it takes."""

import dataclasses
from dataclasses import dataclass

from election.archive.take_over import Found
from election.clock import local_time
from election.errors import Message
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.support.places import Place
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True)
class CopyTo:
    """The current election is to be backed up there."""

    place: Place

    def title(self, ui: UiContext) -> str:
        """Return what is done, in words."""
        return ui.text("staff.backup.copy", place=place_words(self.place))

    def about(self, ui: UiContext) -> str:
        """Return what comes of it."""
        return ui.text("staff.backup.copy_row")


@dataclass(frozen=True, slots=True)
class GoOn:
    """A copy that lies there is to be gone on with here, where `is_here` in place of the same election.
    `secret` is the passphrase that opened it.
    """

    place: Place
    found: Found
    is_here: bool = False
    secret: str | None = dataclasses.field(default=None, repr=False)

    def title(self, ui: UiContext) -> str:
        """Return what is done, in words."""
        key = "staff.backup.restore" if self.is_here else "staff.backup.go_on"
        return ui.text(key, title=self.found.title, place=place_words(self.place))

    def about(self, ui: UiContext) -> str:
        """Return what comes of it: whom the copy knows."""
        key = "staff.backup.restore_about" if self.is_here else "staff.backup.go_on_about"
        return ui.text(key, **_values(self.found))


@dataclass(frozen=True, slots=True)
class Unlock:
    """An encrypted copy that lies there is to be opened, to see what it is of."""

    place: Place

    def title(self, ui: UiContext) -> str:
        """Return what is done, in words."""
        return ui.text("staff.backup.unlock", place=place_words(self.place))

    def about(self, ui: UiContext) -> str:
        """Return what comes of it."""
        return ui.text("staff.backup.unlock_about")


Way = CopyTo | GoOn | Unlock


@dataclass(frozen=True, slots=True, repr=False)
class Confirmed:
    """The passphrases that were typed: the organiser's, and that of the back-up."""

    passphrase: str
    secret: str


def _name(way: Way) -> str:
    """Return what the keys of the page's texts begin with."""
    if isinstance(way, GoOn):
        return "staff.backup.restoring" if way.is_here else "staff.backup.going_on"
    return "staff.backup.unlocking" if isinstance(way, Unlock) else "staff.backup.copying"


class ConfirmScreen(FormScreen):
    """Asks to go on, `Confirmed`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._way: Way | None = None
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        self.secret = passphrase_field(ui, "staff.backup.secret", "staff.backup.secret_hint")
        super().__init__(ui, "staff.backup.copying", (self.passphrase, self.secret))

    def show_way(self, way: Way) -> None:
        """Say what is about to be done; the button is named after it."""
        self._way, self._name = way, _name(way)
        self.offer_field(self.secret, offered=not isinstance(way, GoOn))
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`."""
        way = self._way
        if way is None:
            return ""
        is_copy = isinstance(way, CopyTo)
        about = self.ui.text("staff.backup.copy_about") if is_copy else way.about(self.ui)
        return f"{way.title(self.ui)}. {about}"

    def request(self) -> object:
        """Return what was typed."""
        return Confirmed(self.passphrase.text(), self.secret.text())

    def problem(self, field: Field) -> str:
        """What is needed must be there; whether it is right the service knows."""
        is_needed = field is self.passphrase or isinstance(self._way, Unlock)
        return "staff.field.missing" if is_needed and not field.text() else ""


class ConfirmPage(StaffPage):
    """Has the passphrase checked, and copies or goes on."""

    screen: ConfirmScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._way: Way | None = None

    def make_screen(self, staff: StaffContext) -> ConfirmScreen:
        """See `StaffPage`."""
        return ConfirmScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is about to be done."""
        if isinstance(subject, Way):
            self._way = subject
            self.screen.show_way(subject)

    def handle(self, request: object) -> None:
        """Do it."""
        way, services = self._way, self.staff.services
        if not isinstance(request, Confirmed) or way is None:
            return

        def work() -> Message | GoOn:
            services.organiser.check(request.passphrase)
            if isinstance(way, Unlock):
                found = services.take_over.look(way.place.path, request.secret)
                return GoOn(way.place, found, found.id in services.library.ids(), request.secret)
            if isinstance(way, GoOn):
                made = services.take_over.continue_from(way.place.path, way.secret, replace=way.is_here)
                done = "restored" if services.library.current_id == made.found.id else "gone_on"
                key = f"staff.backup.{done}" if made.is_marked else "staff.backup.not_marked"
                return Message(key, _values(made.found))
            copied = services.backups.begin(way.place.path, request.secret or None)
            values = {"voted": copied.turnout.voted, "voters": copied.turnout.voters}
            return Message("staff.backup.sealed" if request.secret else "staff.backup.copied", values)

        self.run(work, self._done, self.screen.set_error)

    def _done(self, done: Message | GoOn) -> None:
        if isinstance(done, Message):
            self.staff.navigator.back(done)
            return
        self.screen.clear()
        self.prepare(done)
        self.screen.enter()


def place_words(place: Place) -> Message:
    """Return what a place is called."""
    return Message(f"place.{place.kind}", {"name": place.name})


def _values(found: Found) -> dict[str, object]:
    when = Message("staff.backup.unknown") if found.when is None else local_time(found.when.timestamp())
    return {
        "title": found.title,
        "voted": found.turnout.voted,
        "voters": found.turnout.voters,
        "when": when,
    }
