"""Log-in by a voter code, and what becomes of guesses."""

import logging
import math
import threading
import time
from collections.abc import Callable

from election.admin.failed_log_ins import FailedLogIns, LogInKind
from election.code_models import CodeState
from election.errors import Throttled
from election.events import CodesGuessed, Events
from election.models import Voter, WayIn
from election.setup.schedule import check_let_in
from election.store.port import Snapshot, Store
from election.trusted_time import TrustedTime
from election.voters import codes
from election.voters.codes import CodeUnknown, CodeUsed, CodeVoid
from election.voters.rate_limit import KIOSK, Attempt, Throttle
from election.voters.refusals import SlipGiven

log = logging.getLogger(__name__)

ALARM_AT, ALARM_WITHIN = 30, 600.0  # so many unknown codes, from wherever, in so many seconds
SPARE = 500  # codes a second that are looked at though they come too fast from where they come


class TooManyCodes(Throttled):
    """Codes that do not exist came too fast from where this one comes from."""

    code = "code.too_many_tries"


class CodeLogIn:
    """Lets people in by their codes.

    Guesses are slowed down where they come from, and only there: after five codes that do not exist each
    further one makes the next wait longer, up to half a minute. Slips of the pen do not count: what is no
    code by its form, or has a wrong check character, is refused before. That many guesses come from all over
    alarms the staff (`CodesGuessed`) and keeps nobody out.

    Behind one address of the network there may be a whole hall. So from an address that is to wait a code is
    looked at all the same, as long as such codes are no more than `SPARE` in a second from all addresses
    together: a good one lets in, any other is told to wait. A code has 55 random bits: whoever guesses as
    fast as that for twelve hours among 300 codes hits one in five million elections, among ten thousand in
    160,000. At the kiosk, where people come one by one, nothing is looked at before the wait is over.
    """

    def __init__(
        self,
        store: Store,
        key: bytes,
        events: Events,
        throttle: Throttle | None = None,
        clock: Callable[[], float] = time.monotonic,
        time_of_day: TrustedTime | None = None,
        failed: FailedLogIns | None = None,
    ) -> None:
        self._store = store
        self._time = time_of_day or TrustedTime()
        self._key = key
        self._events = events
        self._throttle = throttle or Throttle(clock)
        self._alarm = _Alarm(clock)
        self._spare = _Spare(clock)
        self._failed = failed or FailedLogIns()

    def is_used(self) -> bool:
        """Return whether anybody is let in by a code in this election."""
        return self._store.read(
            lambda snapshot: not {WayIn.CODE, WayIn.SLIP}.isdisjoint(snapshot.election().ways_in)
        )

    def guessed(self) -> int:
        """Return how many unknown codes came within ten minutes, where they were too many since the staff
        were last told (`acknowledge`); else 0.
        """
        return self._alarm.guessed

    def acknowledge(self) -> None:
        """The staff have been told of the guesses up to now."""
        self._alarm.guessed = 0

    def log_in(self, text: str, source: str = KIOSK) -> Voter:
        """Return the voter whom the code in `text`, typed or scanned, lets in. `source` is where it comes
        from: the kiosk, or an address of the network.

        Raises LastCall, CodeMalformed, CodeMistyped, CodeUnknown, CodeUsed, CodeVoid, SlipGiven for the
        personal code of somebody who has a slip, or TooManyCodes, whatever the code.
        """
        now = self._time.now()
        self._store.read(lambda snapshot: check_let_in(snapshot.election(), now))
        code_id = codes.code_id(codes.read(text), self._key)
        # All codes are one account; and as nobody owns it, no source is more of a stranger than another.
        attempt = self._throttle.attempt(source, KIOSK)
        if attempt.wait and source == KIOSK:
            raise TooManyCodes(math.ceil(attempt.wait))
        if attempt.wait and not self._spare.take():
            raise TooManyCodes(1)
        try:
            voter = self._store.read(lambda snapshot: _admitted(snapshot, code_id))
        except CodeUnknown:
            self._failed.count(LogInKind.CODE)
            self._count_guess()
            if attempt.wait:
                raise TooManyCodes(math.ceil(attempt.wait)) from None
            raise
        except BaseException:
            self._void(attempt)
            raise
        # Not `right`: whoever holds one good code would have free guesses again with each use of it.
        self._void(attempt)
        return voter

    def _count_guess(self) -> None:
        if count := self._alarm.count():
            log.warning("%d unknown codes within ten minutes: somebody may be guessing", count)
            self._events.publish(CodesGuessed(count))

    def _void(self, attempt: Attempt) -> None:
        if not attempt.wait:  # else it was not counted
            self._throttle.void(attempt)


def _admitted(snapshot: Snapshot, code_id: int) -> Voter:
    code = snapshot.code(code_id)
    if code is None or code.state is CodeState.UNCONFIRMED or snapshot.right(code.right) is None:
        raise CodeUnknown
    way = WayIn.SLIP if code.person is None else WayIn.CODE
    if way not in snapshot.election().ways_in:
        raise CodeUnknown
    if snapshot.mark(code.right) is not None:
        raise CodeUsed
    if code.state is CodeState.VOID:
        raise CodeVoid
    if code.person is None:
        return Voter(code.id, "", "", code.id)
    mark = snapshot.desk_mark(code.person)
    if mark is not None and mark.has_slip:
        raise SlipGiven
    person = snapshot.person(code.person)
    if person is None:
        raise CodeUnknown
    return Voter(person.id, person.email, person.name, code.id)


class _Spare:
    """Lets through `SPARE` a second; what was not taken is there later, up to that many."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left, self._at = float(SPARE), clock()

    def take(self) -> bool:
        with self._lock:
            now = self._clock()
            self._left = min(SPARE, self._left + (now - self._at) * SPARE)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True


class _Alarm:
    """Counts what is wrong within a while, from wherever it comes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._since, self._count = -math.inf, 0
        self.guessed = 0

    def count(self) -> int:
        """Count one more; return how many there are at the moment when they become too many, else 0.
        `guessed` says the highest number since it was last set to 0.
        """
        with self._lock:
            now = self._clock()
            if now - self._since > ALARM_WITHIN:
                self._since, self._count = now, 0
            self._count += 1
            if self._count >= ALARM_AT:
                self.guessed = max(self.guessed, self._count)
            return self._count if self._count == ALARM_AT else 0
