"""Keeps the screen from going dark while people may come to vote."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from wakepy import Mode

log = logging.getLogger(__name__)
_PATIENCE = 2.0  # seconds for the system to hear that the screen may go dark again


def presenting() -> "AbstractContextManager[Mode]":
    """Return what holds the screen awake while it is entered; `active` tells whether the system agreed."""
    from wakepy import keep  # on the thread that needs it: loading it would hold up the window by 60 ms

    return keep.presenting(on_fail="pass")


class KeepAwake(QObject):
    """Holds the screen awake on a thread of its own: asking the system may block, and some systems want to be
    told by the thread that asked. Whether it agreed is logged, told by `changed`, and never stops a vote.
    """

    changed = Signal()
    _answered = Signal(bool)

    def __init__(
        self,
        parent: QObject | None = None,
        hold: "Callable[[], AbstractContextManager[Mode]]" = presenting,
    ) -> None:
        super().__init__(parent)
        self._hold = hold
        self._release: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._refused = False
        self._answered.connect(self._take_answer, Qt.ConnectionType.QueuedConnection)

    @property
    def refused(self) -> bool:
        """Whether the screen may go dark although it should not."""
        return self._refused

    def set_on(self, *, on: bool) -> None:
        """Hold the screen awake from now on, or let it go."""
        if on and self._release is None:
            self._release = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(self._release,), name="awake", daemon=True
            )
            self._thread.start()
        elif not on and self._release is not None:
            self._release.set()
            self._release = None
            self._refused = False

    def close(self) -> None:
        """Let the screen go, and wait until that is so."""
        self.set_on(on=False)
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _run(self, release: threading.Event) -> None:
        try:
            with self._hold() as mode:
                if not mode.active:
                    log.warning("the screen cannot be kept from going dark on this system")
                if not release.is_set():
                    self._answered.emit(mode.active)
                release.wait()
        except Exception:  # whatever the system's libraries come up with: voting goes on
            log.exception("the screen could not be kept from going dark")
            if not release.is_set():
                self._answered.emit(False)  # noqa: FBT003 - a signal's only argument

    @Slot(bool)
    def _take_answer(self, agreed: bool) -> None:  # noqa: FBT001 - a slot's only argument
        if self._release is not None:
            self._refused = not agreed
            self.changed.emit()
