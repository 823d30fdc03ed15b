"""One key of the on-screen keyboard."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.keyboard.hangul import is_jamo
from kiosk.keyboard.layouts import Act, Slot
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Size
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.pressable import Pressable, draw_ring

LEAST_MM = 12.7  # VVSG 7.2-I; in true millimetres at every text size
_MOST_OF_HEIGHT = 0.7  # of the key, for the font: brackets and tails are nearly as high as all of it
_JAMO_LARGER = 1.25  # a letter by itself is drawn smaller than a syllable or a capital


class Key(Pressable):
    """Acts on release, never repeats while held, and never takes the focus from the field. Two fingers
    may be on two keys at once.
    """

    in_series = True

    def __init__(self, ui: UiContext, slot: Slot, parent: QWidget) -> None:
        super().__init__(ui, parent)
        self.slot = slot
        self.repeats = slot.act in (None, Act.BACKSPACE, Act.SPACE)
        self._icon = ""
        self.setProperty("kind", "act" if slot.act else "letter")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Without it a second finger would wait for the first: Qt makes one mouse out of all of them.
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.restyle()

    def restyle(self) -> None:
        """Take the least size from this screen."""
        least = -int(-LEAST_MM * self._ui.theme.dots_per_mm // 1)
        self.setMinimumSize(least, least)
        self.updateGeometry()

    def set_text(self, text: str, name: str = "", icon: str = "") -> None:
        """Show `text`, or the icon instead; `name` is what a screen reader says, if that differs."""
        self._icon = icon
        self.setText(text)
        set_accessible_name(self, name or text)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as anything that is touched, where there is room. Keys do not grow with the letters: the
        line that is typed into must be seen.
        """
        usual = round(Length.TARGET.value * self._ui.theme.dots_per_mm)
        return QSize(self.minimumWidth(), max(self.minimumHeight(), usual))

    def touched(self) -> QRect:
        """All of it: a key has no room for a ring, as it never has the focus."""
        return self.rect()

    def nextCheckState(self) -> None:
        """Leave the state alone: the keyboard decides about Shift."""

    def event(self, event: QEvent) -> bool:
        """Take a finger as Qt's buttons take the mouse."""
        if not isinstance(event, QTouchEvent):
            return super().event(event)
        inside = any(self.hitButton(point.position().toPoint()) for point in event.points())
        ended = event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
        self.setDown(inside and not ended)
        event.accept()
        if event.type() is QEvent.Type.TouchEnd and inside:
            self.click()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stylesheet draws the key, this what stands on it."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self.hasFocus():
            draw_ring(self, painter, self._ui.theme, self._ui.theme.palette.ink)
        theme = self._ui.theme
        colour = theme.palette.on_accent if self.isChecked() else theme.palette.ink
        if self._icon:
            side = min(theme.px(Length.BOX), self.height() * 3 // 4)
            pixmap = self._ui.icon(self._icon, colour, Length.BOX, pixel_ratio=self.devicePixelRatioF())
            area = QRect(0, 0, side, side)
            area.moveCenter(self.rect().center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, pixmap)
            return
        font = self.font()
        larger = _JAMO_LARGER if is_jamo(self.text()) else 1
        font.setPixelSize(
            min(round(theme.font_px(Size.LEAD) * larger), round(self.height() * _MOST_OF_HEIGHT))
        )
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self.text())
