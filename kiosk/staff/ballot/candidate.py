"""One candidate: name, list or group, statement, photo."""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from election.election_services import ElectionServices
from election.models import Candidate, WithdrawnVotes
from election.setup.changes.candidates import ChangeCandidate, PutPhoto, RemoveCandidate
from election.setup.names import LONGEST_LABEL, LONGEST_NAME, LONGEST_STATEMENT
from election.setup.photo_fitting import read_photo
from kiosk.staff.ballot.editor import Draft, EditorPage, EditorScreen, Make
from kiosk.staff.ballot.texts import LocalFields
from kiosk.staff.ballot.under_way import Correct, Withdraw
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.page import StaffContext
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import PhotoCache
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.button_bar import ButtonBar

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


class Deed(Enum):
    """What is done besides typing."""

    CHOOSE_PHOTO = auto()
    REMOVE_PHOTO = auto()
    REMOVE = auto()
    WITHDRAW = auto()


class CandidateScreen(EditorScreen):
    """Asks for a `Deed`, and what an editor asks for."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "one_candidate")
        self.candidate: Candidate | None = None
        self._pictures = PhotoCache()
        self.name = Field(ui, "one_candidate.name", longest=LONGEST_NAME)
        self.label = Field(ui, "one_candidate.label", longest=LONGEST_LABEL)
        self.statement = LocalFields(ui, "one_candidate.statement", longest=LONGEST_STATEMENT)
        self.photo_button = Button(ui, "secondary", "person")
        self.no_photo_button = Button(ui, "secondary", "cross")
        self.remove_button = Button(ui, "secondary", "cross")
        self.withdraw_button = Button(ui, "secondary", "cross")
        self.asks(self.withdraw_button, Deed.WITHDRAW)
        self.of_a_draft += [self.photo_button, self.no_photo_button, self.remove_button]
        for field in (self.name, self.label):
            field.line.editingFinished.connect(self.save)
        self.statement.left.connect(self.save)
        self.asks(self.photo_button, Deed.CHOOSE_PHOTO)
        self.asks(self.no_photo_button, Deed.REMOVE_PHOTO)
        self.asks(self.remove_button, Deed.REMOVE)
        content = QWidget()
        column = Column(ui, Space.BLOCK, (Length.RING, None, Length.RING, None), content)
        column.addWidget(self.name)
        column.addWidget(self.label)
        column.addWidget(self.statement)
        photo = Row(ui, Space.BLOCK)
        self._portrait = Row(ui)
        photo.addLayout(self._portrait)
        photo.addWidget(ButtonBar(ui, (self.photo_button, self.no_photo_button), ()), 1)
        column.addLayout(photo)
        column.addWidget(ButtonBar(ui, (), (self.withdraw_button, self.remove_button)))
        column.addStretch(1)
        self.lay_out(content, (self.undo_button, self.preview_button, self.correct_button))

    def show_candidate(self, draft: Draft, candidate: Candidate) -> None:
        """Show this candidate."""
        before, self.candidate = self.candidate, candidate
        for field, said, shown in (
            (self.name, candidate.name, before.name if before else ""),
            (self.label, candidate.label, before.label if before else ""),
        ):
            if field.text().strip() == shown:  # nobody is typing
                field.line.setText(said)
        self.statement.show_text(candidate.statement)
        photo = draft.definition.photos.get(candidate.id)
        clear_layout(self._portrait)
        pictures = self._pictures.pictures({} if photo is None else {candidate.id: photo})
        self._portrait.addWidget(Portrait(self.ui, pictures.get(candidate.id)))
        self.show_draft(draft)
        self.no_photo_button.setVisible(photo is not None and self.is_draft)
        self.correct_button.setVisible(self.is_under_way)
        self.withdraw_button.setVisible(self.is_under_way and not candidate.withdrawn)
        self.apply_tab_order()

    def save(self) -> None:
        """See `EditorScreen`."""
        values = self._typed()
        if self.candidate is not None and self.is_draft and values:
            self.statement.taken()
            self.asked.emit(Make(ChangeCandidate(self.candidate.id, values)))

    def correction(self) -> Correct | None:
        """See `EditorScreen`."""
        values = self._typed()
        if self.candidate is None or not values:
            return None
        return Correct(self.candidate.name, ChangeCandidate(self.candidate.id, values))

    def _typed(self) -> dict[str, Any]:
        if self.candidate is None:
            return {}
        values: dict[str, Any] = {}
        for name, field in (("name", self.name), ("label", self.label)):
            if field.text().strip() != getattr(self.candidate, name):
                values[name] = field.text()
        if (said := self.statement.changed()) is not None:
            values["statement"] = said
        return values

    def clear(self) -> None:
        """Forget what was shown and typed."""
        super().clear()
        self.candidate = None
        self.name.clear()
        self.label.clear()
        self.statement.forget()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        texts = (self.name.line, self.label.line, *self.statement.lines())
        deeds = (self.photo_button, self.no_photo_button, self.withdraw_button, self.remove_button)
        ways = (self.back_button, self.undo_button, self.preview_button, self.correct_button)
        return (*texts, *deeds, *self.pane.buttons(), *ways)

    def lead(self) -> str:
        """See `PageScreen`: there is none; the title says it."""
        return ""

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self.candidate is not None:
            self.title.set_text(self.candidate.name)
        for field in (self.name, self.label):
            field.retranslate()
        self.statement.retranslate()
        self.photo_button.set_text(self.ui.text("one_candidate.photo"))
        self.no_photo_button.set_text(self.ui.text("one_candidate.no_photo"))
        self.remove_button.set_text(self.ui.text("one_candidate.remove"))
        self.withdraw_button.set_text(self.ui.text("one_candidate.withdraw"))


class CandidatePage(EditorPage):
    """Opened with the id of an election and that of a candidate."""

    screen: CandidateScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._candidate_id = 0
        self._are_void = False  # the votes for them, if they withdraw

    def make_screen(self, staff: StaffContext) -> CandidateScreen:
        """See `StaffPage`."""
        return CandidateScreen(staff.ui)

    def begin(self, subject: object) -> None:
        """`subject` is the id of the election and that of the candidate."""
        if isinstance(subject, tuple):
            self.election_id, self._candidate_id = subject

    def show(self, draft: Draft) -> bool:
        """See `EditorPage`."""
        for contest in draft.definition.election.contests:
            if (candidate := contest.candidate(self._candidate_id)) is not None:
                self._are_void = contest.withdrawn_votes is WithdrawnVotes.VOID
                self.screen.show_candidate(draft, candidate)
                return True
        return False

    def handle(self, request: object) -> None:
        """Choose a photo, remove something, or edit."""
        if request is Deed.CHOOSE_PHOTO:
            wanted = FileWanted("one_candidate.choose", PHOTO_ENDINGS, self._put_photo)
            self.staff.navigator.open(ChooseFilePage, wanted)
        elif request is Deed.WITHDRAW and self.screen.candidate is not None:
            self.confirm(Withdraw(self.screen.candidate.name, self._candidate_id, self._are_void))
        elif request is Deed.REMOVE_PHOTO:
            super().handle(Make(PutPhoto(self._candidate_id, b"")))
        elif request is Deed.REMOVE:
            super().handle(Make(RemoveCandidate(self._candidate_id)))
        else:
            super().handle(request)

    def _put_photo(self, file: Path) -> None:
        candidate_id = self._candidate_id

        def put(services: ElectionServices) -> None:
            services.editing.make(PutPhoto(candidate_id, read_photo(file)))

        self.edit(put)
