"""The event log as it is seen: whether it holds, a table in which lines are found, and the line selected."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum, auto

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from election.act_kinds import ActGroup
from election.log_models import LogLine
from election.records.log import CheckedLog, in_groups
from election.records.log_words import fault_words, found_lines, line_words
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.line import Line
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.page import inset_row
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.table.texts import TextsModel
from kiosk.widgets.table.view import StaffTable
from kiosk.widgets.text import Text

_LONGEST_SOUGHT = 100
_SHARES = (8, 26, 66)
_HEADS = ("number", "when", "what")


class LogRequest(Enum):
    """What the page is asked for."""

    AGAIN = auto()
    OBSERVER = auto()


class LogScreen(PageScreen):
    """Asks for a `LogRequest`. The newest line is first."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "log.page")
        self._log: CheckedLog | None = None
        self._lines: list[LogLine] = []
        self._group: ActGroup | None = None
        self.fault = Notice(ui, "error")
        self.find_label, self.found = Text("label"), Text("about")
        self.find_line = Line()
        self.find_line.limit(_LONGEST_SOUGHT)
        self.find_line.textChanged.connect(self._find)
        self.group_buttons = {group: _one_of(Button(ui, "plain")) for group in (None, *ActGroup)}
        for group, button in self.group_buttons.items():
            button.clicked.connect(lambda _on=False, group=group: self._choose(group))
        self.model = TextsModel(self)
        self.table = StaffTable(ui, self.model, _SHARES)
        self.table.picked.connect(self._tell_line)
        self.line_text = Text("about")
        self.utc_button = Button(ui, "plain", "clock")
        self.utc_button.setCheckable(True)
        self.utc_button.clicked.connect(self._find)
        self.again_button = Button(ui, "plain", "change")
        self.observer_button = Button(ui, "plain", "eye")
        self.asks(self.again_button, LogRequest.AGAIN)
        self.asks(self.observer_button, LogRequest.OBSERVER)
        self._buttons = (self.utc_button, self.again_button, self.observer_button)
        self.lay_out(self._content(), self._buttons)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._to_find)
        self.restyle()

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        column.addWidget(self.fault)
        line = inset_row(ui, Space.NEAR)
        line.addWidget(self.find_label)
        line.addWidget(self.find_line, 1)
        line.addWidget(self.found)
        column.addLayout(line)
        column.addWidget(Tiles(ui, list(self.group_buttons.values())))
        column.addWidget(self.table, 1)
        column.addWidget(self.line_text)
        return content

    def show_log(self, log: CheckedLog) -> None:
        """Show this log, and whether it holds."""
        self._log = log
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: whether it holds."""
        if self._log is None:
            return self.ui.text("log.page.reading")
        if not self._log.lines:
            return self.ui.text("log.empty")
        if not self._log.holds:
            return self.ui.text("log.page.count", count=len(self._log.lines))
        return self.ui.text("log.holds", count=len(self._log.lines))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        groups = self.group_buttons.values()
        return (self.find_line, *groups, self.table, *self.pane.buttons(), self.back_button, *self._buttons)

    def clear(self) -> None:
        """Forget what was looked for."""
        super().clear()
        self._log, self._group = None, None
        self.find_line.setText("")
        self.utc_button.setChecked(False)
        self._find()

    def restyle(self) -> None:
        """Take the height of the line from the theme."""
        self.find_line.setMinimumHeight(self.ui.theme.px(Length.TARGET))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text, log = self.ui.text, self._log
        faults = () if log is None else log.faults
        self.fault.set_text(" ".join(fault_words(each, text) for each in faults))
        self.find_label.set_text(text("log.page.find"))
        set_accessible_name(self.find_line, text("log.page.find_about"))
        for group, button in self.group_buttons.items():
            button.set_text(text(f"log.group.{group}" if group is not None else "log.group.all"))
        self.utc_button.set_text(text("log.page.utc"))
        self.again_button.set_text(text("log.page.again"))
        self.observer_button.set_text(text("log.page.observer"))
        self.table.name(text("log.page.title"))
        self._find()

    @Slot()
    def _find(self) -> None:
        """Show the lines that are looked for; the one that is selected stays so."""
        text, sought, selected = self.ui.text, self.find_line.text(), self._selected()
        lines = () if self._log is None else self._log.lines
        self._lines = list(found_lines(lines, self._group, sought, text))[::-1]
        heads = [text(f"log.column.{name}") for name in _HEADS]
        self.model.show(heads, len(self._lines), self._cells)
        if selected in self._lines:
            self.table.select(self._lines.index(selected))
        for group, button in self.group_buttons.items():
            button.setChecked(group is self._group)
        is_part = bool(sought.strip()) or self._group is not None
        self.found.set_text(text("log.page.found", count=len(self._lines)) if is_part else "")
        self._tell_line()

    def _cells(self, row: int) -> Sequence[str]:
        line = self._lines[row]
        return f"{line.number}", self._when(line), line_words(line.act, self.ui.text)

    def _when(self, line: LogLine) -> str:
        when = datetime.fromisoformat(line.act.when)
        if self.utc_button.isChecked():
            return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return when.astimezone().strftime("%Y-%m-%d %H:%M:%S")

    @Slot()
    def _tell_line(self) -> None:
        """Tell all of the line that is selected; of none, where the log ends."""
        line, text = self._selected(), self.ui.text
        if line is None:
            head = None if self._log is None else self._log.head
            self.line_text.set_text("" if head is None else text("log.head", head=in_groups(head.hash)))
            return
        words = line_words(line.act, text)
        self.line_text.set_text(
            text("log.page.line", number=line.number, words=words, head=in_groups(line.hash))
        )

    def _selected(self) -> LogLine | None:
        row = self.table.row()
        return None if row is None or row >= len(self._lines) else self._lines[row]

    def _choose(self, group: ActGroup | None) -> None:
        self._group = group
        self._find()

    @Slot()
    def _to_find(self) -> None:
        self.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _one_of(button: Button) -> Button:
    button.setCheckable(True)
    button.is_one_of = True
    return button
