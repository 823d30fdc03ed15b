"""A ring for the time that is left."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length

_STROKES = 18  # strokes across, so that a large ring is no thread


class CountdownRing(QWidget):
    """How much time is left, drawn as a ring that empties around the number."""

    is_decoration = True

    def __init__(self, ui: UiContext, length: Length = Length.EMBLEM) -> None:
        super().__init__()
        self._ui, self._length = ui, length
        self.left, self.whole = 0, 1
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the theme."""
        side = self._ui.theme.px(self._length)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """In the colour of the words beside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(self._ui.theme.px(Length.HEAVY), self.width() // _STROKES)
        area = QRectF(self.rect()).adjusted(width, width, -width, -width)
        colour = QColor(self._ui.theme.palette.on_banner)
        painter.setPen(QPen(colour, width))
        painter.drawArc(area, 90 * 16, 360 * 16 * self.left // self.whole)
        font = self.font()
        font.setPixelSize(self.width() // 2)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.left))
