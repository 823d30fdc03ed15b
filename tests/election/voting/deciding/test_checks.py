"""A rule held against its contest."""

from dataclasses import replace

import pytest

from election.errors import RuleRefused
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Candidate, Contest, Options
from election.rules import (
    AT_LEAST_THIRD,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Participation,
    Quorum,
    Rule,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.checks import check_rule, missing, warnings
from election.voting.deciding.presets import PRESETS
from election.voting.methods.choose import ChooseOptions
from tests.election.voting.deciding.contests import TITLE, candidates

MAJORITY = Threshold(MORE_THAN_HALF, Base.VALID)
ORDER = Ties(TieRule.ORDER, (2, 1, 3), OrderOrigin.TYPED)


def choose(rule: Rule, count: int = 3, most: int = 1) -> Contest:
    return Contest(1, TITLE, "choose", ChooseOptions(most=most), candidates(count), rule)


def yes_no(rule: Rule, count: int = 3) -> Contest:
    return Contest(1, TITLE, "yes_no", Options(), candidates(count), rule)


@pytest.mark.parametrize("rule", [*PRESETS.values(), Rule(seats=9), Rule(ties=ORDER), Rule(MAJORITY, 2)])
def test_a_rule_that_fits_is_taken(rule: Rule) -> None:
    check_rule(choose(rule))
    if rule.otherwise is BelowThreshold.NOBODY:
        check_rule(yes_no(rule))


@pytest.mark.parametrize(
    ("contest", "name"),
    [
        (yes_no(Rule(seats=2), 0), "seats"),
        (yes_no(Rule(MAJORITY, otherwise=BelowThreshold.RUN_OFF)), "otherwise"),
        (yes_no(Rule(lead_over_blank=True)), "lead_over_blank"),
        (choose(Rule(lead_over_blank=True), most=2), "lead_over_blank"),
        (choose(Rule(ties=ORDER), 2), "ties"),
        (choose(Rule(ties=ORDER), 4), "ties"),
        (replace(choose(Rule(MAJORITY)), kind="irv"), "rule"),
        (replace(choose(Rule(MAJORITY)), kind="score"), "rule"),
        (replace(choose(Rule(seats=2)), kind="irv"), "seats"),
        (replace(choose(Rule(seats=2)), kind="condorcet"), "seats"),
        (replace(choose(Rule(ties=Ties(TieRule.RUN_OFF))), kind="star"), "ties"),
        (replace(choose(Rule()), kind="score", candidates=(Candidate(1, "A", 5),)), "rule"),
        (replace(choose(Rule(quorum=Quorum(AT_LEAST_THIRD))), candidates=(Candidate(1, "A", 5),)), "rule"),
    ],
)
def test_a_rule_that_asks_for_what_the_contest_cannot_give_is_refused(contest: Contest, name: str) -> None:
    with pytest.raises(RuleRefused) as refusal:
        check_rule(contest)
    assert refusal.value.values["name"] == name
    for language in LANGUAGES:
        assert "{" not in catalogue().of_error(refusal.value, language)


def test_votes_brought_along_leave_most_votes() -> None:
    check_rule(replace(choose(Rule(seats=2)), candidates=(Candidate(1, "A", 5), Candidate(2, "B"))))


def keys(contest: Contest, *, has_desk: bool = True, quorum: Quorum | None = None) -> list[str]:
    return [each.key for each in missing(contest, has_desk=has_desk, of_election=quorum)]


def test_an_order_must_be_there_before_the_polls_open() -> None:
    assert keys(choose(Rule(ties=Ties(TieRule.ORDER)))) == ["rule_missing.order"]
    assert keys(choose(Rule(ties=ORDER))) == keys(choose(MOST_VOTES)) == []
    assert keys(choose(Rule(ties=Ties(TieRule.ORDER)), 1)) == []


def test_those_present_are_known_only_where_there_is_a_desk() -> None:
    present = Quorum(MORE_THAN_HALF, Participation.PRESENT)
    asking = [choose(Rule(Threshold(MORE_THAN_HALF, Base.PRESENT))), choose(Rule(quorum=present))]
    for contest in asking:
        assert keys(contest, has_desk=False) == ["rule_missing.desk"]
        assert keys(contest) == []
    assert keys(choose(MOST_VOTES), has_desk=False, quorum=present) == ["rule_missing.desk"]
    assert keys(choose(Rule(MAJORITY)), has_desk=False, quorum=Quorum(MORE_THAN_HALF)) == []


@pytest.mark.parametrize(
    ("contest", "wanted"),
    [
        (choose(MOST_VOTES), []),
        (choose(MOST_VOTES, 1), ["one_candidate", "all_elected"]),
        (choose(Rule(MAJORITY), 1), ["all_elected"]),
        (choose(Rule(Threshold(MORE_THAN_HALF, Base.CAST))), ["abstention"]),
        (yes_no(Rule(Threshold(MORE_THAN_HALF, Base.ROLL)), 1), ["abstention"]),
        (yes_no(Rule(MAJORITY), 1), []),
        (choose(Rule(seats=2), most=3), ["more_votes"]),
        (choose(Rule(seats=2), most=2), []),
        (choose(Rule(seats=3), most=3), ["all_elected"]),
        (choose(MOST_VOTES, most=2), []),
    ],
)
def test_what_may_not_be_meant_is_said(contest: Contest, wanted: list[str]) -> None:
    assert [each.key for each in warnings(contest)] == [f"rule_warning.{each}" for each in wanted]
    for message in warnings(contest):
        assert catalogue().text(message.key, "en", **message.values)


def test_live_results_that_a_quorum_keeps_back_are_told_of() -> None:
    def told(rule: Rule, whole: Quorum | None, *, live: bool) -> list[str]:
        return [each.key for each in warnings(choose(rule), live_results=live, of_election=whole)]

    closed, no_force = Quorum(MORE_THAN_HALF), Quorum(MORE_THAN_HALF, below=BelowQuorum.NO_FORCE)
    assert told(Rule(quorum=closed), None, live=True) == ["rule_warning.not_live"]
    assert told(MOST_VOTES, closed, live=True) == ["rule_warning.not_live"]
    assert told(Rule(quorum=no_force), no_force, live=True) == []
    assert told(Rule(quorum=closed), closed, live=False) == []
