"""What voters see: the header, notices, one screen at a time, and the on-screen keyboard below it."""

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import LocalText
from kiosk.accessibility.services import AccessibilityServices
from kiosk.style.context import UiContext
from kiosk.support.api_status import ApiStatus
from kiosk.voter.screens.start import StartScreen
from kiosk.widgets.header import Header
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.stack import Stack
from kiosk.widgets.notices.failure import FailureNotice
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Screen


class MainPage(QWidget):
    """Holds `start` and every screen that is added; `accessibility` shows one, fading within `fade_ms`."""

    def __init__(self, ui: UiContext, title: LocalText | None, start: StartScreen, fade_ms: int) -> None:
        super().__init__()
        self._ui = ui
        self._screens: list[Screen] = []
        self._stack = stack = Stack()
        self._start = start
        self.add((start,))
        self.header = Header(ui, title)
        self.notice, self.font_notice = FailureNotice(ui), Notice(ui, "warning")
        self.accessibility = AccessibilityServices(ui, stack, self, fade_ms)
        self.accessibility.keyboard.opened.connect(self._make_room)
        column = Column(ui, parent=self)
        for widget in (self.header, self.font_notice, self.notice):
            column.addWidget(widget)
        column.addWidget(stack, 1)
        column.addWidget(self.accessibility.keyboard)

    @Slot(object)
    def add(self, screens: Iterable[Screen]) -> None:
        """Hold these too."""
        for screen in screens:
            self._stack.addWidget(screen)
            self._screens.append(screen)
            screen.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.header.retranslate()
        self.accessibility.keyboard.retranslate()
        for screen in self._screens:
            screen.retranslate()
        self.notice.retranslate()

    @Slot(object)
    def set_status(self, status: ApiStatus) -> None:
        """Show how the API can be reached from now on, or why it cannot."""
        self._start.set_status(status)

    @Slot(object)
    def show_screen(self, screen: Screen) -> None:
        """Bring `screen` before the voter; what failed before is over. That letters are missing is for the
        staff, on the first screen; everywhere else the room is the voter's.
        """
        self.notice.recover()
        self.font_notice.setVisible(bool(self.font_notice.plain_text()) and screen is self._start)
        self.accessibility.show_screen(screen)

    @Slot(bool)
    def _make_room(self, opened: bool) -> None:  # noqa: FBT001 - a slot's only argument
        self._ui.presses.changed()
        for screen in self._screens:
            screen.make_room(needed=opened)
