"""Every rule against a second implementation, on numbers so small that ties and equality are usual."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from election.models import ContestResult, Lot
from election.rules import (
    MOST_VOTES,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Participation,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.quorum import Figures
from tests.election.voting.deciding.contests import answered, chosen, ids, outcome, with_rule
from tests.election.voting.deciding.naive import Answers, People, naive

SHARES = st.builds(
    Share,
    st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(3, 4)]),
    more_than=st.booleans(),
)
QUORUMS = st.builds(Quorum, SHARES, st.sampled_from(Participation), st.sampled_from(BelowQuorum))
THRESHOLDS = st.none() | st.builds(Threshold, SHARES, st.sampled_from(Base))


@st.composite
def ties(draw: st.DrawFn, count: int) -> Ties:
    rule = draw(st.sampled_from(TieRule))
    if rule is not TieRule.ORDER or not count:
        return Ties(TieRule.LOT if rule is TieRule.ORDER else rule)
    return Ties(rule, tuple(draw(st.permutations(range(1, count + 1)))), OrderOrigin.DRAWN)


@st.composite
def rules(draw: st.DrawFn, count: int, *, yes_no: bool) -> Rule:
    threshold = draw(THRESHOLDS)
    seats = draw(st.none() | st.integers(1, 4))
    lead = not yes_no and seats in (None, 1) and draw(st.booleans())
    can_run_off = not yes_no and (threshold is not None or lead)
    return Rule(
        threshold,
        seats,
        draw(st.none() | QUORUMS),
        draw(ties(count)),
        draw(st.sampled_from(BelowThreshold)) if can_run_off else BelowThreshold.NOBODY,
        lead,
    )


@st.composite
def choosing(draw: st.DrawFn) -> ContestResult:
    votes = draw(st.lists(st.integers(0, 6), max_size=6))
    valid = draw(st.integers(max(votes, default=0), sum(votes)))
    blank, most = draw(st.integers(0, 3)), draw(st.integers(1, 3))
    result = chosen(votes, MOST_VOTES, blank=blank, valid=valid, most=most)
    return with_rule(result, draw(rules(len(votes), yes_no=False)))


@st.composite
def answering(draw: st.DrawFn) -> ContestResult:
    answers = draw(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=4))
    ballots = max(map(sum, answers)) + draw(st.integers(0, 2))
    result = answered(answers, MOST_VOTES, ballots=ballots)
    return with_rule(result, draw(rules(len(answers), yes_no=True)))


@st.composite
def figures(draw: st.DrawFn, ballots: int) -> Figures:
    away, added = draw(st.integers(0, 12)), draw(st.integers(0, 2))
    roll = ballots + away
    return Figures(max(0, roll - added), ballots, min(added, roll), draw(st.integers(ballots, roll)))


@settings(max_examples=150)
@given(st.data(), choosing() | answering())
def test_every_rule_decides_as_it_is_told(data: st.DataObject, result: ContestResult) -> None:
    known = data.draw(figures(result.ballots))
    yes_no = result.contest.kind == "yes_no"
    valid = result.ballots - result.blank
    votes = {
        each.candidate.id: Answers(each.votes, each.votes + getattr(each, "no", 0) if yes_no else valid)
        for each in result.counts
    }
    people = People(known.roll, known.present or 0, known.cast, result.blank)
    most = len(votes) if yes_no else getattr(result.contest.options, "most", 0)
    seats = result.contest.rule.seats or most
    told = naive(votes, result.contest.rule, people, yes_no=yes_no, seats=seats)
    came_out = outcome(
        result, roll_at_opening=known.roll_at_opening, added=known.added, present=known.present
    )
    assert came_out.decision == told["word"]
    assert set(ids(came_out.elected)) == told["elected"]
    assert set(ids(came_out.tie.among if came_out.tie else ())) == told["level"]
    assert set(ids(came_out.run_off.between if came_out.run_off else ())) == told["run_off"]
    votes_in_order = [votes[each].yes for each in ids(came_out.elected)]
    assert votes_in_order == sorted(votes_in_order, reverse=True)


@given(SHARES, st.integers(0, 400))
def test_the_needed_number_is_the_fewest_that_is_enough(share: Share, base: int) -> None:
    enough = [number for number in range(base + 2) if share.reached(number, base)]
    if base:
        assert enough[0] == share.needed(base)
        assert Fraction(enough[0], base) >= share.part > Fraction(enough[0] - 1, base) - share.more_than
    else:
        assert not enough


@settings(max_examples=60)
@given(st.data(), choosing() | answering())
def test_an_open_tie_ends_with_whom_the_lot_favours(data: st.DataObject, result: ContestResult) -> None:
    rule = result.contest.rule
    lot_decides = Rule(rule.threshold, rule.seats, None, Ties(), rule.otherwise, rule.lead_over_blank)
    result = with_rule(result, lot_decides)
    before = outcome(result, present=result.ballots)
    if before.tie is None:
        return
    favoured = data.draw(st.permutations(ids(before.tie.among)))[: before.tie.seats]
    after = outcome(result, Lot(tuple(favoured), ("Choi", "Yoon")), present=result.ballots)
    assert before.decision == "tied"
    assert after.decision == "elected"
    assert ids(after.elected) == [*ids(before.elected), *favoured]
    assert after.tie is not None
    assert not after.tie.is_open
    assert not after.vacant
