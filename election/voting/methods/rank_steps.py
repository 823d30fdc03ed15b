"""One step in a ranking that somebody is making: up, down, out, or onto the rank of the one before. Each door
offers them in its own way.
"""

Ranks = list[tuple[int, ...]]  # best first, each the ids of those who share it
UP, DOWN, SAME = "up", "down", "same"


def place_of(ranks: Ranks, candidate_id: int) -> int | None:
    """Return at which rank a candidate is, counted from 0; None where they have none."""
    return next((at for at, rank in enumerate(ranks) if candidate_id in rank), None)


def without(ranks: Ranks, candidate_id: int) -> Ranks:
    """Return the ranks with the candidate out, and the rest closed up."""
    kept = (tuple(each for each in rank if each != candidate_id) for rank in ranks)
    return [rank for rank in kept if rank]


def moved(ranks: Ranks, candidate_id: int, place: int, step: str) -> Ranks:
    """Return the ranks with the candidate, who is at `place`, one ``up`` or ``down``, or on the ``same`` rank
    as the one before; as they are where that cannot be. Who shares a rank leaves it first, to the side they
    are moved to.
    """
    moved = list(ranks)
    if step == SAME:
        if place == 0:
            return ranks
        moved[place - 1 : place + 1] = [tuple(sorted((*moved[place - 1], candidate_id)))] + [
            rest for rest in (tuple(each for each in moved[place] if each != candidate_id),) if rest
        ]
        return moved
    if len(moved[place]) > 1:
        rest = tuple(each for each in moved[place] if each != candidate_id)
        moved[place : place + 1] = [(candidate_id,), rest] if step == UP else [rest, (candidate_id,)]
        return moved
    other = place + (-1 if step == UP else 1)
    if 0 <= other < len(moved):
        moved[place], moved[other] = moved[other], moved[place]
    return moved
