"""How long a millimetre is on the screen that the window is on, and how many there are."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from kiosk.style.theme import Theme, dots_per_mm, room_in


class ScreenScale(QObject):
    """Goes by what was `measured` on a screen that reports a wrong size, else what was `given`, else
    the screen itself. Emits `changed` when `window` has moved to another one, or has another size.
    """

    changed = Signal()

    def __init__(self, window: QWidget, given: float | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._given = given
        self._handle: QWindow | None = None
        self.measured: float | None = None
        window.installEventFilter(self)

    @property
    def dots_per_mm(self) -> float:
        """Dots to a millimetre."""
        return self.measured or self._given or dots_per_mm(self._window.screen().physicalDotsPerInch())

    def on_window(self, theme: Theme) -> Theme:
        """Return `theme` in true millimetres, with as much room as the window has."""
        dots = self.dots_per_mm
        room = room_in(self._window.width() / dots, self._window.height() / dots, theme.scale)
        return replace(theme, dots_per_mm=dots, room=room)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Measure anew when the window has another size."""
        if event.type() is QEvent.Type.Resize:
            self.changed.emit()
        return False

    def watch(self, handle: QWindow) -> None:
        """Follow the window from here on."""
        if handle is not self._handle:
            self._handle = handle
            handle.screenChanged.connect(self.changed)
