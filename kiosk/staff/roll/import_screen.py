"""A list before it is brought in: as what it was read, what its columns hold, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from election.voters.roll_files.columns import Kind
from election.voters.roll_files.delimited import TextForm
from election.voters.roll_files.entries import Problem
from election.voters.roll_import import ImportMode
from kiosk.staff.roll.import_words import cells_of, heads, read_words, reading_words
from kiosk.staff.roll.reading import ReadList, Show
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice
from kiosk.widgets.buttons.segments import Segments
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.table.texts import TextsModel
from kiosk.widgets.table.view import StaffTable
from kiosk.widgets.text import Text

_BEFORE = 2  # columns of the table that are not of the file: the row, and what is wrong with it


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The file is to be read in another form, or another sheet of it."""

    form: TextForm | None
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Holds:
    """A column holds this."""

    column: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Import:
    """It is to be brought in as it is shown."""

    mode: ImportMode
    leave_out: bool


class Cancel:
    """What is under way is to be ended."""


class ImportScreen(PageScreen):
    """Asks to `ReadAs`, that a column `Holds` something, to `Import`, or to `Cancel`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "roll.import")
        self._list: ReadList | None = None
        self._problems: Mapping[int, list[Problem]] = {}
        self._show = Show.ALL
        self._column: int | None = None  # whose kind is being chosen
        self._mode = ImportMode.REPLACE
        self._is_busy = False
        self.read_as, self.counts, self.change = Text("staff"), Text("label"), Text("label")
        self.change_button = Button(ui, "plain", "change")
        self.change_button.clicked.connect(self._toggle_readings)
        self.reading_buttons: list[Choice] = []
        self.kinds_label = Text("label")
        self.kind_buttons = {kind: Button(ui, "plain") for kind in Kind}
        self.show_buttons = {show: Button(ui, "segment") for show in Show}
        self.mode_buttons = {mode: Button(ui, "plain") for mode in ImportMode}
        self.leave_out_button = Button(ui, "plain")
        self.import_button, self.cancel_button = Button(ui, "primary"), Button(ui, "secondary", "cross")
        self.model = TextsModel(self)
        self.table = StaffTable(ui, self.model)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self._connect()
        self._lay_out_content()
        self._update()

    def _connect(self) -> None:
        for group in (self.kind_buttons, self.show_buttons, self.mode_buttons):
            for button in group.values():
                button.setCheckable(True)
                button.is_one_of = True
        self.leave_out_button.setCheckable(True)
        for button in self.kind_buttons.values():
            button.clicked.connect(self._choose_kind)
        for button in self.show_buttons.values():
            button.clicked.connect(self._choose_show)
        for button in self.mode_buttons.values():
            button.clicked.connect(self._choose_mode)
        self.leave_out_button.clicked.connect(self._update)
        self.import_button.clicked.connect(self._import)
        self.asks(self.cancel_button, Cancel())
        self.table.head_pressed.connect(self._head_pressed)

    def _lay_out_content(self) -> None:
        ui, content = self.ui, QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        self._first = first = Row(ui, Space.NEAR)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.counts)
        words.addWidget(self.read_as)
        first.addLayout(words, 1)
        first.addWidget(self.change_button)
        segments = Segments(ui, list(self.show_buttons.values()))
        first.addWidget(segments, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(first)
        self._readings = QWidget()
        self._readings_column = Column(ui, Space.TIGHT, parent=self._readings)
        column.addWidget(self._readings)
        self._kinds = QWidget()
        self._kinds_row = kinds = Row(ui, Space.NEAR, parent=self._kinds)
        kinds.addWidget(self.kinds_label, 1)
        for button in self.kind_buttons.values():
            kinds.addWidget(button)
        column.addWidget(self._kinds)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        self._second = QWidget()
        self._second_row = second = Row(ui, Space.NEAR, parent=self._second)
        second.addWidget(self.change, 1)
        for button in self.mode_buttons.values():
            second.addWidget(button)
        column.addWidget(self._second)
        for part in (self._readings, self._kinds, self._second, self.bar):
            part.hide()
        self.lay_out(content, (self.leave_out_button, self.cancel_button, self.import_button))
        self.restyle()

    # --- what is shown -----------------------------------------------------------------------------------

    def show_list(self, found: ReadList) -> None:
        """Show a list as it was read and checked."""
        self._list, self._problems = found, found.problems()
        if found.preview is None:
            self._show = Show.ALL
        elif self._show is Show.ALL and found.preview.problems:
            self._show = Show.PROBLEMS
        self._column = None
        self._make_readings(found)
        self.set_busy(busy=False)
        self._fill()
        self.retranslate()

    def set_busy(self, *, busy: bool, share: float = 0.0) -> None:
        """Show that it is being read or brought in, and how far that is."""
        self._is_busy = busy
        self.bar.setValue(round(100 * share))
        self._update()

    def restyle(self) -> None:
        """Large letters leave no room for words and buttons beside each other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in (self._first, self._kinds_row, self._second_row):
            row.setDirection(down if self.ui.theme.scale > 1 else across)

    def clear(self) -> None:
        """Forget the list."""
        super().clear()
        self._list, self._problems, self._show = None, {}, Show.ALL
        self._column, self._mode = None, ImportMode.REPLACE
        self.leave_out_button.setChecked(False)
        self._readings.hide()
        self.model.show((), 0, lambda _row: ())
        self.set_busy(busy=False)

    def lead(self) -> str:
        """See `PageScreen`."""
        return self._list.name if self._list else self.ui.text("roll.import.reading")

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        above = (self.change_button, *self.show_buttons.values(), *self.reading_buttons)
        below = (self.table, *self.mode_buttons.values(), *self.pane.buttons(), self.back_button)
        ends = (self.leave_out_button, self.cancel_button, self.import_button)
        return (*above, *self.kind_buttons.values(), *below, *ends)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text = self.ui.text
        self.change_button.set_text(text("roll.import.change"))
        self.cancel_button.set_text(text("roll.import.cancel"))
        self.table.name(text("roll.import.title"))
        for kind, button in self.kind_buttons.items():
            button.set_text(text(f"roll.head.{kind}"))
        for mode, button in self.mode_buttons.items():
            button.set_text(text(f"roll.import.mode.{mode}"))
        self._say_list()
        self._update()

    def _say_list(self) -> None:
        found, text = self._list, self.ui.text
        if found is None:
            for words in (self.read_as, self.counts, self.change):
                words.set_text("")
            return
        self.read_as.set_text(read_words(self.ui, found))
        preview = found.preview
        if preview is None:
            self.counts.set_text(self.ui.error(found.refused) if found.refused else "")
        else:
            values = {"good": preview.good, "look": preview.to_look_at, "refused": preview.refused}
            self.counts.set_text(text("roll.import.rows", count=preview.rows, **values))
        numbers = (preview.rows, len(self._problems), preview.good) if preview else (0, 0, 0)
        for (show, button), number in zip(self.show_buttons.items(), numbers, strict=True):
            button.set_text(text(f"roll.import.show.{show}", count=number))
        if (changes := found.difference) is not None:
            values = {"gone": len(changes.gone), "changed": len(changes.changed), "same": changes.same}
            self.change.set_text(text("roll.import.difference", new=len(changes.new), **values))
        count = preview.refused if preview else 0
        self.leave_out_button.set_text(text("roll.import.leave_out", count=count))
        self.import_button.set_text(text("roll.import.submit", count=len(preview.entries) if preview else 0))
        self._say_readings(found)
        if self.model.columnCount():
            self.model.set_heads(heads(self.ui, found))

    def _make_readings(self, found: ReadList) -> None:
        for button in self.reading_buttons:
            self.asks_no_more(button)
        clear_layout(self._readings_column)
        self.reading_buttons = []
        ways = [ReadAs(each.form, None) for each in found.file.readings]
        ways += [ReadAs(None, sheet) for sheet in found.file.sheets]
        for way in ways:
            button = Choice(self.ui, one_of=True)
            button.setChecked((way.form, way.sheet) == (found.form, found.sheet))
            self.asks(button, way)
            self.reading_buttons.append(button)
            self._readings_column.addWidget(button)
        self._readings.hide()
        self.apply_tab_order()

    def _say_readings(self, found: ReadList) -> None:
        words = reading_words(self.ui, found)
        for button, text in zip(self.reading_buttons, words, strict=True):
            button.set_text(text)

    def _fill(self) -> None:
        found = self._list
        if found is None:
            return
        rows = found.rows(self._show, self._problems)
        cells = cells_of(self.ui, found, rows, self._problems)
        self.model.show(heads(self.ui, found), len(rows), cells)

    @Slot()
    def _update(self) -> None:
        """Show what can be done now."""
        found, busy = self._list, self._is_busy
        preview = found.preview if found else None
        refused = preview.refused if preview else 0
        self.bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.back_button.setVisible(not busy)
        self.leave_out_button.setVisible(refused > 0)
        self.leave_out_button.setEnabled(not busy)
        may = preview is not None and bool(preview.entries)
        self.import_button.setEnabled(may and not busy and (not refused or self.leave_out_button.isChecked()))
        self.change_button.setVisible(len(self.reading_buttons) > 1)
        self.change_button.setEnabled(not busy)
        self._second.setVisible(found is not None and found.difference is not None)
        for mode, button in self.mode_buttons.items():
            button.setChecked(mode is self._mode)
        for show, button in self.show_buttons.items():
            button.setChecked(show is self._show)
            button.setEnabled(preview is not None)
        self._kinds.setVisible(self._column is not None and found is not None and not busy)
        if self._column is not None and found is not None:
            kind = found.columns.kinds[self._column]
            for each, button in self.kind_buttons.items():
                button.setChecked(each is kind)
            self.kinds_label.set_text(self.ui.text("roll.import.holds", number=self._column + 1))

    # --- what is pressed ---------------------------------------------------------------------------------

    @Slot()
    def _toggle_readings(self) -> None:
        self._readings.setVisible(self._readings.isHidden())

    @Slot(int)
    def _head_pressed(self, head: int) -> None:
        column = head - _BEFORE
        self._column = column if column >= 0 and column != self._column else None
        self._update()
        if self._column is not None:
            self.kind_buttons[Kind.NAME].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _choose_kind(self) -> None:
        kind = next(kind for kind, button in self.kind_buttons.items() if button is self.sender())
        if self._column is not None:
            self.asked.emit(Holds(self._column, kind))

    @Slot()
    def _choose_show(self) -> None:
        self._show = next(show for show, button in self.show_buttons.items() if button is self.sender())
        self._fill()
        self._update()

    @Slot()
    def _choose_mode(self) -> None:
        self._mode = next(mode for mode, button in self.mode_buttons.items() if button is self.sender())
        self._update()

    @Slot()
    def _import(self) -> None:
        self.asked.emit(Import(self._mode, self.leave_out_button.isChecked()))
