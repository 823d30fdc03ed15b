"""How many ballots rank each candidate above each other."""

from election.voting.counts.ballots import SAME_RANK, Rankings
from election.voting.counts.log import Matrix


def pairwise(rankings: Rankings) -> Matrix:
    """Return the matrix: ``[a][b]`` ballots rank a above b. Who is not ranked is below all who are; equal
    ranks count for neither. Rows and columns of those who withdrew are 0.

    The row of a candidate is kept as one long number with a lane of bits for each other candidate, so that a
    ballot adds to all of them at once: whoever is still to come on a ballot has 1 in their lane.
    """
    lane_bits = sum(rankings.counts.values()).bit_length()
    lanes = [1 << (lane_bits * each) for each in range(rankings.candidates)]
    everybody = sum(lanes[each] for each in rankings.standing)
    gone = bytes(rankings.withdrawn)
    rows = [0] * rankings.candidates
    for whole, number in rankings.counts.items():
        if SAME_RANK in whole:
            _add_ranks(rows, whole, number, lanes, rankings)
            continue
        below = everybody
        for candidate in whole.translate(None, gone) if gone else whole:
            below ^= lanes[candidate]
            rows[candidate] += below if number == 1 else below * number
    mask = (1 << lane_bits) - 1
    return tuple(
        tuple((row >> (lane_bits * each)) & mask for each in range(rankings.candidates)) for row in rows
    )


def _add_ranks(rows: list[int], ranking: bytes, number: int, lanes: list[int], rankings: Rankings) -> None:
    below = sum(lanes[each] for each in rankings.standing)
    rank: list[int] = []
    joins = False
    for each in (*ranking, None):
        if each == SAME_RANK:
            joins = True
            continue
        if not joins:
            for candidate in rank:
                below -= lanes[candidate]
            for candidate in rank:
                rows[candidate] += below * number
            rank = []
        joins = False
        if each is not None and each not in rankings.withdrawn:
            rank.append(each)


def beats_all(matrix: Matrix, standing: tuple[int, ...]) -> int | None:
    """Return who beats everybody else, or None."""
    for each in standing:
        if all(matrix[each][other] > matrix[other][each] for other in standing if other != each):
            return each
    return None


def cycle_through(matrix: Matrix, winner: int) -> tuple[int, ...]:
    """Return candidates, `winner` first, of whom each beats the next and the last, who beats `winner` by most
    votes, beats the first; empty where there is no such circle. Where there is one without a weaker win than
    that last one, which Schulze and ranked pairs then set aside, it is such a one; among equals the shortest.

    >>> cycle_through(((0, 7, 4), (2, 0, 6), (5, 3, 0)), 0)
    (0, 1, 2)
    """
    against = {each: row[winner] for each, row in enumerate(matrix) if row[winner] > matrix[winner][each]}
    if not against:
        return ()
    rival = max(against, key=lambda each: against[each])
    return _way(matrix, winner, rival, against[rival]) or _way(matrix, winner, rival, 1)


def _way(matrix: Matrix, start: int, end: int, least: int) -> tuple[int, ...]:
    """Return the shortest way from `start` to `end` by wins with `least` votes or more; empty without one."""
    ways = dict[int, tuple[int, ...]]({start: (start,)})
    ends = [start]
    for each in ends:  # grows on the way
        for other, ahead in enumerate(matrix[each]):
            if other not in ways and ahead > matrix[other][each] and ahead >= least:
                ways[other] = (*ways[each], other)
                ends.append(other)
    return ways.get(end, ())
