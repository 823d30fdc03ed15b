"""Bars of votes, drawn by hand."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.theme import Length
from kiosk.ui import Ui


class Bar(QWidget):
    """A bar of `votes` and, hatched behind them, those `carried` over, out of `whole`."""

    is_decoration = True

    def __init__(self, ui: Ui, length: Length = Length.BAR) -> None:
        super().__init__()
        self._ui = ui
        self._length = length
        self.votes, self.carried, self.whole = 0, 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(self._ui.theme.px(self._length))

    def show_votes(self, votes: int, carried: int, whole: int) -> None:
        """Draw these numbers; `whole` is what fills the bar."""
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
        painter.setClipPath(shape)
        painter.fillRect(area, QColor(palette.track))
        new = area.width() * self.votes / self.whole
        old = area.width() * self.carried / self.whole
        painter.fillRect(QRectF(0, 0, new, area.height()), QColor(palette.accent))
        if self.carried:
            rest = QRectF(new, 0, old, area.height())
            painter.fillRect(rest, QColor(palette.surface))
            painter.fillRect(rest, QBrush(QColor(palette.accent), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QColor(palette.accent))
            painter.drawRect(rest.adjusted(0.5, 0.5, -0.5, -0.5))
