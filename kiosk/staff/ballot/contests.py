"""All contests of an election, in ballot order: added, moved, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Contest, Election, LocalText
from election.setup.changes.contests import AddContest, ChangeElection, MoveContest
from election.setup.names import LONGEST_DESCRIPTION, LONGEST_TITLE
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.editor import Draft, EditorPage, EditorScreen, Make
from kiosk.staff.ballot.rows import PlacedRow
from kiosk.staff.ballot.texts import LocalFields
from kiosk.staff.ballot.under_way import Correct
from kiosk.staff.page import StaffContext
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, clear_layout


@dataclass(frozen=True, slots=True)
class OpenContest:
    """To open the page of this contest."""

    contest: int


class ContestsScreen(EditorScreen):
    """Asks to `OpenContest`, and what an editor asks for."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "contests")
        self._contests: tuple[Contest, ...] = ()
        self._election: Election | None = None
        self.texts = {
            "title": LocalFields(ui, "contests.title", longest=LONGEST_TITLE),
            "description": LocalFields(ui, "contests.description", longest=LONGEST_DESCRIPTION),
        }
        self.rows: list[PlacedRow] = []
        self.add_button = Button(ui, "primary", "list")
        self.add_button.clicked.connect(self._add)
        self.of_a_draft.append(self.add_button)
        content = QWidget()
        column = Column(ui, Space.TIGHT, parent=content)
        texts = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, Space.NEAR))
        for fields in self.texts.values():
            fields.left.connect(self.save)
            texts.addWidget(fields)
        column.addLayout(texts)
        self._rows = Column(ui, Space.TIGHT)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.lay_out(content, self._ways())

    def show_draft(self, draft: Draft) -> None:
        """See `EditorScreen`."""
        election = draft.definition.election
        self._election, self._contests = election, election.contests
        for name, fields in self.texts.items():
            fields.show_text(getattr(election, name))
        if [row.row_id for row in self.rows] != [each.id for each in election.contests]:
            self._make_rows()
        super().show_draft(draft)
        self.correct_button.setVisible(self.is_under_way)
        self.apply_tab_order()

    def save(self) -> None:
        """See `EditorScreen`."""
        if self.is_draft and (values := self._typed()):
            for fields in self.texts.values():
                fields.taken()
            self.asked.emit(Make(ChangeElection(values)))

    def correction(self) -> Correct | None:
        """See `EditorScreen`."""
        values = self._typed()
        if self._election is None or not values:
            return None
        return Correct(self.ui.title(self._election.title), ChangeElection(values))

    def clear(self) -> None:
        """Forget what was shown and typed."""
        super().clear()
        self._election = None
        for fields in self.texts.values():
            fields.forget()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        rows = [stop for row in self.rows for stop in row.stops()]
        lines = [line for fields in self.texts.values() for line in fields.lines()]
        return (*lines, *rows, *self.pane.buttons(), self.back_button, *self._ways())

    def lead(self) -> str:
        """See `PageScreen`: whose contests these are."""
        title = self.ui.title(self._election.title) if self._election else ""
        return self.ui.text("contests.lead", title=title, count=len(self._contests))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.add_button.set_text(self.ui.text("contests.add"))
        for fields in self.texts.values():
            fields.retranslate()
        for number, (row, contest) in enumerate(zip(self.rows, self._contests, strict=True), start=1):
            kind = self.ui.text(f"contest.kind.{contest.kind}")
            about = self.ui.text("contests.row", kind=kind, count=len(contest.candidates))
            row.show_row(number, len(self.rows), self.ui.title(contest.title), about)
            row.offer_moves(offered=self.is_draft)

    def _ways(self) -> tuple[Button, ...]:
        return (self.undo_button, self.preview_button, self.add_button, self.correct_button)

    def _typed(self) -> dict[str, Any]:
        typed = {name: fields.changed() for name, fields in self.texts.items()} if self._election else {}
        return {name: text for name, text in typed.items() if text is not None}

    def _make_rows(self) -> None:
        clear_layout(self._rows)
        self.rows = [PlacedRow(self.ui, each.id) for each in self._contests]
        for row in self.rows:
            row.opened.connect(self._open)
            row.moved.connect(self._move)
            self._rows.addWidget(row)

    @Slot()
    def _add(self) -> None:
        number = len(self._contests) + 1
        words = {each: catalogue().text("contests.new", each, number=number) for each in LANGUAGES}
        self.asked.emit(Make(AddContest(LocalText.of(words))))

    @Slot(int)
    def _open(self, contest_id: int) -> None:
        self.asked.emit(OpenContest(contest_id))

    @Slot(int, int)
    def _move(self, contest_id: int, by: int) -> None:
        self.asked.emit(Make(MoveContest(contest_id, by)))


class ContestsPage(EditorPage):
    """Opened with the id of an election, current or not."""

    screen: ContestsScreen

    def make_screen(self, staff: StaffContext) -> ContestsScreen:
        """See `StaffPage`."""
        return ContestsScreen(staff.ui)

    def begin(self, subject: object) -> None:
        """`subject` is the election's id."""
        self.election_id = str(subject)

    def handle(self, request: object) -> None:
        """Open a contest, or edit."""
        if isinstance(request, OpenContest):
            self.staff.navigator.open(ContestPage, (self.election_id, request.contest))
        else:
            super().handle(request)
