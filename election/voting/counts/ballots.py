"""Ballots as they are counted: packed, alike ones together, candidates by their places from 0."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

MOST_CANDIDATES = 250
SAME_RANK = 255  # between two candidates of one rank
NOT_SCORED = 255


def packed(ranks: Iterable[Sequence[int]]) -> bytes:
    """Return a ranking as it is counted: a byte for each candidate, best first, those of one rank in
    ascending order with `SAME_RANK` between them.

    >>> list(packed([(2,), (0, 3)]))
    [2, 0, 255, 3]
    """
    parts = bytearray()
    for rank in ranks:
        for at, candidate in enumerate(sorted(rank)):
            if at:
                parts.append(SAME_RANK)
            parts.append(candidate)
    return bytes(parts)


def unpacked(ranking: bytes) -> list[list[int]]:
    """Return the ranks of a packed ranking."""
    ranks: list[list[int]] = []
    joins = False
    for each in ranking:
        if each == SAME_RANK:
            joins = True
        elif joins:
            ranks[-1].append(each)
            joins = False
        else:
            ranks.append([each])
    return ranks


@dataclass(frozen=True)
class Rankings:
    """Rankings of `candidates` candidates, packed, and how many there are of each. Blank ones are ``b""``.
    Whoever has `withdrawn` is not counted for; a ballot that ranks nobody else is blank.
    """

    candidates: int
    counts: Mapping[bytes, int]
    withdrawn: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        candidates: int,
        ballots: Iterable[tuple[int, Iterable[Sequence[int]]]],
        withdrawn: Iterable[int] = (),
    ) -> "Rankings":
        """Make them from pairs of a number and ranks."""
        counts: dict[bytes, int] = {}
        for number, ranks in ballots:
            ranking = packed(ranks)
            counts[ranking] = counts.get(ranking, 0) + number
        return cls(candidates, counts, frozenset(withdrawn))

    @cached_property
    def standing(self) -> tuple[int, ...]:
        """Who has not withdrawn."""
        return tuple(each for each in range(self.candidates) if each not in self.withdrawn)

    @cached_property
    def valid(self) -> int:
        """How many ballots rank somebody."""
        if not self.withdrawn:
            return sum(self.counts.values()) - self.counts.get(b"", 0)
        gone = bytes([*self.withdrawn, SAME_RANK])
        return sum(number for ranking, number in self.counts.items() if ranking.translate(None, gone))

    def strict(self) -> "Rankings":
        """Return them without equal ranks: a ballot ends before the first rank that two candidates share."""
        if not any(SAME_RANK in ranking for ranking in self.counts):
            return self
        counts: dict[bytes, int] = {}
        for ranking, number in self.counts.items():
            shared = ranking.find(SAME_RANK)
            kept = ranking if shared < 0 else ranking[: shared - 1]
            counts[kept] = counts.get(kept, 0) + number
        return Rankings(self.candidates, counts, self.withdrawn)


@dataclass(frozen=True)
class Scores:
    """Scores of `candidates` candidates from 0 to `highest`: a byte for each candidate, in their order, or
    `NOT_SCORED`; and how many ballots there are of each.
    """

    candidates: int
    highest: int
    counts: Mapping[bytes, int]

    @classmethod
    def of(
        cls, candidates: int, highest: int, ballots: Iterable[tuple[int, Iterable[int | None]]]
    ) -> "Scores":
        """Make them from pairs of a number and scores, None for who is not scored."""
        counts: dict[bytes, int] = {}
        for number, scores in ballots:
            ballot = bytes(NOT_SCORED if each is None else each for each in scores)
            counts[ballot] = counts.get(ballot, 0) + number
        return cls(candidates, highest, counts)

    @cached_property
    def valid(self) -> int:
        """How many ballots score somebody, even if all by 0."""
        return sum(number for _, number in self._given())

    @cached_property
    def spread(self) -> tuple[tuple[int, ...], ...]:
        """How many ballots give each candidate each score. Who is not scored has 0."""
        table = [[0] * (self.highest + 1) for _ in range(self.candidates)]
        for ballot, number in self._given():
            for candidate, score in enumerate(ballot):
                table[candidate][0 if score == NOT_SCORED else score] += number
        return tuple(map(tuple, table))

    def rankings(self) -> Rankings:
        """Return the rankings that the scores are: the higher the better."""
        counts: dict[bytes, int] = {}
        for ballot, number in self._given():
            by_score: dict[int, list[int]] = {}
            for candidate, score in enumerate(ballot):
                by_score.setdefault(0 if score == NOT_SCORED else score, []).append(candidate)
            ranking = packed(by_score[score] for score in sorted(by_score, reverse=True))
            counts[ranking] = counts.get(ranking, 0) + number
        return Rankings(self.candidates, counts)

    def _given(self) -> Iterable[tuple[bytes, int]]:
        nothing = bytes([NOT_SCORED]) * self.candidates
        return ((ballot, number) for ballot, number in self.counts.items() if ballot != nothing)
