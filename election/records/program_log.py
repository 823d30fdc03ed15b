"""What happens to the kiosk, noted in the log of the election that is current: starts and stops of the
program, passphrases, settings, jumps of the clock.
"""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from election.admin.failed_log_ins import FailedLogIns
from election.admin.outages import Outages
from election.clock import ClockJump
from election.errors import ElectionError, NoElection
from election.events import CurrentChanged, Event
from election.library import Library
from election.records.log import PROGRAM
from election.records.step_lines import FAILED_LOG_INS, program_values
from election.setup.steps import ORGANISER
from election.store.log_chain import utc_and_zone

log = logging.getLogger(__name__)

STARTED, STOPPED, MADE_CURRENT = "program.started", "program.stopped", "election.made_current"
RECOVERED, CLOCK_JUMPED, SETTINGS_CHANGED = "program.recovered", "clock.jumped", "settings.changed"
_AFTER = 1.0  # seconds after the start, which other things are waiting for


class ProgramLog:
    """Notes it. What cannot be noted is logged, and keeps nobody from going on."""

    def __init__(self, library: Library, failed: FailedLogIns) -> None:
        self._library, self._failed = library, failed
        self._jump: ClockJump | None = None

    def note(self, what: str, data: Mapping[str, Any] | None = None, role: str = PROGRAM) -> None:
        """Note something in the log of the current election, where there is one that was not counted yet."""
        try:
            with self._library.current() as election:
                if election.log.is_open():
                    election.log.note(what, data, role=role)
        except NoElection:
            return
        except ElectionError as error:
            log.error("the event %s could not be noted: %s", what, error.code)

    def passphrase(self, what: str, whose: str) -> None:
        """See `admin.passphrase.Noted`."""
        self.note(what, {"whose": whose}, ORGANISER)

    def settings(self, changed: Mapping[str, Any]) -> None:
        """Note which settings were changed, with their new values."""
        whole = {name: str(each) if isinstance(each, float) else each for name, each in changed.items()}
        if whole:
            self.note(SETTINGS_CHANGED, whole, ORGANISER)

    def event_received(self, event: Event) -> None:
        """Note that another election was made current."""
        if isinstance(event, CurrentChanged):
            self.note(MADE_CURRENT, role=ORGANISER)

    def note_changes(self) -> None:
        """Note what was changed in the current election, where it is a draft."""
        with suppress(NoElection), self._library.current() as election:
            election.log.note_changes()

    def look_at_clock(self, jump: ClockJump | None) -> None:
        """Note a jump of the clock, once."""
        if jump is not None and jump != self._jump:
            self.note(CLOCK_JUMPED, {"seconds": round(jump.after - jump.before)})
        self._jump = jump

    def broken(self) -> bool:
        """Return whether the log of the current election is not what was written."""
        try:
            with self._library.current() as election:
                return not election.log.holds()
        except NoElection:
            return False

    def started(self, outages: Outages, *, recovered: bool) -> None:
        """Note that the program runs, and how it ended before."""
        try:
            with self._library.current() as election:
                last = election.log.last_of(STARTED, STOPPED)
        except NoElection:
            return
        before = "first" if last is None else "stopped" if last.what == STOPPED else "broke_off"
        data: dict[str, Any] = {**program_values(), "before": before}
        if (outage := outages.found()) is not None:
            data["ran_until"] = utc_and_zone(outage.before.isoformat())[0]
        if recovered:
            self.note(RECOVERED)
        self.note(STARTED, data)

    def failed_log_ins(self) -> None:
        """Note how many log-ins failed since that was noted last, where any did: a total, as each step of the
        polls has it.
        """
        if counts := self._failed.counts():
            self.note(FAILED_LOG_INS, counts)
            self._failed.noted(counts)

    def stopped(self) -> None:
        """Note that the program ends in order."""
        self.note_changes()
        self.failed_log_ins()
        self.note(STOPPED)


@contextmanager
def noting_runs(
    program: ProgramLog, outages: Outages, *, recovered: bool = False, after: float = _AFTER
) -> Iterator[None]:
    """Note the start in the background, `after` seconds later, and the end, unless it is an error."""
    ending = threading.Event()

    def start() -> None:
        ending.wait(after)
        program.started(outages, recovered=recovered)

    thread = threading.Thread(target=start, name="log")
    thread.start()
    try:
        yield
    except BaseException:
        ending.set()
        thread.join()
        raise
    ending.set()
    thread.join()
    program.stopped()
