"""How many log-ins failed: numbers by kind, without anything of who tried or when."""

import threading
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum


class LogInKind(StrEnum):
    """What somebody tried."""

    PASSWORD = "password"  # noqa: S105 - a kind, no password
    CODE = "code"
    ORGANISER = "organiser"
    DESK = "desk"


class FailedLogIns:
    """Counts them since the last total was noted. Any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def count(self, kind: LogInKind) -> None:
        """Count one more."""
        with self._lock:
            self._counts[kind.value] += 1

    def counts(self) -> dict[str, int]:
        """Return how many there were, by the names of kinds; those alone that there were."""
        with self._lock:
            return dict(sorted(self._counts.items()))

    def noted(self, counts: Mapping[str, int]) -> None:
        """Count these no more: they stand in the log."""
        with self._lock:
            self._counts -= Counter(counts)
