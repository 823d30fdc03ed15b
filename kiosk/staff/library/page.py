"""All elections: the current one, the others, those for practice, and those that were put away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from election.archive.listing import ListedElection
from election.errors import Message
from election.events import CurrentChanged, Event, PollsChanged
from kiosk.staff.library.new import NewElectionPage
from kiosk.staff.library.one import OneElectionPage
from kiosk.staff.library.order import GROUPS, group_of, grouped
from kiosk.staff.library.row import ElectionRow
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Look:
    """One election is to be looked at."""

    listed: ListedElection


@dataclass(frozen=True, slots=True)
class New:
    """A new election is wanted."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Those that were put away are to be shown, or hidden again."""


class LibraryScreen(PageScreen):
    """Asks to `Look` at an election, for a `New` one, or to `Fold`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "library")
        self._elections: tuple[ListedElection, ...] = ()
        self._is_read = self._is_unfolded = False
        self.rows: dict[str, ElectionRow] = {}  # by the elections' ids, from top to bottom
        self.heads = {name: Text("label") for name in GROUPS}
        self.empty = Text("body")
        self.fold_button = Button(ui, "plain", "down")
        self.new_button = Button(ui, "primary", "next", icon_last=True)
        self.asks(self.new_button, New())
        self.asks(self.fold_button, Fold())
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        column.addWidget(page_head(ui, self.empty))
        self._places: dict[str, Column] = {}
        self._heads: dict[str, QWidget] = {}
        for name, head in self.heads.items():
            self._heads[name] = page_head(ui, head)
            column.addWidget(self._heads[name])
            if name == "archived":
                column.addWidget(self.fold_button)
            self._places[name] = Column(ui, Space.TIGHT)
            column.addLayout(self._places[name])
        column.addStretch(1)
        for part in (*self._heads.values(), self.fold_button):
            part.hide()  # until it is known which there are
        self.lay_out(content, (self.new_button,))

    def show_elections(self, elections: Sequence[ListedElection]) -> None:
        """Show these, in place of those before."""
        self._elections, self._is_read = tuple(elections), True
        self._fill()

    def fold(self) -> None:
        """Show those that were put away, or hide them again."""
        self._is_unfolded = not self._is_unfolded
        self._fill()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        folded = [row for row in self.rows.values() if group_of(row.listed) == "archived"]
        rows = [row for row in self.rows.values() if row not in folded]
        return (*rows, self.fold_button, *folded, *self.pane.buttons(), self.back_button, self.new_button)

    def clear(self) -> None:
        """Forget what was said, and fold again."""
        super().clear()
        self._is_unfolded = False

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.new_button.set_text(self.ui.text("library.new"))
        self.empty.set_text(self.ui.text("library.empty") if self._is_read and not self._elections else "")
        for row in self.rows.values():
            row.retranslate()
        self._say_heads()

    def _fill(self) -> None:
        groups = grouped(self._elections)
        for row in self.rows.values():
            self.asks_no_more(row)
        self.rows = {}
        for name, elections in groups.items():
            clear_layout(self._places[name])
            if name == "archived" and not self._is_unfolded:
                continue
            for each in elections:
                row = self.rows[each.id] = ElectionRow(self.ui, each)
                self.asks(row, Look(each))
                self._places[name].addWidget(row)
        for name, elections in groups.items():
            self._heads[name].setVisible(bool(elections) and name != "archived")
        self.fold_button.setVisible(bool(groups["archived"]))
        self.retranslate()
        self.apply_tab_order()

    def _say_heads(self) -> None:
        for name, head in self.heads.items():
            head.set_text(self.ui.text(f"library.head.{name}"))
        count = sum(group_of(each) == "archived" for each in self._elections)
        words = self.ui.text("library.fold" if self._is_unfolded else "library.unfold", count=count)
        self.fold_button.set_text(words, icon="up" if self._is_unfolded else "down")


class LibraryPage(StaffPage):
    """Lists all elections, and leads to each, and to a new one."""

    name, icon = "library", "list"
    screen: LibraryScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._latest = self.reading(
            self.run, staff.services.library.elections, self.screen.show_elections, self.screen.show_problem
        )

    def make_screen(self, staff: StaffContext) -> LibraryScreen:
        """See `StaffPage`."""
        return LibraryScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show all as they are now."""
        self._latest.ask()

    def tell(self, *news: Message) -> None:
        """See `StaffPage`."""
        if news:
            self.screen.say(news[0])

    def handle(self, request: object) -> None:
        """Open the page of what is asked for."""
        if isinstance(request, Look):
            self.staff.navigator.open(OneElectionPage, request.listed)
        elif isinstance(request, New):
            self.staff.navigator.open(NewElectionPage)
        elif isinstance(request, Fold):
            self.screen.fold()

    def event_received(self, event: Event) -> None:
        """Follow what is done elsewhere."""
        if self.screen.isVisible() and isinstance(event, CurrentChanged | PollsChanged):
            self._latest.ask()
