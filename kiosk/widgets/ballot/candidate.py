"""A candidate on the ballot: one row, all of it one check box, or where one is chosen, one radio button."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from election.models import Candidate
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.panel import Panel, let_through
from kiosk.widgets.text import Text


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


class CandidateRow(Panel):
    """Shows whether its candidate is marked, but does not decide it: a touch only asks (`clicked`), and the
    screen answers with `setChecked`. `portrait` stands beside the name; None leaves no room for one.
    """

    def __init__(
        self,
        ui: UiContext,
        candidate: Candidate,
        parent: QWidget | None = None,
        portrait: Portrait | None = None,
        *,
        one_of: bool = False,
    ) -> None:
        super().__init__(ui, parent)
        self.candidate = candidate
        self.is_one_of = one_of
        self.setCheckable(True)  # which makes it a check box to assistive technology, or a radio button
        self.setAccessibleName(candidate.name)
        self._box = MarkBox(ui, self, is_round=one_of)
        self.name = Text("candidate", self)
        self.name.say(candidate.name)
        let_through(self._box, self.name)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._box)
        self._portrait = portrait
        if portrait is not None:
            let_through(portrait)
            self._row.addWidget(portrait)
        self._row.addWidget(self.name, 1)
        self.restyle()

    def restyle(self) -> None:
        """Take every size from the theme."""
        theme = self._ui.theme
        ring, near = theme.px(Length.RING), theme.px(Space.NEAR)
        side, above = ring + near * 2, ring + near * 3 // 4
        self._row.setContentsMargins(side, above, side, above)
        self._row.setSpacing(near * 2)
        self.setMinimumHeight(theme.px(Length.TARGET) + 2 * ring)

    def least_height(self, width: int) -> int:
        """Return how high it must be at `width`, with the photo as small as it gets."""
        self.fill(0)
        return max(self.heightForWidth(width), self.minimumHeight())

    def fill(self, height: int) -> None:
        """Have the photo be as high as there is room in a row so high, or as it must be."""
        if self._portrait is not None:
            edges = self._row.contentsMargins()
            self._portrait.set_height(height - edges.top() - edges.bottom())
            self._row.invalidate()

    def checkStateSet(self) -> None:
        """Keep the drawn box in step."""
        self._box.marked = self.isChecked()
        self._box.update()

    def nextCheckState(self) -> None:
        """Leave the state alone: the rules of marking are the session's."""
