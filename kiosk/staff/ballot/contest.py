"""One contest: its texts, its form, who stands in it, and what decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest
from election.rules import Quorum
from election.setup.changes.candidates import AddCandidates, MoveCandidate, NewCandidate
from election.setup.changes.contests import ChangeContest, DuplicateContest, RemoveContest
from election.setup.names import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_TITLE
from election.voting.deciding.checks import warnings
from election.voting.deciding.sentences import Sentences
from kiosk.staff.ballot.adding import AddCandidatesPage
from kiosk.staff.ballot.candidate import CandidatePage
from kiosk.staff.ballot.editor import Draft, EditorPage, EditorScreen, Make
from kiosk.staff.ballot.form import ContestForm
from kiosk.staff.ballot.numbers import rule_numbers
from kiosk.staff.ballot.rows import PlacedRow
from kiosk.staff.ballot.texts import LocalFields
from kiosk.staff.ballot.under_way import Correct
from kiosk.staff.ballot.wishes import WishesPage
from kiosk.staff.page import StaffContext
from kiosk.staff.setup.own_rule import OwnRulePage
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import PhotoCache, Photos
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class OpenCandidate:
    """To open the page of this candidate."""

    candidate: int


class Deed(Enum):
    """What is done with the contest as a whole, and more pages."""

    IMPORT = auto()
    DUPLICATE = auto()
    REMOVE = auto()
    RULE = auto()
    WISHES = auto()


class ContestScreen(EditorScreen):
    """Asks to `OpenCandidate`, for a `Deed`, and what an editor asks for."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "contest")
        self.contest: Contest | None = None
        self._quorum: Quorum | None = None
        self._people, self._live = 0, False
        self._photos: Photos = {}
        self._has_photos = PhotoCache()
        self.title_fields = LocalFields(ui, "contest.title", longest=LONGEST_TITLE)
        self.description_fields = LocalFields(ui, "contest.description", longest=LONGEST_DESCRIPTION)
        self.form = ContestForm(ui)
        self.form.changed.connect(self._change)
        self.wishes_button = Button(ui, "secondary", "list")
        self.asks(self.wishes_button, Deed.WISHES)
        self.heads = {name: Text("lead") for name in ("form", "candidates", "rule")}
        self.name = Field(ui, "contest.name", longest=LONGEST_NAME)
        self.add_button = Button(ui, "secondary", "person-new")
        self.import_button = Button(ui, "secondary", "list")
        self.duplicate_button = Button(ui, "secondary", "list")
        self.remove_button = Button(ui, "secondary", "cross")
        self.rule, self.numbers = Text("body"), Text("label")
        self.rule_button = Button(ui, "secondary", "change")
        self.asks(self.rule_button, Deed.RULE)
        self.warning = Notice(ui, "warning", aloud=False)
        self.rows: list[PlacedRow] = []
        for fields in (self.title_fields, self.description_fields):
            fields.left.connect(self.save)
        self.add_button.clicked.connect(self._add)
        self.name.line.returnPressed.connect(self._add)
        self.asks(self.import_button, Deed.IMPORT)
        self.asks(self.duplicate_button, Deed.DUPLICATE)
        self.asks(self.remove_button, Deed.REMOVE)
        adding = (self.name, self.add_button, self.import_button)
        self.of_a_draft += [
            *adding,
            self.wishes_button,
            self.rule_button,
            self.duplicate_button,
            self.remove_button,
        ]
        self.lay_out(self._content(), (self.undo_button, self.preview_button, self.correct_button))

    def show_contest(self, draft: Draft, contest: Contest) -> None:
        """Show this contest."""
        election = draft.definition.election
        photos = self._has_photos.pictures(draft.definition.photos)
        is_same = photos == self._photos and self._ids() == [each.id for each in contest.candidates]
        self.contest, self._photos = contest, photos
        self._quorum, self._live = election.quorum, election.live_results
        self._people = draft.people.get(contest.id, 0)
        self.title_fields.show_text(contest.title)
        self.description_fields.show_text(contest.description)
        if not is_same:
            self._make_rows(contest)
        self.show_draft(draft)
        self.apply_tab_order()

    def save(self) -> None:
        """See `EditorScreen`."""
        if self.is_draft and (values := self._typed()):
            for fields in (self.title_fields, self.description_fields):
                fields.taken()
            self._change(values)

    def correction(self) -> Correct | None:
        """See `EditorScreen`."""
        values = self._typed()
        if self.contest is None or not values:
            return None
        return Correct(self.ui.title(self.contest.title), ChangeContest(self.contest.id, values))

    def _typed(self) -> dict[str, Any]:
        fields = {"title": self.title_fields, "description": self.description_fields}
        typed = {name: each.changed() for name, each in fields.items()} if self.contest else {}
        return {name: text for name, text in typed.items() if text is not None}

    def clear(self) -> None:
        """Forget what was shown and typed."""
        super().clear()
        self.contest = None
        self.title_fields.forget()
        self.description_fields.forget()
        self.name.clear()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        rows = [stop for row in self.rows for stop in row.stops()]
        texts = (*self.title_fields.lines(), *self.description_fields.lines())
        adding = (self.name.line, self.add_button, self.import_button)
        whole = (self.rule_button, self.duplicate_button, self.remove_button)
        ways = (self.back_button, self.undo_button, self.preview_button, self.correct_button)
        return (
            *texts,
            self.wishes_button,
            *self.form.stops(),
            *rows,
            *adding,
            *whole,
            *self.pane.buttons(),
            *ways,
        )

    def lead(self) -> str:
        """See `PageScreen`: there is none; the title says it."""
        return ""

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        ui, contest = self.ui, self.contest
        for fields in (self.title_fields, self.description_fields):
            fields.retranslate()
        self.name.retranslate()
        for name, head in self.heads.items():
            head.set_text(ui.text(f"contest.head.{name}"))
        self.add_button.set_text(ui.text("contest.add"))
        self.wishes_button.set_text(ui.text("contest.wishes"))
        self.rule_button.set_text(ui.text("contest.rule"))
        self.import_button.set_text(ui.text("contest.import"))
        self.duplicate_button.set_text(ui.text("contest.duplicate"))
        self.remove_button.set_text(ui.text("contest.remove"))
        if contest is None:
            return
        self.title.set_text(ui.title(contest.title))
        self.form.show_contest(contest)
        self.form.setEnabled(self.is_draft)
        self.correct_button.setVisible(self.is_under_way)
        for number, (row, each) in enumerate(zip(self.rows, contest.candidates, strict=True), start=1):
            withdrawn = ui.text("candidate.withdrawn") if each.withdrawn else ""
            about = " · ".join(filter(None, (withdrawn, each.label, ui.title(each.statement))))
            row.show_row(number, len(self.rows), each.name, about)
            row.offer_moves(offered=self.is_draft)
        self.rule.set_text(". ".join(Sentences(ui.text).rule(contest, self._quorum)) + ".")
        numbers = rule_numbers(ui, contest, self._people, self._quorum)
        self.numbers.set_text(numbers)
        self.numbers.setVisible(bool(numbers))
        told = warnings(contest, live_results=self._live, of_election=self._quorum)
        self.warning.set_text(". ".join(ui.text(each.key, **each.values) for each in told))

    def _ids(self) -> list[int]:
        return [row.row_id for row in self.rows]

    def _make_rows(self, contest: Contest) -> None:
        clear_layout(self._candidates)
        pictured = any(each.id in self._photos for each in contest.candidates)
        self.rows = [
            PlacedRow(self.ui, each.id, Portrait(self.ui, self._photos.get(each.id)) if pictured else None)
            for each in contest.candidates
        ]
        for row in self.rows:
            row.opened.connect(self._open)
            row.moved.connect(self._move)
            self._candidates.addWidget(row)

    @Slot(object)
    def _change(self, values: dict[str, Any]) -> None:
        if self.contest is not None:
            self.asked.emit(Make(ChangeContest(self.contest.id, values)))

    @Slot()
    def _add(self) -> None:
        name = self.name.text().strip()
        if name and self.contest is not None:
            self.name.clear()
            self.asked.emit(Make(AddCandidates(self.contest.id, (NewCandidate(name),))))

    @Slot(int)
    def _open(self, candidate_id: int) -> None:
        self.asked.emit(OpenCandidate(candidate_id))

    @Slot(int, int)
    def _move(self, candidate_id: int, by: int) -> None:
        self.asked.emit(Make(MoveCandidate(candidate_id, by)))

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        column.addWidget(self.title_fields)
        column.addWidget(self.description_fields)
        column.addWidget(self.heads["form"])
        column.addWidget(ButtonBar(ui, (self.wishes_button,), ()))
        column.addWidget(self.form)
        column.addWidget(self.heads["candidates"])
        self._candidates = Column(ui, Space.TIGHT)
        column.addLayout(self._candidates)
        column.addWidget(self.name)
        column.addWidget(ButtonBar(ui, (self.add_button, self.import_button), ()))
        column.addWidget(self.heads["rule"])
        for part in (self.rule, self.numbers, self.warning):
            column.addWidget(part)
        column.addWidget(ButtonBar(ui, (self.rule_button,), ()))
        column.addWidget(ButtonBar(ui, (), (self.duplicate_button, self.remove_button)))
        column.addStretch(1)
        return content


class ContestPage(EditorPage):
    """Opened with the id of an election and that of a contest."""

    screen: ContestScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._contest_id = 0

    def make_screen(self, staff: StaffContext) -> ContestScreen:
        """See `StaffPage`."""
        return ContestScreen(staff.ui)

    def begin(self, subject: object) -> None:
        """`subject` is the id of the election and that of the contest."""
        if isinstance(subject, tuple):
            self.election_id, self._contest_id = subject

    def show(self, draft: Draft) -> bool:
        """See `EditorPage`."""
        contest = draft.contest(self._contest_id)
        if contest is not None:
            self.screen.show_contest(draft, contest)
        return contest is not None

    def handle(self, request: object) -> None:
        """Open a candidate, do what is done with the whole contest, or edit."""
        navigator, here = self.staff.navigator, (self.election_id, self._contest_id)
        if isinstance(request, OpenCandidate):
            navigator.open(CandidatePage, (self.election_id, request.candidate))
        elif request is Deed.IMPORT:
            navigator.open(AddCandidatesPage, here)
        elif request is Deed.RULE:
            navigator.open(OwnRulePage, here)
        elif request is Deed.WISHES:
            navigator.open(WishesPage, here)
        elif request is Deed.DUPLICATE:
            super().handle(Make(DuplicateContest(self._contest_id)))
            self.leave()
        elif request is Deed.REMOVE:
            super().handle(Make(RemoveContest(self._contest_id)))
        else:
            super().handle(request)
