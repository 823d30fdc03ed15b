"""A page for each step that asks once more: what it brings about, the passphrase, and a reason where it needs
one. Its button is named after the deed.
"""

from dataclasses import dataclass
from typing import ClassVar

from election.setup.life_cycle import PollsStatus
from election.setup.refusals import StepOfAnotherElection
from election.setup.steps import LONGEST_REASON, STEPS, Step
from election.voting.deciding.sentences import percent
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True, repr=False)
class TakeStep:
    """What is asked for: the step, with what was typed."""

    passphrase: str
    reason: str


class StepScreen(FormScreen):
    """Asks to `TakeStep`. See `FormScreen`."""

    def __init__(self, ui: UiContext, name: str, step: Step) -> None:
        self._needs_reason = STEPS[step].needs_reason
        self._status: PollsStatus | None = None
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        before = (self.reason,) if self._needs_reason else ()
        super().__init__(ui, name, (*before, self.passphrase))

    def show_status(self, status: PollsStatus | None) -> None:
        """Say what the step would do to an election that stands like this."""
        self._status = status
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: the consequence, with the counts."""
        if self._status is None:
            return ""
        turnout = self._status.turnout
        return self.ui.text(
            f"{self._name}.about",
            count=turnout.voted,
            voters=turnout.voters,
            contests=len(self._status.election.contests),
            percent=percent(turnout.voted, turnout.voters),
        )

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.back_button.set_text(self.ui.text(f"{self._name}.stay"))

    def request(self) -> object:
        """Return what was typed."""
        return TakeStep(self.passphrase.text(), self.reason.text() if self._needs_reason else "")

    def problem(self, field: Field) -> str:
        """Both must be there; whether they will do only the service knows."""
        if field.text().strip():
            return ""
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"


class StepPage(StaffPage):
    """Has the passphrase checked and takes the step, in the election it was opened for and in no other."""

    step: ClassVar[Step]
    screen: StepScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id: object = None

    def make_screen(self, staff: StaffContext) -> StepScreen:
        """See `StaffPage`."""
        return StepScreen(staff.ui, self.name, self.step)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election and how it stands."""
        if isinstance(subject, tuple):
            self._election_id, status = subject
            self.screen.show_status(status)

    def handle(self, request: object) -> None:
        """Take the step."""
        if not isinstance(request, TakeStep):
            return
        services, step, election_id = self.staff.services, self.step, self._election_id

        def take() -> None:
            services.organiser.check(request.passphrase)
            with services.library.current() as election:
                if election.id != election_id:
                    raise StepOfAnotherElection
                election.polls.take(step, why=request.reason)

        self.run(take, lambda _nothing: self.staff.navigator.back(), self.screen.set_error)


class OpenPage(StepPage):
    """Opens the polls."""

    name, step = "staff.step.open", Step.OPEN


class ResumePage(StepPage):
    """Has ballots taken again after a pause."""

    name, step = "staff.step.resume", Step.RESUME


class ClosePage(StepPage):
    """Closes the polls."""

    name, step = "staff.step.close", Step.CLOSE


class ReopenPage(StepPage):
    """Opens closed polls again."""

    name, step = "staff.step.reopen", Step.REOPEN


class CountPage(StepPage):
    """Has the votes counted."""

    name, step = "staff.step.count", Step.COUNT


class AnnulPage(StepPage):
    """Ends the election without a result."""

    name, step = "staff.step.annul", Step.ANNUL


class ArchivePage(StepPage):
    """Puts the election away."""

    name, step = "staff.step.archive", Step.ARCHIVE


STEP_PAGES: dict[Step, type[StepPage]] = {
    page.step: page
    for page in (OpenPage, ResumePage, ClosePage, ReopenPage, CountPage, AnnulPage, ArchivePage)
}
