"""Who may vote: anyone who signs up, or the people on a roll, and how these come to their ballot."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import WayIn
from election.setup.tasks import TaskList
from kiosk.staff.roll.page import RollPage
from kiosk.staff.setup.pane import Pane
from kiosk.staff.setup.requests import SetElection
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.text import Text

_WITH_PASSWORD = frozenset({WayIn.SIGN_UP, WayIn.PASSWORD})
WITH_ROLL = (WayIn.SLIP, WayIn.CODE, WayIn.DESK, WayIn.PASSWORD)


class WhoPane(Pane):
    """Asks to `SetElection`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._ways: tuple[WayIn, ...] = (WayIn.SIGN_UP,)
        self.sign_up, self.roll = Choice(ui, one_of=True), Choice(ui, one_of=True)
        self.ways = {way: Choice(ui) for way in WITH_ROLL}
        self.phones = Choice(ui)  # passwords on them, too
        self.head, self.people = Text("label"), Text("body")
        for choice in (self.sign_up, self.roll):
            choice.clicked.connect(self._choose)
        for choice in self.ways.values():
            choice.clicked.connect(self._switch)
        self.phones.clicked.connect(self._switch_phones)
        column = Column(ui, Space.NEAR, parent=self)
        head = page_head(ui, self.people, self.head)
        for widget in (self.sign_up, self.roll, head, *self.ways.values(), self.phones):
            column.addWidget(widget)
        self.roll_button = Button(ui, "secondary", "person")
        self.visits(self.roll_button, RollPage)
        more = Row(ui)
        more.addWidget(self.roll_button)
        more.addStretch(1)
        column.addLayout(more)
        column.addStretch(1)

    def show_tasks(self, tasks: TaskList) -> None:
        """See `Pane`."""
        self._ways = tasks.election.ways_in
        has_roll = WayIn.SIGN_UP not in self._ways
        self.sign_up.setChecked(not has_roll)
        self.roll.setChecked(has_roll)
        for way, choice in self.ways.items():
            choice.setChecked(way in self._ways)
            choice.setVisible(has_roll)
        self.phones.setChecked(tasks.election.passwords_over_http)
        self.phones.setVisible(not _WITH_PASSWORD.isdisjoint(self._ways))
        self.head.setVisible(has_roll)
        self.roll_button.setVisible(has_roll)
        self.people.set_text(self.ui.text("task.people", count=tasks.people) if has_roll else "")

    def stops(self) -> Sequence[QWidget]:
        """See `Pane`."""
        return (self.sign_up, self.roll, *self.ways.values(), self.phones, self.roll_button)

    def retranslate(self) -> None:
        """See `Pane`."""
        ui = self.ui
        self.sign_up.set_text(ui.text("setup.who.sign_up"))
        self.roll.set_text(ui.text("setup.who.roll"))
        self.head.set_text(ui.text("setup.who.ways"))
        self.roll_button.set_text(ui.text("setup.who.open_roll"))
        for way, choice in self.ways.items():
            choice.set_text(ui.text(f"setup.who.{way}"))
        self.phones.set_text(ui.text("setup.who.passwords_over_http"))
        set_places(ui.text("setup.area.who"), [self.sign_up, self.roll])

    @Slot()
    def _choose(self) -> None:
        if self.sender() is self.sign_up:
            self._ask((WayIn.SIGN_UP,))
        elif WayIn.SIGN_UP in self._ways:
            self._ask((WayIn.SLIP,))

    @Slot()
    def _switch(self) -> None:
        for way, choice in self.ways.items():
            if choice is self.sender():
                others = tuple(each for each in self._ways if each != way)
                ways = others if way in self._ways else (*others, way)
                if ways:  # there must be one
                    self._ask(tuple(each for each in WayIn if each in ways))

    @Slot()
    def _switch_phones(self) -> None:
        self.asked.emit(SetElection({"passwords_over_http": not self.phones.isChecked()}))

    def _ask(self, ways: tuple[WayIn, ...]) -> None:
        if ways != self._ways:
            self._ways = ways  # so that the next press goes on from here
            self.asked.emit(SetElection({"ways_in": ways}))
