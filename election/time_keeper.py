"""Has the current election open and close by itself, where its schedule says so, and notes that it runs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from election.errors import ElectionError, NoElection
from election.library import Library
from election.repeating import repeating
from election.services import Services
from election.setup.schedule import TAKES_VOTES

log = logging.getLogger(__name__)

_EVERY = 1.0  # seconds; nothing is cast after the instant of the close however late the step is taken
_NOTED_EVERY = 60  # times


def keep_times(library: Library, *, opens_too: bool) -> None:
    """Take the step that is due in the current election. Done before anybody is served: polls whose closing
    time passed while nothing ran are closed as scheduled. `opens_too`: somebody is about to serve. Raises
    ElectionError where it cannot be taken.
    """
    try:
        with library.current() as election:
            election.times.keep(opens_too=opens_too)
    except NoElection:
        return


@contextmanager
def keeping_times(services: Services, every: float = _EVERY) -> Iterator[None]:
    """Take the steps that are due, now and as long as this lasts."""
    keeper = _Keeper(services)
    keeper.keep()
    try:
        with repeating(keeper.keep, every, "schedule"):
            yield
    finally:
        services.outages.note_end()


class _Keeper:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._told = ""
        self._times = 0

    def keep(self) -> None:
        """Try; what keeps a step from being taken, and what staff must know, is logged once."""
        told = ""
        try:
            keep_times(self._services.library, opens_too=True)
            told = self._news()
            if told and told != self._told:
                log.warning(told)
        except ElectionError as error:
            told = error.code
            if told != self._told:
                log.error("a scheduled step could not be taken: %s", told)
        except Exception:  # whatever it is: the next step must be taken all the same
            log.exception("a scheduled step failed")
        self._told = told

    def _news(self) -> str:
        """Return what is wrong with the times. Note that it runs, once a minute while votes are taken."""
        try:
            with self._services.library.current() as election:
                times = election.times.status()
        except NoElection:
            return ""
        self._services.program_log.look_at_clock(times.jump)
        if self._times % _NOTED_EVERY == 0:
            self._services.program_log.note_changes()
            outages = self._services.outages
            (outages.note_running if times.state in TAKES_VOTES else outages.note_end)()
        self._times += 1
        if times.is_forgotten:
            return "the announced closing time has passed, and the polls are not closed"
        return "the opening time has passed, but something is missing" if times.did_not_open else ""
