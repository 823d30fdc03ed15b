"""Slows down guessing at one account, without ever locking its owner out for long."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_FREE_TRIES = 5
_LONGEST_WAIT = 30.0  # seconds: bearable for the owner, hopeless for a guesser
_FORGET_AFTER = 900.0  # seconds without a wrong try
_MOST_ACCOUNTS = 10_000  # a stranger inventing addresses must not fill the memory


class Throttle:
    """Counts wrong tries by account. After five, each further one makes the next wait twice as long,
    from 1 s up to 30 s. It goes by account, never by address: many voters share one address.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # account -> tries, last one's time

    def wait(self, account: str) -> float:
        """Return how many seconds `account` must wait before its next try (0.0: none)."""
        with self._lock:
            tries, last = self._wrong.get(account, (0, 0.0))
            since = self._clock() - last
            if tries < _FREE_TRIES or since > _FORGET_AFTER:
                return 0.0
            return max(0.0, min(2.0 ** (tries - _FREE_TRIES), _LONGEST_WAIT) - since)

    def failed(self, account: str) -> None:
        """Note a wrong try."""
        with self._lock:
            now = self._clock()
            tries, last = self._wrong.pop(account, (0, now))
            self._wrong[account] = (1 if now - last > _FORGET_AFTER else min(tries + 1, 100), now)
            while len(self._wrong) > _MOST_ACCOUNTS:
                self._wrong.popitem(last=False)

    def succeeded(self, account: str) -> None:
        """Forget the wrong tries of `account`."""
        with self._lock:
            self._wrong.pop(account, None)
