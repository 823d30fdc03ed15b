"""The window on the second screen, and which screens there are for it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.projector.picture import Picture


class SecondScreens(QObject):
    """The screens that voters do not look at: all but the one `voters`, their window, is on. One that shows
    the same, as a mirrored projector does, is none of them. Emits `changed` when there are others. Made
    once that window has been shown.
    """

    changed = Signal()

    def __init__(self, voters: QWidget) -> None:
        super().__init__(voters)
        self._voters = voters
        self._taken: dict[QObject, QScreen] = {}
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screens_changed)
            application.screenRemoved.connect(self._screens_changed)
        if (handle := voters.windowHandle()) is not None:
            handle.screenChanged.connect(self._screens_changed)

    def found(self, owner: QObject) -> tuple[QScreen, ...]:
        """Return them, as they are now, but for those that another than `owner` has taken."""
        voters = self._voters.screen().geometry()
        others = [screen for each, screen in self._taken.items() if each is not owner]
        return tuple(
            each
            for each in QGuiApplication.screens()
            if not each.geometry().intersects(voters) and each not in others
        )

    def take(self, owner: QObject, screen: QScreen | None) -> None:
        """Keep `screen` for `owner`; None: keep none."""
        self._taken.pop(owner, None)
        if screen is not None:
            self._taken[owner] = screen
        self.changed.emit()

    @Slot(QScreen)
    def _screens_changed(self, _screen: QScreen) -> None:
        self.changed.emit()


class ProjectorWindow(QWidget):
    """Fills one screen with `picture`. It takes no focus, no key and no press, and has the window of the
    voters active again where the system made it so. It closes itself, and emits `closed`, as soon as it is on
    another screen than it was opened on. Whoever made it deletes it.
    """

    closed = Signal()

    def __init__(self, picture: Picture, voters: QWidget) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.WindowStaysOnTopHint,
        )
        self._voters = voters
        self._on: QScreen | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picture)

    def open_on(self, screen: QScreen) -> None:
        """Fill `screen`."""
        self._on = screen
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # `showFullScreen` would ask for the focus
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """See from here on where the system puts it."""
        super().showEvent(event)
        self.windowHandle().screenChanged.connect(self._screen_changed, Qt.ConnectionType.UniqueConnection)
        self._screen_changed(self.windowHandle().screen())

    def event(self, event: QEvent) -> bool:
        """No key reaches it, and it is never the active window for long."""
        if isinstance(event, QKeyEvent):
            return True
        if event.type() is QEvent.Type.WindowActivate:
            self._voters.activateWindow()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it goes."""
        self._on = None
        super().closeEvent(event)
        self.closed.emit()

    @Slot(QScreen)
    def _screen_changed(self, screen: QScreen | None) -> None:
        if self._on is not None and screen is not self._on:
            self.hide()  # at once, before anything is drawn there
            self.close()
