"""What decides: the presets for a contest, and the rule in words and in numbers of people."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest
from election.rules import Rule, Ties
from election.setup.tasks import Area, Level, TaskList
from election.voting.deciding.presets import PRESETS, preset_of, preset_title
from election.voting.deciding.sentences import Sentences
from kiosk.staff.ballot.numbers import rule_numbers
from kiosk.staff.setup.pane import Pane
from kiosk.staff.setup.requests import SayRule, SetContest
from kiosk.staff.setup.rule_parts import suits
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text


def with_preset(contest: Contest, name: str) -> Rule:
    """Return the preset as a rule of this contest, which keeps its seats and what decides ties."""
    return replace(PRESETS[name], seats=contest.rule.seats, ties=contest.rule.ties)


def preset_in(contest: Contest) -> str | None:
    """Return the preset that decides a contest, whatever its seats and ties, or None."""
    return preset_of(replace(contest.rule, seats=None, ties=Ties()))


class RuleWords(QWidget):
    """A rule in words; then its numbers, and what may not be meant."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.words, self.numbers = Text("body"), Text("about")
        self.warning = Notice(ui, "warning", aloud=False)
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), self)
        for part in (self.words, self.numbers, self.warning):
            column.addWidget(part)

    def show_rule(self, tasks: TaskList, contest: Contest) -> None:
        """Say what decides this contest."""
        ui = self._ui
        self.words.set_text(". ".join(Sentences(ui.text).rule(contest, tasks.election.quorum)))
        self.numbers.set_text(rule_numbers(ui, contest, tasks.people, tasks.election.quorum))
        doubts = [
            ui.text(task.text.key, **task.text.values)
            for task in tasks.of(Area.RULE)
            if task.contest == contest.id and task.level is not Level.DONE
        ]
        self.warning.set_text(". ".join(doubts))


class RulePane(Pane):
    """Asks to `SetContest`, or to `SayRule` part by part. Where there are several contests one is chosen."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._tasks: TaskList | None = None
        self._chosen: int | None = None
        self.contests: dict[int, Button] = {}
        self.presets = {name: Choice(ui, one_of=True) for name in PRESETS}
        self.own = Choice(ui, one_of=True)
        for choice in (*self.presets.values(), self.own):
            choice.clicked.connect(self._choose)
        self.title, self.empty = Text("lead"), Text("body")
        self.words = RuleWords(ui)
        column = Column(ui, Space.NEAR, parent=self)
        self._tabs = Column(ui, Space.TIGHT)
        column.addLayout(self._tabs)
        column.addWidget(page_head(ui, self.title))
        column.addWidget(page_head(ui, self.empty))
        column.addWidget(self.words)
        for choice in (*self.presets.values(), self.own):
            column.addWidget(choice)
        column.addStretch(1)

    def contest(self) -> Contest | None:
        """Return the contest that is shown."""
        if self._tasks is None:
            return None
        contests = self._tasks.election.contests
        chosen = next((each for each in contests if each.id == self._chosen), None)
        return chosen or next(iter(contests), None)

    def choose_contest(self, contest_id: int) -> None:
        """Show another contest."""
        self._chosen = contest_id
        self._say()

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`."""
        self._tasks = tasks
        if list(self.contests) != [each.id for each in tasks.election.contests]:
            clear_layout(self._tabs)
            self.contests = {each.id: Button(self.ui, "plain") for each in tasks.election.contests}
            for button in self.contests.values():
                button.setCheckable(True)
                button.is_one_of = True
                button.clicked.connect(self._choose_contest)
            if self.contests:
                tabs = Tiles(self.ui, list(self.contests.values()))
                tabs.setVisible(len(self.contests) > 1)
                self._tabs.addWidget(tabs)
            self.grown.emit()
        self._say()

    def stops(self) -> Sequence[QWidget]:
        """See `Pane`."""
        return (*self.contests.values(), *self.presets.values(), self.own)

    def retranslate(self) -> None:
        """See `Pane`."""
        for name, choice in self.presets.items():
            title = preset_title(name)
            choice.set_text(self.ui.text(title.key, **title.values))
        self.own.set_text(self.ui.text("setup.rule.own"))
        self._say()

    def _say(self) -> None:
        contest, tasks = self.contest(), self._tasks
        there = contest is not None
        for part in (*self.presets.values(), self.own, self.words, self.title):
            part.setVisible(there)
        self.empty.set_text("" if there else self.ui.text("ready.no_contest"))
        self.empty.setVisible(not there)
        if contest is None or tasks is None:
            return
        self.title.set_text(self.ui.title(contest.title))
        for each in tasks.election.contests:
            self.contests[each.id].set_text(self.ui.title(each.title))
            self.contests[each.id].setChecked(each.id == contest.id)
        chosen = preset_in(contest)
        for name, choice in self.presets.items():
            choice.setChecked(name == chosen)
            choice.setVisible(suits(contest, with_preset(contest, name)))
        self.own.setChecked(chosen is None)
        shown = [each for each in (*self.presets.values(), self.own) if not each.isHidden()]
        set_places(self.title.plain_text(), shown)
        self.words.show_rule(tasks, contest)

    @Slot()
    def _choose_contest(self) -> None:
        for contest_id, button in self.contests.items():
            if button is self.sender():
                self.choose_contest(contest_id)

    @Slot()
    def _choose(self) -> None:
        contest = self.contest()
        if contest is None:
            return
        for name, choice in self.presets.items():
            if choice is self.sender():
                self.asked.emit(SetContest(contest.id, {"rule": with_preset(contest, name)}))
        if self.sender() is self.own:
            self.asked.emit(SayRule(contest))
