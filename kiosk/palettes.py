"""The colours of the window, in four contrasts.

Pure red stands for errors and amber for warnings, in the two palettes that have colours at all.
"""

from dataclasses import dataclass


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

# Black on white and nothing between: 21:1.
WHITE = Palette(
    ground="#FFFFFF",
    surface="#FFFFFF",
    ink="#000000",
    ink_soft="#000000",
    edge="#000000",
    track="#FFFFFF",
    accent="#000000",
    accent_deep="#000000",
    accent_tint="#FFFFFF",
    on_accent="#FFFFFF",
    error="#000000",
    error_tint="#FFFFFF",
    on_error="#FFFFFF",
    warning="#000000",
    warning_tint="#FFFFFF",
    warning_edge="#000000",
)
# White on black, and yellow for what can be pressed or is marked: 21:1 and 19.6:1.
BLACK = Palette(
    ground="#000000",
    surface="#000000",
    ink="#FFFFFF",
    ink_soft="#FFFFFF",
    edge="#FFFFFF",
    track="#000000",
    accent="#FFFF00",
    accent_deep="#FFFF66",
    accent_tint="#000000",
    on_accent="#000000",
    error="#FFFFFF",
    error_tint="#000000",
    on_error="#000000",
    warning="#FFFFFF",
    warning_tint="#000000",
    warning_edge="#FFFFFF",
)
# Easy on eyes that bright screens hurt: brown on sand, between 4.5:1 and 8:1.
SOFT = Palette(
    ground="#E6DCCB",
    surface="#EFE7D9",
    ink="#51493F",
    ink_soft="#564E43",
    edge="#A39783",
    track="#D5C9B5",
    accent="#514B66",
    accent_deep="#4B4560",
    accent_tint="#E1D7CD",
    on_accent="#EFE7D9",
    error="#7A2E2A",
    error_tint="#EBD9CC",
    on_error="#EFE7D9",
    warning="#5C4310",
    warning_tint="#EBDDBF",
    warning_edge="#A8812F",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
