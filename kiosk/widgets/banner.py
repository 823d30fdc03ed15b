"""The coloured part of the first screen."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.style.context import UiContext
from kiosk.style.icons import icon
from kiosk.style.theme import Length, Space
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


class Banner(QFrame):
    """The election's title and the state of its polls, a ballot box hinted at in its corner. It may `hold`
    one more widget below.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.title, self.about, self.state = Text("display"), Text("verdict_small"), Text("banner")
        self.about.hide()
        self._icon = IconLabel(ui, colour="on_banner")
        state = Row(ui, Space.NEAR)
        state.addWidget(self._icon)
        state.addWidget(self.state, 1)
        self._column = Column(ui, Space.BLOCK, Space.FAR, parent=self)
        self._column.addStretch(1)
        self._column.addWidget(self.title)
        self._column.addWidget(self.about)
        self._column.addLayout(state)
        self._column.addStretch(1)

    def set_election(self, title: str, about: str, state: str, icon_name: str) -> None:
        """Show the election's title, what is said of it, and the state of its polls with its icon."""
        self.title.set_text(title)
        self.about.set_text(about)
        self.about.setVisible(bool(about))
        self.state.set_text(state)
        self._icon.show_icon(icon_name)

    def hold(self, widget: QWidget) -> None:
        """Take `widget` in, at the bottom."""
        self._column.addWidget(widget)

    def inner_width(self, width: int) -> int:
        """Return how wide its content is at `width`."""
        return width - 2 * self._edge()

    def height_at(self, width: int) -> int:
        """Return how much height its words need at `width`, with the room around them."""
        inner = self.inner_width(width)
        shown = (self.title, *([self.about] if self.about.plain_text() else []), self.state)
        words = sum(text.heightForWidth(inner) for text in shown)
        return words + 2 * self._edge() + (len(shown) + 1) * self._column.spacing()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only decoration: it may be covered, and is cut off by the edge on purpose."""
        super().paintEvent(event)
        side = min(self.width(), self.height()) * 4 // 5
        box = icon("ballot-box", self._ui.theme.palette.banner_deep, side, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setClipRect(self.contentsRect())
        painter.drawPixmap(self.width() - side * 4 // 5, self.height() - side * 4 // 5, box)

    def _edge(self) -> int:
        return self._ui.theme.px(Space.FAR) + self._ui.theme.px(Length.LINE)
