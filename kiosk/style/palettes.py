"""The colours of the window, in four contrasts.

Pure red stands for errors and amber for warnings, in the two palettes that have colours at all. The other two
fill no large surface with anything but their ground: who asks for black must not be dazzled by what is full
of colour elsewhere. There an outline tells it.
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
    accent_tint: str
    on_accent: str
    error: str
    error_tint: str
    warning: str
    warning_tint: str
    warning_edge: str
    banner: str  # what fills half of the window, or all of it with an outline in `accent`
    banner_deep: str  # a picture hinted at on it
    banner_edge: str
    alarm: str  # what fills all of it when something went wrong, with an outline in `error`
    on_banner: str  # words and signs on either
    rim: str  # the outline of what can be pressed there


DAYLIGHT = Palette(
    ground="#F3F6FA",
    surface="#FFFFFF",
    ink="#101B2B",
    ink_soft="#2B3749",
    edge="#8A99AE",
    track="#DDE5EF",
    accent="#09356E",
    accent_tint="#EAF1FA",
    on_accent="#FFFFFF",
    error="#720810",
    error_tint="#FDEEEE",
    warning="#422A00",
    warning_tint="#FFF2CF",
    warning_edge="#E3A008",
    banner="#09356E",
    banner_deep="#062A59",
    banner_edge="#09356E",
    alarm="#720810",
    on_banner="#FFFFFF",
    rim="#FFFFFF",
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
    accent_tint="#FFFFFF",
    on_accent="#FFFFFF",
    error="#000000",
    error_tint="#FFFFFF",
    warning="#000000",
    warning_tint="#FFFFFF",
    warning_edge="#000000",
    banner="#FFFFFF",
    banner_deep="#FFFFFF",
    banner_edge="#000000",
    alarm="#FFFFFF",
    on_banner="#000000",
    rim="#000000",
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
    accent_tint="#000000",
    on_accent="#000000",
    error="#FFFFFF",
    error_tint="#000000",
    warning="#FFFFFF",
    warning_tint="#000000",
    warning_edge="#FFFFFF",
    banner="#000000",
    banner_deep="#000000",
    banner_edge="#FFFFFF",
    alarm="#000000",
    on_banner="#FFFFFF",
    rim="#FFFF00",
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
    accent_tint="#E1D7CD",
    on_accent="#EFE7D9",
    error="#7A2E2A",
    error_tint="#EBD9CC",
    warning="#5C4310",
    warning_tint="#EBDDBF",
    warning_edge="#A8812F",
    banner="#514B66",
    banner_deep="#4B4560",
    banner_edge="#514B66",
    alarm="#7A2E2A",
    on_banner="#EFE7D9",
    rim="#EFE7D9",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
