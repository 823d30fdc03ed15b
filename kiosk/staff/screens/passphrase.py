"""The organiser's passphrase: entered, set for the first time, changed."""

from dataclasses import dataclass

from election.admin.passphrase import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
from election.errors import Message
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


def passphrase_field(ui: UiContext, label: str, hint: str = "") -> Field:
    """Return a field for a passphrase, masked."""
    return Field(ui, label, hint, longest=LONGEST_PASSPHRASE, secret=True)


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What was typed: a passphrase, and `current` where another is to take its place."""

    passphrase: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class ToDesk:
    """Whoever is here is the poll worker."""


class PassphraseScreen(FormScreen):
    """Asks for the passphrase. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, "staff.enter", (self.passphrase,), other=ToDesk())

    def request(self) -> object:
        """Return the passphrase as it was typed."""
        return Typed(self.passphrase.text())

    def problem(self, field: Field) -> str:
        """Whether it is right only the service knows."""
        return "" if field.text().strip() else "staff.field.missing"


class NewPassphraseScreen(FormScreen):
    """Asks for a new passphrase, twice. See `FormScreen`."""

    def __init__(self, ui: UiContext, name: str = "staff.set", before: tuple[Field, ...] = ()) -> None:
        self.new = passphrase_field(ui, "staff.field.new", "staff.field.new_hint")
        self.again = passphrase_field(ui, "staff.field.again")
        super().__init__(ui, name, (*before, self.new, self.again))

    def request(self) -> object:
        """Return the new passphrase."""
        return Typed(self.new.text())

    def set_must(self, *, must: bool) -> None:
        """There is no way back without it."""
        self.back_button.setVisible(not must)

    def problem(self, field: Field) -> str:
        """Eight characters, and the same ones twice; whether it is too obvious the service knows."""
        if field is self.new:
            return "" if len(field.text().strip()) >= SHORTEST_PASSPHRASE else "staff.field.short"
        if field is self.again:
            return "" if field.text().strip() == self.new.text().strip() else "staff.field.different"
        return "" if field.text().strip() else "staff.field.missing"


class ChangePassphraseScreen(NewPassphraseScreen):
    """Asks for the passphrase and a new one. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.current = passphrase_field(ui, "staff.field.current")
        super().__init__(ui, "staff.change", (self.current,))

    def request(self) -> object:
        """Return the passphrase and the new one."""
        return Typed(self.new.text(), self.current.text())


class EnterPassphrasePage(StaffPage):
    """Asks for the passphrase; the panel is behind it."""

    screen: PassphraseScreen

    def make_screen(self, staff: StaffContext) -> PassphraseScreen:
        """See `StaffPage`."""
        return PassphraseScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Offer the desk once it has a passphrase of its own."""
        self.screen.other_button.setVisible(self.staff.services.desk_passphrase.is_set())

    def handle(self, request: object) -> None:
        """Open, if it is right; or the way to the desk."""
        if isinstance(request, ToDesk):
            from kiosk.staff.desk.enter import DeskEnterPage

            self.staff.navigator.open(DeskEnterPage)
        if isinstance(request, Typed):
            organiser, navigator = self.staff.services.organiser, self.staff.navigator
            self.run(lambda: organiser.check(request.passphrase), navigator.entered, self.screen.set_error)


class SetPassphrasePage(StaffPage):
    """Has the passphrase set where there is none yet; the panel is behind it."""

    screen: NewPassphraseScreen

    def make_screen(self, staff: StaffContext) -> NewPassphraseScreen:
        """See `StaffPage`."""
        return NewPassphraseScreen(staff.ui)

    def handle(self, request: object) -> None:
        """Set it, and open."""
        if isinstance(request, Typed):
            organiser, navigator = self.staff.services.organiser, self.staff.navigator
            self.run(
                lambda: organiser.set_first(request.passphrase), navigator.entered, self.screen.set_error
            )


class ChangePassphrasePage(StaffPage):
    """Lets who knows the passphrase set another."""

    name, icon = "staff.change", "lock"
    screen: ChangePassphraseScreen

    def make_screen(self, staff: StaffContext) -> ChangePassphraseScreen:
        """See `StaffPage`."""
        return ChangePassphraseScreen(staff.ui)

    def handle(self, request: object) -> None:
        """Change it, and go back to the panel."""
        if isinstance(request, Typed):
            organiser, navigator = self.staff.services.organiser, self.staff.navigator
            self.run(
                lambda: organiser.change(request.current, request.passphrase),
                lambda _nothing: navigator.back(Message("staff.changed")),
                self.screen.set_error,
            )
