"""A receipt as a voter sees it: sixteen digits, and the same as a QR code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from election.records.receipts import shown
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.pressable import draw_ring
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.qr import QrCode
from kiosk.widgets.text import Text


class ReceiptNumber(QWidget):
    """The digits. Whoever moves the focus here, by keys or by a touch, hears them one by one where there is
    speech; `reached` tells of it. It is no label itself: one that can have the focus keeps its text elsewhere
    too.
    """

    reached = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._text = Text("receipt")
        self._text.setWordWrap(False)
        self._text.is_decoration = True
        Column(ui, edges=Length.RING, parent=self).addWidget(self._text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_text(self, text: str, *, name: str) -> None:
        """Show `text`, which assistive technology knows by its `name`."""
        self._text.set_text(text)
        set_accessible_name(self, name)

    def plain_text(self) -> str:
        """Return the text as it was given."""
        return self._text.plain_text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See `reached`."""
        super().focusInEvent(event)
        self.reached.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """See `reached`: touched again it has the focus already."""
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter are a touch."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.reached.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus around it."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self, QPainter(self), self._ui.theme, self._ui.theme.palette.on_banner)


class ReceiptCard(QWidget):
    """A receipt on a full-screen message, or nothing."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._receipt, self._is_practice = "", False
        self._label, self.number, self._about = Text("banner"), ReceiptNumber(ui), Text("verdict_small")
        self.code = QrCode(ui)
        row = Row(ui, Space.FAR, parent=self)
        row.addStretch(1)
        row.addWidget(self.code)
        words = Column(ui, Space.TIGHT)
        for text in (self._label, self.number, self._about):
            words.addWidget(text)
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
