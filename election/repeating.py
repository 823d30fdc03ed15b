"""Work that is done again and again, on a thread of its own, as long as something lasts."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def repeating(
    work: Callable[[], object], every: float, name: str, soon: threading.Event | None = None
) -> Iterator[None]:
    """Do `work` every so many seconds, the first time after as many, and at once where `soon` is set; the end
    waits for what is under way. What it raises is logged, and it is done again all the same. `name` is the
    thread's::

        with repeating(clock.look, 1.0, "clock"):
            serve()
    """
    stopped, wake = threading.Event(), soon or threading.Event()

    def run() -> None:
        while True:
            wake.wait(every)
            if stopped.is_set():
                return
            wake.clear()
            try:
                work()
            except Exception:  # whatever it is: the next time may be the one that matters
                log.exception("%s: what is done every %g seconds failed", name, every)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        wake.set()
        thread.join()
