"""Condorcet: one seat. Whoever beats everybody else is elected; where nobody does, one of three rules
decides, by the votes of the winning side of each pair.
"""

from dataclasses import replace

from election.voting.counts.ballots import Rankings
from election.voting.counts.log import Came, Matrix, PairCount
from election.voting.counts.pairwise import beats_all, pairwise
from election.voting.counts.ties import DeclaredOrder, For, Tie

SCHULZE, RANKED_PAIRS, MINIMAX = RULES = ("schulze", "ranked_pairs", "minimax")


def count_condorcet(rankings: Rankings, order: DeclaredOrder, rule: str = SCHULZE) -> PairCount:
    """Count one seat by one of `RULES`. ValueError where a tie comes to a declared order that does not name
    those who are level.
    """
    standing = rankings.standing
    if not rankings.valid:
        return PairCount(Came.NO_VOTES, (), 0, rule=rule)
    if len(standing) == 1:
        return PairCount(Came.UNCONTESTED, standing, rankings.valid, rule=rule)
    matrix = pairwise(rankings)
    count = PairCount(
        Came.ELECTED,
        (),
        rankings.valid,
        rule=rule,
        pairwise=matrix,
        beats_all=beats_all(matrix, standing),
    )
    match rule:
        case "schulze":
            paths = widest_paths(matrix)
            level = [a for a in standing if all(paths[a][b] >= paths[b][a] for b in standing)]
            count = replace(count, paths=paths)
        case "ranked_pairs":
            level, skipped = _ranked_pairs(matrix, standing, order)
            count = replace(count, skipped=tuple(skipped))
        case "minimax":
            worst = worst_defeats(matrix)
            least = min(worst[each] for each in standing)
            level = [each for each in standing if worst[each] == least]
            count = replace(count, worst=tuple(worst))
        case _:
            raise ValueError(rule)
    if len(level) == 1:
        return replace(count, winners=tuple(level), level=tuple(level))
    step = order.step(level)
    tie = Tie(For.WINNER, tuple(level), step.left, (step,))
    return replace(count, winners=step.left, level=tuple(level), ties=(tie,))


def widest_paths(matrix: Matrix) -> Matrix:
    """Return the strength of the strongest path from each candidate to each: that of its weakest link, which
    is as strong as the votes of its winner.
    """
    places = range(len(matrix))
    paths = [[matrix[a][b] if matrix[a][b] > matrix[b][a] else 0 for b in places] for a in places]
    for middle in places:
        onward = paths[middle]
        for a in places:
            if a != middle and (to_middle := paths[a][middle]):
                paths[a] = [
                    over if (over := on if on < to_middle else to_middle) > now else now
                    for now, on in zip(paths[a], onward, strict=True)
                ]
    for a in places:
        paths[a][a] = 0
    return tuple(map(tuple, paths))


def worst_defeats(matrix: Matrix) -> list[int]:
    """Return the votes against each candidate in their worst defeat, 0 for who has none."""
    places = range(len(matrix))
    return [max((matrix[b][a] for b in places if matrix[b][a] > matrix[a][b]), default=0) for a in places]


def _ranked_pairs(
    matrix: Matrix, standing: tuple[int, ...], order: DeclaredOrder
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return who is unbeaten among the pairs that were locked, and the pairs that were not."""
    pairs = [(a, b) for a in standing for b in standing if matrix[a][b] > matrix[b][a]]
    # By winning votes, then by losing votes; the declared order is asked only where both are level.
    pairs.sort(key=lambda pair: (-matrix[pair[0]][pair[1]], matrix[pair[1]][pair[0]]))
    figures = [(matrix[a][b], matrix[b][a]) for a, b in pairs]
    if len(set(figures)) < len(figures):
        pairs.sort(
            key=lambda pair: (
                -matrix[pair[0]][pair[1]],
                matrix[pair[1]][pair[0]],
                order.place(pair[0]),
                -order.place(pair[1]),
            )
        )
    beats = {each: 1 << each for each in standing}  # as bits: whom each reaches by locked pairs
    beaten: set[int] = set()
    skipped: list[tuple[int, int]] = []
    for winner, loser in pairs:
        if beats[loser] >> winner & 1:
            skipped.append((winner, loser))
            continue
        beaten.add(loser)
        for each in standing:
            if beats[each] >> winner & 1:
                beats[each] |= beats[loser]
    return [each for each in standing if each not in beaten], skipped
