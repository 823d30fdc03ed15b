"""What is kept of the desk: who came, who was given a slip, and sums. Nothing here has a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class DeskMark(StrEnum):
    """What the desk noted of a person. The values are of one length, as the rows then are."""

    CAME = "came"  # was checked in
    SLIP = "slip"  # was checked in and given a slip, so that the right of their own is worth nothing
    HELD = "held"  # holds a slip of the election before in its series, and was not checked in for this one
    BOTH = "both"  # the same, and was checked in

    @property
    def has_slip(self) -> bool:
        """Whether the person holds a slip, whenever it was given."""
        return self is not DeskMark.CAME


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many people were checked in, and how many hold a slip, whether checked in or not."""

    came: int
    given: int


@dataclass(frozen=True, slots=True)
class SlipNotes:
    """What people wrote down for the account of slips: why each lost slip was replaced, in alphabetical
    order, which tells no other; and how many they counted that are still in hand (None: not counted).
    """

    replaced: tuple[str, ...] = ()
    in_hand: int | None = None


class DeskSnapshot(Protocol):
    """The desk's marks as a reader sees them."""

    def desk_mark(self, person_id: int) -> DeskMark | None:
        """Return what the desk noted of this person, or None."""

    def desk_counts(self) -> Mapping[int, DeskCounts]:
        """Return the sums by the style of those people's rights."""

    def slip_notes(self) -> SlipNotes:
        """Return what was written down for the account of slips."""


class DeskTransaction(DeskSnapshot, Protocol):
    """The desk's marks as one transaction changes them."""

    def put_desk_mark(self, person_id: int, mark: DeskMark | None) -> None:
        """Note this of a person, in place of what was noted before; None takes it back."""

    def put_slip_notes(self, notes: SlipNotes) -> None:
        """Keep these in place of those before."""
