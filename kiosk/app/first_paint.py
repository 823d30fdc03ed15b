"""Tells when a window has been painted for the first time: what can wait until then should."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

_BY_NOW = 1_000  # ms after it was shown; a window that something covers is never painted


class FirstPaint(QObject):
    """Emits `seen` once, when `window` has been painted for the first time, or should have been."""

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Wait for the first picture."""
        if event.type() is QEvent.Type.Show:
            self._timer.start(_BY_NOW)
        elif event.type() is QEvent.Type.Paint:
            window.removeEventFilter(self)
            self._timer.start(0)  # after this picture
        return False

    @Slot()
    def _tell(self) -> None:
        self._window.removeEventFilter(self)  # a first picture that comes later is no second sight
        self.seen.emit()
