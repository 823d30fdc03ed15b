"""What decides a contest, said part by part; the sentence below says it as a whole with every choice."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.election_services import ElectionServices
from election.models import Contest
from election.rules import Rule
from election.setup.changes.contests import ChangeContest
from election.setup.tasks import TaskList
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.setup.requests import SetContest
from kiosk.staff.setup.rule import RuleWords
from kiosk.staff.setup.rule_parts import PARTS, alternatives, chosen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text


class _Part:
    """One part of the rule: its title, and a tile for each choice there is."""

    def __init__(self, ui: UiContext, part: str, rules: dict[str, Rule]) -> None:
        self._ui, self._part = ui, part
        self.rules = rules
        self.title = Text("label")
        self.choices = {name: Choice(ui, one_of=True) for name in rules}
        self.widgets = (page_head(ui, self.title), Tiles(ui, list(self.choices.values())))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.set_text(self._ui.text(f"setup.part.{self._part}"))
        for name, choice in self.choices.items():
            if name.isdigit():
                choice.set_text(self._ui.text("setup.seats", count=int(name)))
            else:
                choice.set_text(self._ui.text(f"setup.{self._part}.{name}"))
        set_places(self.title.plain_text(), list(self.choices.values()))


class OwnRuleScreen(PageScreen):
    """Asks to `SetContest`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "setup.own")
        self.contest: Contest | None = None
        self._tasks: TaskList | None = None
        self.parts: dict[str, _Part] = {}
        self.words = RuleWords(ui)
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        column.addWidget(self.words)
        self._places = Column(ui, Space.NEAR)
        column.addLayout(self._places)
        column.addStretch(1)
        self.lay_out(content)

    def show_contest(self, tasks: TaskList, contest: Contest) -> None:
        """Show what decides this contest now, and what could."""
        self._tasks, self.contest = tasks, contest
        rules = alternatives(contest)
        if {part: list(each.rules) for part, each in self.parts.items()} != {
            part: list(each) for part, each in rules.items()
        }:
            clear_layout(self._places)
            self.parts = {name: _Part(self.ui, name, rules[name]) for name in PARTS if name in rules}
            for part in self.parts.values():
                for widget in part.widgets:
                    self._places.addWidget(widget)
                for choice in part.choices.values():
                    choice.clicked.connect(self._choose)
        for name, part in self.parts.items():
            part.rules = rules[name]
            is_chosen = chosen(contest, name)
            for each, choice in part.choices.items():
                choice.setChecked(each == is_chosen)
        self.words.show_rule(tasks, contest)
        self.retranslate()
        self.apply_tab_order()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        choices = [choice for part in self.parts.values() for choice in part.choices.values()]
        return (*choices, *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self.contest is not None:
            self.title.set_text(self.ui.title(self.contest.title))
        for part in self.parts.values():
            part.retranslate()

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        chosen_rules = [
            part.rules[name]
            for part in self.parts.values()
            for name, choice in part.choices.items()
            if choice is pressed
        ]
        if chosen_rules and self.contest is not None and self._tasks is not None:
            contest = replace(self.contest, rule=chosen_rules[0])
            self.show_contest(self._tasks, contest)  # so that the next press goes on from here
            self.asked.emit(SetContest(contest.id, {"rule": contest.rule}))


class OwnRulePage(StaffPage):
    """Makes each choice as it is pressed."""

    screen: OwnRuleScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id, self._contest_id = "", 0

    def make_screen(self, staff: StaffContext) -> OwnRuleScreen:
        """See `StaffPage`."""
        return OwnRuleScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election and that of the contest."""
        if isinstance(subject, tuple):
            self._election_id, self._contest_id = subject
        self.run(
            lambda: self._held(lambda election: election.tasks.read()), self._show, self.screen.show_problem
        )

    def handle(self, request: object) -> None:
        """Make the choice."""
        if not isinstance(request, SetContest):
            return

        def make(election: ElectionServices) -> TaskList:
            election.editing.make(ChangeContest(request.contest, request.values))
            return election.tasks.read()

        self.run(lambda: self._held(make), self._show, self.screen.show_problem)

    def _held(self, work: Callable[[ElectionServices], TaskList]) -> TaskList:
        with self.staff.services.library.held(self._election_id) as election:
            return work(election)

    def _show(self, tasks: TaskList) -> None:
        for contest in tasks.election.contests:
            if contest.id == self._contest_id:
                self.screen.show_contest(tasks, contest)
