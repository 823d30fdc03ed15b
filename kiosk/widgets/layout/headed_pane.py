"""A part of a screen that scrolls, with a head that scrolls along where there is no room for both."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.scroll_pane import ScrollPane


class HeadedPane(QWidget):
    """`head` stands above the `pane` with what it is given (`add`), of which one is seen at a time. Where
    that would leave less than the pane's bar and buttons need, as large letters do on a small screen, the
    head becomes the beginning of what is scrolled.
    """

    def __init__(
        self,
        ui: UiContext,
        head: QWidget,
        *contents: QWidget,
        items: Callable[[], Sequence[QWidget]] = tuple,
        together: Callable[[QWidget], Sequence[QWidget]] = lambda _widget: (),
    ) -> None:
        super().__init__()
        self._ui = ui
        self._head = head
        self._scrolls = False
        scrolled = QWidget()
        self._inside = Column(ui, Space.NEAR, parent=scrolled)
        for content in contents:
            self.add(content)
        self.pane = ScrollPane(ui, scrolled, items=items, together=together)
        self._outside = Column(ui, Space.NEAR, parent=self)
        self._outside.addWidget(head)
        self._outside.addWidget(self.pane, 1)
        head.installEventFilter(self)

    def add(self, content: QWidget) -> None:
        """Put `content` below the head."""
        self._inside.addWidget(content, 1)

    def room(self) -> int:
        """Return how high the content can be, in dots, without anything to scroll."""
        return self.pane.height() - (self._head_height() + self._gap() if self._scrolls else 0)

    def hasHeightForWidth(self) -> bool:
        """It has not: what is too high scrolls."""
        return False

    def sizeHint(self) -> QSize:
        """What the pane asks for; it takes all the room there is."""
        return self.pane.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the pane needs; the head may scroll."""
        return self.pane.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See where there is room for the head."""
        super().resizeEvent(event)
        self._place_head()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See where there is room for the head when it says something else."""
        if event.type() is QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._place_head)  # it is in the midst of laying itself out
        return False

    @Slot()
    def _place_head(self) -> None:
        room = self.height() - self._head_height() - self._gap()
        scrolls = room < self.pane.least_height()
        if scrolls is self._scrolls:
            return
        self._scrolls = scrolls
        before, after = (self._outside, self._inside) if scrolls else (self._inside, self._outside)
        before.removeWidget(self._head)
        after.insertWidget(0, self._head)

    def _head_height(self) -> int:
        layout = self._head.layout()
        return layout.totalHeightForWidth(self.width()) if layout else self._head.sizeHint().height()

    def _gap(self) -> int:
        return self._ui.theme.px(Space.NEAR)
