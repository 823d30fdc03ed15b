"""A line to type in."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Qt's line edit, which is told of once when it can be used or not."""

    def changeEvent(self, event: QEvent) -> None:
        """Draw it anew. Qt has told assistive technology by now, and would tell it once more."""
        if event.type() is QEvent.Type.EnabledChange:
            self.update()
        else:
            super().changeEvent(event)
