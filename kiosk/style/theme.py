"""What everything looks like: one palette, one scale, and the sizes that follow in true millimetres.

A screen never writes a number of pixels or a colour; it asks the theme. So another contrast is another
`Palette`, and another text size is another `scale`.
"""

import math
from dataclasses import asdict, dataclass, field
from enum import Enum
from string import Template

from election.resources import resource
from kiosk.style.palettes import DAYLIGHT, Palette

MM_PER_INCH = 25.4
# Screens tell nonsense about their size now and then (virtual machines, televisions): outside of this a
# millimetre is taken to be what it is on a common 96 dpi screen.
_LEAST_DPI, _COMMON_DPI, _MOST_DPI = 60.0, 96.0, 400.0


class Size(Enum):
    """The height of a capital letter, in millimetres at scale 1."""

    STAFF = 3.2  # tables of the staff alone
    BODY = 4.8  # the least there is for voters
    LEAD = 5.5
    TITLE = 6.6
    DISPLAY = 8.4


class Space(Enum):
    """Distances, in millimetres at scale 1."""

    TIGHT = 1.2
    NEAR = 2.6  # targets are at least this far apart
    BLOCK = 4.2
    FAR = 6.6
    WIDE = 10.0


class Length(Enum):
    """Other lengths, in millimetres at scale 1."""

    LINE = 0.3
    HEAVY = 0.9  # the outline of what is marked
    PRESS = 1.7  # the outline of a card or row that is being pressed
    FRAME = 1.5  # the outline of a full-screen message, where its colour does not tell it
    RING = 0.8  # the outline of what has the focus
    RADIUS = 2.4
    TARGET = 13.0  # the least height and width of what can be touched
    BAR = 4.5
    BOX = 7.6
    SIGN = 5.2  # an icon beside small text
    ICON = 6.4
    PHOTO = 17.0  # the height of a candidate's, at least
    TALLEST_PHOTO = 34.0  # and at most, where there is room
    TABLE_ROW = 9.0  # of the staff's tables
    ROW = 20.0
    TALLEST_ROW = 40.0  # where there is room, a row of the ballot grows so high and no more
    EMBLEM = 14.0  # the icon of a way in
    SYMBOL = 26.0  # the one big sign of a full-screen message
    NAME = 75.0  # the election's title in the header is never narrower
    CHOICE = 112.0  # a column of names is never narrower
    FORM = 150.0
    ENTRIES = 110.0  # the start's half with the ways in is never narrower
    PAGE = 370.0


_FOR_FINGERS = (Length.TARGET, Space.NEAR)
# What grows where a window has more room than it needs: what is around words, and pictures.
_GROWING = frozenset(
    (
        *(Space.NEAR, Space.BLOCK, Space.FAR, Space.WIDE, Length.BAR, Length.PHOTO, Length.EMBLEM),
        *(Length.SYMBOL, Length.FORM),
    )
)
_GROWING_MOST = (Length.FORM, Space.FAR, Space.WIDE)  # around what stands alone on a page
_SMALL_WINDOW = (338.0, 190.0)  # mm: 1280 by 720 dots on a common screen, which everything fits into
_MOST_ROOM = 1.35
# So that names on the ballot, Size.LEAD, stay in the range of their text size (VVSG 2.0, 7.1-G).
_LARGE_HEADINGS = 0.67


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette at a scale, on a screen with so many dots to the millimetre, in a font whose capitals are
    `cap_ratio` of its size. `room` is how much further apart things may stand, and how much larger pictures
    and headings may be, than in a small window.
    """

    palette: Palette = DAYLIGHT
    scale: float = 1.0
    dots_per_mm: float = _COMMON_DPI / MM_PER_INCH
    families: tuple[str, ...] = ("Pretendard",)
    cap_ratio: float = 0.707
    room: float = 1.0
    _pixels: dict[Length | Space, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def px(self, length: Length | Space) -> int:
        """Return a length in pixels, never rounded down: the least sizes are promises. Those of fingers are
        kept at small scales too, and at large ones distances grow by half, so that there is room for words.
        """
        if (known := self._pixels.get(length)) is None:
            known = self._pixels[length] = self._to_pixels(length)
        return known

    def _to_pixels(self, length: Length | Space) -> int:
        scale = self.scale
        if length in _FOR_FINGERS:
            scale = max(scale, 1.0)
        if isinstance(length, Space) and scale > 1:
            scale = (1 + scale) / 2
        if length in _GROWING:
            scale *= self.room ** (1.5 if length in _GROWING_MOST else 1)
        elif length is Length.TARGET:
            scale *= (1 + self.room) / 2
        return _up(length.value * scale * self.dots_per_mm)

    def font_px(self, size: Size) -> int:
        """Return the font's pixel size at which its capitals are as high as `size` says."""
        return _up(self._capitals(size) * self.dots_per_mm / self.cap_ratio)

    def _capitals(self, size: Size) -> float:
        """Return the height of capitals in mm. At large scales headings come nearer to the body: what is
        twice as large need not stand out as much, and there is no room for it.
        """
        body = Size.BODY.value
        if size.value < body:
            return size.value * self.scale
        headings = self.scale if self.scale <= 1 else _LARGE_HEADINGS / self.scale
        if size in (Size.TITLE, Size.DISPLAY):
            headings *= self.room
        return body * self.scale + (size.value - body) * headings

    def stylesheet(self) -> str:
        """Return the window's stylesheet: the template with every token filled in."""
        template = Template(resource("style", "kiosk.qss").read_text(encoding="utf-8"))
        return template.substitute(
            asdict(self.palette),
            families=", ".join(f'"{family}"' for family in self.families),
            **{f"font_{size.name.lower()}": f"{self.font_px(size)}px" for size in Size},
            **{f"space_{space.name.lower()}": f"{self.px(space)}px" for space in Space},
            **{length.name.lower(): f"{self.px(length)}px" for length in Length},
        )


def room_in(width: float, height: float, scale: float) -> float:
    """Return the `room` of a window so large, in mm, in steps: not every dot changes the look."""
    least_width, least_height = (length * max(scale, 1.0) for length in _SMALL_WINDOW)
    room = min(width / least_width, height / least_height, _MOST_ROOM)
    return max(1.0, math.floor(room * 20) / 20)


def _up(pixels: float) -> int:
    return math.ceil(pixels - 1e-9)


def dots_per_mm(dots_per_inch: float) -> float:
    """Return dots per millimetre for what a screen says of itself, or a common value if it cannot be."""
    believable = _LEAST_DPI <= dots_per_inch <= _MOST_DPI
    return (dots_per_inch if believable else _COMMON_DPI) / MM_PER_INCH
