"""Bars of votes, drawn by hand."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length


class Bar(QWidget):
    """A bar of `votes` and, hatched behind them, those `carried` over, out of `whole`; perhaps with a mark
    where they would be `needed`.
    """

    is_decoration = True

    def __init__(self, ui: UiContext, length: Length = Length.BAR) -> None:
        super().__init__()
        self._ui = ui
        self._length = length
        self.votes, self.carried, self.whole = 0, 0, 1
        self.needed: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(self._ui.theme.px(self._length))

    def show_votes(self, votes: int, carried: int, whole: int, needed: int | None = None) -> None:
        """Draw these numbers; `whole` is what fills the bar."""
        self.needed = needed
        self.votes, self.carried, self.whole = votes, carried, max(whole, 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Told apart without colour as well: votes are solid, carried-over ones hatched and outlined."""
        palette = self._ui.theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.fillPath(shape, QColor(palette.track))
        if self.carried:
            self._draw_part(painter, self.votes + self.carried, QColor(palette.surface))
            self._draw_part(painter, self.votes + self.carried, self._hatched())
        self._draw_part(painter, self.votes, QColor(palette.accent))
        if self.needed is not None:
            self._draw_mark(painter, min(self.needed / self.whole, 1.0))

    def _draw_mark(self, painter: QPainter, at: float) -> None:
        """Draw a line across, in the colour of words with one of the ground's on either side: seen on both
        parts of the bar.
        """
        palette, wide = self._ui.theme.palette, self._ui.theme.px(Length.HEAVY)
        left = min(max(self.width() * at - wide / 2, wide), self.width() - 2 * wide)
        painter.fillRect(QRectF(left - wide / 2, 0, 2 * wide, self.height()), QColor(palette.surface))
        painter.fillRect(QRectF(left, 0, wide, self.height()), QColor(palette.ink))

    def _hatched(self) -> QBrush:
        return QBrush(QColor(self._ui.theme.palette.accent), Qt.BrushStyle.BDiagPattern)

    def _draw_part(self, painter: QPainter, votes: int, brush: QBrush | QColor) -> None:
        """Draw a part from the left, both of its ends round: never shorter than it is high."""
        if not votes:
            return
        height = float(self.height())
        width = max(height, self.width() * min(votes / self.whole, 1.0))
        area = QRectF(0, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        if isinstance(brush, QBrush):
            line = self._ui.theme.px(Length.LINE)
            painter.setPen(QPen(QColor(self._ui.theme.palette.accent), line))
            area = area.adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setBrush(brush)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
