"""A hand for tests of windows that waits as long as a busy machine needs."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE_MS = 50_000


class PatientBot(QtBot):
    """pytest-qt's, with another time-out where a test names none: its five seconds are too few on a machine
    that does other things, and a test that fails does not take longer often.
    """

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **other: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **other)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **other: Any) -> Any:  # noqa: N802
        return super().waitSignals(signals, timeout=timeout, **other)
