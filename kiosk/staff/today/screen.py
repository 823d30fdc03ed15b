"""What is shown of the day of voting: state, clock, turnout, times, the laptop, and what can be done."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from election.models import PollsState
from election.setup.readiness import what_is_missing
from election.setup.schedule import TAKES_VOTES
from election.setup.steps import Step, steps_from
from election.setup.times_words import last_call_words, times_alarms
from kiosk.staff.health_lines import HealthLines
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.today.step import Day
from kiosk.staff.today.strip import Strip
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.health import Health
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.notices.notice import Notice

NEAR_CLOSING = 30  # minutes before the announced time from which on a quorum that is short is told


class SeeResults:
    """What came out is wanted."""


class PrintReports:
    """What is printed at this point of the day is wanted."""


class DayAct(StrEnum):
    """What can be done to the times of the day."""

    CLOCK = "clock"
    PROLONG = "prolong"
    LAST_CALL = "last_call"


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
_TIME_ENTRIES = {
    DayAct.CLOCK: ("clock", "staff.today.clock"),
    DayAct.PROLONG: ("next-far", "staff.today.prolong"),
    DayAct.LAST_CALL: ("clock", "staff.today.last_call"),
}
_APART = (Step.CLOSE,)  # never where what opens, pauses or counts stands
_FIRST = (Step.OPEN, Step.PAUSE, Step.RESUME, Step.COUNT)
_TICK_MS = 1_000


class TodayScreen(PageScreen):
    """Asks for a `Step` or `DayAct` that the staff choose, to `SeeResults` or to `PrintReports`. A clock goes
    as long as it is shown.
    """

    def __init__(self, ui: UiContext, health: Health) -> None:
        super().__init__(ui, "staff.today")
        self.day: Day | None = None
        self.strip = Strip(ui)
        self.alarm, self.warning = Notice(ui, "error"), Notice(ui, "warning")
        self.steps = {step: EntryButton(ui, *_ENTRIES[step]) for step in Step}
        self.acts = {act: EntryButton(ui, *_TIME_ENTRIES[act]) for act in DayAct}
        self.results = EntryButton(ui, "chart", "staff.results")
        self.reports = EntryButton(ui, "list", "staff.today.reports")
        asked = ((SeeResults(), self.results), (PrintReports(), self.reports))
        for request, button in (*self.steps.items(), *self.acts.items(), *asked):
            self.asks(button, request)
        self.health = HealthLines(ui, health)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.strip.say_time)
        self._beside = Row(ui, Space.WIDE)
        self.lay_out(self._content())

    def show_day(self, day: Day | None) -> None:
        """Show how the election stands, None where there is none, and what can be done."""
        self.day = day
        self.setEnabled(True)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: since when it stands like this."""
        status = None if self.day is None else self.day.status
        if status is None or status.since is None:
            return super().lead()
        time = status.since.astimezone().strftime("%H:%M")
        return self.ui.text(f"staff.today.now.{status.election.state}", time=time, voted=status.turnout.voted)

    def clear(self) -> None:
        """Forget what was said, and how the election stood: another one may be current when this is next
        shown.
        """
        super().clear()
        self.show_day(None)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (self.results, *self._in_order(), self.reports, *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for button in (*self.steps.values(), *self.acts.values(), self.results, self.reports):
            button.retranslate()
        self.results.setVisible(self.day is not None and self.day.status.election.state.is_counted)
        self.reports.setVisible(self.day is not None)
        self.health.retranslate()
        self._say_day()

    def spoken(self) -> str:
        """See `Screen`."""
        return ". ".join(filter(None, (self.heading(), *self.strip.spoken())))

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self.strip.say_time()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have Close beside Pause where both can be read, else below it."""
        super().resizeEvent(event)
        theme = self.ui.theme
        wide = self.width() >= 2 * theme.px(Length.CHOICE) + 4 * theme.px(Space.WIDE)
        kind = QBoxLayout.Direction
        self._beside.setDirection(kind.LeftToRight if wide else kind.TopToBottom)

    def _say_day(self) -> None:
        state = None if self.day is None else self.day.status.election.state
        offered = steps_from(state) if state else ()
        for step, button in self.steps.items():
            button.setVisible(step in offered)
        for act, button in self.acts.items():
            button.setVisible(act in self._offered())
        self.strip.show_day(self.day)
        self.alarm.set_text(self._alarm_text())
        self.warning.set_text(self._warning_text())

    def _offered(self) -> tuple[DayAct, ...]:
        if self.day is None:
            return ()
        times, grace = self.day.times, self.day.status.election.grace
        is_time = times.state in TAKES_VOTES and times.now is not None and not times.minutes_early
        offered = {
            DayAct.CLOCK: times.jump is not None,
            DayAct.PROLONG: times.can_prolong,
            DayAct.LAST_CALL: is_time and not times.is_last_call and grace > 0,
        }
        return tuple(act for act, is_offered in offered.items() if is_offered)

    def _alarm_text(self) -> str:
        if self.day is None:
            return ""
        text, alarms = self.ui.text, list(times_alarms(self.day.times, self.ui.text))
        if not self.day.log_holds:
            alarms.append(text("staff.today.log_broken"))
        if self.day.box_differs:
            alarms.append(text("staff.today.box_differs"))
        return " ".join(alarms)

    def _warning_text(self) -> str:
        if self.day is None:
            return ""
        status, times = self.day.status, self.day.times
        match status.election.state:
            case PollsState.DRAFT:
                missing = what_is_missing(status.election)
                return ". ".join(self.ui.text(each.key, **each.values) for each in missing)
            case PollsState.PAUSED:
                return self.ui.text("staff.today.paused", voted=status.turnout.voted)
            case PollsState.OPEN:
                minutes, quorum = times.minutes_early, status.quorum
                if times.is_last_call:
                    return last_call_words(times, self.ui.text)
                if quorum is not None and not quorum.is_met and 0 < minutes <= NEAR_CLOSING:
                    return self.ui.text("staff.today.quorum_near", minutes=minutes, short=quorum.short)
        return ""

    def _in_order(self) -> tuple[EntryButton, ...]:
        first = [self.steps[step] for step in (*_FIRST, *_APART)]
        others = [button for step, button in self.steps.items() if step not in (*_FIRST, *_APART)]
        clock, *times = self.acts.values()
        return (clock, *first, *times, *others)

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        for part in (self.strip, self.alarm, self.warning):
            edged.addWidget(part)
        column.addLayout(edged)
        column.addWidget(self.results)
        column.addWidget(self.acts[DayAct.CLOCK])
        for steps in (_FIRST, _APART):
            side = Column(ui, Space.NEAR)
            for step in steps:
                side.addWidget(self.steps[step])
            self._beside.addLayout(side, 1)
        column.addLayout(self._beside)
        health = Column(ui, None, (Length.RING, None, Length.RING, None))
        health.addWidget(self.health)
        column.addLayout(health)
        for button in self._in_order()[1 + len(_FIRST) + len(_APART) :]:
            column.addWidget(button)
        column.addWidget(self.reports)
        column.addStretch(1)
        return content
