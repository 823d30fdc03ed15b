"""Condorcet: whoever beats each of the others is elected; else Schulze, ranked pairs or minimax decides."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from election.records.verify.recount.rounds import uncounted
from election.records.verify.recount.ties import Order, tie

Matrix = list[list[int]]
Found = tuple[list[int], dict[str, Any]]  # who is left, and what the log tells of it


def preferred(
    ballots: Iterable[tuple[int, Sequence[Sequence[int]]]], standing: Sequence[int], size: int
) -> Matrix:
    """Return how many ballots put each above each other; who is not ranked is below all who are."""
    above = [[0] * size for _ in range(size)]
    places = frozenset(standing)
    for number, ranks in ballots:
        left = set(places)
        for rank in ranks:
            here = places.intersection(rank)
            left -= here
            for place in here:
                row = above[place]
                for lower in left:
                    row[lower] += number
    return above


def condorcet(
    above: Matrix, standing: Sequence[int], valid: int, completion: str, order: Order
) -> dict[str, Any]:
    """Return the log of the count."""
    if not valid or len(standing) == 1:
        return uncounted(standing, valid) | {"pairwise": [], "condorcet_winner": None, completion: {}}
    ahead = [
        place
        for place in standing
        if all(above[place][other] > above[other][place] for other in standing if other != place)
    ]
    level, details = _COMPLETIONS[completion](above, standing, order)
    winner, ties = level[0], []
    if len(level) > 1:
        step = order.step(level)
        winner = step["left"][0]
        ties.append(tie("winner", level, [step], winner))
    return {
        "outcome": "elected", "winners": [winner], "valid": valid, "ties": ties, "pairwise": above,
        "condorcet_winner": ahead[0] if ahead else None,
        completion: details | {"tied": level, "winner": winner},
    }  # fmt: skip


def _wins(above: Matrix, a: int, b: int) -> int:
    """Return the votes by which a beats b, all of its own; 0 where it does not."""
    return above[a][b] if above[a][b] > above[b][a] else 0


def _schulze(above: Matrix, standing: Sequence[int], _order: Order) -> Found:
    strength = {a: {b: _wins(above, a, b) for b in standing} for a in standing}
    for by in standing:
        for a in standing:
            to, row = strength[a][by], strength[a]
            if to:
                for b, on in strength[by].items():
                    row[b] = max(row[b], min(to, on))
    return [a for a in standing if all(strength[a][b] >= strength[b][a] for b in standing)], {}


def _ranked_pairs(above: Matrix, standing: Sequence[int], order: Order) -> Found:
    pairs = [
        (-above[a][b], above[b][a], order.rank(a), -order.rank(b), a, b)
        for a in standing
        for b in standing
        if _wins(above, a, b)
    ]
    below: dict[int, set[int]] = {place: set() for place in standing}  # by the pairs that hold
    skipped, beaten = [], set()
    for *_, a, b in sorted(pairs):
        if a in below[b]:
            skipped.append([a, b])
            continue
        beaten.add(b)
        for place in standing:
            if place == a or a in below[place]:
                below[place] |= {b} | below[b]
    return [place for place in standing if place not in beaten], {"skipped": skipped}


def _minimax(above: Matrix, standing: Sequence[int], _order: Order) -> Found:
    places = range(len(above))
    worst = [max(_wins(above, other, place) for other in places) for place in places]
    least = min(worst[place] for place in standing)
    return [place for place in standing if worst[place] == least], {"worst": worst}


_COMPLETIONS: dict[str, Callable[[Matrix, Sequence[int], Order], Found]] = {
    "schulze": _schulze,
    "ranked_pairs": _ranked_pairs,
    "minimax": _minimax,
}
