"""What the window says to those who do not see it: to screen readers, and to its own voice."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


class Announcer(QObject):
    """Has a text read out once. Emits `announced` with it, and keeps nothing."""

    announced = Signal(str)

    def say(self, widget: QObject, text: str, *, urgent: bool = False) -> None:
        """Announce `text` as coming from `widget`. An urgent one may interrupt what is being read."""
        if not text:
            return
        event = QAccessibleAnnouncementEvent(widget, text)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        self.announced.emit(text)
