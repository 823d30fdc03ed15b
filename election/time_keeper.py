"""Has the current election open and close by itself, where its schedule says so."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from election.errors import ElectionError, NoElection
from election.library import Library

log = logging.getLogger(__name__)

_EVERY = 1.0  # seconds; nothing is cast after the instant of the close however late the step is taken


def keep_times(library: Library) -> None:
    """Take the step that is due in the current election. Done before anybody is served: polls whose closing
    time passed while nothing ran are closed as scheduled. Raises ElectionError where it cannot be taken.
    """
    try:
        with library.current() as election:
            election.times.keep()
    except NoElection:
        return


@contextmanager
def keeping_times(library: Library, every: float = _EVERY) -> Iterator[None]:
    """Take the steps that are due, now and as long as this lasts."""
    keeper = _Keeper(library)
    keeper.keep()
    stopped = threading.Event()

    def run() -> None:
        while not stopped.wait(every):
            keeper.keep()

    thread = threading.Thread(target=run, name="schedule", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


class _Keeper:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._told = ""

    def keep(self) -> None:
        """Try; what keeps a step from being taken is logged once, and tried again the next time."""
        told = ""
        try:
            keep_times(self._library)
        except ElectionError as error:
            told = error.code
            if told != self._told:
                log.error("a scheduled step could not be taken: %s", told)
        except Exception:  # whatever it is: the next step must be taken all the same
            log.exception("a scheduled step failed")
        self._told = told
