"""Which groups of the roll vote in which contests: a row for each group, a button for each contest."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.election_services import ElectionServices
from election.errors import Message
from election.models import Contest, Election
from election.setup.readiness import SMALLEST_GROUP
from election.voters.groups import Group
from kiosk.staff.page import StaffContext
from kiosk.staff.roll.election import ElectionPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.choice import Choice
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Give:
    """A group is to vote in these contests."""

    group: str
    contests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupsFound:
    """The groups, and the contests that there are."""

    election: Election
    groups: tuple[Group, ...]


class GroupsScreen(PageScreen):
    """Asks to `Give` a group its contests."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "roll.groups")
        self._found: GroupsFound | None = None
        self.choices: dict[tuple[str, int], Choice] = {}
        self._titles: dict[str, Text] = {}
        self._warnings: dict[str, Text] = {}
        content = QWidget()
        edged = Column(ui, edges=(Length.RING, None, Length.RING, None), parent=content)
        self._rows = Column(ui, Space.NEAR)
        edged.addLayout(self._rows)
        edged.addStretch(1)
        self.lay_out(content)

    def show_groups(self, found: GroupsFound) -> None:
        """Show which group votes where."""
        same = self._found is not None and _names(self._found) == _names(found)
        self._found = found
        if not same:
            self._make(found)
        for group in found.groups:
            for contest in found.election.contests:
                self.choices[group.name, contest.id].setChecked(contest.id in group.contests)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`."""
        return self.ui.text(
            "roll.groups.lead" if self._found is None or self._found.groups else "roll.groups.none"
        )

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.choices.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self._found is None:
            return
        voters = _voters(self._found)
        for group in self._found.groups:
            name = group.name or self.ui.text("roll_groups.none")
            title = self.ui.text("roll.groups.group", name=name, count=group.people)
            self._titles[group.name].set_text(title)
            few = [each for each in self._found.election.contests if _is_told(each, group, voters)]
            words = ""
            if few:
                words = self.ui.text("roll.groups.few", title=few[0].title, count=voters[few[0].id])
            self._warnings[group.name].set_text(words)
            self._warnings[group.name].setVisible(bool(few))
            for contest in self._found.election.contests:
                self.choices[group.name, contest.id].set_text(self.ui.title(contest.title))

    def _make(self, found: GroupsFound) -> None:
        clear_layout(self._rows)
        self.choices, self._titles, self._warnings = {}, {}, {}
        for group in found.groups:
            self._titles[group.name], self._warnings[group.name] = Text("label"), Text("about")
            self._warnings[group.name].hide()
            tiles = []
            for contest in found.election.contests:
                choice = self.choices[group.name, contest.id] = Choice(self.ui)
                choice.clicked.connect(self._touched)
                tiles.append(choice)
            for widget in (self._titles[group.name], Tiles(self.ui, tiles), self._warnings[group.name]):
                self._rows.addWidget(widget)
        self.apply_tab_order()

    @Slot()
    def _touched(self) -> None:
        touched = next((key for key, choice in self.choices.items() if choice is self.sender()), None)
        if touched is None or self._found is None:
            return
        name, contest_id = touched
        before = next(group.contests for group in self._found.groups if group.name == name)
        wanted = tuple(
            contest.id
            for contest in self._found.election.contests
            if (contest.id in before) is not (contest.id == contest_id)
        )
        self.asked.emit(Give(name, wanted))


def _names(found: GroupsFound) -> object:
    return [group.name for group in found.groups], [contest.id for contest in found.election.contests]


def _voters(found: GroupsFound) -> dict[int, int]:
    """Return how many people vote in each contest."""
    return {
        contest.id: sum(group.people for group in found.groups if contest.id in group.contests)
        for contest in found.election.contests
    }


def _is_told(contest: Contest, group: Group, voters: dict[int, int]) -> bool:
    """Return whether the votes of a group could be guessed in a contest of its own."""
    return contest.id in group.contests and group.people == voters[contest.id] < SMALLEST_GROUP


class GroupsPage(ElectionPage):
    """Has each group vote in the contests that are chosen, at once."""

    screen: GroupsScreen

    def make_screen(self, staff: StaffContext) -> GroupsScreen:
        """See `StaffPage`."""
        return GroupsScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of an election."""
        self.begin(subject)
        self.ask(_read, self.screen.show_groups, self.screen.show_problem)

    def handle(self, request: object) -> None:
        """Keep it."""
        if not isinstance(request, Give):
            return

        def give(election: ElectionServices) -> GroupsFound:
            election.roll.give_contests({request.group: request.contests})
            return _read(election)

        self.ask(give, self._given, self._refused)

    def _given(self, found: GroupsFound) -> None:
        self.screen.show_groups(found)
        self.screen.say(Message("staff.saved"))

    def _refused(self, error: Exception) -> None:
        self.screen.show_problem(error)
        self.ask(_read, self.screen.show_groups, self.screen.show_problem)


def _read(election: ElectionServices) -> GroupsFound:
    return GroupsFound(election.polls.election(), election.roll.groups())
