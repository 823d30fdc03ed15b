"""Codes: whether any are needed, and how many there are."""

from election.setup.tasks import Area, TaskList
from kiosk.staff.setup.pane import Pane
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text


class CodesPane(Pane):
    """Says how the codes stand."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._tasks: TaskList | None = None
        self.words = Text("body")
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), self)
        column.addWidget(self.words)
        self.more = Column(ui, Space.NEAR)
        column.addLayout(self.more)
        column.addStretch(1)

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`."""
        self._tasks = tasks
        self.retranslate()

    def retranslate(self) -> None:
        """See `Pane`."""
        tasks = self._tasks.of(Area.CODES) if self._tasks else ()
        self.words.set_text(". ".join(self.ui.text(each.text.key, **each.text.values) for each in tasks))
