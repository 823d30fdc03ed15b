"""The pages for the times of the day: the last call, prolonging, and the clock after a jump."""

from datetime import datetime, time

from election.election_services import ElectionServices
from election.errors import Message
from election.setup.refusals import ProlongationRefused
from election.setup.schedule import time_of_day
from election.setup.times_words import jump_words
from kiosk.staff.page import StaffContext
from kiosk.staff.today.step import Asks, StepPage, StepScreen, TakeStep
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field


class LastCallPage(StepPage):
    """Lets nobody new in, and closes when the grace is over."""

    name = "staff.step.last_call"

    def do(self, election: ElectionServices, _typed: TakeStep) -> None:
        """See `StepPage`."""
        election.times.call_last()


class ProlongPage(StepPage):
    """Puts the closing off as far as was declared."""

    name, asks = "staff.step.prolong", Asks(reason=True, present=True)

    def do(self, election: ElectionServices, typed: TakeStep) -> None:
        """See `StepPage`."""
        election.times.prolong(typed.reason, present=typed.present)


class SetClosing:
    """The closing time is to be set again."""


class ClockScreen(StepScreen):
    """Asks whether the clock is right as it is now, or to `SetClosing`."""

    def __init__(self, ui: UiContext, name: str) -> None:
        super().__init__(ui, name, Asks(), other=SetClosing())

    def about(self) -> str:
        """See `FormScreen`: what happened, and the time that would be right."""
        jump = None if self._day is None else self._day.times.jump
        if jump is None:
            return ""
        now = time_of_day(datetime.fromtimestamp(jump.after).astimezone())
        return f"{jump_words(jump, self.ui.text)} {self.ui.text('staff.step.clock.now', time=now)}"


class ClockPage(StepPage):
    """Confirms the clock after it has jumped."""

    name = "staff.step.clock"

    def make_screen(self, staff: StaffContext) -> StepScreen:
        """See `StaffPage`."""
        return ClockScreen(staff.ui, self.name)

    def handle(self, request: object) -> None:
        """Confirm it, or open the page that sets another closing time."""
        if isinstance(request, SetClosing):
            self.staff.navigator.open(SetClosingPage, self._day)
        else:
            super().handle(request)

    def do(self, election: ElectionServices, _typed: TakeStep) -> None:
        """See `StepPage`."""
        election.times.confirm_clock()
        election.times.keep()


class SetClosingScreen(StepScreen):
    """Asks for a time of the day."""

    def problem(self, field: Field) -> str:
        """See `StepScreen`."""
        if field is self.closes and _time(field.text()) is None:
            return "staff.field.closes_wrong"
        return super().problem(field)


class SetClosingPage(StepPage):
    """Sets the closing time again, after the clock has jumped."""

    name, asks = "staff.step.closing", Asks(closes=True, reason=True)

    def make_screen(self, staff: StaffContext) -> StepScreen:
        """See `StaffPage`."""
        return SetClosingScreen(staff.ui, self.name, self.asks)

    def do(self, election: ElectionServices, typed: TakeStep) -> None:
        """See `StepPage`: a time of the computer's own day."""
        closes = _time(typed.closes)
        if closes is None:
            raise ProlongationRefused(reason=Message("prolong_fault.past"))
        election.times.set_closing(datetime.combine(datetime.now().date(), closes).astimezone(), typed.reason)


def _time(text: str) -> time | None:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError:
        return None
