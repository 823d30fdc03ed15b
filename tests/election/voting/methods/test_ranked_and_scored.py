"""Markings of the methods whose ballots rank, score or approve; what they add, and what comes out."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from election.errors import (
    BlankNotAllowed,
    ElectionError,
    MarkingMalformed,
    NoSuchCandidate,
    OptionsRefused,
    TooManyChoices,
)
from election.models import Candidate, Contest, ContestResult, Counts, LocalText
from election.rules import OrderOrigin, Quorum, Rule, Share, TieRule, Ties
from election.voting.counts.log import Came, PairCount, StagedCount, StarCount
from election.voting.deciding.decide import decide
from election.voting.deciding.outcome import Decision
from election.voting.deciding.quorum import Figures, attendance
from election.voting.methods.approval import Approval
from election.voting.methods.condorcet import Condorcet
from election.voting.methods.counted import CountedResult, ScoredResult, StarResult
from election.voting.methods.irv import InstantRunOff
from election.voting.methods.method import Method
from election.voting.methods.score import Score
from election.voting.methods.star import Star
from election.voting.methods.stv_scottish import ScottishStv

RANKED: list[Method] = [InstantRunOff(), ScottishStv(), Condorcet()]
SCORED: list[Method] = [Score(), Star()]
ORDER = Ties(TieRule.ORDER, (30, 10, 20), OrderOrigin.DRAWN)


DECLARED = Rule(ties=ORDER)


def contest(method: Method, rule: Rule = DECLARED, **options: Any) -> Contest:
    people = tuple(Candidate(each, f"C{each}") for each in (10, 20, 30))
    return Contest(1, LocalText.of({"ko": "회장"}), method.kind, method.options(options), people, rule)


def result(method: Method, asked: Contest, markings: Sequence[Any]) -> ContestResult:
    marks, blank = Counter[Any](), 0
    for each in markings:
        canonical = method.canonical(asked, each)
        blank += not canonical
        marks.update(method.adds(canonical))
    return method.result(asked, Counts(len(markings), blank, marks))


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ([30, 10], ((30,), (10,))),
        (((30,), (10,), (20,)), ((30,), (10,), (20,))),
        ([], ()),
    ],
)
def test_rankings_have_one_form(method: Method, given: Any, kept: Any) -> None:
    assert method.canonical(contest(method), given) == kept


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([10, 10], MarkingMalformed),
        ([[10], [20, 10]], MarkingMalformed),
        ([[10, 20]], MarkingMalformed),
        ([10, 40], NoSuchCandidate),
        ([True], MarkingMalformed),
        (["10"], MarkingMalformed),
        ([[]], MarkingMalformed),
        ({10: 1}, MarkingMalformed),
        ("10", MarkingMalformed),
        (None, MarkingMalformed),
    ],
)
def test_no_other_ranking_is_taken(method: Method, given: Any, error: type[ElectionError]) -> None:
    with pytest.raises(error):
        method.canonical(contest(method), given)


def test_ranks_are_limited_where_that_is_set() -> None:
    limited = contest(InstantRunOff(), most=2)
    assert InstantRunOff().canonical(limited, [10, 20]) == ((10,), (20,))
    with pytest.raises(TooManyChoices):
        InstantRunOff().canonical(limited, [10, 20, 30])


def test_equal_ranks_are_taken_where_that_is_set() -> None:
    equal = contest(Condorcet(), equal=True)
    assert Condorcet().canonical(equal, [[30, 10], 20]) == ((10, 30), (20,))
    assert list(Condorcet().adds(((10, 30), (20,)))) == ["10=30>20"]


@pytest.mark.parametrize("method", SCORED)
def test_scores_have_one_form(method: Method) -> None:
    asked = contest(method)
    assert list(method.canonical(asked, {30: 5, 10: 0})) == [10, 30]
    for wrong in ({10: 6}, {10: -1}, {10: True}, {10: "5"}, {10: None}, [(10, 5)], {"10": 5}, 5):
        with pytest.raises(MarkingMalformed):
            method.canonical(asked, wrong)
    with pytest.raises(NoSuchCandidate):
        method.canonical(asked, {40: 5})


def test_approval_has_one_form() -> None:
    asked = contest(Approval())
    assert Approval().canonical(asked, [30, 10]) == (10, 30)
    for wrong in ([10, 10], {10: 1}, [True], "10"):
        with pytest.raises(MarkingMalformed):
            Approval().canonical(asked, wrong)


@pytest.mark.parametrize("method", [*RANKED, *SCORED, Approval()])
def test_blank_is_refused_where_that_is_set(method: Method) -> None:
    assert method.canonical(contest(method), method.blank) == method.blank
    assert not list(method.adds(method.blank))
    with pytest.raises(BlankNotAllowed):
        method.canonical(contest(method, blank=False), method.blank)


@pytest.mark.parametrize(
    ("method", "options"),
    [
        (InstantRunOff(), {"most": -1}),
        (InstantRunOff(), {"most": "2"}),
        (InstantRunOff(), {"equal": True}),
        (Condorcet(), {"equal": 1}),
        (Condorcet(), {"completion": "borda"}),
        (Condorcet(), {"completion": ["schulze"]}),
        (Score(), {"highest": 7}),
        (Score(), {"highest": True}),
        (Star(), {"highest": 10}),
        (Approval(), {"most": 2}),
    ],
)
def test_options_that_there_are_not_are_refused(method: Method, options: dict[str, Any]) -> None:
    with pytest.raises(OptionsRefused):
        method.options(options)


def test_instant_run_off_from_the_counts_alone() -> None:
    came = result(InstantRunOff(), contest(InstantRunOff()), [[10], [10], [20, 30], [30, 20], [30], []])
    assert isinstance(came, CountedResult)
    assert isinstance(came.count, StagedCount)
    assert [each.votes for each in came.counts] == [2, 1, 2]
    assert (came.ballots, came.blank, came.count.valid) == (6, 1, 5)
    assert came.count.winners == (2,)


def test_stv_elects_as_many_as_the_rule_says() -> None:
    asked = contest(ScottishStv(), Rule(seats=2, ties=ORDER))
    came = result(ScottishStv(), asked, [[10, 20]] * 5 + [[20]] * 2 + [[30]] * 2)
    assert isinstance(came, CountedResult)
    assert came.count.winners == (0, 1)


def test_condorcet_by_the_rule_that_was_chosen() -> None:
    cycle = [[10, 20, 30]] * 3 + [[20, 30, 10]] * 2 + [[30, 10, 20]] * 2
    for completion in ("schulze", "ranked_pairs", "minimax"):
        came = result(Condorcet(), contest(Condorcet(), completion=completion), cycle)
        assert isinstance(came, CountedResult)
        assert isinstance(came.count, PairCount)
        assert (came.count.rule, came.count.winners) == (completion, (0,))


def test_scores_are_spread_and_added_up() -> None:
    came = result(Score(), contest(Score()), [{10: 5, 20: 0}, {10: 3}, {}])
    assert isinstance(came, ScoredResult)
    assert [each.votes for each in came.counts] == [8, 0, 0]
    assert came.spread == ((0, 0, 0, 1, 0, 1), (2, 0, 0, 0, 0, 0), (2, 0, 0, 0, 0, 0))


def test_star_from_the_counts_alone() -> None:
    came = result(Star(), contest(Star()), [{10: 5, 20: 4}, {20: 4, 30: 5}, {20: 1}, {}])
    assert isinstance(came, StarResult)
    assert isinstance(came.count, StarCount)
    assert came.count.totals == (5, 9, 5)
    assert came.count.rounds[0].finalists == (1, 2)
    assert (came.count.valid, came.count.winners) == (3, (1,))
    assert came.above == ((0, 1, 1), (2, 0, 2), (1, 1, 0))


@pytest.mark.parametrize("method", [*RANKED, Star()])
def test_who_withdrew_is_never_elected(method: Method) -> None:
    asked = contest(method)
    people = tuple(Candidate(each.id, each.name, withdrawn=each.id == 10) for each in asked.candidates)
    gone = Contest(1, asked.title, asked.kind, asked.options, people, asked.rule)
    marking = {10: 5, 20: 3} if method.kind == "star" else [10, 20]
    came = result(method, gone, [marking] * 3)
    assert isinstance(came, CountedResult)
    assert came.count.winners == (1,)


def decided(method: Method, rule: Rule, markings: Sequence[Any], roll: int = 9) -> Any:
    came = result(method, contest(method, rule), markings)
    figures = Figures(roll_at_opening=roll, cast=came.ballots)
    return decide(came, figures, attendance(came.contest, figures))


@pytest.mark.parametrize("method", [*RANKED, Star()])
def test_what_a_count_decides(method: Method) -> None:
    marking = {20: 5} if method.kind == "star" else [20]
    outcome = decided(method, Rule(ties=ORDER), [marking] * 3)
    assert (outcome.decision, [each.id for each in outcome.elected]) == (Decision.ELECTED, [20])
    nobody = decided(method, Rule(ties=ORDER), [method.blank] * 3)
    assert (nobody.decision, nobody.elected) == (Decision.NO_VOTES, ())
    assert nobody.count.came is Came.NO_VOTES
    strict = Rule(ties=ORDER, quorum=Quorum(Share(Fraction(1, 2), more_than=True)))
    assert decided(method, strict, [marking] * 3).decision is Decision.NOT_OPENED
    assert decided(method, strict, [marking] * 5).decision is Decision.ELECTED


def test_scores_of_nothing_but_0_are_votes() -> None:
    outcome = decided(Score(), Rule(ties=ORDER), [{10: 0}])
    assert [each.id for each in outcome.elected] == [30]
    assert decided(Score(), Rule(ties=ORDER), [{}]).decision is Decision.NO_VOTES


def test_most_points_and_most_marks_decide_with_ties_as_the_rule_says() -> None:
    assert decided(Score(), Rule(), [{10: 5}, {20: 5}]).decision is Decision.TIED
    assert decided(Approval(), Rule(ties=Ties(TieRule.RUN_OFF)), [[10, 20]]).decision is Decision.RUN_OFF
    two = decided(Approval(), Rule(seats=2, ties=ORDER), [[10, 20, 30], [30]])
    assert [each.id for each in two.elected] == [30, 10]
