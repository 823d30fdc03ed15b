"""The ballot: the election's title, and who stands in each contest."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QWidget

from election.i18n.catalogue import LANGUAGES
from election.models import Contest, LocalText
from election.setup.names import LONGEST_NAME, LONGEST_TITLE
from election.setup.tasks import TaskList
from election.voting.deciding.decide import is_motion
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.preview import PreviewPage
from kiosk.staff.setup.pane import Pane
from kiosk.staff.setup.requests import AddPerson, RemovePerson, SetElection
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, Row, clear_layout, discard_widget
from kiosk.widgets.text import Text

SAVE_MS = 600  # after the last key


class ContestCard(QFrame):
    """One contest: its title, who stands in it, and a line to add somebody."""

    def __init__(self, pane: "BallotPane", contest: Contest) -> None:
        super().__init__()
        self._pane, self._ui, self.contest = pane, pane.ui, contest
        self.setProperty("role", "card")
        self.title, self.about = Text("lead"), Text("about")
        self.name = Field(self._ui, "setup.ballot.name", longest=LONGEST_NAME)
        self.add = Button(self._ui, "secondary", "person-new")
        self.removes: dict[int, Button] = {}  # by the candidates' ids
        self.add.clicked.connect(self.take)
        self.name.line.returnPressed.connect(self.take)
        column = Column(self._ui, Space.NEAR, Space.BLOCK, self)
        column.addWidget(self.title)
        column.addWidget(self.about)
        self._rows = Column(self._ui, Space.TIGHT)
        column.addLayout(self._rows)
        column.addWidget(self.name)
        foot = Row(self._ui)
        foot.addStretch(1)
        foot.addWidget(self.add)
        column.addLayout(foot)
        self.show_contest(contest)

    def show_contest(self, contest: Contest) -> None:
        """Show who stands in it now."""
        self.contest = contest
        clear_layout(self._rows)
        self.removes = {}
        for candidate in contest.candidates:
            row = QWidget()
            line = Row(self._ui, Space.NEAR, parent=row)
            name = Text("candidate")
            name.set_text(candidate.name)
            remove = self.removes[candidate.id] = Button(self._ui, "quiet", "cross")
            remove.clicked.connect(self._remove)
            line.addWidget(name, 1)
            line.addWidget(remove)
            self._rows.addWidget(row)
        self.retranslate()

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        return (*self.removes.values(), self.name.line, self.add)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, contest = self._ui, self.contest
        self.title.set_text(ui.title(contest.title))
        if is_motion(contest):
            self.about.set_text(ui.text("setup.ballot.motion"))
        else:
            key = "setup.ballot.yes_no" if contest.kind == "yes_no" else "setup.ballot.choose"
            self.about.set_text(ui.text(key, count=len(contest.candidates)))
        self.name.retranslate()
        self.add.set_text(ui.text("setup.ballot.add"))
        for candidate in contest.candidates:
            self.removes[candidate.id].set_text(
                ui.text("setup.ballot.remove", name=candidate.name), show=False
            )

    @Slot()
    def take(self) -> None:
        """Ask for who was typed, if anybody was."""
        name = self.name.text().strip()
        if name:
            self.name.clear()
            self._pane.asked.emit(AddPerson(self.contest.id, name))

    @Slot()
    def _remove(self) -> None:
        for candidate_id, button in self.removes.items():
            if button is self.sender():
                self._pane.asked.emit(RemovePerson(candidate_id))


class BallotPane(Pane):
    """Asks to `SetElection`, to `AddPerson` and `RemovePerson`. The title is asked for once nobody types any
    more.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._title = LocalText(())
        self.titles = {
            language: Field(ui, f"setup.ballot.title.{language}", longest=LONGEST_TITLE)
            for language in LANGUAGES
        }
        self.cards: dict[int, ContestCard] = {}  # by the contests' ids, in ballot order
        self.contests_button = Button(ui, "secondary", "list")
        self.preview_button = Button(ui, "secondary", "eye")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.save_title)
        self._column = Column(ui, Space.BLOCK, (Length.RING, None, Length.RING, None), self)
        for field in self.titles.values():
            field.line.textEdited.connect(self._timer.start)
            field.line.editingFinished.connect(self.save_title)
            self._column.addWidget(field)
        self._cards = Column(ui, Space.BLOCK)
        self._column.addLayout(self._cards)
        ways = Row(ui, Space.NEAR)
        for button, page in ((self.contests_button, ContestsPage), (self.preview_button, PreviewPage)):
            self.visits(button, page)
            ways.addWidget(button)
        ways.addStretch(1)
        self._column.addLayout(ways)
        self._column.addStretch(1)

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`. What is being typed stays."""
        election = tasks.election
        self._title = election.title
        self._show_titles()
        if list(self.cards) != [contest.id for contest in election.contests]:
            for card in self.cards.values():
                self._cards.removeWidget(card)
                discard_widget(card)
            self.cards = {contest.id: ContestCard(self, contest) for contest in election.contests}
            for card in self.cards.values():
                self._cards.addWidget(card)
        else:
            for contest in election.contests:
                if self.cards[contest.id].contest != contest:
                    self.cards[contest.id].show_contest(contest)
        self.grown.emit()

    def _show_titles(self) -> None:
        for language, field in self.titles.items():
            text = dict(self._title.texts).get(language, "")
            is_typed = self._timer.isActive() or field.line.hasFocus()
            if field.text() != text and not is_typed:
                field.line.setText(text)

    def stops(self) -> Sequence[QWidget]:
        """See `Pane`."""
        cards = [stop for card in self.cards.values() for stop in card.stops()]
        lines = (field.line for field in self.titles.values())
        return (*lines, *cards, self.contests_button, self.preview_button)

    def save(self) -> None:
        """See `Pane`: also who was typed and not added."""
        self.save_title()
        for card in list(self.cards.values()):
            card.take()

    @Slot()
    def save_title(self) -> None:
        """Ask for the title that was typed, where it is another one."""
        self._timer.stop()
        typed = {language: field.text().strip() for language, field in self.titles.items()}
        title = LocalText.of({language: text for language, text in typed.items() if text})
        if title.texts and title != self._title:
            self._title = title
            self.asked.emit(SetElection({"title": title}))

    def forget(self) -> None:
        """See `Pane`."""
        self._timer.stop()
        for field in (*self.titles.values(), *(card.name for card in self.cards.values())):
            field.clear()

    def retranslate(self) -> None:
        """See `Pane`."""
        self.contests_button.set_text(self.ui.text("setup.ballot.contests"))
        self.preview_button.set_text(self.ui.text("setup.ballot.preview"))
        for field in self.titles.values():
            field.retranslate()
        for card in self.cards.values():
            card.retranslate()
