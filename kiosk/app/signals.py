"""Ctrl-C and SIGTERM while Qt's event loop runs."""

import signal
import socket
import threading
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication


class QuitOnSignals(QObject):
    """Ends the event loop on SIGINT and SIGTERM, as if the window had been closed by its owner.

    Qt's loop lets no Python code run while it waits, so a handler alone would wait for the next click. Python
    writes each signal's number into a socket the moment it comes; Qt watches that socket.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._read_end, self._write_end = socket.socketpair()
        for end in (self._read_end, self._write_end):
            end.settimeout(0)
        self._before: dict[signal.Signals, Any] = {}
        if threading.current_thread() is threading.main_thread():
            self._wakeup_before = signal.set_wakeup_fd(self._write_end.fileno(), warn_on_full_buffer=False)
            for number in (signal.SIGINT, signal.SIGTERM):  # the socket does the work
                self._before[number] = signal.signal(number, lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._read_end.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._signalled)

    @Slot()
    def _signalled(self) -> None:
        self._read_end.recv(64)
        self._application.exit()  # unlike quit(), which asks every window, and a locked one refuses

    def close(self) -> None:
        """Give the signals back to whoever had them."""
        self._notifier.setEnabled(False)
        if self._before:
            signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler or signal.SIG_DFL)  # None: set by something that is not Python
        self._read_end.close()
        self._write_end.close()
