"""Styles: voters who are given contests of their own, and kinds of contests beside each other."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.roll import enrol
from election.errors import (
    AlreadyVoted,
    BlankNotAllowed,
    ElectionError,
    MarkingMalformed,
    NoSuchContest,
    NotOneChoice,
    NotOnRoll,
    TooFewChoices,
)
from election.models import Choices, PollsState
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voters.passwords import Passwords
from tests.services import Services, build_services

# Everybody chooses one of two; the second style also gives two or three of four, and a motion that may not be
# left blank.
GROUPS = {
    "title": {"ko": "총회"},
    "live_results": False,
    "contests": [
        {"title": {"ko": "회장"}, "candidates": ["가", "나"]},
        {
            "title": {"ko": "위원"},
            "options": {"most": 3, "least": 2},
            "candidates": ["다", "라", "마", "바"],
        },
        {"title": {"ko": "안건"}, "kind": "yes_no", "options": {"blank": False}, "candidates": []},
    ],
    "styles": [[1], [1, 2, 3]],
}


@pytest.fixture
def groups_store(tmp_path: Path) -> Iterator[Store]:
    with DataFolder(tmp_path / "groups") as folder, closing(JsonStore(folder)) as store:
        store.write(lambda transaction: create_election(transaction, GROUPS, PollsState.OPEN))
        yield store


@pytest.fixture
def groups(groups_store: Store, passwords: Passwords) -> Services:
    """A hidden-results election of two styles (`GROUPS`)."""
    return build_services(groups_store, b"k" * 32, passwords)


def test_a_contest_of_others_is_none_to_a_voter(groups: Services, groups_store: Store) -> None:
    everybody, board = enrol(groups_store, 1)[0], enrol(groups_store, 1, style=2)[0]
    assert [each.id for each in groups.polls.election_for(everybody).contests] == [1]
    assert [each.id for each in groups.polls.election_for(board).contests] == [1, 2, 3]
    with pytest.raises(NoSuchContest):
        groups.ballots.cast(everybody, {1: (1,), 2: (3, 4)})
    assert not groups.ballots.has_voted(everybody)
    groups.ballots.cast(everybody, {1: (1,)})
    groups.ballots.cast(board, {2: (4, 3), 3: "yes"})
    with pytest.raises(NotOnRoll):
        groups.polls.election_for(5)
    groups.polls.close()
    groups.polls.count()
    assert [(each.ballots, each.blank) for each in groups.tally.results()] == [(2, 1), (1, 0), (1, 0)]
    assert [each.votes for each in groups.tally.results()[2].counts] == [1]


def test_least_numbers_and_blank_contests_are_checked_contest_by_contest(
    groups: Services, groups_store: Store
) -> None:
    (voter,) = enrol(groups_store, 1, style=2)
    for choices, refusal in (
        ({2: (3, 4)}, BlankNotAllowed),  # of the motion
        ({2: (3,), 3: "no"}, TooFewChoices),
        ({2: {3: "yes"}, 3: "no"}, MarkingMalformed),
        ({2: (3, 4), 3: (3,)}, MarkingMalformed),
    ):
        with pytest.raises(refusal):
            groups.ballots.cast(voter, choices)
        assert not groups.ballots.has_voted(voter)
    groups.ballots.cast(voter, {3: "abstain"})  # the board may be left blank, not half marked


def test_one_mark_is_cast_only_where_it_is_the_whole_ballot(groups: Services, groups_store: Store) -> None:
    everybody, board = enrol(groups_store, 1)[0], enrol(groups_store, 1, style=2)[0]
    finish = groups.ballots.submit_one(board, 1)
    with pytest.raises(NotOneChoice):
        finish()
    assert not groups.ballots.has_voted(board)
    groups.ballots.submit_one(everybody, 2)()
    with pytest.raises(AlreadyVoted):
        groups.ballots.submit_one(everybody, 2)()
    groups.polls.close()
    groups.polls.count()
    assert [each.votes for each in groups.tally.results()[0].counts] == [0, 1]


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 2]),
            st.fixed_dictionaries(
                {},
                optional={
                    1: st.lists(st.integers(1, 2), max_size=2).map(tuple),
                    2: st.lists(st.integers(3, 6), max_size=4).map(tuple),
                    3: st.sampled_from(["yes", "no", "perhaps"]),
                },
            ),
        ),
        max_size=8,
    )
)
def test_the_box_holds_a_row_of_each_contest_for_each_right_used(
    tmp_path_factory: pytest.TempPathFactory, passwords: Passwords, votes: list[tuple[int, Choices]]
) -> None:
    """Whatever is marked, whatever is refused."""
    with DataFolder(tmp_path_factory.mktemp("box")) as folder, closing(JsonStore(folder)) as store:
        store.write(lambda transaction: create_election(transaction, GROUPS, PollsState.OPEN))
        ballots = build_services(store, b"k" * 32, passwords).ballots
        accepted: Counter[int] = Counter()
        for style, choices in votes:
            (voter,) = enrol(store, 1, style=style)
            with suppress(ElectionError):
                ballots.cast(voter, choices)
                accepted[style] += 1
        expected = [accepted.total(), accepted[2], accepted[2]]
        checked = store.read(lambda snapshot: snapshot.check_box())
        assert [(each.ballots, each.used_rights) for each in checked] == [(each, each) for each in expected]
