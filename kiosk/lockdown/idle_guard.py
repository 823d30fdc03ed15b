"""Asks, returns to the start, or locks when nobody touches the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent

from kiosk.lockdown.idle import IdleAction, IdleTimer, Stage

_CHECK_MS = 500
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    )
)


class IdleGuard(QObject):
    """Drives an `IdleTimer`; `action` tells what the screen that is shown asks for when nobody touches it.

    Emits `asked` when the question is to be shown, `ticked` with the whole seconds left to answer it,
    `settled` when the voter is there after all, and `locked` or `left` when they have gone: what they did is
    to be locked away, or there is nothing of anybody and the start is to be shown.
    """

    asked = Signal()
    ticked = Signal(int)
    settled = Signal()
    locked = Signal()
    left = Signal()

    def __init__(self, idle: IdleTimer, action: Callable[[], IdleAction], parent: QObject) -> None:
        super().__init__(parent)
        self._idle = idle
        self._action = action
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def seconds_left(self) -> int:
        """Return how many seconds there are to answer the question."""
        return round(self._idle.seconds_left())

    def set_periods(self, period: float, question: float) -> None:
        """Go by other periods, in seconds, from now on."""
        self._idle.set_periods(period, question)

    def admits(self, event: QEvent) -> bool:
        """Take note of an event from the system and return whether the window may see it: not what comes
        first after the time was up, which was meant for what is no longer there.
        """
        if event.type() not in _TOUCHES or (isinstance(event, QKeyEvent) and event.isAutoRepeat()):
            return True
        self._idle.touched()
        return not self._act()

    @Slot()
    def acted(self) -> None:
        """Somebody did something that no event from the system tells of."""
        self._idle.touched()
        self._act()

    @Slot()
    def more_time(self) -> None:
        """The voter is still there."""
        self._idle.more_time()
        self.check()

    @Slot()
    def check(self) -> None:
        """Do what the clock asks for."""
        self._act()

    def _act(self) -> bool:
        """Do what the clock asks for, and return whether something else is on the screen for it."""
        self._idle.set_action(self._action())
        action, stage = self._idle.action, self._idle.check()
        was_asking, self._asking = self._asking, stage is Stage.ASKED
        if stage is Stage.ASKED:
            if not was_asking:
                self.asked.emit()
            self.ticked.emit(self.seconds_left())
        elif stage is Stage.GONE:
            self._idle.begin()  # first: what follows makes us look again
            (self.locked if action is IdleAction.ASK else self.left).emit()
            self._idle.set_action(self._action())
        elif was_asking:
            self.settled.emit()
        return stage is Stage.GONE or (stage is Stage.ASKED) is not was_asking
