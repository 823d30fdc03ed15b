"""The staff panel: what there is to know, and the pages there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.errors import Message
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.way_in import WayIn
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.foot import Foot
from kiosk.widgets.layout.headed import Headed
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Screen, head, page
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the panel: its icon, the beginning of its texts' keys, and its screen."""

    icon: str
    key: str
    screen: Screen


class StaffScreen(Screen):
    """Emits `chosen` with a page's screen, `done` for the way back to the voters, and `leave`."""

    chosen = Signal(object)
    done = Signal()
    leave = Signal()

    def __init__(self, ui: UiContext, pages: Sequence[Page]) -> None:
        super().__init__(ui)
        self._locked = False
        self._news: tuple[Message, ...] = ()
        self.title = Text("title")
        self.notices = [Notice(ui, "warning") for _ in range(_MOST_NEWS)]
        self.pages = {each.key: WayIn(ui, each.icon, each.key) for each in pages}
        self._screens = {self.pages[each.key]: each.screen for each in pages}
        for way in self.pages.values():
            way.clicked.connect(self._choose)
        self.leave_button = Button(ui, "secondary", "cross")
        self.done_button = Button(ui, "primary", "next", icon_last=True)
        self.leave_button.clicked.connect(self.leave)
        self.done_button.clicked.connect(self.done)
        main = Headed(ui, head(ui, self.title), self._content())
        self._pane = main.pane
        column = page(ui, self)
        column.addWidget(main, 1)
        column.addWidget(Foot(ui, (self.leave_button,), (self.done_button,)))

    def tell(self, news: Sequence[Message], *, locked: bool) -> None:
        """Say what the staff must know, and whether the kiosk is locked until they are done."""
        self._news, self._locked = tuple(news), locked
        self._say_news()

    def stops(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.pages.values(), *self._pane.buttons(), self.leave_button, self.done_button)

    def enter(self) -> None:
        """Start from the top."""
        super().enter()
        self._pane.to_top()

    def clear(self) -> None:
        """Forget the news: the next entry brings its own."""
        self.tell((), locked=False)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.say(self.ui.text("staff.title"))
        self.leave_button.say(self.ui.text("staff.leave"))
        for way in self.pages.values():
            way.retranslate()
        self._pane.retranslate()
        self._say_news()

    def _say_news(self) -> None:
        said = [self.ui.text(each.key, **each.values) for each in self._news]
        for notice, text in zip(self.notices, [*said, *[""] * _MOST_NEWS], strict=False):
            notice.say(text)
        self.done_button.say(self.ui.text("staff.unlock" if self._locked else "staff.done"))

    def _content(self) -> QWidget:
        content = QWidget()
        column = Column(self.ui, Space.NEAR, parent=content)
        edged = Column(self.ui, Space.TIGHT, (Length.RING, None, Length.RING, None))
        for notice in self.notices:
            edged.addWidget(notice)
        column.addLayout(edged)
        for way in self.pages.values():
            column.addWidget(way)
        column.addStretch(1)
        return content

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(next(screen for way, screen in self._screens.items() if way is self.sender()))


_MOST_NEWS = 6
