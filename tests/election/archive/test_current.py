"""No other election becomes current while the polls of this one are open or paused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from election.archive.refusals import CurrentNotOver
from election.library import Library
from election.models import PollsState
from election.voters.passwords import Passwords
from tests.election.test_library import definition
from tests.services import opened


@pytest.fixture
def library(tmp_path: Path, passwords: Passwords) -> Iterator[Library]:
    with opened(tmp_path / "data", passwords) as services:
        yield services.library


@pytest.mark.parametrize("state", PollsState)
def test_the_current_one_is_left_only_where_it_takes_no_ballots(library: Library, state: PollsState) -> None:
    first, second = library.create(definition("first"), state), library.create(definition("second"))
    library.use(first)
    if state in (PollsState.OPEN, PollsState.PAUSED):
        for other in (second, None):
            with pytest.raises(CurrentNotOver) as refused:
                library.use(other)
            assert refused.value.values["title"].in_language("en") == "first"  # type: ignore[attr-defined]
            assert library.current_id == first
        library.use(first)  # which it is
    else:
        library.use(second)
        assert library.current_id == second


@pytest.mark.parametrize("state", PollsState)
def test_practice_is_left_at_any_time(library: Library, state: PollsState) -> None:
    first = library.create({**definition("first"), "practice": True}, state)
    library.use(first)
    assert library.is_practice
    library.use(library.create(definition("second")))
    assert not library.is_practice


def test_one_whose_polls_close_can_be_left(library: Library) -> None:
    first, second = library.create(definition("first"), PollsState.OPEN), library.create_sample()
    library.use(first)
    with library.current() as election:
        election.polls.close()
    library.use(second)
    assert library.current_id == second
