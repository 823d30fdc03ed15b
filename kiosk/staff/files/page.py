"""The page on which staff choose a file to be read, or the place and the name of one to be written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from election.clock import local_time
from kiosk.staff.files.folders import Item, Place, look_into, places
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.line import Line
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.page import inset_row
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.table.texts import TextsModel
from kiosk.widgets.table.view import StaffTable
from kiosk.widgets.text import Text

_LONGEST_NAME = 120
_SHARES = (60, 15, 25)
_FORBIDDEN = frozenset('/\\:*?"<>|\0')


@dataclass(frozen=True, slots=True)
class FileWanted:
    """What the page is opened for: its title's key, and how names of files end. `chosen` is called with the
    file once the page one came from is shown again. With `save_as` the file is one to be written, and that
    the name to begin with.
    """

    title: str
    endings: tuple[str, ...]
    chosen: Callable[[Path], None]
    save_as: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A folder is to be looked into."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Choose:
    """A file was chosen."""

    file: Path


class ChooseFileScreen(PageScreen):
    """Asks to `Open` a folder or to `Choose` a file."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "files")
        self._wanted: FileWanted | None = None
        self._folder: Path | None = None
        self._items: Sequence[Item] = ()
        self._places: tuple[Place, ...] = ()
        self._is_looking = False
        self.place_buttons: list[Button] = []
        self.up_button = Button(ui, "plain", "up")
        self.choose_button = Button(ui, "primary", "next", icon_last=True)
        self.choose_button.clicked.connect(self._choose)
        self.up_button.clicked.connect(self._up)
        self.model = TextsModel(self)
        self.table = StaffTable(ui, self.model, _SHARES)
        self.table.chosen.connect(self._open_row)
        self.table.picked.connect(self._picked)
        self.name_label, self.name = Text("label"), Line()
        self.name_label.setWordWrap(False)
        self.name.limit(_LONGEST_NAME)
        self.name.textChanged.connect(self._picked)
        self.name.returnPressed.connect(self._choose)
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        self._beside = Row(ui, Space.NEAR)
        self._places_column = Column(ui)
        self._beside.addLayout(self._places_column, 1)
        self._beside.addWidget(self.up_button)
        column.addLayout(self._beside)
        column.addWidget(self.table, 1)
        self._name_row = QWidget()
        self._name_line = line = inset_row(ui, Space.NEAR)
        line.addWidget(self.name_label)
        line.addWidget(self.name, 1)
        self._name_row.setLayout(line)
        column.addWidget(self._name_row)
        self.lay_out(content, (self.choose_button,))
        self.restyle()

    def begin(self, wanted: FileWanted) -> None:
        """Say what is wanted, and that places are being looked for."""
        self._wanted = wanted
        self.name.setText(wanted.save_as)
        self._name_row.setVisible(bool(wanted.save_as))
        self.show_places(())
        self._is_looking = True
        self.up_button.setEnabled(False)
        self._picked()
        self.retranslate()

    def show_places(self, found: tuple[Place, ...]) -> None:
        """Show the places that there are. Presses on what they move away from under a finger do not count."""
        self.ui.presses.changed()
        self._places, self._is_looking = found, False
        for button in self.place_buttons:
            self.asks_no_more(button)
        clear_layout(self._places_column)
        self.place_buttons = [Button(self.ui, "plain") for _ in found]
        for button, place in zip(self.place_buttons, found, strict=True):
            self.asks(button, Open(place.path))
        if found:
            self._places_column.addWidget(Tiles(self.ui, self.place_buttons))
        self.retranslate()
        self.apply_tab_order()

    def show_folder(self, folder: Path, items: Sequence[Item]) -> None:
        """Show what stands there."""
        self._folder, self._items = folder, items
        self._fill()
        self.up_button.setEnabled(folder.parent != folder)
        self._picked()
        if self.window().focusWidget() is self:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if items:
            first = next((at for at, item in enumerate(items) if not item.is_folder), 0)
            self.table.select(0 if self._wanted and self._wanted.save_as else first)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: the folder, or that places are being looked for."""
        if self._folder is not None:
            return self.ui.text("files.folder", folder=str(self._folder))
        return self.ui.text("place.looking") if self._is_looking else ""

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        ways = (*self.place_buttons, self.up_button, self.table, self.name)
        return (*ways, *self.pane.buttons(), self.back_button, self.choose_button)

    def enter(self) -> None:
        """Begin in the list, once there is one."""
        super().enter()
        if self._folder is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what stood there."""
        super().clear()
        self._folder, self._items = None, ()
        self.name.setText("")
        self._fill()

    def restyle(self) -> None:
        """Take the height of the line from the theme; large letters stand below each other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in (self._beside, self._name_line):
            row.setDirection(down if self.ui.theme.scale > 1 else across)
        self.name.setMinimumHeight(self.ui.theme.px(Length.TARGET))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text, wanted = self.ui.text, self._wanted
        if wanted is not None:
            self.title.set_text(text(wanted.title))
        for button, place in zip(self.place_buttons, self._places, strict=True):
            name = place.name
            button.set_text(name if isinstance(name, str) else text(name.key))
        self.up_button.set_text(text("files.up"))
        is_saved = wanted is not None and bool(wanted.save_as)
        self.choose_button.set_text(text("files.save" if is_saved else "files.choose"))
        self.name_label.set_text(text("files.name"))
        set_accessible_name(self.name, text("files.name"))
        self.table.name(text("files.list"))
        if self.model.columnCount():
            self.model.set_heads(self._heads())

    def _heads(self) -> list[str]:
        return [self.ui.text(f"files.head.{name}") for name in ("name", "size", "changed")]

    def _fill(self) -> None:
        items = self._items

        def cells(row: int) -> Sequence[str]:
            item = items[row]
            name = f"{item.path.name}/" if item.is_folder else item.path.name
            size = "" if item.is_folder else f"{max(1, item.size // 1024):,} KB"
            return name, size, local_time(item.changed.timestamp())

        self.model.show(self._heads(), len(items), cells)

    def _item(self) -> Item | None:
        row = self.table.row()
        return None if row is None or row >= len(self._items) else self._items[row]

    def _target(self) -> Path | None:
        """Return the file that would be chosen now."""
        wanted, item = self._wanted, self._item()
        if wanted is None or self._folder is None:
            return None
        if not wanted.save_as:
            return item.path if item is not None and not item.is_folder else None
        name = self.name.text().strip()
        if not name or _FORBIDDEN & set(name) or name.startswith("."):
            return None
        ending = wanted.endings[0]
        return self._folder / (name if name.lower().endswith(wanted.endings) else name + ending)

    @Slot()
    def _picked(self) -> None:
        self.choose_button.setEnabled(self._target() is not None)

    @Slot()
    def _choose(self) -> None:
        if (file := self._target()) is not None:
            self.asked.emit(Choose(file))

    @Slot(int)
    def _open_row(self, row: int) -> None:
        item = self._items[row]
        if item.is_folder:
            self.asked.emit(Open(item.path))
        elif self._wanted is not None and self._wanted.save_as:
            self.name.setText(item.path.name)
        else:
            self.asked.emit(Choose(item.path))

    @Slot()
    def _up(self) -> None:
        if self._folder is not None:
            self.asked.emit(Open(self._folder.parent))


class ChooseFilePage(StaffPage):
    """Opened with a `FileWanted`; leads back with the file that was chosen."""

    screen: ChooseFileScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._wanted: FileWanted | None = None
        self._last: Path | None = None  # the folder of the last choice, for the next one
        self._asked_for: Path | None = None  # the folder that is looked into, or is shown

    def make_screen(self, staff: StaffContext) -> ChooseFileScreen:
        """See `StaffPage`."""
        return ChooseFileScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is wanted."""
        if not isinstance(subject, FileWanted):
            return
        self._wanted, self._asked_for = subject, None
        self.screen.begin(subject)
        self.look(places, self._found, self._none_found)
        if self._last is not None:
            self._open(self._last)

    def handle(self, request: object) -> None:
        """Look into a folder, or lead back with a file."""
        if isinstance(request, Open):
            self._open(request.folder)
        elif isinstance(request, Choose) and self._wanted is not None:
            wanted, self._last = self._wanted, request.file.parent
            self.staff.navigator.back()
            wanted.chosen(request.file)

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._wanted = None

    def _found(self, found: tuple[Place, ...]) -> None:
        self.screen.show_places(found)
        if self._asked_for is None:
            self._open(found[0].path if found else Path.home())

    def _none_found(self, error: Exception) -> None:
        self._found(())
        self.screen.show_problem(error)

    def _open(self, folder: Path) -> None:
        endings = self._wanted.endings if self._wanted else ()
        self._asked_for = folder  # one that was asked for before may answer later

        def show(items: Sequence[Item]) -> None:
            if folder == self._asked_for:
                self.screen.show_folder(folder, items)

        def failed(error: Exception) -> None:
            if folder == self._asked_for:
                self.screen.show_problem(error)

        self.look(lambda: look_into(folder, endings), show, failed)
