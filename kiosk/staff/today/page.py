"""The day of voting: how the election stands, and the steps that can be taken from there."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from election.events import CheckpointDone, CheckpointPutOff, Event
from election.models import PollsState
from election.setup.life_cycle import PollsStatus
from election.setup.readiness import what_is_missing
from election.setup.refusals import StepOfAnotherElection
from election.setup.steps import Step, steps_from
from election.voting.deciding.sentences import percent
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.today.step import STEP_PAGES
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text

STATE_ICONS = {
    PollsState.DRAFT: "clock",
    PollsState.OPEN: "check",
    PollsState.PAUSED: "pause",
    PollsState.CLOSED: "lock",
    PollsState.COUNTED: "chart",
    PollsState.ARCHIVED: "chart",
    PollsState.ANNULLED: "cross",
}
_ENTRIES = {  # icon, and what the keys of the texts begin with
    Step.OPEN: ("check", "staff.today.open"),
    Step.PAUSE: ("pause", "staff.today.pause"),
    Step.RESUME: ("next", "staff.today.resume"),
    Step.CLOSE: ("lock", "staff.today.close"),
    Step.COUNT: ("chart", "staff.today.count"),
    Step.REOPEN: ("back", "staff.today.reopen"),
    Step.ARCHIVE: ("list", "staff.today.archive"),
    Step.ANNUL: ("cross", "staff.today.annul"),
}
_TICK_MS = 1_000


class TodayScreen(PageScreen):
    """Asks for a `Step` that the staff choose. A clock goes as long as it is shown."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.today")
        self.status: PollsStatus | None = None
        self.state, self.clock = Text("lead"), Text("number")
        self.turnout, self.quorum = Text("lead"), Text("body")
        self.bar, self.icon = Bar(ui), IconLabel(ui, length=Length.EMBLEM)
        self.warning = Notice(ui, "warning")
        self.steps = {step: EntryButton(ui, *_ENTRIES[step]) for step in Step}
        for step, button in self.steps.items():
            self.asks(button, step)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._say_time)
        self.lay_out(self._content())

    def show_status(self, status: PollsStatus | None) -> None:
        """Show how the election stands, None where there is none, and the steps that can be taken."""
        self.status = status
        self.setEnabled(True)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: since when it stands like this."""
        status = self.status
        if status is None or status.since is None:
            return super().lead()
        time = status.since.astimezone().strftime("%H:%M")
        return self.ui.text(f"staff.today.now.{status.election.state}", time=time, voted=status.turnout.voted)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.steps.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for button in self.steps.values():
            button.retranslate()
        self._say_status()

    def spoken(self) -> str:
        """See `Screen`."""
        said = (self.heading(), self.state.plain_text(), self.turnout.plain_text())
        return ". ".join(filter(None, said))

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self._say_time()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._timer.stop()

    def _say_status(self) -> None:
        ui, status = self.ui, self.status
        state = status.election.state if status else None
        offered = steps_from(state) if state else ()
        for step, button in self.steps.items():
            button.setVisible(step in offered)
        self.icon.show_icon(STATE_ICONS[state] if state else "info")
        self.state.set_text(ui.text(f"start.polls.{state or 'none'}"))
        for part in (self.turnout, self.bar, self.quorum):
            part.setVisible(status is not None)
        self.warning.set_text(self._warning_text())
        if status is None:
            return
        voted, voters = status.turnout.voted, status.turnout.voters
        self.turnout.set_text(
            ui.text("staff.today.turnout", voted=voted, count=voters, percent=percent(voted, voters))
        )
        self.bar.show_votes(voted, 0, voters)
        self.quorum.set_text(self._quorum_text())
        self.quorum.setVisible(bool(self._quorum_text()))

    def _warning_text(self) -> str:
        if self.status is None:
            return ""
        match self.status.election.state:
            case PollsState.DRAFT:
                missing = what_is_missing(self.status.election)
                return ". ".join(self.ui.text(each.key, **each.values) for each in missing)
            case PollsState.PAUSED:
                return self.ui.text("staff.today.paused", voted=self.status.turnout.voted)
        return ""

    def _quorum_text(self) -> str:
        if self.status is None or self.status.quorum is None:
            return ""
        quorum = self.status.quorum
        if quorum.is_met:
            key = "staff.today.quorum.met"
        elif self.status.election.state.is_over:
            key = "staff.today.quorum.missed"
        else:
            key = "staff.today.quorum.short"
        return self.ui.text(key, needed=quorum.needed, short=quorum.short)

    @Slot()
    def _say_time(self) -> None:
        self.clock.set_text(datetime.now().astimezone().strftime("%H:%M:%S"))

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        card = QFrame()
        card.setProperty("role", "card")
        inner = Column(ui, Space.TIGHT, Space.BLOCK, card)
        strip = Row(ui, Space.BLOCK)
        strip.addWidget(self.icon)
        strip.addWidget(self.state, 1)
        strip.addWidget(self.clock)
        inner.addLayout(strip)
        for part in (self.turnout, self.bar, self.quorum):
            inner.addWidget(part)
        edged.addWidget(card)
        edged.addWidget(self.warning)
        column.addLayout(edged)
        for button in self.steps.values():
            column.addWidget(button)
        column.addStretch(1)
        return content


class TodayPage(StaffPage):
    """Keeps the screen up to date, pauses at once, and opens the page of each other step."""

    name, icon = "staff.today", "ballot-box"
    screen: TodayScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id: str | None = None
        self._reading = self._read_again = False

    def make_screen(self, staff: StaffContext) -> TodayScreen:
        """See `StaffPage`."""
        return TodayScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show how the election stands now."""
        self._read()

    def handle(self, request: object) -> None:
        """Pause, or ask once more before any other step."""
        if request is Step.PAUSE:
            self.screen.setEnabled(False)
            self.run(self._pause, self._read_and_show, self._failed)
        elif isinstance(request, Step):
            self.staff.navigator.open(STEP_PAGES[request], (self._election_id, self.screen.status))

    def event_received(self, event: Event) -> None:
        """Follow what happens at the doors."""
        if self.screen.isVisible() and not isinstance(event, CheckpointPutOff | CheckpointDone):
            self._read()

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._reading = self._read_again = False
        self.screen.setEnabled(True)

    def _read(self) -> None:
        """Show how it stands; once more where something changed while that was read."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        self.run(self._status, self._show, self._failed)

    def _status(self) -> tuple[str | None, PollsStatus | None]:
        library = self.staff.services.library
        if library.current_id is None:
            return None, None
        with library.current() as election:
            return election.id, election.polls.status()

    def _pause(self) -> tuple[str | None, PollsStatus | None]:
        with self.staff.services.library.current() as election:
            if election.id != self._election_id:
                raise StepOfAnotherElection
            election.polls.pause()
            return election.id, election.polls.status()

    def _read_and_show(self, found: tuple[str | None, PollsStatus | None]) -> None:
        self._show(found)
        self.staff.ui.announcer.say(self.screen, self.screen.spoken())

    def _show(self, found: tuple[str | None, PollsStatus | None]) -> None:
        self._election_id, status = found
        self.screen.show_status(status)
        self._done()

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)
        self._done()

    def _done(self) -> None:
        self._reading = False
        if self._read_again:
            self._read_again = False
            self._read()
