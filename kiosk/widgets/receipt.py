"""A receipt as a voter sees it: sixteen digits, and the same as a QR code."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.records.receipts import shown
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.qr import QrCode
from kiosk.widgets.text import Text


class ReceiptCard(QWidget):
    """A receipt on a full-screen message, or nothing. Whoever presses the digits hears them one by one, where
    there is speech, and `read` tells that they are not done.
    """

    read = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._receipt, self._is_practice = "", False
        self._label, self._about = Text("banner"), Text("verdict_small")
        self.number = Button(ui, "hollow")
        self.number.clicked.connect(self._pressed)
        self.code = QrCode(ui)
        row = Row(ui, Space.FAR, parent=self)
        row.addStretch(1)
        row.addWidget(self.code)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self._label)
        across = Row(ui)
        across.addWidget(self.number)
        across.addStretch(1)
        words.addLayout(across)
        words.addWidget(self._about)
        row.addLayout(words)
        row.addStretch(1)
        self.hide()

    def show_receipt(self, receipt: str, *, is_practice: bool = False) -> None:
        """Show a receipt; an empty text takes away the one that is shown."""
        self._receipt, self._is_practice = receipt, is_practice
        self.setVisible(bool(receipt))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, number = self._ui, shown(self._receipt) if self._receipt else ""
        label = ui.text("receipt.practice" if self._is_practice else "receipt.label")
        digits = ", ".join(" ".join(group) for group in number.split("-"))
        self._label.set_text(label if number else "")
        about = "\n".join(map(ui.text, ("receipt.about_short", "receipt.more_time")))
        self._about.set_text(about if number else "")
        self.number.set_text(number, name=f"{label}: {digits}" if number else "")
        self.code.show_text(number, ui.text("receipt.picture"))

    def spoken(self) -> str:
        """Return what is read out of itself: that there is a receipt, and how to hear it."""
        return self._ui.text("receipt.hear") if self._receipt else ""

    @Slot()
    def _pressed(self) -> None:
        self._ui.announcer.say(self, self.number.accessibleName())
        self.read.emit()
