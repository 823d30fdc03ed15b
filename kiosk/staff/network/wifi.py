"""The event's Wi-Fi, named so that voters can scan their way into it."""

from dataclasses import dataclass
from enum import Enum, auto

from election.errors import Message
from election.network.wifi import LEAST_PASSPHRASE, MOST_NAME, MOST_PASSPHRASE, Wifi
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True)
class Show:
    """Voters are to be shown this Wi-Fi."""

    wifi: Wifi


class Other(Enum):
    """The other way."""

    SHOW_NONE = auto()


class WifiScreen(FormScreen):
    """Asks to `Show` a Wi-Fi, or none. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.name = Field(ui, "staff.wifi.name", longest=MOST_NAME, latin=True)
        self.key = Field(ui, "staff.wifi.key", "staff.wifi.key_hint", longest=MOST_PASSPHRASE, secret=True)
        super().__init__(ui, "staff.wifi", (self.name, self.key), other=Other.SHOW_NONE)

    def show_wifi(self, wifi: Wifi | None) -> None:
        """Show what voters are shown now."""
        self.name.line.setText(wifi.name if wifi else "")
        self.key.line.setText(wifi.passphrase if wifi else "")
        self.offer_other(offered=wifi is not None)
        self.apply_tab_order()

    def request(self) -> object:
        """Return the Wi-Fi as it was typed."""
        return Show(Wifi(self.name.text().strip(), self.key.text()))

    def problem(self, field: Field) -> str:
        """Whether it will do in all else the service knows."""
        if field is self.name:
            return "" if field.text().strip() else "staff.wifi.name_missing"
        return "staff.wifi.key_short" if 0 < len(field.text()) < LEAST_PASSPHRASE else ""


class WifiPage(StaffPage):
    """Keeps the Wi-Fi, and has it shown at once."""

    name = "staff.wifi"
    screen: WifiScreen

    def make_screen(self, staff: StaffContext) -> WifiScreen:
        """See `StaffPage`."""
        return WifiScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show what is kept."""
        networks = self.staff.services.networks
        self.run(lambda: networks.look().wifi, self.screen.show_wifi, self.screen.set_error)

    def handle(self, request: object) -> None:
        """Keep it."""
        wifi = request.wifi if isinstance(request, Show) else None
        said = Message("staff.wifi.set", {"name": wifi.name}) if wifi else Message("staff.wifi.none")
        networks = self.staff.services.networks

        def kept(_nothing: None) -> None:
            self.staff.network.check()
            self.staff.navigator.back(said)

        self.run(lambda: networks.set_wifi(wifi), kept, self.screen.set_error)
