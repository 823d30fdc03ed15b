"""How to reach the election from a device of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.qr import QrCode, reaches_others
from kiosk.widgets.text import Text


class PhoneCard(QFrame):
    """The network's address, to read and as a QR code; `follow` tells which, and whether there is one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._address = ""
        self.setProperty("role", "card")
        self.code = QrCode(ui)
        self._title, self._about, self.address = Text("label"), Text("about"), Text("address")
        words = Column(ui, Space.TIGHT)
        words.addStretch(1)
        for text in (self._title, self._about, self.address):
            words.addWidget(text)
        words.addStretch(1)
        row = Row(ui, Space.BLOCK, Space.NEAR, parent=self)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.hide()

    def follow(self, status: ApiStatus) -> None:
        """Show the address of `status` where other devices can reach it; else nothing."""
        address = status.address or ""
        self._address = address if reaches_others(address) else ""
        self.setVisible(bool(self._address))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if not self._address:
            return
        self._title.set_text(self._ui.text("phone.title"))
        self._about.set_text(self._ui.text("phone.about"))
        self.address.set_text(self._address)
        self.code.show_text(self._address, self._ui.text("phone.code", address=self._address))
