"""Garbage is collected on the window's thread alone."""

import gc
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.app.garbage import GarbageCollector


class Loop:
    """Garbage that only the collector frees, and then says on which thread."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._me, self._tell = self, tell

    def __del__(self) -> None:
        self._tell(threading.get_ident())


def test_what_another_thread_makes_is_freed_on_the_windows(qtbot: QtBot) -> None:
    freed: list[int] = []
    parent = QObject()
    collector = GarbageCollector(parent, interval_ms=1)
    made = threading.Event()
    enough = threading.Event()

    def litter() -> None:
        for _ in range(10 * gc.get_threshold()[0]):  # as much as would have Python collect here many times
            Loop(freed.append)
        made.set()
        enough.wait(50)

    thread = threading.Thread(target=litter)
    thread.start()
    assert made.wait(50)
    assert freed == [], "not where it was made"
    collector.start()
    qtbot.waitUntil(lambda: len(freed) == 10 * gc.get_threshold()[0])
    enough.set()
    thread.join()
    assert set(freed) == {threading.get_ident()}
