"""Rankings and scores in the box: kept and counted, told to nobody early, written and read back."""

import tomllib
from typing import Any

import pytest

from election.errors import DefinitionRefused, ResultsHidden, RuleIncomplete
from election.models import Contest, ContestResult, Counts, Marking, PollsState
from election.setup.definition_file import read_definition_file
from election.setup.definition_text import definition_text
from election.setup.life_cycle import read_definition
from election.setup.samples import sample_definition
from election.store.json.schema import MARK
from election.voting.counting import Tally
from election.voting.deciding.outcome import Decision
from election.voting.methods import METHODS
from election.voting.methods.kinds import COUNTED
from tests.election.voting.conftest import definition
from tests.election.voting.deciding.contests import ids

ORDER = {"ties": {"by": "order", "order": [2, 1], "made": "drawn"}}
RANKED: list[tuple[str, Marking, Marking]] = [
    ("irv", ((1,), (2,)), ((2,),)),
    ("stv_scottish", ((1,), (2,)), ((2,),)),
    ("condorcet", ((1,), (2,)), ((2,),)),
    ("star", {1: 5, 2: 1}, {2: 4}),
    ("score", {1: 5, 2: 1}, {2: 1}),
    ("approval", (1,), (2,)),
]


@pytest.mark.parametrize(("kind", "for_kim", "for_lee"), RANKED)
def test_ballots_are_kept_counted_and_decided(hold: Any, kind: str, for_kim: Any, for_lee: Any) -> None:
    given = definition({"kind": kind, "rule": ORDER})
    blank: Any = {} if isinstance(for_kim, dict) else ()
    store = hold(given, {1: [{1: for_kim}] * 3 + [{1: for_lee}, {1: blank}]})
    tally = Tally(store)
    (result,), (outcome,) = tally.results(), tally.outcomes()
    assert (result.ballots, result.blank) == (5, 1)
    assert outcome.decision is Decision.ELECTED
    assert ids(outcome.elected) == [1]
    report = store.read(lambda snapshot: snapshot.markings(1))
    assert sorted(map(str, report)) == sorted(map(str, [for_kim] * 3 + [for_lee, blank]))


def test_rankings_are_counted_anew_only_once_something_changed(
    hold: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While they are counted nobody else can read, and a hall asks every few seconds how it stands."""
    counted: list[Contest] = []
    count = METHODS["irv"].result

    def result(contest: Contest, counts: Counts) -> ContestResult:
        counted.append(contest)
        return count(contest, counts)

    monkeypatch.setattr(METHODS["irv"], "result", result)
    store = hold(definition({"kind": "irv", "rule": ORDER}), {1: [{1: ((1,), (2,))}]})
    tally = Tally(store)
    first = tally.results(), tally.outcomes()
    times = len(counted)
    assert (tally.results(), tally.outcomes()) == first
    assert len(counted) == times
    store.write(lambda box: box.add_ballot(1, ((2,),)))
    assert tally.results()[0].ballots == 2
    assert len(counted) > times


@pytest.mark.parametrize(("kind", "for_kim", "for_lee"), RANKED)
def test_a_tie_comes_to_the_declared_order(hold: Any, kind: str, for_kim: Any, for_lee: Any) -> None:
    level: list[Any] = [{1: 3}, {2: 3}] if isinstance(for_kim, dict) else [((1,),), ((2,),)]
    level = [(1,), (2,)] if kind == "approval" else level
    store = hold(definition({"kind": kind, "rule": ORDER}), {1: [{1: each} for each in level]})
    (outcome,) = Tally(store).outcomes()
    assert ids(outcome.elected) == [2]


@pytest.mark.parametrize(("kind", "for_kim", "for_lee"), RANKED)
def test_no_totals_of_rankings_or_scores_are_shown_while_the_polls_are_open(
    hold: Any, kind: str, for_kim: Any, for_lee: Any
) -> None:
    given = definition({"kind": kind, "rule": ORDER}, live_results=True, practice=True)
    tally = Tally(hold(given, {1: [{1: for_kim}]}, state=PollsState.OPEN))
    if kind == "approval":
        assert [each.votes for each in tally.results()[0].counts] == [1, 0]
    else:
        with pytest.raises(ResultsHidden):
            tally.results()
    with pytest.raises(ResultsHidden):
        tally.outcomes()


@pytest.mark.parametrize("kind", sorted(COUNTED))
def test_no_ranking_is_added_up_in_memory_as_it_comes(hold: Any, kind: str) -> None:
    marking: Any = {1: 5} if kind == "star" else ((1,),)
    store = hold(definition({"kind": kind, "rule": ORDER}), {1: [{1: marking}] * 3}, state=PollsState.OPEN)
    kept = store._engine.read(lambda tables: dict(tables["ballots"].counts))
    assert not [key for key in kept if MARK in key]
    assert store.read(lambda snapshot: snapshot.counts(1).ballots) == 3


@pytest.mark.parametrize("kind", sorted(COUNTED))
def test_the_polls_open_only_once_the_order_is_declared(kind: str) -> None:
    with pytest.raises(RuleIncomplete):
        read_definition(definition({"kind": kind}), PollsState.OPEN)
    assert read_definition(definition({"kind": kind}), PollsState.DRAFT).election.contests[0].kind == kind
    assert read_definition(definition({"kind": kind, "rule": ORDER}), PollsState.OPEN)


def test_a_definition_is_written_and_read_back(tmp_path: Any) -> None:
    election = read_definition(sample_definition("methods"), PollsState.DRAFT).election
    text = definition_text(election, {})
    assert {each["kind"] for each in tomllib.loads(text)["contests"]} == COUNTED | {"score", "approval"}
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    again = read_definition(read_definition_file(tmp_path / "a.toml"), PollsState.DRAFT).election
    assert again == election


@pytest.mark.parametrize(
    "contest",
    [
        'kind = "irv"\nrule = { seats = 2 }',
        'kind = "borda"',
        'kind = "star"\noptions = { highest = 10 }',
        'kind = "condorcet"\noptions = { completion = "margins" }',
        'kind = "stv_scottish"\nrule = "sole_candidate"',
    ],
)
def test_what_a_method_does_not_have_is_refused(tmp_path: Any, contest: str) -> None:
    (tmp_path / "a.toml").write_text(
        'title = { en = "E" }\nlive_results = false\n[[contests]]\ntitle = { en = "C" }\n'
        f'{contest}\ncandidates = ["A", "B", "C"]\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionRefused):
        read_definition_file(tmp_path / "a.toml")
