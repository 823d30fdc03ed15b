"""The time by which log-ins are judged: it never goes back, whatever is done to the computer's clock."""

import logging
import platform
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from election.errors import ElectionError
from election.repeating import repeating
from election.store.port import KioskSnapshot, KioskStore, NoteKind

log = logging.getLogger(__name__)

# Seconds between two writings. They go by time alone: were a log-in to cause one, it would leave a trace.
_EVERY = 3600.0
_LOOK_EVERY = 30.0  # seconds
_JUMP = 300.0  # seconds by which a clock is set that staff must know of; by less it is put right all day


def steady_clock() -> float:
    """Return seconds from some moment on, that pass whatever is done to the system's clock, and while the
    computer sleeps.
    """
    if platform.system() == "Linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)  # its monotonic clock stands still in sleep
    if platform.system() == "Darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # mach_continuous_time; Python's own is not
    return time.monotonic()  # Windows: GetTickCount64 or QueryPerformanceCounter, which go on


def local_now() -> datetime:
    """Return the computer's time, in its zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The computer's clock was set from one time to another, both in seconds since 1970."""

    before: float
    after: float

    @property
    def is_back(self) -> bool:
        """Whether it was set back, and not ahead."""
        return self.after < self.before


def local_time(seconds: float) -> str:
    """Return a time for people, like ``2026-11-28 09:30``."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError, ValueError):  # a clock that is wrong by thousands of years
        return f"{seconds:.0f}"


class ElectionClock:
    """Tells the highest time that the computer's clock has ever told here, and while that clock is behind it,
    the time that has passed since. The highest is kept in the kiosk's store: at the start, at the end and
    once an hour, so that a restart forgets nothing.
    """

    def __init__(
        self,
        store: KioskStore,
        wall: Callable[[], float] = time.time,
        ticks: Callable[[], float] = steady_clock,
        look_every: float = _LOOK_EVERY,
    ) -> None:
        self._store = store
        self._wall, self._ticks = wall, ticks
        self._look_every = look_every
        self._lock = threading.Lock()
        self._at = self._kept_at = ticks()
        self._highest = float(store.read(_kept))
        self._jump: ClockJump | None = None
        self._is_behind = False
        now = wall()
        self._highest = max(self._highest, now)
        self._compare(now)

    def now(self) -> float:
        """Return seconds since 1970, never less than before."""
        with self._lock:
            ticks, wall = self._ticks(), self._wall()
            passed = self._highest + max(0.0, ticks - self._at)
            self._at, self._highest = ticks, max(passed, wall)
            if wall - passed > _JUMP:
                self._note(ClockJump(passed, wall))
            self._compare(wall)
            return self._highest

    def jump(self) -> ClockJump | None:
        """Return what staff must know of the computer's clock and have not read yet."""
        self.now()
        with self._lock:
            return self._jump

    def acknowledge(self) -> None:
        """Staff have read of the jump."""
        with self._lock:
            self._jump = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the highest time as long as this lasts, and look at the clock meanwhile."""
        self._keep()
        self._kept_at = self._ticks()
        try:
            with repeating(self._look, self._look_every, "clock"):
                yield
        finally:
            self._keep(last=True)

    def _look(self) -> None:
        self.now()
        if self._ticks() - self._kept_at >= _EVERY:
            self._kept_at = self._ticks()
            self._keep()

    def _keep(self, *, last: bool = False) -> None:
        """Write the highest time down. While the clock is behind it is one that will only be reached by the
        next writing: after a crash nothing issued until then may lie in the future.
        """
        highest = self.now()
        if not last:
            highest += _EVERY if highest - self._wall() > 1 else 0
        kept = {"highest": int(highest)}
        with suppress(ElectionError):  # the store has logged it; the next writing is in an hour
            self._store.write(lambda transaction: transaction.put_note(NoteKind.CLOCK, kept))

    def _compare(self, wall: float) -> None:
        was_behind, self._is_behind = self._is_behind, self._highest - wall > _JUMP
        if self._is_behind and not was_behind:
            self._note(ClockJump(self._highest, wall))

    def _note(self, jump: ClockJump) -> None:
        self._jump = jump
        log.warning(
            "the computer's clock was set from %s to %s; log-ins are judged by the later time",
            local_time(jump.before),
            local_time(jump.after),
        )


def _kept(snapshot: KioskSnapshot) -> int:
    kept = snapshot.note(NoteKind.CLOCK)
    highest = kept.get("highest") if kept else 0
    return highest if type(highest) is int else 0
