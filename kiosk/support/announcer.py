"""What the window says to those who do not see it: to screen readers, and to its own voice."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from shiboken6 import Shiboken

from election.texts import without_isolation

_LATE_MS = 3_000  # what takes longer is told to be under way


class Announcer(QObject):
    """Has everything that is said in one turn of the event loop read out as one text: of two that come
    together a screen reader drops the second. Emits `announced` with each at once, and `told` with
    the one text.
    """

    announced = Signal(str)
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._widget: QObject | None = None
        self._texts: list[str] = []
        self._late = ""
        self._is_urgent = False
        self._turn, self._wait = QTimer(self), QTimer(self)
        for timer, ends in ((self._turn, self._tell), (self._wait, self._tell_late)):
            timer.setSingleShot(True)
            timer.timeout.connect(ends)
        self._wait.setInterval(_LATE_MS)

    def say(self, widget: QObject, text: str, *, urgent: bool = False) -> None:
        """Announce `text` as coming from `widget`, at the end of this turn. An urgent one may interrupt what
        is being read.
        """
        if not text:
            return
        self._drop_late()
        self._widget = widget
        self._texts.append(text)
        self._is_urgent = self._is_urgent or urgent
        self._turn.start(0)
        self.announced.emit(text)

    def say_late(self, widget: QObject, text: str) -> None:
        """Announce `text`, that something is under way, if nothing else is said within some seconds: it must
        not come after the result, nor in its place.
        """
        self._widget, self._late = widget, text
        self._wait.start()

    def forget(self) -> None:
        """Say nothing of what was still to be said."""
        self._drop_late()
        self._turn.stop()
        self._texts.clear()
        self._widget, self._is_urgent = None, False

    def _drop_late(self) -> None:
        self._wait.stop()
        self._late = ""

    @Slot()
    def _tell_late(self) -> None:
        if self._widget is not None:
            self.say(self._widget, self._late)

    @Slot()
    def _tell(self) -> None:
        text = ". ".join(dict.fromkeys(without_isolation(each).rstrip(". ") for each in self._texts))
        widget, urgent = self._widget, self._is_urgent
        self.forget()
        if widget is None or not Shiboken.isValid(widget):
            return  # the window is gone
        event = QAccessibleAnnouncementEvent(widget, text)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.told.emit(text)
