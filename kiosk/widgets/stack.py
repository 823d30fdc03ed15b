"""The pages of the window, one shown at a time."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """Asks for the room of the page that is shown, not of the largest there is: while a form shares the
    window with the on-screen keyboard, it does not matter what a ballot would need.
    """

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        """As the page has it."""
        page = self.currentWidget()
        return page.sizeHint() if page else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the page has it."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()

    @Slot()
    def _changed(self) -> None:
        self.updateGeometry()
