"""Every screen behind the staff's door."""

from dataclasses import dataclass

from kiosk.staff.screens.calibration import CalibrateScreen
from kiosk.staff.screens.defaults import DefaultsScreen
from kiosk.staff.screens.network import NetworkScreen
from kiosk.staff.screens.panel import Page, StaffScreen
from kiosk.staff.screens.passphrase import ChangePassphraseScreen, NewPassphraseScreen, PassphraseScreen
from kiosk.style.context import UiContext
from kiosk.widgets.screen import Screen


@dataclass(frozen=True)
class StaffScreens:
    """Every screen behind the staff's door, and the three of the door itself."""

    enter: PassphraseScreen
    first: NewPassphraseScreen
    change: ChangePassphraseScreen
    panel: StaffScreen
    defaults: DefaultsScreen
    calibrate: CalibrateScreen
    network: NetworkScreen

    @classmethod
    def build(cls, ui: UiContext, *, has_network: bool) -> "StaffScreens":
        """Make them all. A new page of the panel is one more line in `pages`."""
        defaults, calibrate, network = DefaultsScreen(ui), CalibrateScreen(ui), NetworkScreen(ui)
        change = ChangePassphraseScreen(ui)
        pages = [
            Page("display", "staff.defaults", defaults),
            Page("change", "staff.calibrate", calibrate),
            Page("network", "staff.network", network),
            Page("lock", "staff.change", change),
        ]
        if not has_network:
            pages = [each for each in pages if each.screen is not network]
        return cls(
            PassphraseScreen(ui),
            NewPassphraseScreen(ui),
            change,
            StaffScreen(ui, pages),
            defaults,
            calibrate,
            network,
        )

    def all(self) -> tuple[Screen, ...]:
        """Return every screen."""
        return (
            self.enter,
            self.first,
            self.change,
            self.panel,
            self.defaults,
            self.calibrate,
            self.network,
        )
