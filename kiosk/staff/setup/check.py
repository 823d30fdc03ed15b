"""Check and open: what is missing, to be looked at or done, each leading to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.setup.tasks import Area, Level, Task, TaskList
from kiosk.staff.results.files import CommitmentPage
from kiosk.staff.setup.pane import Pane
from kiosk.staff.setup.requests import Show, TryOut, Visit
from kiosk.staff.setup.times import TimesPage
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.text import Text

_SIGNS = {
    Level.MISSING: ("error", "error"),
    Level.LOOK: ("warning", "warning"),
    Level.DONE: ("check", "accent"),
}
_LONGEST_COUNT = 6


class TaskRow(CardButton):
    """One task: how much it matters, by icon and word, and what is to be done."""

    def __init__(self, ui: UiContext, task: Task) -> None:
        super().__init__(ui)
        self.task = task
        self.level, self.text_ = Text("about"), Text("body")
        icon = IconLabel(ui, *_SIGNS[task.level])
        pass_touches_through(icon, self.level, self.text_)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.text_)
        words.addWidget(self.level)
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.TIGHT, Space.BLOCK, Space.TIGHT), self)
        row.addWidget(icon)
        row.addLayout(words, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui = self._ui
        text = ui.text(self.task.text.key, **self.task.text.values)
        level = f"{ui.text(f'setup.level.{self.task.level}')} · {ui.text(f'setup.area.{self.task.area}')}"
        self.text_.set_text(text)
        self.level.set_text(level)
        set_accessible_name(self, text)
        set_accessible_description(self, level)


class CheckPane(Pane):
    """Asks to `Show` the area of a task, or to `TryOut`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._tasks: TaskList | None = None
        self.rows: list[TaskRow] = []
        self.try_out = EntryButton(ui, "eye", "setup.try")
        self.try_out.clicked.connect(self._try)
        self.times = EntryButton(ui, "clock", "setup.times")
        self.visits(self.times, TimesPage)
        self.commitment = EntryButton(ui, "info", "staff.files.commitment")
        self.visits(self.commitment, CommitmentPage)
        column = Column(ui, Space.NEAR, parent=self)
        self._places = Column(ui, Space.TIGHT)
        column.addLayout(self._places)
        column.addWidget(self.times)
        column.addWidget(self.commitment)
        column.addWidget(self.try_out)
        column.addStretch(1)

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`: the most urgent first."""
        if self._tasks is not None and self._tasks.tasks == tasks.tasks:
            self._tasks = tasks
            return
        self._tasks = tasks
        clear_layout(self._places)
        order = list(Level)
        self.rows = [
            TaskRow(self.ui, task) for task in sorted(tasks.tasks, key=lambda task: order.index(task.level))
        ]
        for row in self.rows:
            row.clicked.connect(self._show)
            self._places.addWidget(row)
        self.try_out.setVisible(not tasks.election.practice)
        self.grown.emit()

    def stops(self) -> Sequence[QWidget]:
        """See `Pane`."""
        return (*self.rows, self.times, self.commitment, self.try_out)

    def retranslate(self) -> None:
        """See `Pane`."""
        for row in self.rows:
            row.retranslate()
        self.try_out.retranslate()
        self.times.retranslate()
        self.commitment.retranslate()

    @Slot()
    def _show(self) -> None:
        row = self.sender()
        if isinstance(row, TaskRow):
            is_here = row.task.area is Area.OPEN
            self.asked.emit(Visit(TimesPage) if is_here else Show(row.task.area))

    @Slot()
    def _try(self) -> None:
        self.asked.emit(TryOut())
