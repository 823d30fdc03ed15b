"""The pages of the window, one shown at a time."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.widgets.accessible import untold


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

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show `page`. Nothing on the page before keeps the focus: Qt would hand it on to one control
        after another, and a screen reader tells of each.
        """
        here = self.focusWidget() if self.currentWidget() is not page else None
        if here is not None:
            with untold(here):  # Qt would tell that it has just got the keyboard
                here.clearFocus()
        super().setCurrentWidget(page)

    @Slot()
    def _changed(self) -> None:
        self.updateGeometry()
