"""People whom a search found, one a row."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.texts import isolated
from election.voters.desk import DeskState
from election.voters.desk_search import DeskPerson
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text

MOST_ROWS = 20
STATE_ICONS = {
    DeskState.NOT_YET: "clock",
    DeskState.CAME: "person",
    DeskState.RECEIVED: "check",
    DeskState.HELD: "clock",
    DeskState.VOTED: "ballot-box",
    DeskState.REMOVED: "cross",
}


def which(person: DeskPerson) -> str:
    """Return what tells people of one name apart: the group, and the end of the number."""
    digits = f"…{person.digits}" if person.digits else ""
    return " · ".join(filter(None, (isolated(person.group) if person.group else "", digits)))


class PersonRow(CardButton):
    """A name, what tells it from others, and how the desk finds the person. It is checked when chosen."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self.setCheckable(True)
        self.is_one_of = True
        self.name, self.which, self.state = Text("candidate"), Text("body"), Text("label")
        self.sign = IconLabel(ui, length=Length.SIGN)
        row = Row(ui, Space.NEAR, (Space.BLOCK, Space.TIGHT, Space.BLOCK, Space.TIGHT), self)
        row.addWidget(self.name, 3)
        row.addWidget(self.which, 3)
        row.addWidget(self.sign)
        row.addWidget(self.state, 2)
        pass_touches_through(self.name, self.which, self.state, self.sign)
        self.restyle()

    def restyle(self) -> None:
        """Take the least height from the theme."""
        theme = self._ui.theme
        self.setMinimumHeight(theme.px(Length.TARGET) + 2 * theme.px(Length.RING))

    def nextCheckState(self) -> None:
        """Leave the state alone: who made it decides."""

    def show_person(self, person: DeskPerson) -> None:
        """Show this person."""
        self.name.set_text(person.name)
        self.which.set_text(which(person))
        self.state.set_text(self._ui.text(f"staff.desk.state.{person.state}"))
        self.sign.show_icon(STATE_ICONS[person.state], "ink_soft")
        told = (self.name.plain_text(), self.which.plain_text(), self.state.plain_text())
        set_accessible_name(self, ". ".join(filter(None, told)))


class PeopleList(QWidget):
    """Shows up to `MOST_ROWS` people, of whom one is chosen: the first, until another is picked. Emits
    `picked` with the place of a row that was pressed.
    """

    picked = Signal(int)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.people: tuple[DeskPerson, ...] = ()
        self.chosen = -1
        self.is_picked = False
        self.rows: list[PersonRow] = []
        self._column = Column(ui, Space.NEAR, parent=self)

    @property
    def person(self) -> DeskPerson | None:
        """Who is chosen."""
        return self.people[self.chosen] if 0 <= self.chosen < len(self.people) else None

    @property
    def is_plain(self) -> bool:
        """Whether it is plain who is meant: picked, or the only one of that name."""
        if self.person is None:
            return False
        return self.is_picked or [each.name for each in self.people].count(self.person.name) == 1

    def show_people(self, people: Sequence[DeskPerson]) -> None:
        """Show these, the first chosen."""
        self.people = tuple(people[:MOST_ROWS])
        self.chosen, self.is_picked = 0 if self.people else -1, False
        while len(self.rows) < len(self.people):
            row = PersonRow(self._ui)
            row.clicked.connect(self._pressed)
            self.rows.append(row)
            self._column.addWidget(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(self.people))
        self.retranslate()

    def pick(self, at: int) -> None:
        """Choose the one at this place."""
        if self.people:
            self.chosen, self.is_picked = max(0, min(at, len(self.people) - 1)), True
            self._check()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for row, person in zip(self.rows, self.people, strict=False):
            row.show_person(person)
        for at, row in enumerate(self.rows[: len(self.people)], 1):
            row.set_place(self._ui.text("staff.desk.found"), at, len(self.people))
        self._check()

    def _check(self) -> None:
        for at, row in enumerate(self.rows):
            row.setChecked(at == self.chosen)

    @Slot()
    def _pressed(self) -> None:
        at = next(at for at, row in enumerate(self.rows) if row is self.sender())
        self.pick(at)
        self.picked.emit(at)
