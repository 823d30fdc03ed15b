"""Which presses count: those that were begun on what could be seen by then, each for itself."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot

from election.clock import steady_clock

SETTLE_S = 0.4  # so long nothing counts after the screen has changed
ONE_PRESS_S = 0.45  # presses of one thing that follow each other faster are one press
_DRAWN = QEvent.Type(QEvent.registerEventType())
_AFTER_DRAWING = -1_000  # Qt draws at its low priority, which is -1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the window, in millimetres."""

    x: float
    y: float

    def is_near(self, other: "Spot", reach: float) -> bool:
        """Return whether `other` is at most `reach` away."""
        return hypot(self.x - other.x, self.y - other.y) <= reach


class Presses(QObject):
    """Decides by a clock in seconds whether a press counts, of a pointer or of a key.

    None does from `changed`, which whoever changes the screen calls, until `SETTLE_S` after that has been
    drawn: it was meant for what was there before. And of presses that follow each other within `one_press`
    seconds at one spot, or of one key, only the first counts, however many there are.

    Emits `will_change` at each change, before anything of it is drawn.
    """

    will_change = Signal()

    REACH_MM = 8.0  # less than from the middle of one target to the next, more than a hand trembles

    def __init__(self, clock: Callable[[], float] = steady_clock, one_press: float = ONE_PRESS_S) -> None:
        super().__init__()
        self._clock = clock
        self.one_press = one_press
        self._is_awaited = False  # that it is drawn
        self._drawn: float | None = None  # when what is there now was drawn; None: it is not yet
        self._spot, self._spot_at = Spot(0, 0), float("-inf")
        self._key, self._key_at = 0, float("-inf")

    @Slot()
    def changed(self) -> None:
        """What is on the screen is changing: another page, or something that moves what is on it."""
        if not self._is_awaited:
            QCoreApplication.postEvent(self, QEvent(_DRAWN), _AFTER_DRAWING)
        self._is_awaited, self._drawn = True, None
        self.will_change.emit()

    def event(self, event: QEvent) -> bool:
        """The change has been drawn."""
        if event.type() != _DRAWN:
            return super().event(event)
        self._is_awaited, self._drawn = False, self._clock()
        return True

    def spot_counts(self, spot: Spot, *, again: bool = False) -> bool:
        """Return whether a press at `spot` counts; one that may come `again` does at once."""
        now = self._clock()
        follows = now - self._spot_at < self.one_press and spot.is_near(self._spot, self.REACH_MM)
        self._spot, self._spot_at = spot, now
        return self._is_settled(now) and (again or not follows)

    def key_counts(self, key: int) -> bool:
        """Return whether pressing `key` counts."""
        now = self._clock()
        follows = now - self._key_at < self.one_press and key == self._key
        self._key, self._key_at = key, now
        return self._is_settled(now) and not follows

    def other_key(self) -> None:
        """Something else was pressed on the keyboard, and the next press is one of its own."""
        self._key = 0

    def _is_settled(self, now: float) -> bool:
        return self._drawn is not None and now - self._drawn >= SETTLE_S
