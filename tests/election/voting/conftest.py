"""Elections by definition, with ballots in the box."""

from collections.abc import Mapping
from typing import Any

import pytest

from election.models import Marking, PollsState
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store, Transaction

HALF = {"share": "more than 1/2"}


def definition(*contests: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    """An election of two candidates in each contest, unless a contest says otherwise."""
    base = {"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}
    return {
        "title": {"en": "Club"},
        "live_results": False,
        "contests": [base | each for each in contests],
        **others,
    }


@pytest.fixture
def hold(folder: DataFolder) -> Any:
    """Holds the election of a definition: `ballots` by style, after which the polls are moved to `state`."""
    store = JsonStore(folder)

    def hold(
        given: Mapping[str, Any],
        ballots: Mapping[int, list[Mapping[int, Marking]]],
        *,
        away: Mapping[int, int] | None = None,
        state: PollsState = PollsState.COUNTED,
    ) -> Store:
        def work(transaction: Transaction) -> None:
            create_election(transaction, given)
            right_id = 0
            for style, cast in ballots.items():
                for markings in cast:
                    right_id += 1
                    transaction.add_right(right_id, style)
                    transaction.put_mark(right_id, bytes(16))
                    transaction.add_receipt(f"{right_id:016}")
                    for contest_id, marking in markings.items():
                        transaction.add_ballot(contest_id, marking)
            for style, count in (away or {}).items():
                for _ in range(count):
                    right_id += 1
                    transaction.add_right(right_id, style)
            transaction.set_state(state)

        store.write(work)
        return store

    yield hold
    store.close()
