"""Keeps a voter inside the kiosk: nothing but the window, and no way to close it or to open another."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QSessionManager
from PySide6.QtWidgets import QWidget

_DRAGS = (
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
    QEvent.Type.ContextMenu,
)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
_KEYS_OUT = frozenset((Qt.Key.Key_Escape, Qt.Key.Key_Menu, Qt.Key.Key_Help, Qt.Key.Key_Print))
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)
_LEAVING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def leads_out(event: QKeyEvent) -> bool:
    """Return whether a key is for the system, a menu or a shortcut, and none that types. (Where AltGr counts
    as Alt, it comes with the letter it types.)
    """
    if event.key() in _KEYS_OUT or event.key() in _FUNCTION_KEYS:
        return True
    modifiers = event.modifiers()
    types = event.text().isprintable() and bool(event.text())
    altgr = bool(modifiers & Qt.KeyboardModifier.ControlModifier) and types
    return bool(modifiers & _LEAVING) and not altgr


class Lock(QObject):
    """Locks `window`: no frame, in front of everything, and nothing gets through that leads out."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._on = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._session_ends)
            application.applicationStateChanged.connect(self._state_changed)

    def _window(self) -> QWidget:
        # Kept as the parent alone: the window refers to this, and would be kept alive by a reference back.
        return cast("QWidget", self.parent())

    @property
    def on(self) -> bool:
        """Whether the window is locked."""
        return self._on

    def engage(self) -> None:
        """Lock the window, which is not shown yet."""
        self._on = True
        for flag in (Qt.WindowType.FramelessWindowHint, Qt.WindowType.WindowStaysOnTopHint):
            self._window().setWindowFlag(flag)

    def release(self) -> None:
        """Let the window be closed."""
        self._on = False

    def refuses(self, event: QEvent) -> bool:
        """Return whether the window is not to see `event`."""
        if not self._on:
            return False
        if event.type() in _DRAGS:
            return True
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            return leads_out(event)
        # The right button opens menus, and the middle one pastes what the voter before has marked.
        left = Qt.MouseButton.LeftButton
        return isinstance(event, QMouseEvent) and event.type() in _MOUSE and event.button() != left

    def window_changed(self) -> None:
        """Fill the screen again when the system has made the window small."""
        if self._on and self._window().windowState() != Qt.WindowState.WindowFullScreen:
            QTimer.singleShot(0, self._window().showFullScreen)

    @Slot(QSessionManager)
    def _session_ends(self, session: QSessionManager) -> None:
        if self._on:
            session.cancel()

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        """Come to the front again when something else has."""
        if self._on and state is not Qt.ApplicationState.ApplicationActive and self._window().isVisible():
            QTimer.singleShot(0, self._window().raise_)
            QTimer.singleShot(0, self._window().activateWindow)
