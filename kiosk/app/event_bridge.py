"""From the election's events, which come in any thread, to one Qt signal in the window's."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from election.events import Event, Events

_GATHER_MS = 100  # a burst of ballots redraws the results once


class EventBridge(QObject):
    """Turns events into signals on the thread it was made on.

    `event_received` comes once for every event; `changed` once for all that came within a tenth of a
    second, and always after the last of them. Call `close` before the services go.
    """

    event_received = Signal(object)
    changed = Signal()
    _arrived = Signal(object)

    def __init__(self, events: Events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_GATHER_MS)
        self._timer.timeout.connect(self._tell)
        # Queued even from our own thread: whoever publishes is never held up by what a screen does with it.
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = events.subscribe(self._forward)
        self._closed = False

    def close(self) -> None:
        """Stop listening; nothing is emitted afterwards. A second call does nothing."""
        self._closed = True
        self._unsubscribe()
        self._timer.stop()

    def _forward(self, event: Event) -> None:
        self._arrived.emit(event)

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if self._closed:
            return
        self.event_received.emit(event)
        if not self._timer.isActive():  # restarting it would put off `changed` for as long as votes pour in
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
