"""What the page for codes shows, read at one moment; and what is asked for there. Knows no widgets."""

from dataclasses import dataclass
from enum import Enum, auto

from election.code_models import Batch, BatchKind
from election.election_services import ElectionServices
from election.models import WayIn
from election.printing.paper import can_print
from election.voters.code_batches import LAYOUTS, whole_sheets
from election.voters.slip_account import SlipAccount
from election.voters.voter_codes import StyleSlips


@dataclass(frozen=True, slots=True)
class CodesView:
    """How codes stand in an election: of which kinds there may be some, for whom slips are made, how many
    people have no code of their own, the account of slips, which batches nobody has confirmed, and whether
    there are any.
    """

    kinds: tuple[BatchKind, ...]
    styles: tuple[StyleSlips, ...]
    without_code: int
    account: SlipAccount
    unconfirmed: tuple[Batch, ...]
    has_codes: bool
    can_print: bool

    def suggested(self, style: int, layout: str) -> int:
        """Return how many slips are still to be made, so that there is one for each person and some to
        spare.
        """
        found = next((each for each in self.styles if each.style == style), None)
        if found is None:
            return 0
        return max(0, whole_sheets(found.people, LAYOUTS[layout]) - found.slips)


def read_view(election: ElectionServices) -> CodesView:
    """Read how codes stand."""
    ways, batches = election.polls.election().ways_in, election.codes.batches()
    kinds = {BatchKind.SLIPS: WayIn.SLIP, BatchKind.PERSONAL: WayIn.CODE}
    return CodesView(
        tuple(kind for kind, way in kinds.items() if way in ways),
        election.codes.styles(),
        election.codes.people_without_code(),
        election.codes.account(),
        tuple(batch for batch in batches if not batch.confirmed),
        bool(batches),
        can_print(),
    )


class Where(Enum):
    """Where slips go."""

    PAPER = auto()
    FILE = auto()


@dataclass(frozen=True, slots=True)
class MakeCodes:
    """Codes are to be made; `style` and `count` are of slips. `to_paper`: they are printed at
    once; else it is chosen later where they are saved.
    """

    kind: BatchKind
    style: int
    count: int
    layout: str
    to_paper: bool


@dataclass(frozen=True, slots=True)
class NoteInHand:
    """So many slips were counted in hand."""

    count: int


@dataclass(frozen=True, slots=True)
class KeepBatch:
    """A batch whose codes nobody has in clear any more came out after all."""

    batch: int


@dataclass(frozen=True, slots=True)
class DropBatch:
    """A batch that did not come out is void."""

    batch: int


class Way(Enum):
    """A page to go on to."""

    VOID_SHEETS = auto()
    SLIP_IN_HAND = auto()
