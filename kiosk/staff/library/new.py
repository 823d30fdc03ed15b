"""A new election: real or for practice; from a template, from nothing, or as an earlier one was set up."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.archive.listing import ListedElection
from election.archive.refusals import CurrentNotOver
from election.errors import Message
from election.setup.definition_file import read_definition_file
from election.setup.tasks import Area
from election.setup.templates import Template
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.library.order import grouped
from kiosk.staff.library.row import ElectionRow
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.setup.page import SetupPage
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text

_ICONS = {
    Template.ONE_PERSON: "person",
    Template.OFFICERS: "list",
    Template.MOTION: "ballot-box",
    Template.STATUTES: "change",
    Template.DELEGATES: "person-new",
    Template.PRIZE: "done",
    Template.EMPTY: "info",
}


@dataclass(frozen=True, slots=True)
class Begin:
    """An election is to be made: from a template, from a file, or from the election with this id."""

    practice: bool
    template: Template | None = None
    election_id: str = ""
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class FromFile:
    """A file is to be chosen."""


class NewElectionScreen(PageScreen):
    """Asks to `Begin`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "library.begin")
        self._practice = False
        self.kinds = {practice: Choice(ui, one_of=True) for practice in (False, True)}
        for choice in self.kinds.values():
            choice.clicked.connect(self._choose)
        self.templates = {each: EntryButton(ui, _ICONS[each], f"template.{each}") for each in Template}
        for button in self.templates.values():
            button.clicked.connect(self._begin)
        self.file_button = EntryButton(ui, "down", "library.begin.file")
        self.asks(self.file_button, FromFile())
        self.earlier: dict[str, ElectionRow] = {}
        self.heads = {name: Text("label") for name in ("template", "earlier")}
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        column.addWidget(Tiles(ui, list(self.kinds.values())))
        column.addWidget(page_head(ui, self.heads["template"]))
        column.addWidget(Tiles(ui, list(self.templates.values())))
        column.addWidget(self.file_button)
        self._earlier_head = page_head(ui, self.heads["earlier"])
        column.addWidget(self._earlier_head)
        self._rows = Column(ui, Space.TIGHT)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.lay_out(content)

    def show_earlier(self, elections: Sequence[ListedElection]) -> None:
        """Offer the set-up of these."""
        clear_layout(self._rows)
        self.earlier = {each.id: ElectionRow(self.ui, each) for each in elections}
        for row in self.earlier.values():
            row.clicked.connect(self._begin)
            self._rows.addWidget(row)
        self._earlier_head.setVisible(bool(elections))
        self.setEnabled(True)
        self.apply_tab_order()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        rows = (*self.kinds.values(), *self.templates.values(), self.file_button, *self.earlier.values())
        return (*rows, *self.pane.buttons(), self.back_button)

    @property
    def practice(self) -> bool:
        """Whether it is to be for practice."""
        return self._practice

    def clear(self) -> None:
        """Forget what was said and chosen."""
        super().clear()
        self._mark(practice=False)
        self.setEnabled(True)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for practice, choice in self.kinds.items():
            choice.set_text(self.ui.text("library.begin.practice" if practice else "library.begin.real"))
        set_places(self.title.plain_text(), list(self.kinds.values()))
        for name, head in self.heads.items():
            head.set_text(self.ui.text(f"library.begin.{name}"))
        for button in self.templates.values():
            button.retranslate()
        self.file_button.retranslate()
        for row in self.earlier.values():
            row.retranslate()
        self._mark(practice=self._practice)

    def _mark(self, *, practice: bool) -> None:
        self._practice = practice
        for value, choice in self.kinds.items():
            choice.setChecked(value is practice)

    @Slot()
    def _choose(self) -> None:
        self._mark(practice=self.sender() is self.kinds[True])

    @Slot()
    def _begin(self) -> None:
        pressed = self.sender()
        self.setEnabled(False)
        for template, button in self.templates.items():
            if button is pressed:
                self.asked.emit(Begin(self._practice, template))
        for election_id, row in self.earlier.items():
            if row is pressed:
                self.asked.emit(Begin(self._practice, election_id=election_id))


class NewElectionPage(StaffPage):
    """Makes the election, and makes it current unless people vote in another one."""

    screen: NewElectionScreen

    def make_screen(self, staff: StaffContext) -> NewElectionScreen:
        """See `StaffPage`."""
        return NewElectionScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Offer what can be begun from."""
        self.run(self.staff.services.library.elections, self._offer, self.screen.show_problem)

    def handle(self, request: object) -> None:
        """Make it."""
        if isinstance(request, Begin):
            self.run(lambda: self._make(request), self._made, self._failed)
        elif isinstance(request, FromFile):
            practice = self.screen.practice
            wanted = FileWanted(
                "library.begin.file.title", (".toml",), lambda file: self._begin_from(file, practice=practice)
            )
            self.staff.navigator.open(ChooseFilePage, wanted)

    def _offer(self, elections: Sequence[ListedElection]) -> None:
        readable = [each for each in elections if each.problem is None]
        groups = grouped(readable)
        self.screen.show_earlier([each for group in groups.values() for each in group])

    def _make(self, begin: Begin) -> CurrentNotOver | None:
        """Return why it did not become current, or None."""
        archive, library = self.staff.services.archive, self.staff.services.library
        if begin.file is not None:
            definition = read_definition_file(begin.file)
            made = library.create(
                {**definition, "practice": begin.practice or definition.get("practice", False)}
            )
        elif begin.template is not None:
            made = archive.from_template(begin.template, practice=begin.practice)
        else:
            made = archive.copy(begin.election_id, practice=begin.practice)
        try:
            library.use(made)
        except CurrentNotOver as refused:
            return refused
        return None

    def _begin_from(self, file: Path, *, practice: bool) -> None:
        self.screen.setEnabled(False)
        self.handle(Begin(practice, file=file))

    def _made(self, refused: CurrentNotOver | None) -> None:
        from kiosk.staff.library.page import LibraryPage

        if refused is not None:
            self.staff.navigator.back_to(LibraryPage, Message("library.begun_aside", refused.values))
            return
        self.staff.navigator.back_to(LibraryPage)
        self.staff.navigator.open(SetupPage, Area.BALLOT)

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)
