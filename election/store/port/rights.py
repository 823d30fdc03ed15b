"""The rights to vote, the marks of those that are used, and what they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from election.models import OpeningRoll, Turnout

TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Right:
    """A right to vote, once, in the contests of its style. Its id is a person's, or a slip's code id."""

    id: int
    style: int


class RightsSnapshot(Protocol):
    """Rights and marks as a reader sees them."""

    def right(self, right_id: int) -> Right | None:
        """Return the right with this id, or None."""

    def people_by_style(self) -> Mapping[int, int]:
        """Return how many people have a right of each style."""

    def mark(self, right_id: int) -> bytes | None:
        """Return the tag of the attempt that used this right, empty once tags were wiped; None where it is
        unused.
        """

    def turnout(self) -> Turnout:
        """Return how many people have a right to vote, and how many rights are used, by a person or by
        whoever holds a slip.
        """

    def turnouts(self) -> Mapping[int, Turnout]:
        """Return the same for each contest that a style gives, by its id. Read from rights and slips alone:
        the box stays out of it. Slow with many voters where somebody voted since it was last asked.
        """

    def opening_roll(self) -> OpeningRoll | None:
        """Return the roll of when the polls opened first, or None where that was not noted."""


class RightsTransaction(RightsSnapshot, Protocol):
    """Rights and marks as one transaction changes them."""

    def add_right(self, right_id: int, style_id: int) -> None:
        """Give a right to vote. ValueError where there is one with this id."""

    def put_style(self, right_id: int, style_id: int) -> None:
        """Give a right that is unused another style. ValueError where it is used, or there is none."""

    def put_mark(self, right_id: int, tag: bytes) -> bool:
        """Note that a right is used, with the random tag (`TAG_BYTES`) of the attempt. Return False, and
        change nothing, where it is used already. ValueError if the tag is of another length.
        """

    def wipe_tags(self) -> None:
        """Leave of every mark that it is there, and nothing else."""

    def renew_tags(self) -> None:
        """Give every mark a random tag in place of its own, or of the one that was wiped: marks that are
        there and marks that come cannot be told apart.
        """

    def put_opening_roll(self, roll: OpeningRoll) -> None:
        """Keep the roll of when the polls opened first. ValueError where there is one."""

    def count_addition(self, contests: Iterable[int], *, person: bool = True) -> None:
        """Count somebody more on the roll that was kept at opening, in each of these contests; without
        `person` in these alone: they came from another group. Nothing where no roll was kept.
        """
