"""Collecting garbage on the window's thread alone."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 1_000


def collect_if_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python does by itself where it may."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class GarbageCollector(QObject):
    """Has Python look for garbage from a timer of the window's thread, and at no other time.

    Python collects on whichever thread makes an object at that moment, and would free widgets and timers on a
    thread of the API. Qt cannot bear that: "Timers cannot be stopped from another thread", or the end of the
    program. (calibre does the same.)
    """

    def __init__(self, parent: QObject, interval_ms: int = _INTERVAL_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._collect)

    @Slot()
    def start(self) -> None:
        """Collect from now on."""
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        collect_if_due()
