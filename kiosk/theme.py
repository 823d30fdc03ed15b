"""What everything looks like: one palette, one scale, and the sizes that follow in true millimetres.

A screen never writes a number of pixels or a colour; it asks the theme. So another contrast is another
`Palette`, and another text size is another `scale`.
"""

import math
from dataclasses import asdict, dataclass
from enum import Enum
from string import Template

from election.resources import resource

MM_PER_INCH = 25.4
# Screens tell nonsense about their size now and then (virtual machines, televisions): outside of this a
# millimetre is taken to be what it is on a common 96 dpi screen.
_LEAST_DPI, _COMMON_DPI, _MOST_DPI = 60.0, 96.0, 400.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour there is. Text, icons and marks keep 10:1 against what they stand on; `edge`,
    `track` and `warning_edge` only decorate what is plain without them.
    """

    ground: str  # the page
    surface: str  # cards, rows, fields
    ink: str
    ink_soft: str  # second-rank text; softer, never faint
    edge: str
    track: str  # what a bar runs in
    accent: str  # what can be pressed, and what is marked
    accent_deep: str  # the same while it is pressed
    accent_tint: str
    on_accent: str
    error: str
    error_tint: str
    on_error: str
    warning: str
    warning_tint: str
    warning_edge: str


DAYLIGHT = Palette(
    ground="#F3F6FA",
    surface="#FFFFFF",
    ink="#101B2B",
    ink_soft="#2B3749",
    edge="#8A99AE",
    track="#DDE5EF",
    accent="#09356E",
    accent_deep="#062A59",
    accent_tint="#EAF1FA",
    on_accent="#FFFFFF",
    error="#720810",
    error_tint="#FDEEEE",
    on_error="#FFFFFF",
    warning="#422A00",
    warning_tint="#FFF2CF",
    warning_edge="#E3A008",
)


class Size(Enum):
    """The height of a capital letter, in millimetres at scale 1."""

    SMALL = 3.6
    BODY = 4.8
    LEAD = 5.6
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
    RING = 0.8  # the outline of what has the keyboard
    RADIUS = 2.4
    TARGET = 13.0  # the least height and width of what can be touched
    BAR = 4.5
    BOX = 7.6
    SIGN = 5.2  # an icon beside small text
    ICON = 6.4
    ROW = 20.0  # where there is room, a row of the ballot grows so high and no more
    EMBLEM = 14.0  # the icon of a way in
    SYMBOL = 26.0  # the one big sign of a full-screen message
    CHOICE = 112.0  # a column of names is never narrower
    FORM = 150.0
    DOORS = 110.0  # the start's half with the ways in is never narrower
    PAGE = 370.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette at a scale, on a screen with so many dots to the millimetre, in a font whose capitals are
    `cap_ratio` of its size.
    """

    palette: Palette = DAYLIGHT
    scale: float = 1.0
    dots_per_mm: float = _COMMON_DPI / MM_PER_INCH
    families: tuple[str, ...] = ("Pretendard",)
    cap_ratio: float = 0.707

    def px(self, length: Length | Space) -> int:
        """Return a length in pixels, never rounded down: the least sizes are promises."""
        return _up(length.value * self.scale * self.dots_per_mm)

    def font_px(self, size: Size) -> int:
        """Return the font's pixel size at which its capitals are as high as `size` says."""
        return _up(size.value * self.scale * self.dots_per_mm / self.cap_ratio)

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


def _up(pixels: float) -> int:
    return math.ceil(pixels - 1e-9)


def dots_per_mm(dots_per_inch: float) -> float:
    """Return dots per millimetre for what a screen says of itself, or a common value if it cannot be."""
    believable = _LEAST_DPI <= dots_per_inch <= _MOST_DPI
    return (dots_per_inch if believable else _COMMON_DPI) / MM_PER_INCH


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
