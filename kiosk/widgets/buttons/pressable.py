"""What everything that can be pressed has in common."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Theme
from kiosk.widgets.accessible import set_accessible_description


class Pressable(QPushButton):
    """A button of any shape: all of it can be touched, Enter works as Space does, and it acts on release.

    Those that are `in_series` are pressed quickly one after the other, and one that `repeats` so itself. One
    that `is_one_of` several, of which one is chosen, is a radio button to assistive technology.
    """

    in_series = False
    repeats = False

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.is_one_of = False
        self._place, self._news = "", ""
        # A touch must not leave the ring of the focus behind: it would make one candidate look marked.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_place(self, group: str, number: int, of: int) -> None:
        """Have assistive technology told that it is the `number`-th `of` so many in `group`."""
        self._place = self._ui.text("spoken.place", group=group, number=number, of=of)
        self._describe()

    def say_news(self, news: str) -> None:
        """Have assistive technology find `news` where the focus is: what came of the last press here."""
        self._news = news
        self._describe()

    def _describe(self) -> None:
        text = ". ".join(part for part in (self._news, self._place) if part)
        set_accessible_description(self, text)

    def is_there(self) -> bool:
        """Somebody acts on it through assistive technology: return whether it is still there for them."""
        self._ui.presence.acted.emit()
        return self.isVisible() and self.isEnabled()

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

    def changeEvent(self, event: QEvent) -> None:
        """Draw it anew when it can be used or not. Qt has told assistive technology by now, and would tell it
        once more.
        """
        if event.type() is QEvent.Type.EnabledChange:
            self.setDown(False)
            self.update()
        else:
            super().changeEvent(event)

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
    """Draw the ring of what has the focus along the edge of `widget`, outside of its own outline."""
    width = theme.px(Length.RING)
    radius = theme.px(Length.RADIUS) + width
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), width))
    edge = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
