"""What the panes of the areas have in common."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from election.setup.tasks import TaskList
from kiosk.staff.page import StaffPage
from kiosk.staff.setup.requests import Visit
from kiosk.style.context import UiContext


class Pane(QWidget):
    """Shows one area. What its user wants it asks for by `asked`, and `grown` tells that there are other
    widgets in it now.
    """

    asked = Signal(object)
    grown = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.ui = ui
        self._visits: dict[QObject, type[StaffPage]] = {}

    def show_tasks(self, tasks: TaskList) -> None:
        """Show the election as it is now."""

    def visits(self, button: QAbstractButton, page: type[StaffPage]) -> None:
        """Have `button` open another page of the staff."""
        self._visits[button] = page
        button.clicked.connect(self._visit)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through, in the order it is read."""
        return ()

    def save(self) -> None:
        """Ask at once for what was typed and not asked for yet."""

    def forget(self) -> None:
        """Forget what was typed."""

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""

    @Slot()
    def _visit(self) -> None:
        self.asked.emit(Visit(self._visits[self.sender()]))
