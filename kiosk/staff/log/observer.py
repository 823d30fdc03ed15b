"""What people may see who watch over the organiser's shoulder: nothing can be done here but go back."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from election.election_services import ElectionServices
from election.events import Event
from election.log_models import LogHead
from election.models import TurnoutFor
from election.records.log import in_groups
from election.setup.life_cycle import PollsStatus
from kiosk.projector.news import STEP
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Observed:
    """How an election stands, as far as anybody may know: `voted` is None where that is for the staff. The
    `head` is the line of the last step of the polls, and moves with these steps alone.
    """

    status: PollsStatus
    voted: int | None
    head: LogHead
    holds: bool
    fingerprint: str


def observe(election: ElectionServices) -> Observed:
    """Return how it stands now."""
    status = election.polls.status()
    voted: int | None = status.turnout.voted
    if not status.election.state.is_over:
        for_staff = status.election.turnout_for is TurnoutFor.STAFF
        voted = None if for_staff else status.turnout.voted // STEP * STEP
    log = election.log
    return Observed(status, voted, log.published_head(), log.holds(), election.key.fingerprint)


class ObserverScreen(PageScreen):
    """Asks for nothing but the way back."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "observer")
        self._seen: Observed | None = None
        self.state, self.turnout = Text("title"), Text("lead")
        self.log_label, self.log_head, self.log_holds = Text("label"), Text("lead"), Text("about")
        self.key_label, self.key = Text("label"), Text("lead")
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for texts in (
            (self.state, self.turnout),
            (self.log_label, self.log_head, self.log_holds),
            (self.key_label, self.key),
        ):
            card = QFrame()
            card.setProperty("role", "card")
            inner = Column(ui, Space.TIGHT, Space.NEAR, card)
            for text in texts:
                inner.addWidget(text)
            column.addWidget(card)
        column.addStretch(1)
        self.lay_out(content)

    def show_observed(self, seen: Observed) -> None:
        """Show how it stands."""
        if seen != self._seen:
            self._seen = seen
            self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: which election it is."""
        return "" if self._seen is None else self.ui.title(self._seen.status.election.title)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.pane.buttons(), self.back_button)

    def clear(self) -> None:
        """Forget it."""
        super().clear()
        self._seen = None

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text, seen = self.ui.text, self._seen
        self.log_label.set_text(text("observer.log"))
        self.key_label.set_text(text("observer.key"))
        if seen is None:
            return
        state = text(f"start.polls.{seen.status.election.state}")
        since = seen.status.since
        if since is not None:
            time = since.astimezone().strftime("%Y-%m-%d %H:%M")
            state = text("observer.state", state=state, time=time)
        self.state.set_text(state)
        self.turnout.set_text(self._turnout(seen))
        self.log_head.set_text(in_groups(seen.head.hash))
        known = "observer.line" if seen.holds else "observer.broken"
        self.log_holds.set_text(text(known, number=seen.head.number))
        self.key.set_text(seen.fingerprint)

    def _turnout(self, seen: Observed) -> str:
        if seen.voted is None:
            return self.ui.text("observer.turnout_for_staff")
        if seen.status.election.state.is_over:
            return self.ui.text("observer.turnout", voted=seen.voted, count=seen.status.turnout.voters)
        return self.ui.text("observer.turnout_so_far", voted=seen.voted, count=seen.status.turnout.voters)


class ObserverPage(StaffPage):
    """Looks at every event: whatever is shown changes with one."""

    name = "observer"
    screen: ObserverScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._latest = self.reading(
            self.ask_election, observe, self.screen.show_observed, self.screen.show_problem
        )

    def make_screen(self, staff: StaffContext) -> ObserverScreen:
        """See `StaffPage`."""
        return ObserverScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Look how it stands now."""
        self._latest.ask()

    def event_received(self, _event: Event) -> None:
        """Look at once."""
        if self.screen.isVisible():
            self._latest.ask()
