"""Whoever has most: marks by approval or choice, points by score."""

from collections.abc import Sequence

from election.voting.counts.ballots import Rankings, Scores
from election.voting.counts.log import Came, TotalsCount
from election.voting.counts.ties import DeclaredOrder, For, Tie


def count_totals(totals: Sequence[int], valid: int, seats: int, order: DeclaredOrder) -> TotalsCount:
    """Give up to `seats` seats to those with the highest totals. A tie matters only across the last seat.
    ValueError where a declared order is needed that does not name those who are level.
    """
    if not valid:
        return TotalsCount(Came.NO_VOTES, (), 0, totals=tuple(totals))
    winners: list[int] = []
    ties: list[Tie] = []
    for total in sorted(set(totals), reverse=True):
        left = seats - len(winners)
        level = [each for each, number in enumerate(totals) if number == total]
        if len(level) > left > 0:
            step = order.step(level, left)
            ties.append(Tie(For.LAST_SEAT, tuple(level), step.left, (step,)))
            winners += step.left
        elif left:
            winners += order.listed(level)
    return TotalsCount(Came.ELECTED, tuple(winners), valid, tuple(ties), tuple(totals))


def count_approval(rankings: Rankings, seats: int, order: DeclaredOrder) -> TotalsCount:
    """Count every candidate that a ballot names, whatever the rank, as a mark."""
    totals = [0] * rankings.candidates
    for ranking, number in rankings.counts.items():
        for candidate in ranking:
            if candidate < rankings.candidates:  # and no sign of an equal rank
                totals[candidate] += number
    for each in rankings.withdrawn:
        totals[each] = 0
    return count_totals(totals, rankings.valid, seats, order)


def count_plurality(rankings: Rankings, seats: int, order: DeclaredOrder) -> TotalsCount:
    """Count first preferences alone."""
    ballots = rankings.strict()
    gone = bytes(ballots.withdrawn)
    totals = [0] * ballots.candidates
    for ranking, number in ballots.counts.items():
        if rest := ranking.translate(None, gone):
            totals[rest[0]] += number
    return count_totals(totals, ballots.valid, seats, order)


def count_score(scores: Scores, seats: int, order: DeclaredOrder) -> TotalsCount:
    """Count the points; who is not scored gets 0."""
    return count_totals(score_totals(scores), scores.valid, seats, order)


def score_totals(scores: Scores) -> list[int]:
    """Return the points of each candidate."""
    return [sum(score * number for score, number in enumerate(row)) for row in scores.spread]
