"""Ties of a count, as the log of a count tells of them: who was level, every step tried, who was chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Step = dict[str, Any]
Tie = dict[str, Any]


class Order:
    """The declared order, by places: who is favoured first."""

    def __init__(self, places: Sequence[int]) -> None:
        self._rank = {place: rank for rank, place in enumerate(places)}

    def rank(self, place: int) -> int:
        """Return where somebody stands in it; who is alone needs none."""
        return self._rank.get(place, 0)

    def step(self, among: Iterable[int], seats: int = 1) -> Step:
        """Return the step that takes the first."""
        return {"by": "lot", "left": sorted(among, key=self.rank)[:seats]}

    def step_to_lose(self, among: Iterable[int]) -> Step:
        """Return the step that takes the last."""
        return {"by": "lot", "left": [max(among, key=self.rank)]}


def keep(by: str, figures: Mapping[int, int], wanted: int) -> Step:
    """Return the step that keeps those with this figure."""
    return {
        "by": by,
        "left": [place for place, figure in figures.items() if figure == wanted],
        "figures": {str(place): figure for place, figure in figures.items()},
    }


def most(by: str, figures: Mapping[int, int]) -> Step:
    """Return the step that keeps those with most."""
    return keep(by, figures, max(figures.values()))


def tie(about: str, among: Sequence[int], steps: list[Step], chosen: int | list[int]) -> Tie:
    """Return a tie as the log has it."""
    return {"for": about, "among": list(among), "by": steps[-1]["by"], "chosen": chosen, "steps": steps}


def in_stages(
    about: str, among: Sequence[int], earlier: Sequence[Sequence[int]], stage: int, order: Order
) -> Tie:
    """Break a tie of a count in stages: the latest stage before at which they differ, then the order."""
    loses = about == "exclude"
    steps: list[Step] = []
    left = list(among)
    for number, votes in reversed(list(enumerate(earlier, start=1))):
        figures = {place: votes[place] for place in left}
        wanted = min(figures.values()) if loses else max(figures.values())
        steps.append(keep("lookback", figures, wanted) | {"round": number})
        left = steps[-1]["left"]
        if len(left) == 1:
            break
    if len(left) > 1:
        steps.append(order.step_to_lose(left) if loses else order.step(left))
    return tie(about, among, steps, steps[-1]["left"][0]) | {"round": stage}
