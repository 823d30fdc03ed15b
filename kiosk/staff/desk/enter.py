"""The desk's passphrase."""

from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import Typed, passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


class DeskEnterScreen(FormScreen):
    """Asks for the desk's passphrase or PIN. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.passphrase = passphrase_field(ui, "staff.desk.passphrase")
        super().__init__(ui, "staff.desk.enter", (self.passphrase,))

    def request(self) -> object:
        """Return the passphrase as it was typed."""
        return Typed(self.passphrase.text())

    def problem(self, field: Field) -> str:
        """Whether it is right only the service knows."""
        return "" if field.text().strip() else "staff.field.missing"


class DeskEnterPage(StaffPage):
    """Asks for the desk's passphrase; the desk is behind it, and nothing else."""

    name, for_desk = "staff.desk.enter", True
    screen: DeskEnterScreen

    def make_screen(self, staff: StaffContext) -> DeskEnterScreen:
        """See `StaffPage`."""
        return DeskEnterScreen(staff.ui)

    def handle(self, request: object) -> None:
        """Open the desk, if it is right."""
        if isinstance(request, Typed):
            passphrase, navigator = self.staff.services.desk_passphrase, self.staff.navigator
            self.run(
                lambda: passphrase.check(request.passphrase),
                lambda _tries: navigator.to_desk(),
                self.screen.set_error,
            )
