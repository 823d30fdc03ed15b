"""A part of a screen that scrolls, up and down only, without any gesture."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.layout.scroll_rail import ScrollRail

_PART_OF_A_PAGE = 0.8  # the last row before is the first one after: nobody loses their place


_TAB = Qt.FocusPolicy.TabFocus
_PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class _Area(QScrollArea):
    """Leaves the keys to the pane: where they lead the focus goes, and not only the picture."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand it on."""
        event.ignore()


class ScrollPane(QWidget):
    """Shows `content` as wide as there is room. Where it is too high, a bar stands beside it between two
    buttons that go a page up and down. Where `items` tells what the content is a list of, the buttons say
    how many more there are, and a page begins with a whole one. One that `fits` is never higher than its
    content. `together` tells what else should be seen with a widget, what matters most first.
    Emits `resized`.
    """

    resized = Signal()

    def __init__(
        self,
        ui: UiContext,
        content: QWidget,
        *,
        fits: bool = False,
        items: Callable[[], Sequence[QWidget]] = tuple,
        together: Callable[[QWidget], Sequence[QWidget]] = lambda _widget: (),
    ) -> None:
        super().__init__()
        self._ui = ui
        self._content = content
        self._fits = fits
        self._items = items
        self._together = together
        self._sought: QWidget | None = None
        if fits:
            content.installEventFilter(self)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._area, self._window = _Area(), QWidget()
        # One of ours: to hand out Qt's own, PySide would load every kind of widget there is.
        self._area.setViewport(self._window)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its own bar would come and go inside the area and change the width the text is wrapped for.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        QScroller.grabGesture(self._window, QScroller.ScrollerGestureType.TouchGesture)
        self._rail = ScrollRail(ui)
        self.up, self.down = self._rail.up, self._rail.down
        for bar in (self._area.verticalScrollBar(), self._area.horizontalScrollBar()):
            bar.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt gives every bar a menu
        row = Row(ui, parent=self)
        row.addWidget(self._area, 1)
        row.addWidget(self._rail)
        self._rail.hide()
        self.up.clicked.connect(self._go_up)
        self.down.clicked.connect(self._go_down)
        self._bar = self._area.verticalScrollBar()
        self._bar.valueChanged.connect(self._update)
        # Queued: the range changes in the midst of laying out, and the rail must not come and go in there.
        self._bar.rangeChanged.connect(self._room_changed, Qt.ConnectionType.QueuedConnection)

    def retranslate(self) -> None:
        """Name the buttons in the language of the moment."""
        self._update()

    def restyle(self) -> None:
        """Keep what was the first to be seen in sight, however large it is now."""
        first = next((item for item in self._items() if self._bottom(item) > self._bar.value()), None)
        if first is not None and self._bar.value() > 0:
            self.reveal_soon(first)

    def reveal_soon(self, item: QWidget) -> None:
        """Scroll to `item`, and again as long as things are finding their places."""
        self._sought = item
        QTimer.singleShot(0, self, self._reveal_sought)

    @Slot()
    def _reveal_sought(self) -> None:
        if self._sought is not None and self._sought in self._items():
            self.reveal(self._sought)

    def buttons(self) -> tuple[Button, Button]:
        """Return the button up and the button down."""
        return self.up, self.down

    def least_height(self) -> int:
        """Return the height, in dots, that the bar and its buttons need."""
        return self._rail.tall_height()

    def to_top(self) -> None:
        """Show the beginning."""
        self._sought = None
        self._bar.setValue(0)

    def follow(self, widget: QWidget) -> None:
        """The keyboard went to `widget`: keep that in sight, and no more what was sought before."""
        if widget is not self._sought:
            self._sought = None
        self.reveal(widget)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until all of `widget` can be seen, if it lies in the content, and as much of what belongs to
        it as there is room for. (Qt's own way would be satisfied with the cursor of a line.)
        """
        if not self._content.isAncestorOf(widget):
            return
        # Or what came just now would still be at the top, and the bar would end too early.
        if (layout := self._content.layout()) is not None:
            layout.activate()
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))
        bar, page = self._bar, self._bar.pageStep()
        top, bottom = self._top(widget), self._bottom(widget)
        for other in self._together(widget):
            with_it = min(top, self._top(other)), max(bottom, self._bottom(other))
            if with_it[1] - with_it[0] <= page:
                top, bottom = with_it
        room = max(0, min(self._ui.theme.px(Space.BLOCK), (page - (bottom - top)) // 2))
        bar.setValue(min(max(bar.value(), bottom + room - page), top - room))

    def sizeHint(self) -> QSize:
        """One that fits asks for its content's height at this width, and takes less where there is less."""
        hint = super().sizeHint()
        if self._fits:
            height = self._content.heightForWidth(self._window.width())
            hint.setHeight(height if height > 0 else self._content.sizeHint().height())
        return hint

    def minimumSizeHint(self) -> QSize:
        """Room for a short rail, or for a line to type in. One that fits has no rail there: the on-screen
        keyboard leaves little room, and leads from line to line itself.
        """
        hint = super().minimumSizeHint()
        theme = self._ui.theme
        hint.setHeight(theme.px(Length.TARGET) + 2 * theme.px(Space.BLOCK if self._fits else Length.RING))
        return hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page through it, or go to either end."""
        if not self.turn(event.key()):
            super().keyPressEvent(event)

    def turn(self, key: int) -> bool:
        """Have Page Up, Page Down, Home or End lead the focus through the items, or where these do not
        take it, scroll. Return whether `key` is one of them.
        """
        if key not in _PAGING:
            return False
        stops = [item for item in self._items() if item.isEnabled() and item.focusPolicy() & _TAB]
        if stops:
            self._lead(stops, key).setFocus(Qt.FocusReason.TabFocusReason)
        elif key == Qt.Key.Key_Home:
            self.to_top()
        elif key == Qt.Key.Key_End:
            self._bar.setValue(self._bar.maximum())
        else:
            (self._go_up if key == Qt.Key.Key_PageUp else self._go_down)()
        return True

    def _lead(self, stops: Sequence[QWidget], key: int) -> QWidget:
        """Return the one that `key` leads to."""
        here = next((stop for stop in stops if stop.hasFocus()), None)
        top, page = self._top(here) if here else self._bar.value(), self._bar.pageStep()
        if key == Qt.Key.Key_PageDown:
            ahead = [stop for stop in stops if top < self._top(stop) <= top + page - stop.height()]
            return ahead[-1] if ahead else next((each for each in stops if self._top(each) > top), stops[-1])
        if key == Qt.Key.Key_PageUp:
            behind = [stop for stop in stops if top > self._top(stop) >= top - page + stop.height()]
            before = [each for each in stops if self._top(each) < top]
            return behind[0] if behind else before[-1] if before else stops[0]
        return stops[0] if key == Qt.Key.Key_Home else stops[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how high the rail can be."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._room_changed)  # it is in the midst of laying itself out
        self.resized.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the content's height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return False

    @Slot()
    def _go_up(self) -> None:
        """Bring the last one above that is not whole to the bottom, or what fits of it."""
        self._sought = None
        bar, page = self._bar, self._bar.pageStep()
        above = [self._bottom(item) for item in self._items() if self._top(item) < bar.value()]
        part = bar.value() - round(page * _PART_OF_A_PAGE)
        bar.setValue(min(max(above) - page, bar.value() - 1) if above and max(above) > part else part)

    @Slot()
    def _go_down(self) -> None:
        """Bring the first one below that is not whole to the top, if there is more than it to be seen."""
        self._sought = None
        bar, page = self._bar, self._bar.pageStep()
        below = [self._top(item) for item in self._items() if self._bottom(item) > bar.value() + page]
        part = bar.value() + round(page * _PART_OF_A_PAGE)
        bar.setValue(min(below) if below and bar.value() < min(below) else part)

    def _top(self, item: QWidget) -> int:
        return item.mapTo(self._content, QPoint(0, 0)).y()

    def _bottom(self, item: QWidget) -> int:
        return self._top(item) + item.height()

    def _say_more(self) -> None:
        """Say on each button how many are not seen whole that way."""
        first, last = self._bar.value(), self._bar.value() + self._bar.pageStep()
        items = self._items()
        above = sum(self._top(item) < first - 1 for item in items)
        below = sum(self._bottom(item) > last + 1 for item in items)
        self._rail.set_counts(above, below, len(items))

    @Slot()
    def _room_changed(self) -> None:
        """Show the bar and its buttons if there is something to scroll. Keep what has the focus in sight:
        the on-screen keyboard may have taken the room below.
        """
        tall = self.height() >= self._rail.tall_height()
        self._rail.set_short(short=not tall)
        self._rail.setVisible(self._bar.maximum() > 0 and (tall or not self._fits))
        self._update()
        self._reveal_sought()
        here = self._content.focusWidget()
        if here is not None and here.hasFocus():
            self.reveal(here)

    @Slot()
    def _update(self) -> None:
        self._rail.show_place(self._bar.value(), self._bar.maximum(), self._bar.pageStep())
        self._say_more()


def reveal(widget: QWidget) -> None:
    """Bring `widget` into sight if it lies in a pane."""
    pane = widget.parent()
    while pane is not None and not isinstance(pane, ScrollPane):
        pane = pane.parent()
    if pane is not None:
        pane.follow(widget)
