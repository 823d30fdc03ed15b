"""A line to type in."""

from PySide6.QtCore import QEvent, QPoint, QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget


class Line(QLineEdit):
    """Qt's line edit, which is told of once when it can be used or not."""

    def limit(self, longest: int) -> None:
        """Take no more than `longest` characters from now on; what goes beyond is refused, not cut.

        Qt's own `setMaxLength` sets the text anew, and so tells assistive technology of a caret in an empty
        line. Orca then takes the line for the place it is at already, and is silent when it gets the
        keyboard.
        """
        option = QRegularExpression.PatternOption.DotMatchesEverythingOption
        self.setValidator(QRegularExpressionValidator(QRegularExpression(f".{{0,{longest}}}", option), self))

    def changeEvent(self, event: QEvent) -> None:
        """Draw it anew. Qt has told assistive technology by now, and would tell it once more."""
        if event.type() is QEvent.Type.EnabledChange:
            self.update()
        else:
            super().changeEvent(event)


def next_line(line: QLineEdit) -> QLineEdit | None:
    """Return the next line further down that can be typed in, or None."""
    after = line.nextInFocusChain()
    while after is not None and after is not line:
        if isinstance(after, QLineEdit) and after.isVisible() and after.isEnabled():
            return after if _top(after) > _top(line) else None
        after = after.nextInFocusChain()
    return None


def _top(widget: QWidget) -> int:
    return widget.mapToGlobal(QPoint(0, 0)).y()
