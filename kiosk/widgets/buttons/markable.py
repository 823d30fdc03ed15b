"""What can be marked: a panel with a box in which a check is drawn."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through


class MarkBox(QWidget):
    """The box beside a name, empty or with a check in it; a round one where one of several is chosen."""

    is_decoration = True

    def __init__(self, ui: UiContext, parent: QWidget, *, is_round: bool = False) -> None:
        super().__init__(parent)
        self._ui = ui
        self._is_round = is_round
        self.marked = False
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the theme."""
        side = self._ui.theme.px(Length.BOX)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A box drawn as on paper."""
        palette, line = self._ui.theme.palette, self._ui.theme.px(Length.HEAVY) * 0.8
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.accent if self.marked else palette.ink_soft), line))
        painter.setBrush(QColor(palette.accent if self.marked else palette.surface))
        radius = self.width() / 2 if self._is_round else self._ui.theme.px(Length.RADIUS) / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), radius, radius
        )
        if self.marked:
            check = self._ui.icon("check", palette.on_accent, pixel_ratio=self.devicePixelRatioF())
            inset = (self.width() - self._ui.theme.px(Length.ICON)) // 2
            painter.drawPixmap(inset, inset, check)


class Markable(CardButton):
    """Shows by its `box` whether it is marked, but does not decide it: a touch only asks (`clicked`), and who
    made it answers with `setChecked`. It is a check box to assistive technology, and one that is `one_of`
    several, with a round box, a radio button.
    """

    def __init__(self, ui: UiContext, parent: QWidget | None = None, *, one_of: bool = False) -> None:
        super().__init__(ui, parent)
        self.is_one_of = one_of
        self.setCheckable(True)
        self.box = self._make_box(one_of=one_of)
        pass_touches_through(self.box)

    def _make_box(self, *, one_of: bool) -> MarkBox:
        return MarkBox(self._ui, self, is_round=one_of)

    def checkStateSet(self) -> None:
        """Keep the drawn box in step."""
        self.box.marked = self.isChecked()
        self.box.update()

    def nextCheckState(self) -> None:
        """Leave the state alone: who made it decides."""
