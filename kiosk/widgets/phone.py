"""How to reach the election from a device of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from election.network.outlook import address_code, short_address
from election.network.wifi import Wifi
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.qr import QrCode
from kiosk.widgets.text import Text


class _NumberedCode(QWidget):
    """A QR code below its number, which is shown where there are two."""

    def __init__(self, ui: UiContext, number: str) -> None:
        super().__init__()
        self.code, self.number = QrCode(ui), Text("label")
        self.number.set_text(number)
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = Column(ui, parent=self)
        column.addWidget(self.number)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class PhoneCard(QFrame):
    """The network's address, to read and as a QR code, and the event's Wi-Fi before it, where one is set;
    `follow` tells which, and whether there is one. The words stand beside the codes, or below them where
    there is no room.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._address = ""
        self._wifi: Wifi | None = None
        self.setProperty("role", "card")
        self._first, self._second = _NumberedCode(ui, "1"), _NumberedCode(ui, "2")
        self.wifi_code, self.code = self._first.code, self._second.code
        self._title, self.wifi, self._about, self.address = (
            Text(role) for role in ("label", "label", "about", "address")
        )
        self._codes = Row(ui)
        self._codes.addWidget(self._first)
        self._codes.addWidget(self._second)
        self._codes.addStretch(1)
        words = Column(ui, Space.TIGHT)
        words.addStretch(1)
        for text in (self._title, self.wifi, self._about, self.address):
            words.addWidget(text)
        words.addStretch(1)
        self._row = Row(ui, Space.NEAR, Space.NEAR, parent=self)
        self._row.addLayout(self._codes)
        self._row.addLayout(words, 1)
        self.hide()

    def follow(self, status: ApiStatus) -> None:
        """Show the address of `status` where other devices can reach it; else nothing."""
        self._address = status.for_phones
        self._wifi = status.outlook.wifi if status.outlook else None
        self.setVisible(bool(self._address))
        for each in (self._first, self.wifi, self._second.number):
            each.setVisible(self._wifi is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if not self._address:
            return
        ui, wifi, address = self._ui, self._wifi, self._address
        self._title.set_text(ui.text("phone.title"))
        self._about.set_text(ui.text("phone.about" if wifi is None else "phone.about_wifi"))
        self.address.set_text(address if wifi is None else f"2. {short_address(address)}")
        self.code.show_text(address_code(address), ui.text("phone.code", address=address))
        if wifi is not None:
            self.wifi.set_text(f"1. {ui.text('phone.wifi', name=wifi.name)}")
            self.wifi_code.show_text(wifi.code, ui.text("phone.wifi_code", name=wifi.name))
        self._arrange()

    def restyle(self) -> None:
        """Find the room there is for the words in their new size."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the words beside the codes where the address can be read there."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._ui.theme
        words = self.address.fontMetrics().horizontalAdvance(self.address.plain_text())
        codes = self._codes.sizeHint().width()
        fits = codes + words + 3 * theme.px(Space.NEAR) <= self.width()
        kind = QBoxLayout.Direction
        self._row.setDirection(kind.LeftToRight if fits else kind.TopToBottom)
