"""Who may vote over the network: nobody, this computer, everybody on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text

REACHES = ("off", "computer", "network")


@dataclass(frozen=True, slots=True)
class Serve:
    """What is to be: the API serves one of `REACHES`."""

    reach: str


class NetworkScreen(PageScreen):
    """Asks the API to `Serve` whom the staff choose."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.network")
        self._status = ApiStatus()
        self._reach = "off"
        self.buttons = {reach: Button(ui, "plain") for reach in REACHES}
        self._abouts = {reach: Text("about") for reach in REACHES}
        self.address = Text("lead")
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for reach, button in self.buttons.items():
            button.setCheckable(True)
            button.is_one_of = True
            button.clicked.connect(self._choose)
            column.addWidget(button)
            words = Column(ui, edges=(Length.RING, None, Length.RING, Space.NEAR))
            words.addWidget(self._abouts[reach])
            column.addLayout(words)
        edged = Column(ui, edges=(Length.RING, None, Length.RING, None))
        edged.addWidget(self.address)
        column.addLayout(edged)
        column.addStretch(1)
        self.lay_out(content)

    def enter(self) -> None:
        """Say at once what is wrong, if anything is."""
        super().enter()
        self.show_reach(self._reach, self._status)

    def show_reach(self, reach: str, status: ApiStatus) -> None:
        """Show who is reached now, and by which address or why not."""
        self._reach, self._status = reach, status
        for each, button in self.buttons.items():
            button.set_busy(busy=False)
            button.setEnabled(True)
            button.setChecked(each == reach)
        self._say_address()
        if status.problem is not None:
            self.show_problem(status.problem)

    def set_busy(self, reach: str) -> None:
        """Show that `reach` is on its way; nothing else can be chosen meanwhile."""
        self.say_news("staff.network.busy")
        for each, button in self.buttons.items():
            button.setEnabled(False)
            button.setChecked(False)
            if each == reach:
                button.set_busy(busy=True)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.buttons.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for number, (reach, button) in enumerate(self.buttons.items(), 1):
            button.set_text(self.ui.text(f"staff.network.{reach}"))
            button.set_place(self.title.plain_text(), number, len(self.buttons))
            self._abouts[reach].set_text(self.ui.text(f"staff.network.{reach}.about"))
        self._say_address()

    def _say_address(self) -> None:
        address = self._status.address
        self.address.set_text(self.ui.text("network.up", address=address) if address else "")

    @Slot()
    def _choose(self) -> None:
        reach = next(reach for reach, button in self.buttons.items() if button is self.sender())
        self.buttons[reach].setChecked(reach == self._reach)  # until it is so
        self.asked.emit(Serve(reach))


class NetworkPage(StaffPage):
    """Turns the API's switch off the window's thread, and saves how it stands then."""

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

    def handle(self, request: object) -> None:
        """Turn the switch."""
        if not isinstance(request, Serve):
            return
        reach, network = request.reach, self.staff.network
        self.screen.set_busy(reach)

        def turned() -> None:
            if network.status.problem is None:
                settings = replace(self.staff.settings.current, network=reach)
                self.staff.settings.keep(settings, self.screen.show_problem)
                self.screen.say_news("staff.saved")

        network.turn(reach, turned)

    @Slot()
    def _changed(self) -> None:
        self.screen.say_news("")
        self.prepare()
