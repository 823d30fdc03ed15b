"""A data folder to measure with: one election, its voters, and the services over it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.roll import put_on_roll
from election.election_services import ElectionServices
from election.models import PollsState
from election.services import Services, open_services
from election.setup.life_cycle import create_election
from election.setup.samples import DEFAULT_SAMPLE, sample_definition
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores
from election.store.port import Transaction
from election.voters.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: the kiosk, its current election, the ids of its voters, and their codes."""

    services: Services
    election: ElectionServices
    voters: list[int]
    codes: list[str]


@contextmanager
def new_library(
    folder: Path,
    sample: str = DEFAULT_SAMPLE,
    voters: int = 0,
    password: str = "",
    passwords: Passwords | None = None,
    codes: int = 0,
) -> Iterator[Measured]:
    """Make a data folder with the sample election and so many voters (see `bench.roll.enrol`), or with so
    many slips whose codes let people in.
    """
    ids: list[int] = []
    definition = sample_definition(sample) | ({"ways_in": ["slip"]} if codes else {})

    def fill(transaction: Transaction) -> None:
        create_election(transaction, definition, PollsState.OPEN)
        ids[:] = put_on_roll(transaction, voters, password)

    with DataFolder(folder) as data, open_services(JsonStores(data), passwords) as services:
        services.library.use(services.library.add(fill))
        with services.library.current() as election:
            yield Measured(services, election, ids, _slips(election, codes) if codes else [])


def _slips(election: ElectionServices, count: int) -> list[str]:
    issued = election.codes.issue_slips(1, count)
    election.codes.confirm(issued.batch.id)
    return [slip.code.shown for slip in issued.slips]
