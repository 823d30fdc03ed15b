"""Tags of attempts: alike whichever door, wiped when the polls close, and told in the truth afterwards."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.errors import AlreadyVoted, PollsClosed, PollsNotOpen, PollsPaused
from election.models import Voter
from election.store.port import TAG_BYTES, Store
from tests.election.setup.test_times import CLOSES, ENDS, OPENS, SECOND, Day, Make, day
from tests.election.store.json.raw import engine_of
from tests.services import Services

__all__ = ["day"]

KEYS = ("0123456789abcdef", "x" * 200)
Rows = dict[int, dict[str, Any]]


def marks(store: Store) -> Rows:
    return engine_of(store).read(lambda tables: {row.doc_id: dict(row) for row in tables["marks"].all()})


def tags(store: Store) -> set[str]:
    """The tags that are kept: one for each mark, and of one form."""
    kept = [row["tag"] for row in marks(store).values()]
    assert {len(bytes.fromhex(tag)) for tag in kept} == {TAG_BYTES}
    assert {row.keys() == {"tag"} for row in marks(store).values()} == {True}
    assert len(set(kept)) == len(kept)
    return set(kept)


@pytest.fixture
def voted(services: Services, sign_up: Callable[[str], Voter]) -> list[Voter]:
    """One who voted at the window, one by the simple API, two by a client with a key of its own."""
    voters = [sign_up(name) for name in "abcd"]
    services.ballots.cast(voters[0].id, {1: (2,)})
    services.ballots.submit_one(voters[1].id, 2)()
    for voter, key in zip(voters[2:], KEYS, strict=True):
        services.ballots.submit(voter.id, {1: (2,)}, key=key)()
    return voters


def test_tags_of_all_doors_are_alike(services: Services, store: Store, voted: list[Voter]) -> None:
    assert len(tags(store)) == len(voted)
    services.polls.pause()
    assert len(tags(store)) == len(voted)


ENDINGS: Mapping[str, Callable[[Services], None]] = {
    "close": lambda services: services.polls.close(),
    "annul": lambda services: services.polls.annul("fire"),
    "close, count": lambda services: (services.polls.close(), services.polls.count())[0],
}


@pytest.mark.parametrize("how", ENDINGS)
def test_nothing_but_that_somebody_voted_is_left_of_a_mark(
    services: Services, store: Store, voted: list[Voter], folder_path: Path, how: str
) -> None:
    wiped = tags(store)
    ENDINGS[how](services)
    assert marks(store) == {voter.id: {} for voter in voted}
    text = (folder_path / "election.json").read_text(encoding="utf-8")
    assert not [tag for tag in wiped if tag in text]
    with TinyDB(folder_path / "election.json", access_mode="r") as stock:
        assert [dict(row) for row in stock.table("marks")] == [{}] * len(voted)


def test_whoever_asks_again_after_the_close_is_told_that_it_is_in_the_box(
    services: Services, voted: list[Voter], sign_up: Callable[[str], Voter]
) -> None:
    late = sign_up("late")
    ballots, keyed = services.ballots, voted[2].id
    assert ballots.submit(keyed, {1: (3,)}, key=KEYS[0])().is_replay is True
    services.polls.close()
    with pytest.raises(AlreadyVoted):
        ballots.submit(keyed, {1: (3,)}, key=KEYS[0])()
    with pytest.raises(PollsClosed):
        ballots.submit(late.id, {1: (3,)}, key=KEYS[0])()
    with pytest.raises(PollsClosed):  # as the simple API has always told
        ballots.submit_one(voted[1].id, 3)()
    assert ballots.has_voted(keyed)
    assert ballots.cast_before(keyed, KEYS[0]) is None
    assert services.tally.turnout().voted == len(voted)


def test_reopened_polls_tell_neither_who_came_before_nor_by_which_door(
    services: Services, store: Store, voted: list[Voter], sign_up: Callable[[str], Voter]
) -> None:
    before = tags(store)
    services.polls.close()
    services.polls.reopen("too early")
    late = sign_up("late").id
    assert services.ballots.submit(late, {1: (3,)}, key=KEYS[0])().is_replay is False
    assert services.ballots.submit(late, {1: (3,)}, key=KEYS[0])().is_replay is True
    for key in KEYS:  # their keys are worth nothing any more, and nobody votes twice
        with pytest.raises(AlreadyVoted):
            services.ballots.submit(voted[2].id, {1: (3,)}, key=key)()
    after = tags(store)
    assert len(after) == len(voted) + 1
    assert not after & before
    services.polls.pause()
    with pytest.raises(PollsPaused):
        services.ballots.submit(voted[2].id, {1: (3,)}, key=KEYS[0])()


def cast(today: Day, key: str | None = None) -> int:
    voter_id = today.voters.pop()
    today.ballots.submit(voter_id, {}, key=key)()
    return voter_id


def test_a_close_by_the_schedule_wipes_them_too_and_prolonging_gives_new_ones(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    early = cast(today, KEYS[0])
    cast(today)
    before = tags(today.store)
    today.at(ENDS + SECOND)
    assert today.ballots.submit(early, {}, key=KEYS[0])().is_replay is True, "nobody has noted the close yet"
    today.keep()
    assert list(marks(today.store).values()) == [{}, {}]
    today.times.prolong("queue at the door")
    cast(today, KEYS[0])
    assert len(tags(today.store)) == 3
    assert not tags(today.store) & before
    with pytest.raises(AlreadyVoted):
        today.ballots.submit(early, {}, key=KEYS[0])()


def test_so_does_a_close_after_a_last_call(day: Make) -> None:
    today = day()
    today.at(OPENS).keep()
    early = cast(today, KEYS[0])
    today.at(CLOSES - timedelta(hours=2)).times.call_last()
    today.at(CLOSES - timedelta(hours=1)).keep()
    assert list(marks(today.store).values()) == [{}]
    with pytest.raises(AlreadyVoted):
        today.ballots.submit(early, {}, key=KEYS[0])()
    with pytest.raises(PollsNotOpen):
        cast(today, KEYS[0])
