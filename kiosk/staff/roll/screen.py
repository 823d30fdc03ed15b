"""The roll as it is seen: a table in which somebody is found, and what can be done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from election.models import Person, PollsState
from kiosk.staff.roll.listed import FIELDS, ListedRoll
from kiosk.staff.roll.people_model import PeopleModel
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.line import Line
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.page import inset_row
from kiosk.widgets.screen import Back
from kiosk.widgets.table.view import StaffTable
from kiosk.widgets.text import Text

_LONGEST_SOUGHT = 100
_SHARES = (28, 20, 24, 28)


class RollRequest(Enum):
    """What the page is asked for that is about nobody."""

    IMPORT = auto()
    ADD = auto()
    GROUPS = auto()
    UNDO = auto()
    EXAMPLE = auto()


@dataclass(frozen=True, slots=True)
class Correct:
    """Somebody is to be put right."""

    person: Person


@dataclass(frozen=True, slots=True)
class Remove:
    """Somebody is to be taken off the roll."""

    person: Person


class RollScreen(PageScreen):
    """Asks for a `RollRequest`, or to `Correct` or `Remove` whoever is selected."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "roll.page")
        self._roll: ListedRoll | None = None
        self._may_undo = False
        self.find_label, self.found = Text("label"), Text("about")
        for text in (self.find_label, self.found):
            text.setWordWrap(False)
        self.find_line = Line()
        self.find_line.limit(_LONGEST_SOUGHT)
        self.find_line.textChanged.connect(self._find)
        self.find_line.returnPressed.connect(self._choose_first)
        self.model = PeopleModel(self)
        self.table = StaffTable(ui, self.model, _SHARES)
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.head_pressed.connect(self._sort)
        self.table.chosen.connect(self._correct_row)
        self.table.picked.connect(self._show_buttons)
        self.import_button = Button(ui, "primary", "list")
        self.add_button = Button(ui, "plain", "person-new")
        self.correct_button, self.remove_button = Button(ui, "plain"), Button(ui, "plain")
        self.groups_button, self.undo_button = Button(ui, "plain"), Button(ui, "secondary", "back-far")
        self.example_button = Button(ui, "plain")
        self.asks(self.import_button, RollRequest.IMPORT)
        self.asks(self.add_button, RollRequest.ADD)
        self.asks(self.groups_button, RollRequest.GROUPS)
        self.asks(self.undo_button, RollRequest.UNDO)
        self.asks(self.example_button, RollRequest.EXAMPLE)
        self.correct_button.clicked.connect(self._correct)
        self.remove_button.clicked.connect(self._remove)
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        line = inset_row(ui, Space.NEAR)
        line.addWidget(self.find_label)
        line.addWidget(self.find_line, 1)
        line.addWidget(self.found)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self._buttons = (
            self.undo_button,
            self.example_button,
            self.groups_button,
            self.remove_button,
            self.correct_button,
            self.add_button,
            self.import_button,
        )
        self.lay_out(content, self._buttons)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._to_find)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._undo)
        self.restyle()
        self._show_buttons()

    def show_roll(self, roll: ListedRoll, *, may_undo: bool) -> None:
        """Show this roll; whoever was selected stays so."""
        row = self.table.row()
        before = None if row is None else self.model.person(row)
        self._roll, self._may_undo = roll, may_undo
        self.model.show(roll)
        if before is not None:
            self.show_person(before.id)
        self.retranslate()

    def show_person(self, person_id: int) -> None:
        """Select somebody, and have them be seen."""
        row = self.model.row_of(person_id)
        if row is not None:
            self.table.select(row)
        self._show_buttons()

    def lead(self) -> str:
        """See `PageScreen`: how many there are."""
        if self._roll is None:
            return self.ui.text("roll.page.reading")
        size = self._roll.size
        if size.now == 0:
            return self.ui.text("roll.page.empty")
        if not size.at_opening:  # before the opening, or where people sign up as they come
            return self.ui.text("roll.page.size", count=size.now)
        return self.ui.text("roll.page.size_since", count=size.now, opening=size.at_opening, added=size.added)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (self.find_line, self.table, *self.pane.buttons(), self.back_button, *self._buttons)

    def enter(self) -> None:
        """Begin in the field."""
        super().enter()
        self.find_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget who is on it, and what was typed."""
        super().clear()
        self._roll, self._may_undo = None, False
        self.find_line.setText("")
        self.model.show(None)

    def restyle(self) -> None:
        """Take the height of the line from the theme, and the words that it has room for."""
        self._say_hint()
        self.find_line.setMinimumHeight(self.ui.theme.px(Length.TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the field, then leads back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.find_line.text():
            self.find_line.setText("")
        else:
            self.asked.emit(Back())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text = self.ui.text
        self.find_label.set_text(text("roll.page.find"))
        set_accessible_name(self.find_line, text("roll.page.find_about"))
        self._say_hint()
        self.model.set_heads([text(f"roll.head.{name}") for name in FIELDS])
        self.table.name(text("roll.page.title"))
        self.import_button.set_text(text("roll.page.import"))
        self.add_button.set_text(text("roll.page.add"))
        self.correct_button.set_text(text("roll.page.correct"))
        self.remove_button.set_text(text("roll.page.remove"))
        self.groups_button.set_text(text("roll.page.groups"))
        self.undo_button.set_text(text("roll.page.undo"))
        self.example_button.set_text(text("roll.page.example"))
        self._say_found()
        self._show_buttons()

    def _say_hint(self) -> None:
        is_large = self.ui.theme.scale > 1
        key = "roll.page.find_hint" if is_large else "roll.page.find_about"
        self.find_line.setPlaceholderText(self.ui.text(key))

    def _say_found(self) -> None:
        shown = self.model.rowCount()
        if self._roll is None or not self.find_line.text().strip():
            self.found.set_text("")
        elif self.model.more:
            self.found.set_text(self.ui.text("roll.page.more", count=self.model.more))
        else:
            self.found.set_text(self.ui.text("roll.page.found", count=shown))

    def _selected(self) -> Person | None:
        row = self.table.row()
        return None if row is None else self.model.person(row)

    @Slot()
    def _show_buttons(self) -> None:
        roll = self._roll
        is_draft = roll is not None and roll.state is PollsState.DRAFT
        may_change = roll is not None and roll.state in (
            PollsState.DRAFT,
            PollsState.OPEN,
            PollsState.PAUSED,
        )
        chosen = self._selected() is not None
        self.import_button.setVisible(is_draft)
        self.example_button.setVisible(is_draft and roll is not None and not roll.people)
        self.groups_button.setVisible(is_draft and bool(roll and roll.people))
        self.undo_button.setVisible(self._may_undo)
        self.add_button.setVisible(may_change)
        for button in (self.correct_button, self.remove_button):
            button.setVisible(may_change and bool(roll and roll.people))
            button.setEnabled(chosen)

    @Slot(str)
    def _find(self, text: str) -> None:
        self.model.find(text)
        self.table.horizontalHeader().setSortIndicatorShown(not text.strip())
        if text.strip() and self.model.rowCount():
            self.table.select(0)
        self._say_found()
        self._show_buttons()

    @Slot(int)
    def _sort(self, column: int) -> None:
        self.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        self.model.order_by(FIELDS[column])

    @Slot()
    def _choose_first(self) -> None:
        if self.find_line.text().strip() and self.model.rowCount():
            self._correct_row(self.table.row() or 0)

    @Slot(int)
    def _correct_row(self, row: int) -> None:
        person = self.model.person(row)
        if person is not None and not self.correct_button.isHidden():
            self.asked.emit(Correct(person))

    @Slot()
    def _correct(self) -> None:
        if (person := self._selected()) is not None:
            self.asked.emit(Correct(person))

    @Slot()
    def _remove(self) -> None:
        if (person := self._selected()) is not None:
            self.asked.emit(Remove(person))

    @Slot()
    def _to_find(self) -> None:
        self.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_line.selectAll()

    @Slot()
    def _undo(self) -> None:
        if self._may_undo:
            self.asked.emit(RollRequest.UNDO)
