"""The time by which polls open and close by themselves. It is the computer's own, unless that jumps."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from election.clock import ClockJump, local_time, steady_clock

log = logging.getLogger(__name__)

JUMP = 120.0  # seconds between what the clock says and what passed; less is put right by the system all day


class TrustedTime:
    """Tells the time as long as the computer's clock goes on as time passes. Once it has jumped, nobody knows
    which is right, and no time is told until somebody confirms it, or it is put right again.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        ticks: Callable[[], float] = steady_clock,
        jump: ClockJump | None = None,
    ) -> None:
        """`jump` is one that was found at the start: the clock was behind what it had told before."""
        self._wall, self._ticks = wall, ticks
        self._lock = threading.Lock()
        self._jump = jump
        self._began = ticks()
        self._expected = wall() if jump is None else jump.before

    def now(self) -> datetime | None:
        """Return the time, with a zone, or None while a jump waits to be confirmed."""
        with self._lock:
            wall = self._look()
            return None if self._jump is not None else datetime.fromtimestamp(wall, UTC)

    def jump(self) -> ClockJump | None:
        """Return the jump that waits to be confirmed."""
        with self._lock:
            self._look()
            return self._jump

    def confirm(self) -> None:
        """Somebody has said that the clock is right as it is now."""
        with self._lock:
            self._jump = None
            self._began, self._expected = self._ticks(), self._wall()
            log.warning("the computer's clock was confirmed: %s", local_time(self._expected))

    def _look(self) -> float:
        ticks, wall = self._ticks(), self._wall()
        expected = self._expected + ticks - self._began
        off = wall - expected
        if abs(off) <= JUMP:
            self._jump = None  # or it was put right
            self._began, self._expected = ticks, wall
        elif self._jump is None or abs(off - (self._jump.after - self._jump.before)) > JUMP:
            self._jump = ClockJump(expected, wall)
            log.warning(
                "the computer's clock went from %s to %s; scheduled steps wait until it is confirmed",
                local_time(expected),
                local_time(wall),
            )
        return wall
