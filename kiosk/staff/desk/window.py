"""The desk in a window of its own on a second screen, while people go on voting in theirs."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from election.admin.passphrase import WrongTries
from election.errors import Message
from election.events import Event
from kiosk.lockdown.idle import IdleAction, IdleTimer
from kiosk.lockdown.idle_guard import IdleGuard
from kiosk.projector.window import SecondScreens
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.page import DeskPage
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.style.screen_scale import ScreenScale
from kiosk.widgets.layout.boxes import restyle_all
from kiosk.widgets.layout.stack import Stack
from kiosk.widgets.screen import Screen

P = TypeVar("P", bound=StaffPage)
IDLE_SECONDS = 120.0


class DeskFlow(QObject):
    """The way through the pages of the desk, and to no other: it is the `Navigator` of its window. Emits
    `shown` with the screen of each page.
    """

    shown = Signal(object)

    def __init__(self, staff: StaffContext, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = replace(staff, ui=ui, navigator=self)
        self._pages: dict[type[StaffPage], StaffPage] = {}
        self._way: list[StaffPage] = []

    @property
    def is_locked(self) -> bool:
        """Whether the desk's passphrase is being asked for."""
        return not self._way or isinstance(self._way[-1], DeskEnterPage)

    def page(self, kind: type[P]) -> P:
        """Return the one page of this kind."""
        if kind not in self._pages:
            self._pages[kind] = kind(self._context)
        return cast("P", self._pages[kind])

    def event_received(self, event: Event) -> None:
        """Have every page know of it."""
        for page in self._pages.values():
            page.event_received(event)

    @Slot()
    def lock(self) -> None:
        """Forget all, and ask for the passphrase."""
        self._begin(self.page(DeskEnterPage))

    def to_desk(self) -> None:
        """The passphrase was right."""
        self._begin(self.page(DeskPage))

    def open(self, kind: type[StaffPage], subject: object = None) -> None:
        """Show the page of this kind, if it is one of the desk's."""
        if kind.for_desk:
            self._show(self.page(kind), subject)

    def back(self, *news: Message) -> None:
        """Show the page one came from; from the desk, lock it."""
        if self._way:
            self._way.pop().forget()
        if not self._way:
            self.lock()
            return
        page = self._way.pop()
        self._show(page)
        page.tell(*news)

    def back_to(self, kind: type[StaffPage], *news: Message) -> None:
        """Show the page of this kind."""
        self.open(kind)
        self.page(kind).tell(*news)

    def entered(self, _tries: WrongTries | None) -> None:
        """There is no panel here."""
        self.lock()

    def to_voters(self) -> None:
        """The voters' screen is another window."""
        self.lock()

    def end_program(self) -> None:
        """Nobody ends it from here."""
        self.lock()

    def _begin(self, page: StaffPage) -> None:
        self._way.clear()
        for each in self._pages.values():
            each.forget()
        self._show(page)

    def _show(self, page: StaffPage, subject: object = None) -> None:
        self._way.append(page)
        page.prepare(subject)
        self.shown.emit(page.screen)


class _Window(QMainWindow):
    """Shows one page of the desk at a time. Closes itself when it comes to another screen."""

    closed = Signal()

    def __init__(self, ui: UiContext, staff: StaffContext, idle: IdleTimer) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.ui = ui
        self._scale = ScreenScale(self)
        self._scale.changed.connect(self._restyle)
        self._on: QScreen | None = None
        self._stack = Stack()
        self.setCentralWidget(self._stack)
        self.flow = DeskFlow(staff, ui, self)
        self.flow.shown.connect(self._show_screen)
        self.idle_guard = IdleGuard(idle, self._idle_action, self)
        self.idle_guard.left.connect(self.flow.lock)
        self.setWindowTitle(ui.text("staff.desk.title"))
        self._restyle()
        self.flow.lock()

    def open_on(self, screen: QScreen) -> None:
        """Fill `screen`."""
        self._on = screen
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def showEvent(self, event: QShowEvent) -> None:
        """See from here on what comes from the system, and where it puts the window."""
        super().showEvent(event)
        handle = self.windowHandle()
        handle.installEventFilter(self)
        handle.screenChanged.connect(self._screen_changed, Qt.ConnectionType.UniqueConnection)
        self._scale.watch(handle)
        self._screen_changed(handle.screen())

    def eventFilter(self, _handle: QObject, event: QEvent) -> bool:
        """Note that somebody is there; what comes after the time was up is not for what was there."""
        return not self.idle_guard.admits(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+L locks, wherever the cursor is."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_L:
            self.flow.lock()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing stays to be seen."""
        self._on = None
        self.idle_guard.stop()
        self.flow.lock()
        super().closeEvent(event)
        self.closed.emit()

    def _idle_action(self) -> IdleAction:
        return IdleAction.NOTHING if self.flow.is_locked else IdleAction.RETURN

    @Slot(object)
    def _show_screen(self, screen: Screen) -> None:
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
        screen.retranslate()
        self._stack.setCurrentWidget(screen)
        screen.enter()
        self.idle_guard.check()

    @Slot()
    def _restyle(self) -> None:
        theme = self._scale.on_window(self.ui.theme)
        if theme != self.ui.theme or not self.styleSheet():
            self.ui.theme = theme
            self.setStyleSheet(theme.stylesheet())
            restyle_all(self)

    @Slot(QScreen)
    def _screen_changed(self, screen: QScreen | None) -> None:
        if self._on is not None and screen is not self._on:
            self.hide()
            self.close()


class DeskWindow(QObject):
    """Opens and closes the desk's window, beside that of the `voters`. `ui` makes what it looks like, `staff`
    is what its pages are given. Emits `changed` when it opens or goes, or screens come or go.

    As long as it is open the keyboard is the desk's: with each touch of a voter the system would give it to
    their window, and an Enter of the poll worker mark their ballot.
    """

    changed = Signal()

    def __init__(
        self,
        ui: Callable[[], UiContext],
        staff: StaffContext,
        screens: SecondScreens,
        voters: QWidget,
        idle: Callable[[], IdleTimer] = lambda: IdleTimer(IDLE_SECONDS, 0),
    ) -> None:
        super().__init__(voters)
        self._ui, self._staff, self._screens, self._idle = ui, staff, screens, idle
        self._voters = voters.windowHandle()
        self.window: _Window | None = None
        screens.changed.connect(self._screens_changed)

    @property
    def is_open(self) -> bool:
        """Whether there is one."""
        return self.window is not None

    def screens(self) -> tuple[QScreen, ...]:
        """Return the screens that it may be opened on."""
        return self._screens.found(self)

    def open(self) -> bool:
        """Open it on the first of the second screens, locked; return False where there is none."""
        found = self.screens()
        if not found:
            return False
        if self.window is None:
            self.window = _Window(self._ui(), self._staff, self._idle())
            self.window.closed.connect(self._closed)
            self._voters.installEventFilter(self)
        self.window.open_on(found[0])
        if self.is_open:  # the system may have put it elsewhere
            self._screens.take(self, found[0])
        self.changed.emit()
        return self.is_open

    @Slot()
    def close(self) -> None:
        """Close it."""
        if self.window is not None:
            self.window.close()

    def eventFilter(self, _voters: QObject, event: QEvent) -> bool:
        """Have what is typed go to the desk."""
        if not isinstance(event, QKeyEvent) or self.window is None:
            return False
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.window.activateWindow()
            QCoreApplication.sendEvent(self.window.windowHandle(), event.clone())
        return True

    @Slot(object)
    def event_received(self, event: Event) -> None:
        """Have its pages know of it."""
        if self.window is not None:
            self.window.flow.event_received(event)

    @Slot()
    def _screens_changed(self) -> None:
        if self.window is not None and self.window.screen() not in self.screens():
            self.window.close()
        self.changed.emit()

    @Slot()
    def _closed(self) -> None:
        self._voters.removeEventFilter(self)
        if self.window is not None:
            self.window.deleteLater()
        self.window = None
        self._screens.take(self, None)
        self.changed.emit()
