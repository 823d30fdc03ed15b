"""Slows down guessing at an account where it comes from, and never keeps its owner out for it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

KIOSK = "kiosk"  # the window, as a source of tries: no address of a network is called so

_FORGET_AFTER = 900.0  # seconds without a wrong try
_MOST = 10_000  # accounts and sources remembered: a stranger inventing addresses must not fill the memory
_MANY_STRANGERS = 50  # wrong tries at one account, from wherever, after which strangers are slowed down more


class _Pace(NamedTuple):
    """How many tries are free, and how many seconds the longest wait after them is."""

    free: int
    longest: float


_USUAL = _Pace(5, 30.0)  # bearable for the owner, hopeless for a guesser
_BESIEGED = _Pace(1, 300.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `wait` is how many seconds too early it comes; at 0.0 it may go ahead, and counts as wrong
    until `Throttle.right` or `Throttle.void` says otherwise.
    """

    account: str
    source: str
    wait: float
    at: float
    before: float  # when the try before it was
    is_stranger: bool  # nobody has logged in to this account from there


class Throttle:
    """Counts wrong tries by account and source (see `Attempt`). After five from one source at one account,
    each further one makes the next wait twice as long, from 1 s up to 30 s.

    It never goes by source alone: many voters share one address. Nor by account alone, or a stranger could
    keep its owner out. Only when many wrong tries at one account came from all over are sources from which
    its owner never logged in held to one free try, and to waits of up to 5 minutes.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pairs = _Counts(most, _USUAL.free)
        self._accounts = _Counts(most, _MANY_STRANGERS)
        self._known: OrderedDict[tuple[str, ...], None] = OrderedDict()  # where an account's owner logged in
        self._most = most

    def attempt(self, account: str, source: str) -> Attempt:
        """Begin a try. It counts from now on, so that many at once are as many as one after the other."""
        pair = (account, source)
        with self._lock:
            now = self._clock()
            tries, last = self._pairs.get(pair, now)
            is_stranger = source != KIOSK and pair not in self._known
            strangers, _ = self._accounts.get((account,), now)
            pace = _BESIEGED if is_stranger and strangers >= _MANY_STRANGERS else _USUAL
            if tries >= pace.free:
                wait = min(2.0 ** min(tries - pace.free, 20), pace.longest) - (now - last)
                if wait > 0:
                    return Attempt(account, source, wait, now, last, is_stranger)
            self._pairs.put(pair, tries + 1, now)
            if is_stranger:
                self._accounts.put((account,), strangers + 1, now)
            return Attempt(account, source, 0.0, now, last, is_stranger)

    def right(self, attempt: Attempt) -> None:
        """It was the right password: forget the wrong tries at this account from there."""
        pair = (attempt.account, attempt.source)
        with self._lock:
            tries, _ = self._pairs.get(pair, attempt.at)
            self._pairs.put(pair, 0, attempt.at)
            if attempt.is_stranger:
                self._take_back(attempt.account, tries, attempt.at)
                self._known[pair] = None
                if len(self._known) > self._most:
                    self._known.popitem(last=False)

    def void(self, attempt: Attempt) -> None:
        """Nothing came of it (busy, out of memory): it counts for nothing."""
        pair = (attempt.account, attempt.source)
        with self._lock:
            tries, last = self._pairs.get(pair, attempt.at)
            self._pairs.put(pair, tries - 1, attempt.before if last == attempt.at else last)
            if attempt.is_stranger:
                self._take_back(attempt.account, 1, attempt.at)

    def note(self, account: str, source: str, tries: int) -> None:
        """Count so many wrong tries of before, as of now."""
        with self._lock:
            self._pairs.put((account, source), tries, self._clock())

    def _take_back(self, account: str, tries: int, now: float) -> None:
        count, last = self._accounts.get((account,), now)
        self._accounts.put((account,), count - tries, last)


class _Counts:
    """Counts by key, and when each was last changed; at most `most` of them, and none for longer than it is
    remembered. The oldest goes first. Those that have reached `weighty` have half of the places for
    themselves: to push one out, as many must be made that weigh as much.
    """

    def __init__(self, most: int, weighty: int) -> None:
        self._most, self._weighty = most // 2, weighty
        self._light: OrderedDict[tuple[str, ...], tuple[int, float]] = OrderedDict()
        self._heavy: OrderedDict[tuple[str, ...], tuple[int, float]] = OrderedDict()

    def get(self, key: tuple[str, ...], now: float) -> tuple[int, float]:
        count, last = self._heavy.get(key) or self._light.get(key) or (0, now)
        return (0, now) if now - last > _FORGET_AFTER else (count, last)

    def put(self, key: tuple[str, ...], count: int, now: float) -> None:
        self._heavy.pop(key, None)
        self._light.pop(key, None)
        if count > 0:
            counts = self._heavy if count >= self._weighty else self._light
            counts[key] = (count, now)
            if len(counts) > self._most:
                counts.popitem(last=False)
