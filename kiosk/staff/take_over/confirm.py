"""What is about to be copied or gone on with, in words, and the passphrase once more."""

from dataclasses import dataclass

from election.archive.take_over import Found
from election.clock import local_time
from election.errors import Message, NoElection
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.support.places import Place
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True)
class CopyTo:
    """The current election is to be copied there."""

    place: Place

    def title(self, ui: UiContext) -> str:
        """Return what is done, in words."""
        return ui.text("staff.take_over.copy", place=place_words(self.place))

    def about(self, ui: UiContext) -> str:
        """Return what comes of it."""
        return ui.text("staff.take_over.copy_about")


@dataclass(frozen=True, slots=True)
class GoOn:
    """A copy that lies there is to be gone on with here."""

    place: Place
    found: Found

    def title(self, ui: UiContext) -> str:
        """Return what is done, in words."""
        return ui.text("staff.take_over.go_on", title=self.found.title, place=place_words(self.place))

    def about(self, ui: UiContext) -> str:
        """Return what comes of it: whom the copy knows."""
        return ui.text("staff.take_over.go_on_about", **_values(self.found))


@dataclass(frozen=True, slots=True, repr=False)
class Confirmed:
    """The passphrase that was typed."""

    passphrase: str


# What the keys of the texts begin with.
_NAMES = {CopyTo: "staff.take_over.copying", GoOn: "staff.take_over.going_on"}


class ConfirmScreen(FormScreen):
    """Asks to go on, `Confirmed`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._way: CopyTo | GoOn | None = None
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, _NAMES[CopyTo], (self.passphrase,))

    def show_way(self, way: CopyTo | GoOn) -> None:
        """Say what is about to be done; the button is named after it."""
        self._way, self._name = way, _NAMES[type(way)]
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`."""
        return f"{self._way.title(self.ui)}. {self._way.about(self.ui)}" if self._way is not None else ""

    def request(self) -> object:
        """Return what was typed."""
        return Confirmed(self.passphrase.text())

    def problem(self, field: Field) -> str:
        """It must be there; whether it is right the service knows."""
        return "" if field.text() else "staff.field.missing"


class ConfirmPage(StaffPage):
    """Has the passphrase checked, and copies or goes on."""

    screen: ConfirmScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._way: CopyTo | GoOn | None = None

    def make_screen(self, staff: StaffContext) -> ConfirmScreen:
        """See `StaffPage`."""
        return ConfirmScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is about to be done."""
        if isinstance(subject, CopyTo | GoOn):
            self._way = subject
            self.screen.show_way(subject)

    def handle(self, request: object) -> None:
        """Do it."""
        way, services = self._way, self.staff.services
        if not isinstance(request, Confirmed) or way is None:
            return

        def work() -> Message:
            services.organiser.check(request.passphrase)
            if isinstance(way, GoOn):
                made = services.take_over.continue_from(way.place.path)
                key = "staff.take_over.gone_on" if made.is_marked else "staff.take_over.not_marked"
                return Message(key, _values(made.found))
            current = services.library.current_id
            if current is None:
                raise NoElection
            copied = services.take_over.copy_out(current, way.place.path)
            values = {"voted": copied.turnout.voted, "voters": copied.turnout.voters}
            return Message("staff.take_over.copied", values)

        self.run(work, self.staff.navigator.back, self.screen.set_error)


def place_words(place: Place) -> Message:
    """Return what a place is called."""
    return Message(f"place.{place.kind}", {"name": place.name})


def _values(found: Found) -> dict[str, object]:
    when = Message("staff.take_over.unknown") if found.when is None else local_time(found.when.timestamp())
    return {
        "title": found.title,
        "voted": found.turnout.voted,
        "voters": found.turnout.voters,
        "when": when,
    }
