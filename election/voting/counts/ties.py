"""Ties: the declared order, looking back at earlier stages, and what is noted of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What may break a tie."""

    LOOK_BACK = "lookback"  # the votes at an earlier stage
    HEAD_TO_HEAD = "head-to-head"  # who of two is scored higher on more ballots
    SCORE = "score"  # the higher total
    MAX_SCORES = "max-scores"  # more of the highest scores
    ORDER = "lot"  # the declared order


class For(StrEnum):
    """What a tie is about."""

    EXCLUSION = "exclude"
    SURPLUS = "surplus first"
    ORDER_OF_ELECTION = "order of election"
    LAST_SEAT = "last seat"
    FINALIST = "finalist"
    RUN_OFF = "runoff"
    WINNER = "winner"


@dataclass(frozen=True, slots=True)
class Step:
    """One step tried: by what, at which earlier stage (None: it has none), the figures of those who were
    still level, and who of them was left. The declared order has no figures.
    """

    by: By
    left: tuple[int, ...]
    figures: Mapping[int, int]
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie `among` candidates at `stage`, which is the one the decision leads to; whom it `chosen`, and
    every step tried, the last of which decided.
    """

    about: For
    among: tuple[int, ...]
    chosen: tuple[int, ...]
    steps: tuple[Step, ...]
    stage: int | None = None

    @property
    def by(self) -> By:
        """What decided."""
        return self.steps[-1].by


class DeclaredOrder:
    """The order that was declared before the polls opened, who is favoured first. It may be empty; whoever
    asks then for a tie to be broken by it gets ValueError.
    """

    def __init__(self, order: Sequence[int]) -> None:
        self._place = {candidate: at for at, candidate in enumerate(order)}

    def place(self, candidate: int) -> int:
        """Return where the candidate is in it, from 0."""
        if candidate not in self._place:
            raise ValueError("the declared order does not name everybody")
        return self._place[candidate]

    def sorted(self, candidates: Iterable[int]) -> list[int]:
        """Return the candidates in this order."""
        return sorted(candidates, key=self.place)

    def listed(self, candidates: Iterable[int]) -> list[int]:
        """Return candidates among whom nothing is to be decided in this order, who is not in it last."""
        return sorted(candidates, key=lambda each: self._place.get(each, len(self._place)))

    def step(self, among: Iterable[int], seats: int = 1, *, last: bool = False) -> Step:
        """Return the step that takes the first of `among` for so many seats, or the last one to lose."""
        ordered = self.sorted(among)
        return Step(By.ORDER, tuple(ordered[-1:] if last else ordered[:seats]), {})


def look_back(
    among: Sequence[int], earlier: Sequence[Sequence[int]], extreme: Callable[..., int]
) -> list[Step]:
    """Return the steps of looking back for who had fewest (`min`) or most (`max`) votes: at the latest of the
    `earlier` stages first, further back with those who are left, until one is.
    """
    steps: list[Step] = []
    left = tuple(among)
    for at in range(len(earlier) - 1, -1, -1):
        if len(left) == 1:
            break
        figures = {each: earlier[at][each] for each in left}
        sought = extreme(figures.values())
        left = tuple(each for each in left if figures[each] == sought)
        steps.append(Step(By.LOOK_BACK, left, figures, at + 1))
    return steps


def broken(
    about: For, among: Sequence[int], stage: int, earlier: Sequence[Sequence[int]], order: DeclaredOrder
) -> Tie:
    """Break a tie of a count in stages: by looking back, then by the declared order. One is chosen: who is to
    be excluded, or whose surplus goes or who is named first.
    """
    loses = about is For.EXCLUSION
    steps = look_back(among, earlier, min if loses else max)
    left = steps[-1].left if steps else tuple(among)
    if len(left) > 1:
        steps.append(order.step(left, last=loses))
    return Tie(about, tuple(among), steps[-1].left, tuple(steps), stage)
