"""Codes: whether any are needed, and how many there are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from election.models import WayIn
from election.setup.tasks import Area, TaskList
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.setup.pane import Pane
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


class CodesPane(Pane):
    """Says how the codes stand."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._tasks: TaskList | None = None
        self.words = Text("body")
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), self)
        column.addWidget(self.words)
        self.codes_button = Button(ui, "secondary", "ticket")
        self.visits(self.codes_button, CodesPage)
        more = Row(ui)
        more.addWidget(self.codes_button)
        more.addStretch(1)
        column.addLayout(more)
        column.addStretch(1)

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`."""
        self._tasks = tasks
        self.retranslate()

    def stops(self) -> Sequence[QWidget]:
        """See `Pane`."""
        return (self.codes_button,)

    def retranslate(self) -> None:
        """See `Pane`."""
        tasks = self._tasks.of(Area.CODES) if self._tasks else ()
        ways = self._tasks.election.ways_in if self._tasks else ()
        self.codes_button.setVisible(WayIn.CODE in ways or WayIn.SLIP in ways)
        self.codes_button.set_text(self.ui.text("setup.codes.open"))
        self.words.set_text(". ".join(self.ui.text(each.text.key, **each.text.values) for each in tasks))
