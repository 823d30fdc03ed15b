"""How long a millimetre is on the screen that the window is on."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from kiosk.theme import dots_per_mm


class Ruler(QObject):
    """Believes what was `measured` on a screen that lies, else what was `given`, else the screen itself.
    Emits `changed` when `window` has moved to another one.
    """

    changed = Signal()

    def __init__(self, window: QWidget, given: float | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._given = given
        self._handle: QWindow | None = None
        self.measured: float | None = None

    @property
    def dots_per_mm(self) -> float:
        """Dots to a millimetre."""
        return self.measured or self._given or dots_per_mm(self._window.screen().physicalDotsPerInch())

    def watch(self, handle: QWindow) -> None:
        """Follow the window from here on."""
        if handle is not self._handle:
            self._handle = handle
            handle.screenChanged.connect(self.changed)
