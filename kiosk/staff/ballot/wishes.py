"""Ways to vote by what the organiser wants: a row for each, with whom it elects in the example."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from election.models import Contest
from election.setup.wishes import WISHES, misfits
from election.voting.example_count import VOTERS, example_count
from kiosk.staff.ballot.example import ExamplePage
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class OpenExample:
    """To open the example of this kind of contest."""

    kind: str


class WishRow(CardButton):
    """One wish with its way to vote, whom the example elects, and why it may not fit."""

    def __init__(self, ui: UiContext, kind: str) -> None:
        super().__init__(ui)
        self._ui, self.kind = ui, kind
        self.wish, self.about, self.warning = Text("lead"), Text("about"), Text("body")
        self._sign = IconLabel(ui, "warning", "warning", length=Length.BOX)
        icon = IconLabel(ui, "next", length=Length.BOX)
        pass_touches_through(self.wish, self.about, self.warning, self._sign, icon)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.wish)
        words.addWidget(self.about)
        warned = Row(ui, Space.NEAR)
        warned.addWidget(self._sign)
        warned.addWidget(self.warning, 1)
        words.addLayout(warned)
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=self)
        row.addLayout(words, 1)
        row.addWidget(icon)
        self.warning.hide()
        self._sign.hide()

    def show_for(self, contest: Contest) -> None:
        """Show it for this contest, in the language of the moment."""
        ui, kind = self._ui, self.kind
        names = ", ".join(each.name for each in example_count(kind, ui.text).outcome.elected)
        about = [ui.text(f"contest.kind.{kind}"), ui.text("wishes.won", names=names)]
        if contest.kind == kind:
            about.append(ui.text("wishes.current"))
        warned = ". ".join(ui.text(each.key, **each.values) for each in misfits(contest, kind))
        self.wish.set_text(ui.text(f"wish.of.{kind}"))
        self.about.set_text(" · ".join(about))
        self.warning.set_text(warned)
        self.warning.setVisible(bool(warned))
        self._sign.setVisible(bool(warned))
        set_accessible_name(self, self.wish.plain_text())
        set_accessible_description(self, ". ".join(filter(None, (*about, warned))))


class WishesScreen(PageScreen):
    """Asks to `OpenExample`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "wishes")
        self.contest: Contest | None = None
        self.rows = {kind: WishRow(ui, kind) for kind in WISHES}
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for row in self.rows.values():
            self.asks(row, OpenExample(row.kind))
            column.addWidget(row)
        column.addStretch(1)
        self.lay_out(content)

    def show_contest(self, contest: Contest) -> None:
        """Show what fits this contest."""
        self.contest = contest
        self.retranslate()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.rows.values(), *self.pane.buttons(), self.back_button)

    def lead(self) -> str:
        """See `PageScreen`."""
        return self.ui.text("wishes.lead", count=VOTERS)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self.contest is not None:
            for row in self.rows.values():
                row.show_for(self.contest)


class WishesPage(StaffPage):
    """Opened with the id of an election and that of a contest."""

    screen: WishesScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id, self._contest_id = "", 0

    def make_screen(self, staff: StaffContext) -> WishesScreen:
        """See `StaffPage`."""
        return WishesScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election and that of the contest."""
        if isinstance(subject, tuple):
            self._election_id, self._contest_id = subject
        library, election_id = self.staff.services.library, self._election_id

        def read() -> tuple[Contest, ...]:
            with library.held(election_id) as services:
                return services.editing.definition().election.contests

        self.run(read, self._show, self.screen.show_problem)

    def handle(self, request: object) -> None:
        """Open an example."""
        if isinstance(request, OpenExample) and self.screen.contest is not None:
            subject = (self._election_id, self.screen.contest, request.kind)
            self.staff.navigator.open(ExamplePage, subject)

    def _show(self, contests: tuple[Contest, ...]) -> None:
        for contest in contests:
            if contest.id == self._contest_id:
                self.screen.show_contest(contest)
