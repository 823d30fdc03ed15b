"""How votes went from round to round, drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from election.voting.counts.flow import Colours, flow_svg
from election.voting.counts.log import StagedCount
from kiosk.style.context import UiContext

_TALLEST = 0.55  # of its width


class FlowPicture(QWidget):
    """Draws a count in stages as wide as there is room. Decoration to screen readers: the rounds are told."""

    is_decoration = True

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._count: StagedCount | None = None
        self._names: Sequence[str] = ()
        self._left_over = ""
        self._drawing = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_flow(self, count: StagedCount, names: Sequence[str], left_over: str) -> None:
        """Draw this count."""
        self._count, self._names, self._left_over = count, names, left_over
        self.restyle()

    def restyle(self) -> None:
        """Draw in the colours of the moment."""
        if self._count is None:
            return
        palette, family = self._ui.theme.palette, self._ui.theme.families[0]
        colours = Colours(
            ink=palette.ink,
            bar=palette.accent,
            stays=palette.accent_tint,
            moves=palette.ink_soft,
            over=palette.edge,
            font=family,
            size=round(16 * min(self._ui.theme.scale, 1.34)),
        )
        drawing = flow_svg(self._count, self._names, self._left_over, colours)
        self._drawing.load(QByteArray(drawing.encode()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """It keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high it is at `width`."""
        size = self._drawing.defaultSize()
        if size.isEmpty():
            return 0
        return round(min(_TALLEST * width, width * size.height() / size.width(), size.height() * 1.5))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the middle."""
        size = self._drawing.defaultSize()
        if size.isEmpty():
            return
        scale = min(self.width() / size.width(), self.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        painter = QPainter(self)
        self._drawing.render(painter, QRectF((self.width() - width) / 2, 0, width, height))
