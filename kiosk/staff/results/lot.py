"""A lot that was drawn by hand is entered: whom it favoured, typed once more, and who saw it."""

from dataclasses import dataclass

from election.errors import LotRefused, Message
from election.models import Candidate
from election.results.report import ContestReport
from election.setup.names import LONGEST_NAME
from election.setup.steps import ORGANISER
from election.texts import Unclean, clean_text
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_SEPARATOR = ","  # between names, where the lot is for several seats


@dataclass(frozen=True, slots=True, repr=False)
class EnterLot:
    """What is asked for: the names as they were typed, of whom the lot favoured and of who saw it."""

    favoured: str
    present: tuple[str, str]
    passphrase: str


class LotScreen(FormScreen):
    """Asks to `EnterLot`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._report: ContestReport | None = None
        self.favoured = Field(ui, "staff.lot.favoured", longest=10 * LONGEST_NAME)
        self.present = [
            Field(ui, f"staff.lot.present_{at}", longest=LONGEST_NAME) for at in ("first", "second")
        ]
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, "staff.lot", (self.favoured, *self.present, self.passphrase))

    def show_tie(self, report: ContestReport) -> None:
        """Say who is level."""
        self._report = report
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: who is level, and that it is for good."""
        tie = self._report.outcome.tie if self._report is not None else None
        if self._report is None or tie is None:
            return ""
        names = ", ".join(each.name for each in tie.among)
        title = self.ui.title(self._report.contest.title)
        return self.ui.text("staff.lot.about", title=title, names=names, votes=tie.votes, count=tie.seats)

    def request(self) -> object:
        """Return what was typed."""
        first, second = (field.text() for field in self.present)
        return EnterLot(self.favoured.text(), (first, second), self.passphrase.text())

    def problem(self, field: Field) -> str:
        """All of it must be there; whether it will do the service knows."""
        return "" if field.text().strip() else "staff.field.missing"


class LotPage(StaffPage):
    """Has the passphrase checked and the lot kept."""

    screen: LotScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._report: ContestReport | None = None

    def make_screen(self, staff: StaffContext) -> LotScreen:
        """See `StaffPage`."""
        return LotScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the contest's report."""
        if isinstance(subject, ContestReport):
            self._report = subject
            self.screen.show_tie(subject)

    def handle(self, request: object) -> None:
        """Keep the lot."""
        report = self._report
        if not isinstance(request, EnterLot) or report is None:
            return
        services = self.staff.services

        def enter() -> Message:
            services.organiser.check(request.passphrase)
            favoured = _named(report, request.favoured)
            with services.library.current() as election:
                ids = [each.id for each in favoured]
                election.lots.enter(report.contest.id, ids, request.present, role=ORGANISER)
            return Message("staff.lot.done", {"names": ", ".join(each.name for each in favoured)})

        self.run(enter, self.staff.navigator.back, self.screen.set_error)


def _named(report: ContestReport, typed: str) -> list[Candidate]:
    """Return those who are level and were typed. Raises LotRefused for any other name."""
    tie = report.outcome.tie
    among = tie.among if tie is not None else ()
    count = tie.seats if tie is not None else 1
    by_name = {each.name.casefold(): each for each in among}
    parts = [typed] if count == 1 else typed.split(_SEPARATOR)
    try:
        return [by_name[clean_text(part).casefold()] for part in parts]
    except (KeyError, Unclean):
        raise LotRefused(reason=Message("lot_fault.names", {"count": count})) from None
