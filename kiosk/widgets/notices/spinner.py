"""The sign that something is being done."""

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen

_STEP_MS, _STEPS = 60, 20
_WHOLE = 360 * 16  # Qt counts in sixteenths of a degree


class Spinner(QObject):
    """Turns while it runs; `turned` asks for a repaint."""

    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)

    def set_running(self, *, running: bool) -> None:
        """Start turning from the same place each time, or stop."""
        # Where it stood would tell the next voter how long the one before waited.
        self._step = 0
        (self._timer.start if running else self._timer.stop)()

    def is_running(self) -> bool:
        """Return whether it turns."""
        return self._timer.isActive()

    def paint(self, painter: QPainter, square: QRectF, colour: str) -> None:
        """Draw it in `square`."""
        width = square.width() / 8
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        inner = square.adjusted(width, width, -width, -width)
        painter.drawArc(inner, -self._step * _WHOLE // _STEPS, _WHOLE * 3 // 4)

    @Slot()
    def _turn(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.turned.emit()
