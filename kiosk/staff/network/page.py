"""Who may vote over the network: nobody, this computer, everybody on it; and what voters are told of it."""

from dataclasses import replace

from PySide6.QtCore import Slot

from election.errors import Message
from kiosk.staff.network.screen import EditWifi, NetworkScreen, Serve, Tell
from kiosk.staff.network.wifi import WifiPage
from kiosk.staff.page import StaffContext, StaffPage


class NetworkPage(StaffPage):
    """Turns the API's switch off the window's thread, and saves how it stands then, and what is chosen."""

    name, icon = "staff.network", "network"
    screen: NetworkScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        staff.network.changed.connect(self._changed)

    def make_screen(self, staff: StaffContext) -> NetworkScreen:
        """See `StaffPage`."""
        return NetworkScreen(staff.ui)

    @classmethod
    def is_offered(cls, staff: StaffContext) -> bool:
        """Only where there is a switch."""
        return staff.network.can_be_turned

    def prepare(self, _subject: object = None) -> None:
        """Show how the switch stands."""
        self.screen.show_reach(self.staff.network.reach, self.staff.network.status)

    def tell(self, *news: Message) -> None:
        """Say what was done."""
        for each in news:
            self.screen.say(each)

    def handle(self, request: object) -> None:
        """Do what is asked for."""
        match request:
            case Serve(reach):
                self._serve(reach)
            case Tell(address):
                self._tell(address)
            case EditWifi():
                self.staff.navigator.open(WifiPage)

    def _serve(self, reach: str) -> None:
        network = self.staff.network
        self.screen.set_busy(reach)

        def turned() -> None:
            if network.status.problem is None:
                settings = replace(self.staff.settings.current, network=reach)
                self.staff.settings.keep(settings, self.screen.show_problem)
                self.screen.say_news("staff.saved")

        network.turn(reach, turned)

    def _tell(self, address: str | None) -> None:
        networks = self.staff.services.networks

        def chosen(_outlook: object) -> None:
            self.staff.network.check()
            self.screen.say_news("staff.saved")

        work = networks.use_any if address is None else lambda: networks.use(address)
        self.run(work, chosen, self.screen.show_problem)

    @Slot()
    def _changed(self) -> None:
        """Show how it stands now."""
        self.prepare()
