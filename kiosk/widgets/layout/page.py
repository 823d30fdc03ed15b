"""How a page is laid out: one column in the middle of the window, a head at its top."""

from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.layout.boxes import Column, Row


class _Middle(QWidget):
    """A column in the middle of the page, never wider than a length."""

    def __init__(self, ui: UiContext, width: Length) -> None:
        super().__init__()
        self._ui, self._width = ui, width
        self.restyle()

    def restyle(self) -> None:
        """Take the greatest width from the theme."""
        self.setMaximumWidth(self._ui.theme.px(self._width))


def page_column(ui: UiContext, screen: QWidget, *, width: Length = Length.PAGE) -> Column:
    """Lay out `screen` as one column, at most `width` wide and in the middle, and return the column."""
    middle = _Middle(ui, width)
    outer = Row(ui, edges=(Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=screen)
    outer.addStretch(1)
    outer.addWidget(middle, 1000)  # all the width there is, up to its greatest
    outer.addStretch(1)
    return Column(ui, Space.NEAR, parent=middle)


def inset_row(ui: UiContext, space: Space = Space.BLOCK) -> Row:
    """Return a layout from left to right whose ends stand in line with the outlines of what can be pressed:
    those leave room for their ring.
    """
    return Row(ui, space, (Length.RING, None, Length.RING, None))


def page_head(ui: UiContext, *texts: QWidget) -> QWidget:
    """Return what stands at the top of a page: `texts`, one below the other."""
    widget = QWidget()
    column = Column(ui, Space.TIGHT, (Length.RING, None, Length.RING, None), widget)
    for text in texts:
        column.addWidget(text)
    return widget
