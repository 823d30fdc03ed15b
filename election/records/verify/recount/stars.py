"""STAR: of the two with most points, whoever more ballots score higher; several seats one after the other."""

from collections.abc import Sequence
from typing import Any

from election.records.verify.recount.pairs import Matrix
from election.records.verify.recount.ties import Order, Step, Tie, most, tie

_FINALISTS = 2


def star(
    spread: Sequence[Sequence[int]],
    above: Matrix,
    standing: Sequence[int],
    valid: int,
    seats: int,
    order: Order,
) -> dict[str, Any]:
    """Return the log of the count. `spread` is how many ballots give each candidate each score."""
    count = _Star(spread, above, valid, order)
    left, winners, rounds = list(standing) if valid else [], list[int](), []
    ties: list[Tie] = []
    while left and len(winners) < seats:
        came = count.one_of(left)
        ties += came["ties"]
        brief = [{name: part for name, part in each.items() if name != "steps"} for each in came["ties"]]
        rounds.append(came | {"ties": brief})
        winners += came["winners"]
        left.remove(winners[-1])
    return {
        "outcome": "elected" if valid else "no-votes", "winners": winners, "valid": valid, "ties": ties,
        "totals": count.points, "max_counts": count.highest, "rounds": rounds,
    }  # fmt: skip


class _Star:
    def __init__(self, spread: Sequence[Sequence[int]], above: Matrix, valid: int, order: Order) -> None:
        self.points = [sum(score * number for score, number in enumerate(row)) for row in spread]
        self.highest = [row[-1] for row in spread]
        self._above, self._valid, self._order = above, valid, order

    def one_of(self, left: Sequence[int]) -> dict[str, Any]:
        """Return one election of those who are left."""
        finalists, ties = self._finalists(left)
        run_off, winner = None, finalists[0]
        if len(finalists) == _FINALISTS:
            a, b = finalists
            for_a, for_b = self._above[a][b], self._above[b][a]
            run_off = {"for": {str(a): for_a, str(b): for_b}, "equal": self._valid - for_a - for_b}
            winner = a if for_a > for_b else b
            if for_a == for_b:
                steps = self._level(finalists)
                winner = steps[-1]["left"][0]
                ties = [*ties, tie("runoff", finalists, steps, winner)]
        return {"finalists": finalists, "runoff": run_off, "winners": [winner], "ties": ties}

    def _level(self, finalists: Sequence[int]) -> list[Step]:
        steps = [most("score", {place: self.points[place] for place in finalists})]
        if len(steps[-1]["left"]) > 1:
            steps.append(most("max-scores", {place: self.highest[place] for place in finalists}))
        if len(steps[-1]["left"]) > 1:
            steps.append(self._order.step(finalists))
        return steps

    def _finalists(self, left: Sequence[int]) -> tuple[list[int], list[Tie]]:
        ranked = sorted(left, key=lambda place: -self.points[place])
        if len(ranked) <= _FINALISTS or self.points[ranked[1]] > self.points[ranked[2]]:
            return sorted(ranked[:_FINALISTS]), []
        points = self.points[ranked[1]]
        sure = [place for place in left if self.points[place] > points]
        level = [place for place in left if self.points[place] == points]
        steps, chosen = self._last_places(level, _FINALISTS - len(sure))
        return sorted(sure + chosen), [tie("finalist", level, steps, chosen)]

    def _last_places(self, level: Sequence[int], places: int) -> tuple[list[Step], list[int]]:
        """Two are held against each other. Of more, or where that is level, those with most of the highest
        scores, a place at a time.
        """
        steps: list[Step] = []
        if len(level) == _FINALISTS:
            a, b = level
            steps.append(most("head-to-head", {a: self._above[a][b], b: self._above[b][a]}))
            if len(steps[0]["left"]) == 1:
                return steps, steps[0]["left"]
        chosen: list[int] = []
        while (free := places - len(chosen)) > 0:
            steps.append(most("max-scores", {p: self.highest[p] for p in level if p not in chosen}))
            if len(steps[-1]["left"]) > free:
                steps.append(self._order.step(steps[-1]["left"], free))
            chosen += steps[-1]["left"]
        return steps, sorted(chosen)
