"""The way past a long list, for who goes through it key by key."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.widgets.buttons.button import Button


class SkipLink(Button):
    """A button of `page` that lies over the top of `passed` while it has the focus, and has no size else:
    who touches the screen does not need it.
    """

    def __init__(self, ui: UiContext, page: QWidget, passed: QWidget) -> None:
        super().__init__(ui, "primary", "down", parent=page)
        self._page, self._passed = page, passed
        self.resize(0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be seen."""
        super().focusInEvent(event)
        self.setGeometry(QRect(self._passed.mapTo(self._page, QPoint(0, 0)), self.sizeHint()))
        self.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be seen no more."""
        super().focusOutEvent(event)
        self.resize(QSize(0, 0))
