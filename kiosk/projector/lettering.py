"""Measures text for pages whose unit is a thousandth of the picture's height."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from kiosk.projector.page import LINE, Box, Ink, Side, Words
from kiosk.widgets.text import breakable

_PROBE = 1000  # letters are measured at this size
_MARKS = {0x2060: None, 0x200B: None}  # of `breakable`; on the finished line they are of no use


class Lettering:
    """The fonts of `families`, and how lines of text fit into a width."""

    def __init__(self, families: Sequence[str]) -> None:
        self._families = list(families)
        letter = QFontMetricsF(self._font(_PROBE, bold=False)).tightBoundingRect("한")
        self._ratio = letter.height() / _PROBE or 1.0

    def font(self, letters: float, *, bold: bool) -> QFont:
        """Return the font in which a Hangul block is as high as `letters`."""
        return self._font(round(letters / self._ratio), bold=bold)

    def width(self, text: str, letters: float, *, bold: bool = False) -> float:
        """Return how wide a line is."""
        return QFontMetricsF(self.font(letters, bold=bold)).horizontalAdvance(text)

    def lines(
        self, text: str, letters: float, width: float, *, bold: bool = False, most: int = 0
    ) -> list[str]:
        """Return `text` in lines of at most this width; of more than `most` (0: any number), the last one
        ends in dots.
        """
        font = self.font(letters, bold=bold)
        marked = breakable(text)
        units = marked.encode("utf-16-le")  # Qt counts these, of which an emoji takes two
        layout = QTextLayout(marked, font)
        layout.setTextOption(_wrapping())
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            begin, end = line.textStart(), line.textStart() + line.textLength()
            found.append(units[2 * begin : 2 * end].decode("utf-16-le", "replace"))
        layout.endLayout()
        lines = [each.translate(_MARKS).strip() for each in found]
        if not most or len(lines) <= most:
            return lines
        rest = " ".join(lines[most - 1 :])
        cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*lines[: most - 1], cut]

    def paragraph(
        self,
        text: str,
        box: Box,
        letters: float,
        *,
        bold: bool = False,
        most: int = 0,
        side: Side = Side.LEFT,
        ink: Ink = Ink.PLAIN,
    ) -> list[Words]:
        """Return `text` set in lines from the top of `box` on, as many as there are (see `lines`)."""
        pitch = letters * LINE
        return [
            Words(line, Box(box.left, box.top + at * pitch, box.width, pitch), letters, bold, side, ink)
            for at, line in enumerate(self.lines(text, letters, box.width, bold=bold, most=most))
        ]

    def _font(self, size: int, *, bold: bool) -> QFont:
        font = QFont(self._families)
        font.setPixelSize(max(1, size))
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)  # a clock does not tremble, figures stand in columns
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
