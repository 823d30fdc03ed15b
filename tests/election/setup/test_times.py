"""Opening and closing by themselves, the last call, prolonging, and what a clock that jumps does to them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from election.clock import ClockJump
from election.errors import ElectionError, Message, PollsClosed, PollsNotOpen
from election.events import Event, Events, PollsChanged, TimesChanged
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState, Schedule
from election.setup.life_cycle import Polls, create_election
from election.setup.refusals import (
    AlreadyCounted,
    LastCall,
    NotReady,
    PollsTransition,
    ProlongationRefused,
    ReasonMissing,
    StepForbidden,
)
from election.setup.schedule import time_of_day
from election.setup.steps import SCHEDULE, Step
from election.setup.times import Times
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voters.accounts import Accounts
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle
from election.voters.tokens import Tokens
from election.voting.casting import Ballots
from tests.election.setup.test_life_cycle import READY
from tests.election.test_trusted_time import Computer

OPENS = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
ENDS = CLOSES + timedelta(minutes=5)
SECOND = timedelta(seconds=1)
SCHEDULED: Mapping[str, Any] = {
    **READY,
    "schedule": {"opens": OPENS, "closes": CLOSES, "by_itself": True},
    "prolongation": {"minutes": 60},
}
BY_HAND = {**SCHEDULED, "schedule": {"closes": CLOSES}}


class Day:
    """An election on a computer whose clock the test sets."""

    def __init__(self, store: Store, given: Mapping[str, Any], passwords: Passwords) -> None:
        self.store, self.computer, self.told = store, Computer(), list[Event]()
        self.computer.wall = OPENS.timestamp() - 60
        self.time = self.computer.time()
        self.events = Events()
        self.events.subscribe(self.told.append)
        self.polls = Polls(store, self.events, lambda: datetime.fromtimestamp(self.computer.wall, UTC))
        self.times = Times(store, self.polls, self.events, self.time)
        self.ballots = Ballots(store, self.events, b"k" * 32, self.time)
        tokens = Tokens(b"k" * 32, lambda: self.computer.wall)
        self.accounts = Accounts(store, passwords, tokens, Throttle(), self.events, self.time)

        store.write(lambda transaction: create_election(transaction, given))
        self.voters = [self.accounts.sign_up(f"{at}@example.org", "n", "pw").id for at in range(6)]

    def at(self, when: datetime) -> "Day":
        """Let the time pass until then."""
        self.computer.pass_(when.timestamp() - self.computer.wall)
        return self

    def keep(self) -> PollsState:
        self.times.keep()
        return self.state

    @property
    def state(self) -> PollsState:
        return self.polls.election().state

    def cast(self) -> None:
        self.ballots.cast(self.voters[-1], {})
        self.voters.pop()


Make = Callable[..., Day]


@pytest.fixture
def day(folder: DataFolder, passwords: Passwords) -> Iterator[Make]:
    store = JsonStore(folder)
    yield lambda given=SCHEDULED: Day(store, given, passwords)
    store.close()


# --- by themselves -------------------------------------------------------------------------------------


def test_they_open_and_close_by_themselves(day: Make) -> None:
    today = day()
    assert today.at(OPENS - SECOND).keep() is PollsState.DRAFT
    assert today.at(OPENS).keep() is PollsState.OPEN
    assert today.at(CLOSES).keep() is PollsState.OPEN
    assert today.at(ENDS - SECOND).keep() is PollsState.OPEN
    assert today.at(ENDS + SECOND).keep() is PollsState.CLOSED
    opened, closed = today.polls.acts()
    assert (opened.role, opened.what, opened.when) == (SCHEDULE, "polls.opened", OPENS.isoformat())
    assert (closed.role, closed.what, closed.when) == (SCHEDULE, "polls.closed", ENDS.isoformat())
    assert today.told.count(PollsChanged(PollsState.CLOSED)) == 1
    assert today.at(ENDS + timedelta(days=1)).keep() is PollsState.CLOSED


def test_by_hand_nothing_happens_by_itself(day: Make) -> None:
    today = day({**SCHEDULED, "schedule": {"opens": OPENS, "closes": CLOSES}})
    assert today.at(OPENS + SECOND).keep() is PollsState.DRAFT
    today.polls.open()
    assert not today.times.status().is_forgotten
    assert today.at(ENDS + SECOND).keep() is PollsState.OPEN
    today.cast()
    today.accounts.log_in("0@example.org", "pw")
    status = today.times.status()
    assert (status.is_forgotten, status.is_last_call, status.ends) == (True, False, None)


@pytest.mark.parametrize("state", [PollsState.OPEN, PollsState.PAUSED])
def test_what_was_off_at_the_closing_time_closes_as_scheduled(day: Make, state: PollsState) -> None:
    today = day()
    today.at(OPENS).keep()
    if state is PollsState.PAUSED:
        today.polls.pause()
    today.at(CLOSES + timedelta(days=2))
    with pytest.raises(PollsNotOpen):  # before anybody has noted it
        today.cast()
    assert today.keep() is PollsState.CLOSED
    assert today.polls.acts()[-1].when == ENDS.isoformat()
    assert today.polls.status().turnout.voted == 0


def test_what_is_not_ready_does_not_open_and_says_so(day: Make) -> None:
    today = day({**SCHEDULED, "contests": [{**READY["contests"][0], "candidates": []}]})
    assert not today.at(OPENS - SECOND).times.status().did_not_open
    assert today.at(OPENS + 10 * SECOND).keep() is PollsState.DRAFT
    assert today.times.status().did_not_open


def test_what_was_off_all_day_does_not_open_for_nothing(day: Make) -> None:
    assert day().at(CLOSES).keep() is PollsState.DRAFT


def test_what_would_close_at_once_is_not_opened(day: Make) -> None:
    today = day().at(CLOSES)
    with pytest.raises(NotReady) as refusal:
        today.polls.open()
    assert refusal.value.values["reason"] == Message("ready.closing_passed")
    by_hand = replace(today.polls.election(), schedule=Schedule(None, CLOSES))
    today.store.write(lambda transaction: transaction.replace_election(by_hand))
    today.polls.open()
    assert today.state is PollsState.OPEN


@pytest.mark.parametrize("state", [PollsState.COUNTED, PollsState.ANNULLED, PollsState.ARCHIVED])
def test_what_is_over_stays_as_it_is(day: Make, state: PollsState) -> None:
    today = day()
    today.store.write(lambda transaction: transaction.set_state(state))
    assert today.at(ENDS).keep() is state


# --- the last call -------------------------------------------------------------------------------------


def test_in_the_last_call_only_who_was_let_in_before_may_cast(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    today.at(CLOSES - SECOND)
    today.accounts.log_in("0@example.org", "pw")
    today.cast()
    today.at(CLOSES)
    assert today.times.status().is_last_call
    for let_in in (
        lambda: today.accounts.log_in("0@example.org", "pw"),
        lambda: today.accounts.sign_up("late@example.org", "n", "pw"),
    ):
        with pytest.raises(LastCall) as refusal:
            let_in()
        assert refusal.value.values == {"time": time_of_day(CLOSES)}
    today.at(ENDS - SECOND).cast()
    today.at(ENDS)
    with pytest.raises(PollsClosed) as closed:
        today.cast()
    assert closed.value.at == ENDS
    assert today.ballots.refusal() is not None
    today.keep()
    with pytest.raises(PollsClosed) as closed:
        today.cast()
    assert closed.value.at == ENDS
    assert today.polls.status().turnout.voted == 2


def test_without_grace_the_closing_time_is_the_instant(day: Make) -> None:
    today = day({**SCHEDULED, "grace": 0})
    today.at(OPENS).keep()
    today.at(CLOSES - SECOND).cast()
    today.at(CLOSES)
    with pytest.raises(PollsClosed):
        today.cast()
    assert today.keep() is PollsState.CLOSED


def test_a_last_call_by_hand_closes_when_the_grace_is_over(day: Make) -> None:
    today = day(BY_HAND)
    today.polls.open()
    today.at(CLOSES + timedelta(minutes=20))
    ends = today.times.call_last()
    assert ends == CLOSES + timedelta(minutes=25)
    with pytest.raises(LastCall):
        today.accounts.log_in("0@example.org", "pw")
    today.cast()
    with pytest.raises(PollsTransition):
        today.times.call_last()
    assert today.at(ends).keep() is PollsState.CLOSED
    assert [act.what for act in today.polls.acts()] == ["polls.opened", "polls.last_call", "polls.closed"]


def test_reopened_polls_are_closed_by_hand(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    today.at(ENDS).keep()
    today.polls.reopen("the lift was out of order")
    assert today.keep() is PollsState.OPEN
    today.accounts.log_in("0@example.org", "pw")
    today.cast()
    assert today.times.status().is_forgotten


# --- prolonging ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [SCHEDULED, BY_HAND])
def test_what_was_declared_can_be_prolonged_once(day: Make, given: Mapping[str, Any]) -> None:
    today = day(given)
    today.at(OPENS)
    today.polls.open()
    today.at(CLOSES - SECOND)
    assert today.times.status().prolong_until == CLOSES + timedelta(hours=1)
    until = CLOSES + timedelta(minutes=30)
    assert today.times.prolong("four short of the quorum", until, present=["Kim", "Lee"]) == until
    assert today.told[-1] == TimesChanged()
    act = today.polls.acts()[-1]
    assert act.why == f"{time_of_day(until)}: four short of the quorum"
    assert (act.what, act.present) == ("polls.prolonged", ("Kim", "Lee"))
    today.at(CLOSES + SECOND)
    today.accounts.log_in("0@example.org", "pw")
    status = today.times.status()
    assert (status.schedule.closes, status.prolonged, status.prolong_until) == (until, 1, None)
    with pytest.raises(ProlongationRefused):
        today.times.prolong("once more")


def test_the_polls_close_when_they_were_prolonged_to(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    today.at(ENDS - SECOND)  # in the last call
    until = today.times.prolong("four short")
    assert until == CLOSES + timedelta(hours=1)
    assert today.at(ENDS).keep() is PollsState.OPEN
    today.cast()
    assert today.at(ENDS + timedelta(hours=1)).keep() is PollsState.CLOSED


def test_polls_that_closed_at_their_time_open_again_by_it(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    assert today.at(ENDS).keep() is PollsState.CLOSED
    today.at(ENDS + timedelta(minutes=10)).times.prolong("three short of the quorum")
    today.cast()
    assert today.at(ENDS + timedelta(hours=1)).keep() is PollsState.CLOSED


def refused(prolong: Callable[[], object], kind: type[ElectionError]) -> str:
    with pytest.raises(kind) as refusal:
        prolong()
    words = {catalogue().of_error(refusal.value, language) for language in LANGUAGES}
    assert len(words) == len(LANGUAGES)
    return refusal.value.values.get("reason").key if kind is ProlongationRefused else ""  # type: ignore[union-attr]


def test_what_was_not_declared_is_refused(day: Make) -> None:
    today = day({**SCHEDULED, "prolongation": {"minutes": 30, "times": 2}})
    prolong = today.times.prolong
    refused(lambda: prolong("why"), PollsTransition)
    today.at(OPENS).keep()
    refused(lambda: prolong("  "), ReasonMissing)
    refused(lambda: prolong("why", role="desk"), StepForbidden)
    latest = CLOSES + timedelta(minutes=30)
    assert refused(lambda: prolong("why", latest + SECOND), ProlongationRefused) == "prolong_fault.too_late"
    assert refused(lambda: prolong("why", CLOSES), ProlongationRefused) == "prolong_fault.too_early"
    today.at(ENDS).keep()
    today.at(latest)
    assert refused(lambda: prolong("why", latest), ProlongationRefused) == "prolong_fault.past"
    today.polls.count()
    refused(lambda: prolong("why"), AlreadyCounted)
    assert today.polls.election().schedule.closes == CLOSES


@pytest.mark.parametrize(
    "given",
    [
        {**READY, "schedule": {"closes": CLOSES, "by_itself": True}},
        {**READY, "prolongation": {"minutes": 30}},
    ],
)
def test_without_a_declaration_or_a_closing_time_nothing_is_prolonged(
    day: Make, given: Mapping[str, Any]
) -> None:
    today = day(given)
    today.polls.open()
    assert today.times.status().prolong_until is None
    assert refused(lambda: today.times.prolong("why"), ProlongationRefused) == "prolong_fault.not_declared"


def test_polls_closed_before_their_time_are_not_prolonged(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    today.polls.close()
    refused(lambda: today.times.prolong("why"), PollsTransition)


# --- a clock that jumps --------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [timedelta(hours=12), timedelta(hours=-12)])
def test_voting_goes_on_and_the_close_waits_until_the_clock_is_confirmed(day: Make, by: timedelta) -> None:
    today = day()
    today.at(OPENS).keep()
    today.at(OPENS + timedelta(hours=4))
    today.computer.wall += by.total_seconds()
    assert today.keep() is PollsState.OPEN
    status, jump = today.times.status(), today.time.jump()
    assert (status.now, status.jump) == (None, jump)
    assert isinstance(jump, ClockJump)
    assert timedelta(seconds=jump.after - jump.before) == by
    today.accounts.log_in("0@example.org", "pw")
    today.cast()
    today.computer.pass_(20 * 3_600)
    assert today.keep() is PollsState.OPEN
    today.times.confirm_clock()
    assert today.polls.acts()[-1].what == "polls.clock_confirmed"
    assert today.keep() is PollsState.CLOSED
    with pytest.raises(PollsNotOpen):
        today.cast()


def test_the_closing_time_can_be_set_again_where_the_clock_jumped(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    later = CLOSES + timedelta(hours=3)
    assert refused(lambda: today.times.set_closing(later, "why"), ProlongationRefused)
    today.computer.wall += 11 * 3_600
    now = datetime.fromtimestamp(today.computer.wall, UTC)
    assert refused(lambda: today.times.set_closing(now, "why"), ProlongationRefused)
    assert refused(today.times.call_last, ProlongationRefused) == "prolong_fault.clock"
    today.times.set_closing(later, "the clock was eleven hours slow")
    assert today.keep() is PollsState.OPEN
    assert today.times.status().schedule == Schedule(OPENS, later, by_itself=True)
    assert today.at(later + timedelta(minutes=5)).keep() is PollsState.CLOSED


def test_a_step_that_was_due_is_not_taken_once_it_is_not_meant_any_more(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    today.polls.take_scheduled(Step.CLOSE, ENDS, lambda election: False)
    assert today.state is PollsState.OPEN
    assert today.told.count(PollsChanged(PollsState.CLOSED)) == 0
