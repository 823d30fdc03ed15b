"""A receipt as a voter sees it: sixteen digits, and the same as a QR code."""

from enum import Enum, auto

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.records.receipts import shown
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.scroll_pane import reveal
from kiosk.widgets.qr import QrCode
from kiosk.widgets.text import Text


class Slip(Enum):
    """How it stands with the receipt on paper."""

    NONE = auto()  # it cannot be printed here
    OFFERED = auto()
    UNDER_WAY = auto()
    SENT = auto()
    FAILED = auto()


class ReceiptCard(QWidget):
    """A receipt on a full-screen message, or nothing. Whoever presses the digits hears them one by one, where
    there is speech, and `read` tells that they are not done. `print_button` is there where it can be printed.
    """

    read = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._receipt, self._is_practice, self._slip = "", False, Slip.NONE
        self._label, self._about = Text("banner"), Text("verdict_small")
        self.slip_told = Text("verdict_small")
        self.print_button = Button(ui, "hollow", "printer")
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
        printed = Row(ui)
        printed.addWidget(self.print_button)
        printed.addStretch(1)
        words.addLayout(printed)
        words.addWidget(self.slip_told)
        row.addLayout(words)
        row.addStretch(1)
        self.hide()

    def show_receipt(self, receipt: str, *, is_practice: bool = False, printable: bool = False) -> None:
        """Show a receipt; an empty text takes away the one that is shown."""
        self._receipt, self._is_practice = receipt, is_practice
        self._slip = Slip.OFFERED if printable and receipt else Slip.NONE
        self.setVisible(bool(receipt))
        self.retranslate()

    def show_slip(self, slip: Slip) -> None:
        """Tell how it stands with the receipt on paper, if it is still shown."""
        if not self._receipt:
            return
        self._slip = slip
        self.retranslate()
        if told := self.slip_told.plain_text():
            reveal(self.slip_told)
            self._ui.announcer.say(self, told)

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
        self.print_button.setVisible(self._slip in (Slip.OFFERED, Slip.UNDER_WAY, Slip.FAILED))
        self.print_button.set_busy(busy=self._slip is Slip.UNDER_WAY)
        self.print_button.set_text(ui.text("receipt.print"), name=ui.text("receipt.print_name"))
        told = {Slip.SENT: "receipt.printed", Slip.FAILED: "receipt.not_printed"}.get(self._slip)
        self.slip_told.set_text(ui.text(told) if told else "")
        self.slip_told.setVisible(told is not None)

    def spoken(self) -> str:
        """Return what is read out of itself: that there is a receipt, and how to hear it."""
        return self._ui.text("receipt.hear") if self._receipt else ""

    @Slot()
    def _pressed(self) -> None:
        self._ui.announcer.say(self, self.number.accessibleName())
        self.read.emit()
