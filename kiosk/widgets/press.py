"""What everything that can be pressed has in common."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from kiosk.theme import Length, Theme
from kiosk.ui import Ui


class Pressable(QPushButton):
    """A button of any shape: all of it can be touched, Enter works as Space does, and it acts on release.

    Those that are `in_series` are pressed quickly one after the other, and one that `repeats` so itself.
    """

    in_series = False
    repeats = False

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        # A touch must not leave the ring of the keyboard behind: it would make one candidate look marked.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def touched(self) -> QRect:
        """Return where a touch presses it: all that is outlined, whatever its shape. The room for the ring is
        not, or two buttons would stand too close.
        """
        ring = self._ui.theme.px(Length.RING)
        return self.rect().adjusted(ring, ring, -ring, -ring)

    def hitButton(self, position: QPoint) -> bool:
        """See `touched`."""
        return self.touched().contains(position)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Have the stylesheet draw what is behind, and nothing else: what stands on it draws itself."""
        super().initStyleOption(option)
        option.text = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does."""
        super().keyPressEvent(_enter_as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Enter acts on release as Space does."""
        super().keyReleaseEvent(_enter_as_space(event))


def _enter_as_space(event: QKeyEvent) -> QKeyEvent:
    """Return `event`, with Enter turned into Space: Qt then presses on the way down and acts on the way up,
    so that an Enter held from the screen before does nothing here.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return event
    down = event.type() == QEvent.Type.KeyPress
    kind = QEvent.Type.KeyPress if down else QEvent.Type.KeyRelease
    return QKeyEvent(kind, Qt.Key.Key_Space, event.modifiers(), " ", event.isAutoRepeat())


def draw_ring(widget: QWidget, painter: QPainter, theme: Theme, colour: str) -> None:
    """Draw the ring of what has the keyboard along the edge of `widget`, outside of its own outline."""
    width = theme.px(Length.RING)
    radius = theme.px(Length.RADIUS) + width
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), width))
    edge = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
