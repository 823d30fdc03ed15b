"""Where the votes of a count in rounds go: by the ballots, or by the log where those are secret.

Both hand out votes in the units of the count; everything that is decided by them is decided anew.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from election.records.verify.faults import Fails, as_list, as_object, ensure

Moved = dict[int, int]
Value = Callable[[int], int]  # the new value of a ballot, of the one it had


def unchanged(value: int) -> int:
    """Return the value that a ballot had."""
    return value


class Source(Protocol):
    """Hands out votes."""

    def first(self, standing: Collection[int]) -> Moved:
        """Return the first preferences."""

    def onward(self, place: int, standing: Collection[int], value: Value, /) -> Moved:
        """Return what goes on from one candidate to each who is still counted for."""


class Ballots:
    """Rankings and how many there are of each; each ballot is followed by the place it has come to."""

    def __init__(self, rankings: Sequence[tuple[int, Sequence[int]]], unit: int) -> None:
        self._rankings = rankings
        self._reached = [-1] * len(rankings)
        self._values = [unit] * len(rankings)
        self._piles: dict[int, list[int]] = {}

    def first(self, standing: Collection[int]) -> Moved:
        """See `Source`."""
        return self._deal(range(len(self._rankings)), standing, unchanged)

    def onward(self, place: int, standing: Collection[int], value: Value) -> Moved:
        """See `Source`."""
        return self._deal(self._piles.pop(place, []), standing, value)

    def _deal(self, pile: Iterable[int], standing: Collection[int], value: Value) -> Moved:
        moved: Moved = {}
        counted_for = frozenset(standing)
        for ballot in pile:
            number, ranking = self._rankings[ballot]
            at = self._reached[ballot] + 1
            while at < len(ranking) and ranking[at] not in counted_for:
                at += 1
            self._reached[ballot] = at
            self._values[ballot] = value(self._values[ballot])
            if at < len(ranking):
                self._piles.setdefault(ranking[at], []).append(ballot)
                moved[ranking[at]] = moved.get(ranking[at], 0) + number * self._values[ballot]
        return moved


class Log:
    """The log of a count, round by round. Raises Fails where it tells of what cannot be."""

    def __init__(self, log: Mapping[str, Any], unit: int) -> None:
        rounds = log.get("rounds")
        self._rounds = iter(rounds if isinstance(rounds, list) else [])
        self._unit = unit

    def first(self, standing: Collection[int]) -> Moved:
        """See `Source`."""
        votes = as_list(self._next().get("votes"), "rounds")
        ensure(len(votes) > max(standing), "rounds")
        return {place: self._whole(votes[place]) for place in standing}

    def onward(self, _place: int, standing: Collection[int], _value: Value) -> Moved:
        """See `Source`."""
        to = as_object(as_object(self._next().get("transfers"), "rounds").get("to"), "rounds")
        moved = {}
        for name, amount in to.items():
            if name == "left_over":
                continue
            ensure(name.isdecimal() and str(int(name)) == name and int(name) in standing, "rounds")
            ensure(type(amount) is int and amount >= 0, "rounds")
            moved[int(name)] = amount
        return moved

    def _next(self) -> Mapping[str, Any]:
        return as_object(next(self._rounds, None), "rounds")

    def _whole(self, votes: object) -> int:
        """Return whole votes in units; with units smaller than a vote they are written with decimals."""
        if self._unit > 1 and isinstance(votes, str) and votes.endswith(".00000"):
            ensure(votes[:-6].isdecimal() and votes.isascii() and len(votes) < 16, "rounds")
            return int(votes[:-6]) * self._unit
        if type(votes) is not int or votes < 0:
            raise Fails("rounds")
        return votes
