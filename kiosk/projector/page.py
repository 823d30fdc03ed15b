"""A page for the hall as plain values: what stands where, in thousandths of the picture's height.

Sizes of letters are those of a Hangul block. They are for a farthest seat that is eight picture heights away,
where a letter of 60 is seen at an angle of 20 to 25 minutes of arc.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeVar

from election.voting.counts.log import StagedCount

HEIGHT = 1000
WIDE = 16 / 9 * HEIGHT  # how wide a picture is where no screen tells
LEAST, NAMES, KEY = 60, 70, 150  # letters: the least there are, names and addresses, the one figure
LINE = 1.4  # from one line of text to the next, in letters
PITCH = 100  # from one row of a count to the next
MARGIN = 40


class Ink(Enum):
    """A colour, by what it is for."""

    PLAIN = "ink"
    SOFT = "ink_soft"
    ACCENT = "accent"
    WARNING = "warning"


class Side(Enum):
    """Where words stand in their box."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, with letters so high."""

    text: str
    box: Box
    letters: float = LEAST
    bold: bool = False
    side: Side = Side.LEFT
    ink: Ink = Ink.PLAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of which `part`, 0 to 1, is filled; a line crosses it at `mark`, where there is one."""

    box: Box
    part: float
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; its quiet zone is in the box."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Flow:
    """A count in stages drawn, with the candidates' `names` and what exhausted votes are called, in letters
    of `size` in the drawing's own units.
    """

    count: StagedCount
    names: tuple[str, ...]
    left_over: str
    size: int
    box: Box


Item = Words | Bar | Code | Flow
AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on a picture of this width. `watermark` is written across all of it; empty: none."""

    items: tuple[Item, ...] = ()
    width: float = WIDE
    watermark: str = ""
    black: bool = field(default=False, kw_only=True)

    def texts(self) -> tuple[str, ...]:
        """Return every text on it, from top to bottom."""
        words = [each for each in self.items if isinstance(each, Words)]
        return tuple(each.text for each in sorted(words, key=lambda each: (each.box.top, each.box.left)))


def lowered(items: Iterable[AnyItem], down: float) -> list[AnyItem]:
    """Return `items` so much further down."""
    return [replace(each, box=replace(each.box, top=each.box.top + down)) for each in items]
