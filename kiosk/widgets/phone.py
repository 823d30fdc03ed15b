"""How to reach the election from a device of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kiosk.status import ApiStatus
from kiosk.theme import Space
from kiosk.ui import Ui
from kiosk.widgets.qr import QrCode, reaches_others
from kiosk.widgets.text import Text


class PhoneCard(QFrame):
    """The network's address, to read and as a QR code; `follow` tells which, and whether there is one."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._address = ""
        self.setProperty("role", "card")
        self.code = QrCode(ui)
        self._title, self._about, self.address = Text("label"), Text("about"), Text("address")
        self._words = QVBoxLayout()
        self._words.addStretch(1)
        for text in (self._title, self._about, self.address):
            self._words.addWidget(text)
        self._words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._words, 1)
        self.hide()
        self.restyle()

    def follow(self, status: ApiStatus) -> None:
        """Show the address of `status` where other devices can reach it; else nothing."""
        address = status.address or ""
        self._address = address if reaches_others(address) else ""
        self.setVisible(bool(self._address))
        self.retranslate()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        near = self._ui.theme.px(Space.NEAR)
        self._row.setContentsMargins(near, near, near, near)
        self._row.setSpacing(self._ui.theme.px(Space.BLOCK))
        self._words.setSpacing(self._ui.theme.px(Space.TIGHT))
        self.code.restyle()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if not self._address:
            return
        self._title.say(self._ui.text("phone.title"))
        self._about.say(self._ui.text("phone.about"))
        self.address.say(self._address)
        self.code.show_text(self._address, self._ui.text("phone.code", address=self._address))
