"""A change to a ballot that people are voting on: the reason, and the passphrase once more."""

from dataclasses import dataclass

from election.election_services import ElectionServices
from election.errors import Message
from election.setup.editing import Correction
from election.setup.steps import LONGEST_REASON
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True)
class Correct:
    """To correct a text of what is called `name`."""

    name: str
    change: Correction


@dataclass(frozen=True, slots=True)
class Withdraw:
    """To mark the candidate called `name` as withdrawn; `votes_are_void` says what becomes of their votes."""

    name: str
    candidate: int
    votes_are_void: bool


@dataclass(frozen=True, slots=True, repr=False)
class Confirmed:
    """What was typed."""

    passphrase: str
    reason: str


class UnderWayScreen(FormScreen):
    """Asks for `Confirmed`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._wanted: Correct | Withdraw | None = None
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, "correcting", (self.reason, self.passphrase))

    def show_wanted(self, wanted: Correct | Withdraw) -> None:
        """Say what is about to be done."""
        self._wanted = wanted
        self._name = "withdrawing" if isinstance(wanted, Withdraw) else "correcting"
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: the consequence."""
        match self._wanted:
            case Correct(name):
                return self.ui.text("correcting.about", name=name)
            case Withdraw(name, _, void):
                return self.ui.text("withdrawing.about_void" if void else "withdrawing.about", name=name)
        return ""

    def request(self) -> object:
        """Return what was typed."""
        return Confirmed(self.passphrase.text(), self.reason.text())

    def problem(self, field: Field) -> str:
        """Both must be there; whether they will do only the service knows."""
        if field.text().strip():
            return ""
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"


class UnderWayPage(StaffPage):
    """Opened with the id of an election, and what is wanted. Leads back once it is done."""

    screen: UnderWayScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""
        self._wanted: Correct | Withdraw | None = None

    def make_screen(self, staff: StaffContext) -> UnderWayScreen:
        """See `StaffPage`."""
        return UnderWayScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election's id, and what is wanted."""
        if isinstance(subject, tuple):
            self._election_id, self._wanted = subject
        if self._wanted is not None:
            self.screen.show_wanted(self._wanted)

    def handle(self, request: object) -> None:
        """Do it."""
        wanted, services, election_id = self._wanted, self.staff.services, self._election_id
        if not isinstance(request, Confirmed) or wanted is None:
            return

        def work() -> None:
            services.organiser.check(request.passphrase)
            with services.library.held(election_id) as election:
                _do(election, wanted, request.reason)

        news = Message("under_way.done", {"name": wanted.name})
        self.run(work, lambda _nothing: self.staff.navigator.back(news), self.screen.set_error)


def _do(election: ElectionServices, wanted: Correct | Withdraw, reason: str) -> None:
    match wanted:
        case Correct(_, change):
            election.editing.correct(change, reason)
        case Withdraw(_, candidate, _):
            election.editing.withdraw(candidate, reason)
