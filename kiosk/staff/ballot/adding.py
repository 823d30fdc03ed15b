"""Candidates pasted or brought in from a file."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from election.errors import Message
from election.setup.candidate_lists import read_candidate_file, read_candidate_text
from election.setup.changes.candidates import AddCandidates, NewCandidate
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text

LIST_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".ods")


class Deed(Enum):
    """What is asked for."""

    ADD = auto()  # what was pasted
    CHOOSE = auto()  # a file


class AddCandidatesScreen(PageScreen):
    """Asks for a `Deed`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "add_candidates")
        self.label, self.text = Text("label"), QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.add_button = Button(ui, "primary", "person-new")
        self.choose_button = Button(ui, "secondary", "list")
        self.asks(self.add_button, Deed.ADD)
        self.asks(self.choose_button, Deed.CHOOSE)
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        column.addWidget(self.label)
        column.addWidget(self.text, 1)
        self.lay_out(content, (self.choose_button, self.add_button))
        self.text.textChanged.connect(self._typed)
        self._typed()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (self.text, *self.pane.buttons(), self.back_button, self.choose_button, self.add_button)

    def clear(self) -> None:
        """Forget what was pasted."""
        super().clear()
        self.text.setPlainText("")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.label.set_text(self.ui.text("add_candidates.label"))
        set_accessible_name(self.text, self.label.plain_text())
        self.add_button.set_text(self.ui.text("add_candidates.add"))
        self.choose_button.set_text(self.ui.text("add_candidates.choose"))

    @Slot()
    def _typed(self) -> None:
        self.add_button.setEnabled(bool(self.text.toPlainText().strip()))


class AddCandidatesPage(StaffPage):
    """Opened with the id of an election and that of a contest; leads back once the candidates are there."""

    screen: AddCandidatesScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id, self._contest_id = "", 0

    def make_screen(self, staff: StaffContext) -> AddCandidatesScreen:
        """See `StaffPage`."""
        return AddCandidatesScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election and that of the contest."""
        if isinstance(subject, tuple):
            self._election_id, self._contest_id = subject

    def handle(self, request: object) -> None:
        """Take what was pasted, or have a file chosen."""
        if request is Deed.ADD:
            text = self.screen.text.toPlainText()
            self._add(lambda: read_candidate_text(text))
        elif request is Deed.CHOOSE:
            wanted = FileWanted("add_candidates.file", LIST_ENDINGS, self._chosen)
            self.staff.navigator.open(ChooseFilePage, wanted)

    def _chosen(self, file: Path) -> None:
        self._add(lambda: read_candidate_file(file))

    def _add(self, read: Callable[[], tuple[NewCandidate, ...]]) -> None:
        library, election_id, contest_id = self.staff.services.library, self._election_id, self._contest_id

        def add() -> int:
            candidates = read()
            with library.held(election_id) as services:
                services.editing.make(AddCandidates(contest_id, candidates))
            return len(candidates)

        def done(count: int) -> None:
            self.staff.navigator.back(Message("add_candidates.done", {"count": count}))

        self.run(add, done, self.screen.show_problem)
