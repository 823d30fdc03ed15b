"""The life of an election: which step is taken from where, by whom, why, and what is noted of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from election.errors import ElectionError, Message, PollsNotOpen, RuleIncomplete
from election.events import Event, Events, PollsChanged
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState, Turnout
from election.setup.life_cycle import Polls, create_election
from election.setup.readiness import what_is_missing
from election.setup.refusals import (
    AlreadyCounted,
    BoxNotEmpty,
    NotReady,
    PollsTransition,
    PresentRefused,
    ReasonMissing,
    StepForbidden,
)
from election.setup.steps import LONGEST_REASON, STEPS, Step, steps_from
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Act, Store, Transaction
from election.voting.casting import Ballots

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
VOTER = 7
# Written out, and not derived from the table that it holds.
ALLOWED: Mapping[PollsState, Mapping[Step, PollsState]] = {
    PollsState.DRAFT: {Step.OPEN: PollsState.OPEN, Step.ANNUL: PollsState.ANNULLED},
    PollsState.OPEN: {
        Step.PAUSE: PollsState.PAUSED,
        Step.CLOSE: PollsState.CLOSED,
        Step.ANNUL: PollsState.ANNULLED,
    },
    PollsState.PAUSED: {
        Step.RESUME: PollsState.OPEN,
        Step.CLOSE: PollsState.CLOSED,
        Step.ANNUL: PollsState.ANNULLED,
    },
    PollsState.CLOSED: {
        Step.REOPEN: PollsState.OPEN,
        Step.COUNT: PollsState.COUNTED,
        Step.ANNUL: PollsState.ANNULLED,
    },
    PollsState.COUNTED: {Step.ARCHIVE: PollsState.ARCHIVED},
    PollsState.ARCHIVED: {},
    PollsState.ANNULLED: {},
}
CONTEST: Mapping[str, Any] = {"title": {"ko": "회장", "en": "President"}, "candidates": ["Kim", "Lee"]}
READY: Mapping[str, Any] = {"title": {"en": "Club"}, "live_results": False, "contests": [CONTEST]}

Make = Callable[..., Store]


@pytest.fixture
def make(folder: DataFolder) -> Iterator[Make]:
    """Makes the election of a definition, in the state asked for, with one voter who has not voted."""
    store = JsonStore(folder)

    def make(state: PollsState = PollsState.DRAFT, given: Mapping[str, Any] = READY) -> Store:
        def fill(transaction: Transaction) -> None:
            create_election(transaction, given)
            transaction.add_right(VOTER, 1)
            transaction.set_state(state)

        store.write(fill)
        return store

    yield make
    store.close()


def polls_of(store: Store, events: Events | None = None) -> Polls:
    return Polls(store, events or Events(), lambda: NOON)


def acts(store: Store) -> tuple[Act, ...]:
    return store.read(lambda snapshot: snapshot.acts())


# --- the table -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PollsState)
@pytest.mark.parametrize("step", Step)
def test_every_step_from_every_state(make: Make, state: PollsState, step: Step) -> None:
    store, told, events = make(state), list[Event](), Events()
    events.subscribe(told.append)
    polls = polls_of(store, events)
    assert (step in steps_from(state)) == (step in ALLOWED[state])
    if step in ALLOWED[state]:
        after = ALLOWED[state][step]
        polls.take(step, why="because")
        assert polls.election().state is after
        assert acts(store) == (Act("organiser", STEPS[step].act, "because", NOON.isoformat()),)
        assert told == [PollsChanged(after)]
    else:
        with pytest.raises(PollsTransition) as refusal:
            polls.take(step, why="because")
        assert refusal.value.values == {"state": Message(f"polls.state.{state}")}
        assert isinstance(refusal.value, AlreadyCounted) == (step is Step.REOPEN and state.is_counted)
        assert polls.election().state is state
        assert acts(store) == ()
        assert told == []


@pytest.mark.parametrize("state", PollsState)
def test_a_ballot_is_taken_while_the_polls_are_open_and_at_no_other_time(
    make: Make, state: PollsState
) -> None:
    store = make(state)
    ballots = Ballots(store, Events(), b"k" * 32)
    if state is PollsState.OPEN:
        assert ballots.refusal() is None
        ballots.cast(VOTER, {1: (1,)})
    else:
        with pytest.raises(PollsNotOpen) as refusal:
            ballots.cast(VOTER, {1: (1,)})
        assert type(ballots.refusal()) is type(refusal.value)
    voted = int(state is PollsState.OPEN)
    assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(1, voted)
    assert store.read(lambda snapshot: snapshot.counts(1)).ballots == voted


@pytest.mark.parametrize("step", Step)
def test_every_step_has_a_method_of_its_name(make: Make, step: Step) -> None:
    state = next(state for state, steps in ALLOWED.items() if step in steps)
    store = make(state)
    getattr(polls_of(store), step)(why="because")
    assert acts(store)[0].what == STEPS[step].act


@pytest.mark.parametrize("step", Step)
def test_only_the_organiser_takes_steps(make: Make, step: Step) -> None:
    state = next(state for state, steps in ALLOWED.items() if step in steps)
    store = make(state)
    with pytest.raises(StepForbidden):
        polls_of(store).take(step, role="desk", why="because")
    assert polls_of(store).election().state is state
    assert acts(store) == ()


@pytest.mark.parametrize("why", ["", "  ", "\u200b", "a\nb", "x" * (LONGEST_REASON + 1)])
@pytest.mark.parametrize(("step", "state"), [(Step.REOPEN, "closed"), (Step.ANNUL, "open")])
def test_what_undoes_something_needs_a_reason(make: Make, step: Step, state: str, why: str) -> None:
    store = make(PollsState(state))
    with pytest.raises(ReasonMissing):
        polls_of(store).take(step, why=why)
    assert polls_of(store).election().state is PollsState(state)
    assert acts(store) == ()


def test_a_reason_is_kept_clean(make: Make) -> None:
    store = make(PollsState.CLOSED)
    polls_of(store).reopen("  closed by mistake ")
    assert acts(store)[0].why == "closed by mistake"


def test_after_the_count_nobody_goes_back(make: Make) -> None:
    store = make()
    polls = polls_of(store)
    polls.open()
    polls.close()
    polls.count()
    for go_back in (lambda: polls.reopen("late voter"), lambda: polls.annul("bad roll"), polls.open):
        with pytest.raises(PollsTransition):
            go_back()
    assert polls.election().state is PollsState.COUNTED


# --- the zero check ------------------------------------------------------------------------------------


def marked(transaction: Transaction) -> None:
    transaction.put_mark(VOTER, bytes(16))


def filled(transaction: Transaction) -> None:
    transaction.add_ballot(1, (1,))


@pytest.mark.parametrize("prepare", [marked, filled])
def test_a_box_with_something_in_it_is_not_opened_for_votes(
    make: Make, prepare: Callable[[Transaction], None]
) -> None:
    store = make()
    store.write(prepare)
    with pytest.raises(BoxNotEmpty):
        polls_of(store).open()
    assert polls_of(store).election().state is PollsState.DRAFT
    assert acts(store) == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"contests": []}, "ready.no_contest"),
        ({"contests": [{**CONTEST, "candidates": []}]}, "ready.no_candidates"),
        ({"contests": [CONTEST, CONTEST], "styles": [[1]]}, "ready.given_to_nobody"),
        ({"live_results": True, "turnout_for": "staff"}, "ready.live_tells_turnout"),
        ({"contests": [CONTEST] * 101}, "ready.too_many"),
        ({"contests": [{**CONTEST, "candidates": [f"c{at}" for at in range(251)]}] * 8}, "ready.too_many"),
    ],
)
def test_a_ballot_that_is_not_complete_is_not_opened(
    make: Make, change: Mapping[str, Any], fault: str
) -> None:
    store = make(given={**READY, **change})
    with pytest.raises(NotReady) as refusal:
        polls_of(store).open()
    (missing,) = what_is_missing(polls_of(store).election())
    assert refusal.value.values == {"count": 1, "reason": missing}
    assert fault in (missing.key, getattr(missing.values.get("fault"), "key", ""))
    assert polls_of(store).election().state is PollsState.DRAFT
    for language in LANGUAGES:
        words = catalogue().of_error(refusal.value, language)
        assert "{" not in words
        is_whole = fault in ("ready.no_contest", "ready.live_tells_turnout", "ready.too_many")
        assert is_whole or {"ko": "회장", "en": "President"}[language] in words


def test_all_that_is_missing_is_told_at_once(make: Make) -> None:
    unset = {"ties": {"by": "order"}}
    contests = [{**CONTEST, "candidates": []}, {**CONTEST, "rule": unset}]
    store = make(given={**READY, "contests": contests})
    keys = [each.values["fault"] for each in what_is_missing(polls_of(store).election())]
    assert [getattr(each, "key", "") for each in keys] == ["ready.no_candidates", "rule_missing.order"]
    with pytest.raises(RuleIncomplete):
        polls_of(store).open()


def test_who_was_present_is_noted(make: Make) -> None:
    store = make(PollsState.CLOSED)
    polls_of(store).take(Step.COUNT, present=["  최 윤 ", "", "Lee"])
    assert [act.present for act in acts(store)] == [("최 윤", "Lee")]


@pytest.mark.parametrize("present", [["x" * 101], ["\x00"], ["Kim"] * 11])
def test_names_that_cannot_be_noted_change_nothing(make: Make, present: list[str]) -> None:
    store = make(PollsState.CLOSED)
    with pytest.raises(PresentRefused):
        polls_of(store).take(Step.COUNT, present=present)
    assert polls_of(store).election().state is PollsState.CLOSED


def test_a_motion_needs_no_candidates(make: Make) -> None:
    motion = {"title": {"en": "Dues"}, "kind": "yes_no", "candidates": []}
    store = make(given={**READY, "contests": [motion]})
    polls_of(store).open()
    assert polls_of(store).election().state is PollsState.OPEN


# --- how it stands -------------------------------------------------------------------------------------


def test_the_status_tells_since_when_and_what_the_quorum_needs(make: Make) -> None:
    store = make(given={**READY, "quorum": {"share": "more than 1/2"}})
    status = polls_of(store).status()
    assert (status.election.state, status.since, status.turnout) == (PollsState.DRAFT, None, Turnout(1, 0))
    polls_of(store).open()
    Ballots(store, Events(), b"k" * 32).cast(VOTER, {})
    status = polls_of(store).status()
    assert (status.since, status.turnout) == (NOON, Turnout(1, 1))
    assert status.quorum is not None
    assert (status.quorum.needed, status.quorum.is_met) == (1, True)


@pytest.mark.parametrize("error", [ReasonMissing(most=1), StepForbidden(), AlreadyCounted(state="x")])
def test_refusals_are_said_in_both_languages(error: ElectionError) -> None:
    assert len({catalogue().of_error(error, language) for language in LANGUAGES}) == len(LANGUAGES)
