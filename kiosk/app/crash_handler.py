"""Exceptions that nobody caught: logged with their traceback, and told in one general sentence."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

# What the platform without a screen says of every window.
_OF_NO_USE = ("This plugin does not support propagateSizeHints()",)

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHandler(QObject):
    """While installed, sends uncaught exceptions of every thread, and what Qt itself has to say, to the log.
    Emits `failed`, on the thread it was made on, once for each exception.
    """

    failed = Signal()
    _caught = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Take over from Python's own hooks, until `remove`."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.on_exception
        threading.excepthook = self.on_thread_exception
        qInstallMessageHandler(self.on_qt_message)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log what nobody caught. Ctrl-C stays Python's own affair."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("nobody caught this", exc_info=(kind, error, trace))
        self._caught.emit()

    def on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        """The same for other threads."""
        if arguments.exc_value is not None:
            self.on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def on_qt_message(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Log what Qt says."""
        level = logging.DEBUG if message in _OF_NO_USE else _LEVELS[kind]
        logging.getLogger("qt").log(level, "%s", message)

    @Slot()
    def _tell(self) -> None:
        self.failed.emit()
