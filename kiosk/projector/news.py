"""What pages for the hall are made of."""

from dataclasses import dataclass, field
from datetime import datetime

from election.models import ContestResult, Election, LocalText, TurnoutFor
from election.network.wifi import Wifi
from election.setup.life_cycle import PollsStatus
from election.voters.ways_in import votes_by_phone
from election.voting.deciding.outcome import Outcome
from kiosk.projector.lettering import Lettering
from kiosk.projector.page import HEIGHT, MARGIN, WIDE, Box
from kiosk.style.context import UiContext

STEP = 5  # people; a turnout that moved by one would tell whose ballot came just now


@dataclass(frozen=True, slots=True)
class HallNews:
    """How the election stands (None: there is none), the address by which phones find it (empty: they do
    not), the event's Wi-Fi where it is to be shown, and the time. The counts are there only once staff show
    them.
    """

    status: PollsStatus | None = None
    address: str = ""
    now: datetime = field(default_factory=lambda: datetime.now().astimezone())
    results: tuple[ContestResult, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    wifi: Wifi | None = None

    @property
    def election(self) -> Election | None:
        """The election, None where there is none."""
        return self.status.election if self.status else None

    @property
    def address_to_join(self) -> str:
        """The address, where people vote by phone in this election; else empty."""
        return self.address if self.election is not None and votes_by_phone(self.election) else ""

    @property
    def is_over(self) -> bool:
        """Whether ballots are taken no more."""
        return self.status is not None and self.status.election.state.is_over

    @property
    def voted(self) -> int | None:
        """How many have voted, as far as the hall may know: in steps while ballots are taken, and not at all
        where that is for staff.
        """
        status = self.status
        if status is None:
            return None
        if self.is_over:
            return status.turnout.voted
        for_staff = status.election.turnout_for is TurnoutFor.STAFF
        return None if for_staff else status.turnout.voted // STEP * STEP


@dataclass(frozen=True, slots=True)
class Setting:
    """How pages are set: in which words and letters, how wide, and where they begin."""

    ui: UiContext
    lettering: Lettering
    width: float = WIDE
    top: float = MARGIN

    def text(self, key: str, /, **values: object) -> str:
        """Return the text under `key`."""
        return self.ui.text(key, **values)

    def title(self, title: LocalText) -> str:
        """Return a title."""
        return self.ui.title(title)

    @property
    def area(self) -> Box:
        """Where things stand: within the margins."""
        return Box(MARGIN, self.top, self.width - 2 * MARGIN, HEIGHT - MARGIN - self.top)
