"""A widget that lays out itself what is in it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext


class Arranged(QWidget):
    """Calls `arrange` whenever there is other room, another look, or something in it comes, goes or asks for
    other room. It is for what Qt's layouts cannot do; subclasses set its least height there.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    def arrange(self) -> None:
        """Give everything its place."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Arrange anew."""
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange anew: nobody tells what changed unseen."""
        super().showEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange anew when something in it asks for other room: its words have changed."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)
