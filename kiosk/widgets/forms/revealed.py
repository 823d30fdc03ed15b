"""How a line edit that is given dots draws the letters that are kept beside it."""

from typing import cast

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

_BESIDE = 2  # dots that Qt leaves free at either end


def _units(text: str) -> int:
    """Return how long Qt takes `text` to be: it counts the halves of letters beyond 16 bits."""
    return len(text.encode("utf-16-le")) // 2


class Revealed:
    """Draws letters in the place of the dots of `line`, with its cursor and selection, and finds places among
    them. It keeps none of them.
    """

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._scrolled = 0.0

    def paint(self, letters: str, under_way: str) -> None:
        """Draw `letters`, and what an input method has `under_way` at the cursor, underlined."""
        line, option, room = self._line, QStyleOptionFrame(), self._room()
        line.initStyleOption(option)
        painter = QPainter(line)
        line.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, line)
        layout = self._laid_out(letters, under_way)
        cursor = _units(letters[: line.cursorPosition()]) + _units(under_way)
        x, _ = cast("tuple[float, int]", layout.lineAt(0).cursorToX(cursor))
        width = layout.lineAt(0).naturalTextWidth()
        self._scrolled = min(max(self._scrolled, x - room.width()), x, max(0.0, width - room.width() + 1))
        self._scrolled = max(0.0, self._scrolled)
        top = room.top() + (room.height() - layout.lineAt(0).height()) / 2
        place = QPointF(room.left() - self._scrolled, top)
        painter.setClipRect(room.adjusted(-1, 0, 1, 0))
        painter.setPen(line.palette().color(QPalette.ColorRole.Text))
        layout.draw(painter, place, self._formats(letters, under_way))
        if line.hasFocus():
            layout.drawCursor(painter, place, cursor)

    def position(self, letters: str, x: int) -> int:
        """Return before which of `letters` the point `x` of the line lies."""
        layout = self._laid_out(letters, "")  # kept: its line does not keep it
        units = layout.lineAt(0).xToCursor(x - self._room().left() + self._scrolled)
        return next((at for at in range(len(letters)) if _units(letters[:at]) >= units), len(letters))

    def _room(self) -> QRect:
        option = QStyleOptionFrame()
        self._line.initStyleOption(option)
        room = self._line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self._line)
        return room.adjusted(_BESIDE, 0, -_BESIDE, 0)

    def _laid_out(self, letters: str, under_way: str) -> QTextLayout:
        layout = QTextLayout(letters, self._line.font())
        if under_way:
            layout.setPreeditArea(_units(letters[: self._line.cursorPosition()]), under_way)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        return layout

    def _formats(self, letters: str, under_way: str) -> list[QTextLayout.FormatRange]:
        line, formats = self._line, []
        if line.hasSelectedText():
            chosen = QTextCharFormat()
            chosen.setBackground(line.palette().color(QPalette.ColorRole.Highlight))
            chosen.setForeground(QColor(line.palette().color(QPalette.ColorRole.HighlightedText)))
            before = letters[: line.selectionStart()]
            formats.append(_range(before, letters[line.selectionStart() : line.selectionEnd()], chosen))
        if under_way:
            underlined = QTextCharFormat()
            underlined.setFontUnderline(True)
            formats.append(_range(letters[: line.cursorPosition()], under_way, underlined))
        return formats


def _range(before: str, text: str, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = _units(before), _units(text), look
    return found
