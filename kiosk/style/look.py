"""What a voter can change of the look: how large, and in which colours."""

from dataclasses import dataclass, replace
from enum import Enum

from kiosk.style.palettes import BLACK, DAYLIGHT, SOFT, WHITE, Palette
from kiosk.style.theme import Theme


class TextSize(Enum):
    """How much larger everything is than at the usual size.

    The capitals of running text, 4.8 mm at the usual size, become 3.6, 4.8, 6.4 and 8.6 mm high: in the four
    ranges of VVSG 2.0, 7.1-G.
    """

    SMALL = 0.75
    USUAL = 1.0
    LARGE = 1.34
    LARGEST = 1.79


class Contrast(Enum):
    """The four palettes (VVSG 2.0, 7.1-C and 7.1-D)."""

    DAYLIGHT = "daylight"
    WHITE = "white"
    BLACK = "black"
    SOFT = "soft"

    @property
    def palette(self) -> Palette:
        """Its colours."""
        return {
            Contrast.DAYLIGHT: DAYLIGHT,
            Contrast.WHITE: WHITE,
            Contrast.BLACK: BLACK,
            Contrast.SOFT: SOFT,
        }[self]


@dataclass(frozen=True, slots=True)
class Look:
    """A text size in a palette."""

    text_size: TextSize = TextSize.USUAL
    contrast: Contrast = Contrast.DAYLIGHT

    def of(self, theme: Theme) -> Theme:
        """Return `theme` in this look."""
        return replace(theme, palette=self.contrast.palette, scale=self.text_size.value)
