"""Live counts of an election that went on from a copy: what was shown meanwhile is not known there."""

from pathlib import Path
from typing import Any

import pytest

from election.models import PollsState
from election.services import Services
from election.setup.steps import Step

GIVEN: dict[str, Any] = {
    "title": {"en": "Club"},
    "live_results": True,
    "contests": [{"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}],
}


def cast(services: Services, first: int, count: int) -> int:
    """Have so many vote; return of how many ballots counts are shown then."""
    with services.library.current() as election:
        store = election.polls._store
        for voter in range(first, first + count):
            store.write(lambda box, voter=voter: box.add_right(voter, 1))
            election.ballots.cast(voter, {1: (1 + voter % 2,)})
        (result,) = election.tally.results()
        return result.ballots


@pytest.mark.parametrize("state", [PollsState.DRAFT, PollsState.OPEN])
def test_they_stand_still_only_where_it_was_under_way(
    old: Services, new: Services, tmp_path: Path, state: PollsState
) -> None:
    election_id = old.library.create(GIVEN, state)
    old.library.replace_current(election_id)
    under_way = state is PollsState.OPEN
    if under_way:
        assert cast(old, 1, 12) == 5
    stick = tmp_path / "live"
    stick.mkdir()
    old.take_over.copy_out(election_id, stick)
    new.take_over.continue_from(stick)
    new.library.replace_current(election_id)
    with new.library.current() as election:
        election.polls.take(Step.RESUME if under_way else Step.OPEN)
    assert cast(new, 21, 20) == (5 if under_way else 15)
    with new.library.current() as election:
        election.polls.close()
        election.polls.count()
        assert election.tally.results()[0].ballots == (32 if under_way else 20)
