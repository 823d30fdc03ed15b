"""Which groups of the roll vote in which contests."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from election.errors import NoSuchContest
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.setup.refusals import SmallGroupUnknown
from election.setup.steps import Step
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voters.groups import Group
from election.voters.passwords import Passwords
from election.voters.refusals import (
    GroupVotesNowhere,
)
from election.voters.roll_files.entries import Entry
from tests.election.voters.test_roll import ADA, CLUB, HANA, JO, WHY, whose
from tests.services import Services, build_services


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with DataFolder(tmp_path / "club") as folder, closing(JsonStore(folder)) as store:
        store.write(lambda transaction: create_election(transaction, CLUB))
        yield store


@pytest.fixture
def club(store: Store, passwords: Passwords) -> Services:
    """A draft that nobody is on the roll of."""
    return build_services(store, b"k" * 32, passwords)


def contests(club: Services, entry: Entry) -> list[int]:
    return [contest.id for contest in club.polls.election_for(whose(club, entry).id).contests]


def test_groups_vote_in_the_contests_they_are_given(club: Services) -> None:
    club.roll.import_people([HANA, ADA, JO])
    assert club.roll.groups() == tuple(Group(name, 1, (1, 2, 3)) for name in ("국문과", "사학과", ""))
    club.roll.give_contests({"사학과": [2, 1], "": [1]})
    assert club.roll.groups() == (
        Group("국문과", 1, (1, 2, 3)),
        Group("사학과", 1, (1, 2)),
        Group("", 1, (1,)),
    )
    assert [contests(club, each) for each in (HANA, ADA, JO)] == [[1, 2, 3], [1, 2], [1]]
    # A group that nobody spoke of votes as people without a group do.
    late = club.roll.add(Entry("Late", "9", group="물리학과"))
    assert contests(club, Entry("Late")) == [1]
    club.roll.correct(late.id, Entry("Late", "9", group="사학과"))
    assert contests(club, Entry("Late")) == [1, 2]
    club.roll.give_contests({group.name: [1, 2, 3] for group in club.roll.groups()})
    assert len(club.polls.election().styles) == 1


def test_who_comes_back_by_undo_votes_as_their_group_does(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    club.roll.give_contests({"사학과": [1], "국문과": [1, 3]})
    club.roll.import_people([replace(HANA, group="사학과")])
    assert contests(club, HANA) == [1]
    club.roll.undo_import()
    assert [contests(club, each) for each in (HANA, ADA)] == [[1, 3], [1]]


def test_a_group_votes_somewhere_and_only_in_contests_there_are(club: Services) -> None:
    club.roll.import_people([HANA])
    with pytest.raises(GroupVotesNowhere):
        club.roll.give_contests({"국문과": []})
    with pytest.raises(NoSuchContest):
        club.roll.give_contests({"국문과": [1, 9]})
    assert club.roll.groups() == (Group("국문과", 1, (1, 2, 3)),)


def test_who_changes_groups_while_open_is_an_addition_to_the_contests_of_the_new_one(
    club: Services, store: Store
) -> None:
    club.roll.import_people([HANA, ADA])
    club.roll.give_contests({"사학과": [1, 2], "국문과": [1, 3]})
    club.polls.take(Step.OPEN, small_group=1)
    club.roll.correct(whose(club, ADA).id, replace(ADA, group="국문과"), why=WHY)
    opening = store.read(lambda snapshot: snapshot.opening_roll())
    assert opening is not None
    assert (opening.whole, opening.added, opening.added_by_contest) == (2, 0, {3: 1})
    assert contests(club, ADA) == [1, 3]


def test_a_group_so_small_that_its_votes_could_be_guessed_is_known_to_whoever_opens(club: Services) -> None:
    many = [Entry(f"{at}", f"{at}", "", "사학과") for at in range(20)]
    club.roll.import_people([HANA, *many])
    club.roll.give_contests({"사학과": [1, 2]})
    assert [(each.contest.id, each.people) for each in club.polls.status().small_groups] == [(3, 1)]
    for typed in (None, 0, 10):
        with pytest.raises(SmallGroupUnknown):
            club.polls.take(Step.OPEN, small_group=typed)
    club.polls.take(Step.OPEN, small_group=1)
    assert club.polls.election().state is PollsState.OPEN


def test_a_small_club_has_no_small_group(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    club.polls.open()
    assert not club.roll.may_undo_import()
