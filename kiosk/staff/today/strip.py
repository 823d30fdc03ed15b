"""The strip at the top of the page of the day: the state, the clock, the turnout and the times."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame

from election.models import PollsState
from election.setup.schedule import time_of_day, time_with_zone
from election.voting.deciding.sentences import percent
from kiosk.staff.today.step import Day
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
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


class Strip(QFrame):
    """A card in the colour of the state, which word and icon tell too."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._day: Day | None = None
        self.setProperty("role", "card")
        self.icon = IconLabel(ui, length=Length.EMBLEM)
        self.state, self.clock = Text("lead"), Text("lead")
        self.turnout, self.quorum = Text("lead"), Text("body")
        self.zero_check, self.times = Text("body"), Text("body")
        self.bar = Bar(ui)
        inner = Column(ui, Space.TIGHT, Space.BLOCK, self)
        top = Row(ui, Space.BLOCK)
        top.addWidget(self.icon)
        top.addWidget(self.state, 1)
        top.addWidget(self.clock)
        inner.addLayout(top)
        counts = Row(ui, Space.BLOCK)
        counts.addWidget(self.turnout, 1)
        counts.addWidget(self.quorum)
        inner.addLayout(counts)
        for part in (self.bar, self.times, self.zero_check):
            inner.addWidget(part)

    def show_day(self, day: Day | None) -> None:
        """Show how the election stands; None: there is none."""
        ui, self._day = self._ui, day
        state = None if day is None else day.status.election.state
        self.icon.show_icon(STATE_ICONS[state] if state else "info")
        self.state.set_text(ui.text(f"start.polls.{state or 'none'}"))
        self.setProperty("polls", str(state or ""))
        self.style().polish(self)
        for part in (self.turnout, self.bar):
            part.setVisible(day is not None)
        self._say(self.quorum, self._quorum_text())
        self._say(self.zero_check, self._zero_check_text())
        self._say(self.times, " · ".join(self._times()))
        if day is None:
            return
        turnout, quorum = day.status.turnout, day.status.quorum
        voted, voters = turnout.voted, turnout.voters
        self.turnout.set_text(
            ui.text("staff.today.turnout", voted=voted, count=voters, percent=percent(voted, voters))
        )
        self.bar.show_votes(voted, 0, voters, None if quorum is None else quorum.needed)

    @Slot()
    def say_time(self) -> None:
        """Say what time it is, and in which zone."""
        self.clock.set_text(datetime.now().astimezone().strftime("%H:%M:%S %Z"))

    def spoken(self) -> tuple[str, ...]:
        """Return what a screen reader says of it."""
        return self.state.plain_text(), self.turnout.plain_text()

    def _say(self, text: Text, words: str) -> None:
        text.set_text(words)
        text.setVisible(bool(words))

    def _quorum_text(self) -> str:
        if self._day is None or self._day.status.quorum is None:
            return ""
        quorum = self._day.status.quorum
        if quorum.is_met:
            key = "staff.today.quorum.met"
        elif self._day.status.election.state.is_over:
            key = "staff.today.quorum.missed"
        else:
            key = "staff.today.quorum.short"
        return self._ui.text(key, needed=quorum.needed, short=quorum.short)

    def _times(self) -> Iterator[str]:
        """Yield the announced times, shortly; the zone stands beside the clock."""
        if self._day is None:
            return
        times, state = self._day.times, self._day.status.election.state
        schedule, how = times.schedule, "itself" if times.schedule.by_itself else "hand"
        if schedule.opens is not None and state is PollsState.DRAFT:
            yield self._at(f"staff.today.times.opens.{how}", schedule.opens)
        if schedule.closes is not None:
            yield self._at(f"staff.today.times.closes.{how}", schedule.closes)
        if times.ends is not None and times.ends != schedule.closes:
            yield self._at("staff.today.times.ends", times.ends)
        if times.can_prolong and times.prolong_until is not None:
            yield self._at("staff.today.times.prolong", times.prolong_until)

    def _at(self, key: str, when: datetime) -> str:
        is_today = when.astimezone().date() == datetime.now().astimezone().date()
        time = time_of_day(when) if is_today else time_with_zone(when)
        return self._ui.text(key, time=time)

    def _zero_check_text(self) -> str:
        """Return when the polls opened first, with an empty box, and how many were on the roll then."""
        if self._day is None or self._day.status.opened is None or self._day.status.opening is None:
            return ""
        time = self._day.status.opened.astimezone().strftime("%H:%M")
        return self._ui.text("staff.today.zero_check", time=time, count=self._day.status.opening.whole)
