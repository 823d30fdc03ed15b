"""Who is shown which counts, and what they decide: by the rules that a definition names."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest

from election.errors import OptionsRefused, PresentUnknown, ResultsHidden, RuleIncomplete, RuleRefused
from election.events import Events
from election.models import Counts, Marking, PollsState
from election.rules import (
    AT_LEAST_THIRD,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    OrderOrigin,
    Quorum,
    Threshold,
    TieRule,
    Ties,
)
from election.setup.definition_file import read_definition_file
from election.setup.life_cycle import Polls, read_definition
from election.setup.steps import Step
from election.store.port import DeskMark, Snapshot, Store, Transaction
from election.voting.counting import Tally, whole_figures
from election.voting.deciding.outcome import Decision
from election.voting.deciding.presets import PRESETS
from tests.election.voting.conftest import HALF, definition
from tests.election.voting.deciding.contests import ids

T = TypeVar("T")


class Closed:
    """A snapshot whose box cannot be looked into."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)

    def counts(self, contest_id: int) -> Counts:
        raise AssertionError("the box was opened")


class WithClosedBox:
    """A store that lets nobody look into the box."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, work: Callable[[Any], T]) -> T:
        return self._store.read(lambda snapshot: work(Closed(snapshot)))


# --- definitions ---------------------------------------------------------------------------------------


def test_without_a_rule_most_votes_decide(hold: Any) -> None:
    election = read_definition(definition({}), PollsState.OPEN).election
    assert election.contests[0].rule == MOST_VOTES
    assert election.quorum is None


def test_a_definition_names_a_rule_and_it_is_kept(hold: Any) -> None:
    given = definition(
        {"rule": "majority_or_run_off"},
        {"rule": {"seats": 1, "ties": {"by": "order", "order": [2, 1], "made": "age"}}},
        quorum=HALF,
    )
    read = read_definition(given, PollsState.COUNTED).election
    assert read.contests[0].rule == PRESETS["majority_or_run_off"]
    assert read.contests[1].rule.ties == Ties(TieRule.ORDER, (4, 3), OrderOrigin.AGE)
    assert read.quorum == Quorum(MORE_THAN_HALF)
    assert hold(given, {}).read(lambda snapshot: snapshot.election()) == read


@pytest.mark.parametrize(
    "given",
    [
        definition({"rule": "by_acclamation"}),
        definition({"rule": {"ties": {"by": "order", "order": [1, 3], "made": "age"}}}),
        definition({"rule": {"ties": {"by": "order", "order": [1], "made": "age"}}}),
        definition({"kind": "yes_no", "rule": "majority_or_run_off"}),
        definition({}, quorum={"share": "half"}),
        definition({"candidates": [{"name": "Kim", "carried_over": 3}], "rule": "sole_candidate"}),
    ],
)
def test_a_rule_that_cannot_be_is_refused(given: Mapping[str, Any]) -> None:
    with pytest.raises(RuleRefused):
        read_definition(given, PollsState.OPEN)


def test_an_unknown_kind_is_told_before_its_rule() -> None:
    with pytest.raises(OptionsRefused):
        read_definition(definition({"kind": "drawn", "rule": "?"}), PollsState.OPEN)


def test_the_definition_in_the_documentation_is_one(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "deciding.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "election.toml"
    file.write_text(example, encoding="utf-8")
    election = read_definition(read_definition_file(file), PollsState.DRAFT).election
    assert election.contests[0].rule == PRESETS["majority_or_run_off"]
    assert election.contests[1].rule.quorum == Quorum(MORE_THAN_HALF)
    assert election.quorum == Quorum(AT_LEAST_THIRD)
    assert all(f"| `{name}` |" in text for name in PRESETS)


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ({"ties": {"by": "order"}}, {}),
        ({"threshold": {**HALF, "of": "present"}}, {}),
        ({}, {"quorum": {**HALF, "came": "present"}}),
    ],
)
def test_polls_do_not_open_on_a_rule_that_could_not_decide(
    hold: Any, rule: Mapping[str, Any], others: Mapping[str, Any]
) -> None:
    given = definition({}, {"rule": rule}, **others)
    with pytest.raises(RuleIncomplete):
        read_definition(given, PollsState.OPEN)
    store = hold(given, {}, state=PollsState.DRAFT)
    with pytest.raises(RuleIncomplete) as refusal:
        Polls(store, Events()).open()
    assert refusal.value.values["contest"] == (1 if others else 2)
    assert store.read(lambda snapshot: snapshot.election()).state is PollsState.DRAFT
    assert store.read(lambda snapshot: snapshot.acts()) == ()


# --- what is shown -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [each for each in PollsState if not each.is_counted])
@pytest.mark.parametrize("live", [True, False])
def test_nothing_is_decided_before_the_count(hold: Any, state: PollsState, live: bool) -> None:
    tally = Tally(hold(definition({}, live_results=live), {1: [{1: (1,)}]}, state=state))
    with pytest.raises(ResultsHidden):
        tally.outcomes()


@pytest.mark.parametrize("state", PollsState)
@pytest.mark.parametrize("live", [True, False])
def test_the_box_is_opened_by_the_count_alone(hold: Any, state: PollsState, live: bool) -> None:
    store = hold(definition({}, live_results=live), {1: [{1: (1,)}]}, state=state)
    if state.is_counted:
        assert [each.votes for each in Tally(store).results()[0].counts] == [1, 0]
    elif live and state is not PollsState.ANNULLED:  # of the last step; the first is of no ballots
        (shown,) = Tally(WithClosedBox(store)).results()  # type: ignore[arg-type]
        assert ([each.votes for each in shown.counts], shown.ballots) == ([0, 0], 0)
    else:
        with pytest.raises(ResultsHidden):
            Tally(WithClosedBox(store)).results()  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [PollsState.PAUSED, PollsState.CLOSED])
def test_a_box_that_a_quorum_may_keep_closed_waits_for_the_count(hold: Any, state: PollsState) -> None:
    given = definition({"rule": {"quorum": HALF}}, live_results=True)
    store = hold(given, {1: [{1: (1,)}]}, state=state)
    with pytest.raises(ResultsHidden):
        Tally(WithClosedBox(store)).results()  # type: ignore[arg-type]


def test_after_the_count_each_contest_has_an_outcome(hold: Any) -> None:
    ballots: list[Mapping[int, Marking]] = [{1: (1,), 2: {3: "yes", 4: "no"}}, {1: (2,), 2: {3: "yes"}}]
    tally = Tally(hold(definition({}, {"kind": "yes_no"}), {1: ballots}))
    first, second = tally.outcomes()
    assert (first.decision, second.decision) == (Decision.TIED, Decision.ELECTED)
    assert ids(second.elected) == [3]
    assert [result.contest for result in tally.results()] == [first.contest, second.contest]


@pytest.mark.parametrize(("away", "is_opened"), [(2, True), (3, False)])
@pytest.mark.parametrize("whole", [True, False])
def test_a_box_below_its_quorum_stays_closed(hold: Any, away: int, is_opened: bool, whole: bool) -> None:
    rule, others = ({}, {"quorum": HALF}) if whole else ({"rule": {"quorum": HALF}}, {})
    store = hold(definition(rule, **others), {1: [{1: (1,)}] * 3}, away={1: away})
    assert len(Tally(store).results()) == is_opened
    (came_out,) = Tally(store).outcomes()
    assert came_out.decision is (Decision.ELECTED if is_opened else Decision.NOT_OPENED)
    if not is_opened:
        assert Tally(WithClosedBox(store)).outcomes() == (came_out,)  # type: ignore[arg-type]
        assert Tally(WithClosedBox(store)).results() == ()  # type: ignore[arg-type]


def test_a_box_that_a_quorum_may_keep_closed_is_not_counted_live(hold: Any) -> None:
    given = definition({"rule": {"quorum": HALF}}, live_results=True)
    store = hold(given, {1: [{1: (1,)}]}, state=PollsState.OPEN)
    with pytest.raises(ResultsHidden):
        Tally(WithClosedBox(store)).results()  # type: ignore[arg-type]


def test_other_contests_are_counted_live_all_the_same(hold: Any) -> None:
    without_force = {"rule": {"quorum": {**HALF, "below": "no_force"}}}
    given = definition({"rule": {"quorum": HALF}}, {}, without_force, live_results=True)
    ballots: list[Mapping[int, Marking]] = [{1: (1,), 2: (3,), 3: (5,)}]
    store = hold(given, {1: ballots}, state=PollsState.OPEN)
    assert [result.contest.id for result in Tally(store).results()] == [2, 3]


def test_a_groups_contest_goes_by_the_roll_of_the_group(hold: Any) -> None:
    rule = {"rule": {"threshold": {**HALF, "of": "roll"}, "quorum": HALF}}
    given = definition({}, rule, styles=[[1], [1, 2]])
    ballots: Mapping[int, list[Mapping[int, Marking]]] = {1: [{1: (1,)}], 2: [{1: (1,), 2: (3,)}] * 3}
    store = hold(given, ballots, away={1: 50, 2: 2})
    everybody, of_group = Tally(store).outcomes()
    assert everybody.decision is Decision.ELECTED
    assert of_group.decision is Decision.ELECTED
    need = of_group.standings[0].need
    assert need is not None
    assert (need.base, need.people, need.votes) == (Base.ROLL, 5, 3)
    (check,) = of_group.attendance.checks
    assert (check.roll, check.came, check.needed) == (5, 3, 3)
    assert of_group.contest.rule.threshold == Threshold(MORE_THAN_HALF, Base.ROLL)


def test_a_contest_that_nobody_is_given_has_nobody(hold: Any) -> None:
    (first, second) = Tally(hold(definition({}, {}, styles=[[1]]), {1: [{1: (2,)}]})).outcomes()
    assert (first.decision, second.decision) == (Decision.ELECTED, Decision.NO_VOTES)


def test_who_was_added_after_the_opening_is_told_apart(hold: Any) -> None:
    rule = {"rule": {"quorum": HALF, "threshold": {**HALF, "of": "roll"}}}
    given = definition(rule, {}, styles=[[1, 2], [2]], quorum=HALF)
    store = hold(given, {}, away={1: 3, 2: 2}, state=PollsState.DRAFT)
    polls = Polls(store, Events())
    polls.take(Step.OPEN, small_group=3)
    store.write(lambda transaction: transaction.add_right(99, 1))
    for right_id in (1, 2, 99):
        cast(store, right_id, {1: (1,), 2: (3,)})
    polls.close()
    polls.reopen("too early")  # not the opening that counts
    polls.close()
    polls.count()
    first, second = Tally(store).outcomes()
    whole, own = first.attendance.checks
    assert (whole.roll, whole.added, whole.needed, whole.came) == (6, 1, 4, 3)
    assert (own.roll, own.added, own.needed, own.came) == (4, 1, 3, 3)
    assert second.attendance.checks == (whole,)
    assert first.decision is Decision.NOT_OPENED


def test_where_people_sign_up_as_they_come_nobody_is_an_addition(hold: Any) -> None:
    store = hold(definition({"rule": {"quorum": HALF}}), {}, state=PollsState.DRAFT)
    polls = Polls(store, Events())
    polls.open()
    store.write(lambda transaction: transaction.add_right(1, 1))
    cast(store, 1, {1: (1,)})
    polls.close()
    polls.count()
    (check,) = Tally(store).outcomes()[0].attendance.checks
    assert (check.roll, check.added, check.came) == (1, 0, 1)


def cast(store: Store, right_id: int, markings: Mapping[int, Marking]) -> None:
    def work(transaction: Transaction) -> None:
        transaction.put_mark(right_id, bytes(16))
        transaction.add_receipt(f"{right_id:016}")
        for contest_id, marking in markings.items():
            transaction.add_ballot(contest_id, marking)

    store.write(work)


def test_those_present_are_those_whom_the_desk_checked_in(hold: Any) -> None:
    """Of nine people three of style 1 and one of style 2 came; a slip is given only to who came."""
    given = definition(
        {"rule": {"threshold": {**HALF, "of": "present"}}},
        {"title": {"en": "Own"}, "rule": {"quorum": {**HALF, "came": "present"}}},
        styles=[[1], [1, 2]],
        quorum={**HALF, "came": "present"},
        ways_in=["slip"],
    )
    first = [{1: (1,)}, {1: (1,)}]
    store = hold(given, {1: first, 2: [{1: (2,), 2: (3,)}]}, away={1: 4, 2: 2})

    def check_in(transaction: Transaction) -> None:
        for person, mark in ((1, DeskMark.CAME), (2, DeskMark.SLIP), (4, DeskMark.CAME), (8, DeskMark.CAME)):
            transaction.put_desk_mark(person, mark)

    with pytest.raises(PresentUnknown):
        Tally(store).outcomes()
    store.write(check_in)
    assert store.read(whole_figures).present == 4
    whole, own = Tally(store).outcomes()
    assert whole.attendance.checks[0].came == 4
    assert [check.came for check in own.attendance.checks] == [4, 1]  # of all, and of its own
