"""The times of an election as a service: what they are, the steps that are taken by themselves, the last
call, and prolonging.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from election.clock import ClockJump
from election.errors import Message
from election.events import Events, TimesChanged
from election.models import Election, PollsState, Schedule
from election.setup.life_cycle import Polls
from election.setup.readiness import what_is_missing
from election.setup.refusals import ContinuedElsewhere, PollsTransition, ProlongationRefused
from election.setup.schedule import (
    TAKES_VOTES,
    instant_of_close,
    is_forgotten,
    is_last_call,
    time_of_day,
    time_with_zone,
)
from election.setup.steps import ORGANISER, Step, check_role, check_step, checked_present, needed_reason
from election.store.log_chain import utc_and_zone
from election.store.port import Act, Snapshot, Store, Transaction
from election.trusted_time import TrustedTime

_LATE = timedelta(seconds=10)  # after which polls that have not opened by themselves will not, as they are
# What is noted of each act.
PROLONGED, LAST_CALL, CLOSING_SET = "polls.prolonged", "polls.last_call", "polls.closing_set"
CLOCK_CONFIRMED = "polls.clock_confirmed"


Decide = Callable[[Election, Transaction], datetime]  # the new closing time, or what refuses one


@dataclass(frozen=True, slots=True)
class TimesStatus:
    """The times of an election at one moment, `now` (None: the clock has jumped, as `jump` says).

    `ends` is the instant of the close, where the program closes by itself. `prolonged` is how often the
    closing was put off; `prolong_until` the latest time it may be put off to, None where it may not.
    `is_forgotten`: the announced closing time has passed, and it is for people to close. `did_not_open`: the
    opening time has passed, but something was missing, or nothing ran.
    """

    now: datetime | None
    jump: ClockJump | None
    state: PollsState
    schedule: Schedule
    ends: datetime | None
    is_last_call: bool
    is_forgotten: bool
    did_not_open: bool
    prolonged: int
    prolong_until: datetime | None

    @property
    def can_prolong(self) -> bool:
        """Whether the closing may be put off now: before it, or after the polls closed at their time."""
        closes = self.schedule.closes
        if self.prolong_until is None or closes is None or self.now is None or self.now >= self.prolong_until:
            return False
        return self.state in TAKES_VOTES or (self.state is PollsState.CLOSED and self.now >= closes)

    @property
    def minutes_early(self) -> int:
        """How many minutes it is to the announced closing time while the polls are open or paused; else 0."""
        closes = self.schedule.closes
        if closes is None or self.now is None or self.state not in TAKES_VOTES:
            return 0
        return max(0, math.ceil((closes - self.now).total_seconds() / 60))


class Times:
    """Any thread may call it. What it refuses changes nothing."""

    def __init__(self, store: Store, polls: Polls, events: Events, time: TrustedTime) -> None:
        self._store, self._polls, self._events, self._time = store, polls, events, time

    def status(self) -> TimesStatus:
        """Return the times as they are now. Raises NoElection."""
        now, jump = self._time.now(), self._time.jump()

        def read(snapshot: Snapshot) -> TimesStatus:
            election = snapshot.election()
            return TimesStatus(
                now,
                jump,
                election.state,
                election.schedule,
                instant_of_close(election),
                is_last_call(election, now),
                is_forgotten(election, now),
                _did_not_open(election, now),
                _prolonged(snapshot),
                _latest(snapshot),
            )

        return self._store.read(read)

    def keep(self, *, opens_too: bool = True) -> None:
        """Take the step that is due by the schedule, if there is one; only a close where nobody serves, so
        that `opens_too` is not meant. Raises what `Polls.take_scheduled` does.
        """
        now = self._time.now()
        if now is None:
            return
        election = self._polls.election()
        opens, closes, ends = election.schedule.opens, election.schedule.closes, instant_of_close(election)
        if not election.schedule.by_itself:
            return
        if election.state in TAKES_VOTES and ends is not None and now >= ends:
            self._polls.take_scheduled(Step.CLOSE, ends, lambda found: instant_of_close(found) == ends)
        elif (
            opens_too
            and election.state is PollsState.DRAFT
            and opens is not None
            and now >= opens
            and (closes is None or now < closes)
            and not what_is_missing(election)
        ):
            self._polls.take_scheduled(Step.OPEN, now, lambda found: found.schedule == election.schedule)

    def prolong(
        self,
        why: str,
        until: datetime | None = None,
        *,
        role: str = ORGANISER,
        present: Sequence[str] = (),
    ) -> datetime:
        """Put the closing off as it was declared before opening, to `until` or else as late as may be, and
        return the new closing time. Closed polls open again by it, if they closed at the announced time or
        later and nobody has counted.

        Raises StepForbidden, ReasonMissing, PresentRefused, PollsTransition, AlreadyCounted,
        ProlongationRefused or StorageFailed.
        """
        now = self._time.now()

        def move(election: Election, transaction: Transaction) -> datetime:
            closes = election.schedule.closes
            if election.state not in TAKES_VOTES:
                check_step(Step.REOPEN, election.state)
            latest = _latest(transaction)
            if closes is None or latest is None:
                used_up = election.prolongation is not None and closes is not None
                raise ProlongationRefused(
                    reason=Message("prolong_fault.used_up" if used_up else "prolong_fault.not_declared")
                )
            if election.state is PollsState.CLOSED and now is not None and now < closes:
                raise PollsTransition(state=Message(f"polls.state.{election.state}"))
            target = latest if until is None else until
            if not closes < target <= latest:
                late = Message("prolong_fault.too_late", {"time": time_with_zone(latest)})
                early = Message("prolong_fault.too_early", {"time": time_with_zone(closes)})
                raise ProlongationRefused(reason=late if target > latest else early)
            if now is not None and target <= now:
                raise ProlongationRefused(reason=Message("prolong_fault.past"))
            return target

        return self._set_closing(PROLONGED, move, why, role, present, opens_again=True)

    def call_last(self, *, why: str = "", role: str = ORGANISER, present: Sequence[str] = ()) -> datetime:
        """Let nobody new in from now on, and close by itself when the election's ``grace`` is over; return
        when that is. Raises StepForbidden, PollsTransition, ProlongationRefused where the clock has jumped,
        or StorageFailed.
        """
        now = self._time.now()

        def move(election: Election, _transaction: Transaction) -> datetime:
            if election.state not in TAKES_VOTES or is_last_call(election, now):
                raise PollsTransition(state=Message(f"polls.state.{election.state}"))
            if now is None:
                raise ProlongationRefused(reason=Message("prolong_fault.clock"))
            return now

        closes = self._set_closing(LAST_CALL, move, why, role, present, needs_reason=False)
        return closes + timedelta(minutes=self._polls.election().grace)

    def set_closing(
        self, until: datetime, why: str, *, role: str = ORGANISER, present: Sequence[str] = ()
    ) -> None:
        """Set the closing time again, where the clock has jumped and only then; that confirms the clock.
        Raises StepForbidden, ReasonMissing, PollsTransition, ProlongationRefused or StorageFailed.
        """
        jump = self._time.jump()

        def move(election: Election, _transaction: Transaction) -> datetime:
            if election.state not in TAKES_VOTES:
                raise PollsTransition(state=Message(f"polls.state.{election.state}"))
            if jump is None:
                raise ProlongationRefused(reason=Message("prolong_fault.no_jump"))
            if until.timestamp() <= jump.after:
                raise ProlongationRefused(reason=Message("prolong_fault.past"))
            return until

        self._set_closing(CLOSING_SET, move, why, role, present)
        self._time.confirm()

    def confirm_clock(self, *, role: str = ORGANISER) -> None:
        """Note that the computer's clock is right as it is, so that scheduled steps are taken again. Does
        nothing where it has not jumped. Raises StepForbidden or StorageFailed.
        """
        check_role(role)
        jump = self._time.jump()
        if jump is None:
            return
        words = f"{_seconds(jump.before)} → {_seconds(jump.after)}"
        self._store.write(
            lambda transaction: transaction.add_act(Act(role, CLOCK_CONFIRMED, words, self._polls.stamp()))
        )
        self._time.confirm()
        self._events.publish(TimesChanged())

    def _set_closing(
        self,
        what: str,
        decide: Decide,
        why: str,
        role: str,
        present: Sequence[str],
        *,
        opens_again: bool = False,
        needs_reason: bool = True,
    ) -> datetime:
        check_role(role)
        reason = needed_reason(why) if needs_reason or why.strip() else ""
        names, stamp = checked_present(present), self._polls.stamp()

        def move(transaction: Transaction) -> datetime:
            election = transaction.hold_election()
            if transaction.epoch().continued:
                raise ContinuedElsewhere
            closes = decide(election, transaction)
            by_itself = election.schedule.by_itself or what == LAST_CALL
            schedule = replace(election.schedule, closes=closes, by_itself=by_itself)
            if schedule.opens is not None and schedule.opens >= closes:  # opened by hand before
                schedule = replace(schedule, opens=None)
            transaction.replace_election(replace(election, schedule=schedule))
            if opens_again and election.state is PollsState.CLOSED:
                transaction.renew_tags()
                transaction.set_state(PollsState.OPEN)
            until = f"{time_of_day(closes)}: {reason}" if reason else time_of_day(closes)
            before = election.schedule.closes
            times = {"what": "schedule.closes", "from": before and _utc(before), "to": _utc(closes)}
            transaction.add_act(Act(role, what, until, stamp, names, times))
            return closes

        closes = self._store.write(move)
        self._events.publish(TimesChanged())
        return closes


def _utc(time: datetime) -> str:
    return utc_and_zone(time.isoformat())[0]


def _did_not_open(election: Election, now: datetime | None) -> bool:
    opens = election.schedule.opens
    if election.state is not PollsState.DRAFT or not election.schedule.by_itself:
        return False
    return now is not None and opens is not None and now - opens >= _LATE


def _prolonged(snapshot: Snapshot) -> int:
    return sum(act.what == PROLONGED for act in snapshot.acts())


def _latest(snapshot: Snapshot) -> datetime | None:
    """Return the latest time to which the closing may be put off, or None where it may not be."""
    election = snapshot.election()
    declared, closes = election.prolongation, election.schedule.closes
    if declared is None or closes is None or _prolonged(snapshot) >= declared.times:
        return None
    return closes + timedelta(minutes=declared.minutes)


def _seconds(seconds: float) -> str:
    return time_with_zone(datetime.fromtimestamp(seconds).astimezone())
