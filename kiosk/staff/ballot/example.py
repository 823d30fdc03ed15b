"""An example count of one way to vote: ballots, rounds or points, who wins; and a button to take it."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from election.errors import Message
from election.models import Contest
from election.setup.changes.contests import ChangeContest
from election.setup.wishes import misfits, values_for
from election.voting.example_count import ExampleWords, example_count
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text


class Deed(Enum):
    """What the page is asked for."""

    USE = auto()


class ExampleScreen(PageScreen):
    """Asks for `Deed.USE`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "wish_example")
        self.contest: Contest | None = None
        self.kind = ""
        self.warning = Notice(ui, "warning", aloud=False)
        self.heads = {name: Text("lead") for name in ("ballots", "count")}
        self.ballots, self.count = Text("body"), Text("body")
        self.elected, self.why = Text("action"), Text("body")
        self.use_button = Button(ui, "primary", "check")
        self.asks(self.use_button, Deed.USE)
        content = QWidget()
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), content)
        parts = (self.heads["ballots"], self.ballots, self.heads["count"], self.count)
        for part in (self.warning, *parts, self.elected, self.why):
            column.addWidget(part)
        column.addStretch(1)
        self.lay_out(content, (self.use_button,))

    def show_example(self, contest: Contest, kind: str) -> None:
        """Show the example of this kind, and whether it fits this contest."""
        self.contest, self.kind = contest, kind
        self.retranslate()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.pane.buttons(), self.back_button, self.use_button)

    def lead(self) -> str:
        """See `PageScreen`: the wish and the way."""
        if not self.kind:
            return ""
        return f"{self.ui.text(f'wish.of.{self.kind}')} · {self.ui.text(f'contest.kind.{self.kind}')}"

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        ui = self.ui
        for name, head in self.heads.items():
            head.set_text(ui.text(f"wish_example.{name}"))
        self.use_button.set_text(ui.text("wish_example.use"))
        if self.contest is None:
            return
        words = ExampleWords(ui.text, example_count(self.kind, ui.text))
        elected, *why = words.outcome()
        self.ballots.set_text("\n".join(words.ballots()))
        self.count.set_text("\n".join(words.count()))
        self.elected.set_text(elected)
        self.why.set_text(". ".join(why))
        told = misfits(self.contest, self.kind)
        self.warning.set_text(". ".join(ui.text(each.key, **each.values) for each in told))
        self.use_button.setEnabled(self.kind != self.contest.kind)


class ExamplePage(StaffPage):
    """Opened with the id of an election, a contest as it is now, and a kind of contest. Leads back to the
    contest once it is of that kind.
    """

    screen: ExampleScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""

    def make_screen(self, staff: StaffContext) -> ExampleScreen:
        """See `StaffPage`."""
        return ExampleScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election, the contest and the kind."""
        if isinstance(subject, tuple):
            self._election_id, contest, kind = subject
            self.screen.show_example(contest, kind)

    def handle(self, request: object) -> None:
        """Have the contest voted in this way."""
        contest, kind = self.screen.contest, self.screen.kind
        if request is not Deed.USE or contest is None:
            return
        library, election_id = self.staff.services.library, self._election_id

        def change() -> None:
            with library.held(election_id) as services:
                services.editing.make(ChangeContest(contest.id, values_for(contest, kind)))

        def done(_nothing: None) -> None:
            from kiosk.staff.ballot.contest import ContestPage

            news = Message("wishes.done", {"kind": Message(f"contest.kind.{kind}")})
            self.staff.navigator.back_to(ContestPage, news)

        self.run(change, done, self.screen.show_problem)
