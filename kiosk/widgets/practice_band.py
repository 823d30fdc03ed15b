"""What stands above everything while the election is for practice."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QFrame

from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text


class PracticeBand(QFrame):
    """A striped line across the window that says so; hidden while the election is a real one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.text = Text("band")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = Row(ui, Space.BLOCK, (Space.WIDE, Space.TIGHT, Space.WIDE, Space.TIGHT), self)
        row.addWidget(self.text)
        self.hide()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        self.text.set_text(self._ui.text("practice.band"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stripes at both ends, where no words are."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ui.theme.palette.warning))
        step, height = max(4, self._ui.theme.px(Space.NEAR)), self.height()
        room = max(
            0, (self.width() - self.text.fontMetrics().horizontalAdvance(self.text.text())) // 2 - step
        )
        for left in range(0, room - height - step, 2 * step):
            for at in (left, self.width() - room + left):
                corners = ((at, height), (at + step, height), (at + step + height, 0), (at + height, 0))
                painter.drawPolygon(QPolygon([QPoint(x, y) for x, y in corners]))
