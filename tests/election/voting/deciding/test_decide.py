"""Who is elected, or why nobody is: thresholds at equality, ties, run-offs, and the ends of every range."""

from fractions import Fraction

import pytest

from election.errors import LotRefused
from election.models import Candidate, CandidateCount, Contest, ContestResult, Lot, Options
from election.rules import (
    AT_LEAST_HALF,
    AT_LEAST_THIRD,
    AT_LEAST_THREE_QUARTERS,
    AT_LEAST_TWO_THIRDS,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    BelowThreshold,
    OrderOrigin,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.outcome import Decision
from election.voting.deciding.ties import drawn_order
from tests.election.voting.deciding.contests import TITLE, answered, chosen, ids, moved, outcome, with_rule

RUN_OFF = Rule(Threshold(MORE_THAN_HALF, Base.VALID), otherwise=BelowThreshold.RUN_OFF)
BY_LOT = Lot((2,), ("Choi", "Yoon"))


def majority_of(base: Base) -> Rule:
    return Rule(Threshold(MORE_THAN_HALF, base))


# --- thresholds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "enough", "of"),
    [
        (MORE_THAN_HALF, 51, 100),
        (MORE_THAN_HALF, 51, 101),
        (AT_LEAST_HALF, 50, 100),
        (AT_LEAST_HALF, 51, 101),
        (AT_LEAST_THIRD, 33, 99),
        (AT_LEAST_THIRD, 34, 100),
        (Share(Fraction(1, 3), more_than=True), 34, 99),
        (AT_LEAST_TWO_THIRDS, 66, 99),
        (AT_LEAST_TWO_THIRDS, 667, 1000),
        (Share(Fraction(2, 3), more_than=True), 67, 99),
        (AT_LEAST_THREE_QUARTERS, 75, 100),
        (AT_LEAST_THREE_QUARTERS, 76, 101),
        (AT_LEAST_HALF, 5 * 10**17, 10**18),
        (MORE_THAN_HALF, 5 * 10**17 + 1, 10**18),
    ],
)
def test_a_motion_passes_with_as_many_as_needed_and_not_with_one_fewer(
    share: Share, enough: int, of: int
) -> None:
    rule = Rule(Threshold(share, Base.VALID))
    assert outcome(moved(enough, of - enough, rule)).decision is Decision.PASSED
    failed = outcome(moved(enough - 1, of - enough + 1, rule))
    assert failed.decision is Decision.FAILED
    assert failed.standings[0].short == 1


@pytest.mark.parametrize(
    ("base", "people", "decision"),
    [
        (Base.VALID, 99, Decision.PASSED),
        (Base.CAST, 105, Decision.FAILED),
        (Base.PRESENT, 106, Decision.FAILED),
        (Base.ROLL, 120, Decision.FAILED),
    ],
)
def test_each_base_has_its_people(base: Base, people: int, decision: Decision) -> None:
    result = moved(50, 49, majority_of(base), abstain=4, blank=2)
    came_out = outcome(result, roll_at_opening=118, added=2, present=106)
    need = came_out.standings[0].need
    assert need is not None
    assert (need.base, need.people, need.votes) == (base, people, people // 2 + 1)
    assert came_out.decision is decision


def test_by_yes_or_no_most_votes_is_more_yes_than_no() -> None:
    assert outcome(moved(1, 0, MOST_VOTES)).decision is Decision.PASSED
    assert outcome(moved(50, 50, MOST_VOTES)).decision is Decision.FAILED
    assert outcome(moved(3, 2, MOST_VOTES, abstain=90)).decision is Decision.PASSED


@pytest.mark.parametrize("rule", [MOST_VOTES, majority_of(Base.ROLL), majority_of(Base.CAST)])
def test_a_motion_without_votes_fails(rule: Rule) -> None:
    assert outcome(moved(0, 0, rule), roll_at_opening=0).decision is Decision.FAILED
    assert outcome(moved(0, 0, rule, abstain=3)).decision is Decision.FAILED


def test_by_yes_or_no_everyone_with_votes_enough_is_elected() -> None:
    came_out = outcome(answered([(5, 4, 1), (9, 0, 1), (5, 5, 0)], MOST_VOTES, ballots=10))
    assert came_out.decision is Decision.ELECTED
    assert ids(came_out.elected) == [2, 1]
    assert outcome(answered([(1, 2, 0)], MOST_VOTES, ballots=3)).decision is Decision.NOBODY


def test_by_yes_or_no_seats_go_to_those_with_most_yes() -> None:
    answers = [(6, 4, 0), (9, 1, 0), (6, 1, 3)]
    assert ids(outcome(answered(answers, Rule(seats=1), ballots=10)).elected) == [2]
    two = outcome(answered(answers, Rule(seats=2), ballots=10))
    assert two.decision is Decision.TIED
    assert two.tie is not None
    assert (ids(two.tie.among), two.tie.votes, two.tie.seats) == ([1, 3], 6, 1)


def test_whoever_did_not_answer_on_a_candidate_is_blank_for_them() -> None:
    (standing,) = outcome(answered([(3, 2, 1)], MOST_VOTES, ballots=10)).standings
    assert (standing.votes, standing.no, standing.abstain, standing.blank) == (3, 2, 1, 4)


# --- most votes ----------------------------------------------------------------------------------------


def test_most_votes_win() -> None:
    came_out = outcome(chosen([3, 9, 4], MOST_VOTES))
    assert (came_out.decision, ids(came_out.elected), came_out.vacant) == (Decision.ELECTED, [2], 0)
    assert came_out.standings[1].need is None


@pytest.mark.parametrize("blank", [0, 5])
@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("rule", [MOST_VOTES, RUN_OFF, Rule(seats=3)])
def test_without_a_valid_vote_nobody_is_elected_and_no_lot_is_drawn(
    count: int, blank: int, rule: Rule
) -> None:
    came_out = outcome(chosen([0] * count, rule, blank=blank), roll_at_opening=blank)
    assert came_out.decision is Decision.NO_VOTES
    assert (came_out.elected, came_out.tie, came_out.run_off) == ((), None, None)


def test_one_candidate_is_elected_by_one_vote() -> None:
    assert ids(outcome(chosen([1], MOST_VOTES, blank=9)).elected) == [1]


@pytest.mark.parametrize("seats", [2, 3, 9])
def test_as_many_seats_as_candidates_elect_all_who_have_a_vote(seats: int) -> None:
    came_out = outcome(chosen([2, 5], Rule(seats=seats)))
    assert (ids(came_out.elected), came_out.vacant) == ([2, 1], seats - 2)
    without = outcome(chosen([0, 5, 0], Rule(seats=seats)))
    assert (ids(without.elected), without.tie, without.vacant) == ([2], None, seats - 1)


def test_votes_brought_along_count() -> None:
    result = chosen([3, 2], MOST_VOTES)
    brought = Candidate(2, "B", carried_over=7)
    counts = (result.counts[0], CandidateCount(brought, 2))
    came_out = outcome(ContestResult(result.contest, counts, 5, 0))
    assert came_out.elected == (brought,)
    assert came_out.standings[1].votes == 9


def test_several_reach_a_low_threshold_and_the_seats_go_to_the_first() -> None:
    came_out = outcome(chosen([40, 35, 25], Rule(Threshold(AT_LEAST_THIRD, Base.VALID))))
    assert ids(came_out.elected) == [1]
    three = outcome(chosen([40, 35, 25], Rule(Threshold(AT_LEAST_THIRD, Base.VALID), seats=3)))
    assert (ids(three.elected), three.vacant) == ([1, 2], 1)
    assert [each.short for each in three.standings] == [0, 0, 9]


def test_without_a_number_of_seats_there_are_as_many_as_a_voter_may_choose() -> None:
    result = chosen([4, 9, 4, 7], MOST_VOTES, valid=12, most=2)
    assert ids(outcome(result).elected) == [2, 4]
    assert ids(outcome(with_rule(result, Rule(seats=1))).elected) == [2]


# --- ties ----------------------------------------------------------------------------------------------


def test_a_tie_stays_open_until_a_lot_is_entered() -> None:
    result = chosen([4, 4, 1], MOST_VOTES)
    before = outcome(result)
    assert (before.decision, before.elected, before.vacant) == (Decision.TIED, (), 1)
    assert before.tie is not None
    assert before.tie.is_open
    after = outcome(result, BY_LOT)
    assert (after.decision, ids(after.elected)) == (Decision.ELECTED, [2])
    assert after.tie is not None
    assert (ids(after.tie.among), after.tie.witnesses) == ([1, 2], ("Choi", "Yoon"))


def test_those_above_a_tie_are_elected_all_the_same() -> None:
    came_out = outcome(chosen([4, 9, 4, 4], Rule(seats=3)))
    assert (came_out.decision, ids(came_out.elected), came_out.vacant) == (Decision.TIED, [2], 2)
    by_lot = outcome(chosen([4, 9, 4, 4], Rule(seats=3)), Lot((4, 1), ("Choi", "Yoon")))
    assert ids(by_lot.elected) == [2, 4, 1]


def test_a_tie_among_those_who_all_get_a_seat_is_none() -> None:
    assert outcome(chosen([4, 4, 1], Rule(seats=2))).tie is None


@pytest.mark.parametrize(
    "lot",
    [
        Lot((), ("Choi", "Yoon")),
        Lot((3,), ("Choi", "Yoon")),
        Lot((1, 2), ("Choi", "Yoon")),
        Lot((1, 1), ("Choi", "Yoon")),
        Lot((1,), ("Choi",)),
        Lot((1,), ("Choi", "  ")),
    ],
)
def test_a_lot_that_does_not_fit_is_refused(lot: Lot) -> None:
    with pytest.raises(LotRefused):
        outcome(chosen([4, 4, 1], MOST_VOTES), lot)


@pytest.mark.parametrize(
    ("votes", "rule"),
    [
        ([5, 4, 1], MOST_VOTES),
        ([4, 4, 1], Rule(ties=Ties(TieRule.RUN_OFF))),
        ([4, 4, 1], Rule(ties=Ties(TieRule.ORDER, (1, 2, 3), OrderOrigin.AGE))),
        ([0, 0, 0], MOST_VOTES),
    ],
)
def test_a_lot_decides_nothing_but_a_tie_that_waits_for_one(votes: list[int], rule: Rule) -> None:
    with pytest.raises(LotRefused):
        outcome(chosen(votes, rule), Lot((1,), ("Choi", "Yoon")))


def test_the_declared_order_decides_and_the_tie_is_told() -> None:
    ties = Ties(TieRule.ORDER, (3, 1, 2), OrderOrigin.AGE)
    came_out = outcome(chosen([4, 4, 4], Rule(seats=2, ties=ties)))
    assert ids(came_out.elected) == [3, 1]
    assert came_out.tie is not None
    assert (ids(came_out.tie.among), came_out.tie.by) == ([3, 1, 2], TieRule.ORDER)
    assert not came_out.tie.is_open


def test_an_order_that_does_not_name_all_decides_nothing() -> None:
    rule = Rule(ties=Ties(TieRule.ORDER))
    assert ids(outcome(chosen([2, 1], rule)).elected) == [1]
    with pytest.raises(ValueError, match="declared order"):
        outcome(chosen([2, 2], rule))


def test_a_tie_can_lead_to_a_run_off() -> None:
    came_out = outcome(chosen([4, 4, 9, 4], Rule(seats=2, ties=Ties(TieRule.RUN_OFF))))
    assert (came_out.decision, ids(came_out.elected)) == (Decision.RUN_OFF, [3])
    assert came_out.run_off is not None
    assert (ids(came_out.run_off.between), came_out.run_off.seats) == ([1, 2, 4], 1)


def test_a_drawn_order_has_everyone_once_and_differs() -> None:
    orders = {drawn_order(range(1, 9)) for _ in range(50)}
    assert all(sorted(order) == list(range(1, 9)) for order in orders)
    assert len(orders) > 40


# --- run-offs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "between"),
    [
        ([45, 30, 15, 10], [1, 2]),
        ([40, 40, 20], [1, 2]),
        ([40, 30, 30], [1, 2, 3]),
        ([30, 30, 30, 10], [1, 2, 3]),
        ([50, 50], [1, 2]),
        ([10, 45, 45], [2, 3]),
    ],
)
def test_where_nobody_reaches_it_the_first_two_and_who_is_level_go_on(
    votes: list[int], between: list[int]
) -> None:
    came_out = outcome(chosen(votes, RUN_OFF))
    assert (came_out.decision, came_out.elected) == (Decision.RUN_OFF, ())
    assert came_out.run_off is not None
    assert (ids(came_out.run_off.between), came_out.run_off.seats) == (between, 1)


def test_a_majority_needs_no_run_off() -> None:
    came_out = outcome(chosen([51, 30, 19], RUN_OFF))
    assert (came_out.decision, ids(came_out.elected), came_out.run_off) == (Decision.ELECTED, [1], None)


def test_a_run_off_is_of_two_for_each_seat_left() -> None:
    rule = Rule(Threshold(AT_LEAST_HALF, Base.CAST), seats=3, otherwise=BelowThreshold.RUN_OFF)
    came_out = outcome(chosen([6, 4, 3, 3, 2, 2, 1], rule, valid=10))
    assert (came_out.decision, ids(came_out.elected), came_out.vacant) == (Decision.RUN_OFF, [1], 2)
    assert came_out.run_off is not None
    assert (ids(came_out.run_off.between), came_out.run_off.seats) == ([2, 3, 4, 5, 6], 2)


def test_whoever_stands_alone_has_nobody_to_run_off_against() -> None:
    rule = Rule(Threshold(MORE_THAN_HALF, Base.ROLL), otherwise=BelowThreshold.RUN_OFF)
    came_out = outcome(chosen([3], rule), roll_at_opening=10)
    assert (came_out.decision, came_out.run_off, came_out.vacant) == (Decision.NOBODY, None, 1)


def test_otherwise_nobody_is_elected() -> None:
    came_out = outcome(chosen([50, 49, 1], majority_of(Base.VALID)))
    assert (came_out.decision, came_out.run_off, came_out.tie) == (Decision.NOBODY, None, None)
    assert came_out.standings[0].short == 1


# --- the lead over the blank ballots -------------------------------------------------------------------


@pytest.mark.parametrize(("blank", "is_enough"), [(25, True), (26, False), (462, False)])
def test_the_lead_must_be_more_than_the_blank_ballots(blank: int, is_enough: bool) -> None:
    rule = Rule(lead_over_blank=True, otherwise=BelowThreshold.RUN_OFF)
    came_out = outcome(chosen([4841, 4815], rule, blank=blank))
    assert came_out.lead is not None
    assert (came_out.lead.ahead, came_out.lead.is_enough) == (26, is_enough)
    assert came_out.decision is (Decision.ELECTED if is_enough else Decision.RUN_OFF)


def test_whoever_stands_alone_is_ahead_by_all_their_votes() -> None:
    alone = Rule(lead_over_blank=True)
    assert outcome(chosen([3], alone, blank=2)).decision is Decision.ELECTED
    assert outcome(chosen([3], alone, blank=3)).decision is Decision.NOBODY


def test_a_kind_that_is_decided_otherwise_is_not_decided_here() -> None:
    contest = Contest(1, TITLE, "ranked", Options(), (Candidate(1, "A"),))
    with pytest.raises(ValueError, match="ranked"):
        outcome(ContestResult(contest, (CandidateCount(contest.candidates[0], 1),), 1, 0))
