"""Counted elections, of a definition and ballots."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from election.models import Marking, PollsState
from election.results.report import Report, Results
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store, Transaction

ID = "0123456789abcdef"
Ballot = Mapping[int, Marking]


@contextmanager
def box(
    given: Mapping[str, Any],
    ballots: list[Ballot],
    *,
    away: int = 0,
    state: PollsState = PollsState.COUNTED,
    more: Callable[[Transaction], None] = lambda _: None,
) -> Iterator[Store]:
    """Hold a store with these ballots of style 1 and `away` more people; the polls are in `state`."""
    with TemporaryDirectory() as path, DataFolder(Path(path) / "data") as folder:
        store = JsonStore(folder)

        def fill(transaction: Transaction) -> None:
            create_election(transaction, given)
            for right_id in range(1, len(ballots) + away + 1):
                transaction.add_right(right_id, 1)
            for right_id, ballot in enumerate(ballots, start=1):
                transaction.put_mark(right_id, bytes(16))
                transaction.add_receipt(f"{right_id:016}")
                for contest in transaction.election().contests:
                    transaction.add_ballot(contest.id, ballot.get(contest.id, ()))
            more(transaction)
            transaction.set_state(state)

        try:
            store.write(fill)
            yield store
        finally:
            store.close()


def report_of(given: Mapping[str, Any], ballots: list[Ballot], **how: Any) -> Report:
    """Return the report of an election with these ballots."""
    with box(given, ballots, **how) as store:
        return Results(store).report()
