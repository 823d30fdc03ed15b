"""How far work in the background has come, told to the window; and the way to end it."""

import threading

from PySide6.QtCore import QObject, Signal

from election.errors import Conflict

_STEP = 0.01  # of the whole, between two signals


class Cancelled(Conflict):
    """The work was ended before its end, and nothing of it was kept."""

    code = "work.cancelled"


class Progress(QObject):
    """`report` is called by the work, on its thread; the signal `moved` comes on the window's, with the share
    that is done, 0 to 1.
    """

    moved = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ended = threading.Event()
        self._last = -1.0

    def report(self, share: float) -> None:
        """So much is done. Raises Cancelled once it has been cancelled."""
        if self._ended.is_set():
            raise Cancelled
        if share >= self._last + _STEP or share < self._last or share == 1.0:
            self._last = share
            self.moved.emit(share)

    def cancel(self) -> None:
        """End the work the next time that it reports."""
        self._ended.set()
