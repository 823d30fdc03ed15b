"""Pressable panels: whole cards and rows that are one button, with wrapping text inside."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.widgets.buttons.pressable import Pressable, draw_ring


def pass_touches_through(*widgets: QWidget) -> None:
    """Have touches on `widgets` go to the panel they lie in."""
    for widget in widgets:
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class CardButton(Pressable):
    """A card that is a button; subclasses give it a layout and an accessible name."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """What the layout asks for, not what a button without text would."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the layout needs at least."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stylesheet draws the card in its state, then the ring; what is in it draws itself."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self, QPainter(self), self._ui.theme, self._ui.theme.palette.ink)
