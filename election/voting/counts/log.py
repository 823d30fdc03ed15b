"""What the counts return: enough to draw every table again, and no ballot."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from election.voting.counts.ties import Tie


class Came(StrEnum):
    """What came out of a count, in one word."""

    ELECTED = "elected"
    NO_VOTES = "no-votes"  # every ballot is blank, or there is none
    UNCONTESTED = "uncontested"  # as many seats as candidates, or more: all are elected without a count


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A candidate is excluded; their papers go on, unless it was decided with that."""

    candidate: int
    transferred: bool = True


@dataclass(frozen=True, slots=True)
class Surplus:
    """What an elected candidate has above the quota goes on."""

    candidate: int
    amount: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, as it ends: the `votes` of each candidate, and what is left over (exhausted, not
    transferable); who is `elected` at its end, in order; and what moved: `moved` from the candidate of the
    event to each other, None for what is left over. All of it in units of the count.
    """

    event: Exclusion | Surplus | None
    votes: tuple[int, ...]
    left_over: int
    elected: tuple[int, ...] = ()
    moved: Mapping[int | None, int] | None = None
    last_vacancies: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What every count tells: the word for it, who won in order of election, how many ballots were valid, and
    every tie.
    """

    came: Came
    winners: tuple[int, ...]
    valid: int
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class StagedCount(Count):
    """A count in stages. `unit` is how many units a vote has; `quota` is in votes, or None."""

    stages: tuple[Stage, ...] = ()
    unit: int = 1
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class TotalsCount(Count):
    """A count by sums: the total of each candidate."""

    totals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Final:
    """The run-off between two finalists: how many ballots prefer each, and how many neither."""

    prefer: Mapping[int, int]
    level: int


@dataclass(frozen=True, slots=True)
class StarRound:
    """One election by STAR: the finalists in ascending order, their run-off (None where only one was left),
    who won it, and its ties.
    """

    finalists: tuple[int, ...]
    final: Final | None
    winner: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class StarCount(TotalsCount):
    """A count by STAR, one round for each seat; `most` is how many highest scores each candidate has."""

    most: tuple[int, ...] = ()
    rounds: tuple[StarRound, ...] = ()


Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class PairCount(Count):
    """A count by pairs: `pairwise[a][b]` ballots rank a above b. `beats_all` beats everybody else; `level`
    are those whom the rule leaves, before the declared order.
    """

    rule: str = ""
    pairwise: Matrix = ()
    beats_all: int | None = None
    level: tuple[int, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()  # ranked pairs: those that would close a cycle
    worst: tuple[int, ...] = ()  # minimax: the worst defeat of each candidate
    paths: Matrix = ()  # Schulze: the widest path from each to each
