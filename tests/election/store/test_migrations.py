"""Old data, brought to the version of today: nothing lost, nothing joined that was apart."""

from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from election.models import Election, PollsState, Turnout
from election.setup.samples import sample_definition
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.json.tables.tables import Tables
from election.store.migrations import VERSION, kiosk_tables, migrate, version_of
from election.store.port import BoxCheck, ReceiptCheck, Transaction
from election.voting.methods.choose import options_of
from tests.election.store.json.raw import engine_of

Plain = dict[str, dict[int, dict[str, Any]]]
VOTERS = {10**15 + number: {"email": f"{number}", "name": "n", "password": "x"} for number in range(6)}


def version_1(ballots: list[dict[str, list[int]]]) -> Plain:
    """The tables as version 1 had them: two contests, and as many who voted as there are ballots."""
    voted = list(VOTERS)[: len(ballots)]
    return {
        "elections": {1: {"title": {"ko": "선거"}, "live_results": False, "state": "open"}},
        "contests": {
            1: {"title": {"ko": "회장"}, "votes_allowed": 1},
            2: {"title": {"ko": "위원"}, "votes_allowed": 2},
        },
        "candidates": {
            **{number: {"name": f"{number}", "contest": 1} for number in (1, 2)},
            **{number: {"name": f"{number}", "contest": 2, "carried_over": 4} for number in (3, 4, 5)},
        },
        "photos": {1: {"data": "iVBORw0K"}},
        "voters": VOTERS,
        "turnout": {voter_id: {} for voter_id in voted},
        "ballots": {7 * 10**15 + at: {"choices": each} for at, each in enumerate(ballots)},
        "organiser": {1: {"passphrase": "hash", "wrong": 2, "since": "2026-11-01"}},
        "settings": {},
        "kiosk": {1: {"locked": True}},
    }


BALLOTS: list[dict[str, list[int]]] = [{"1": [1], "2": [3, 5]}, {"2": [4]}, {}, {"1": [1]}]


def loaded(path: Path, tables: Plain) -> JsonStore:
    """A store that holds these tables."""
    store = JsonStore(DataFolder(path))

    def fill(into: Tables) -> None:
        for name, rows in tables.items():
            for row_id, row in rows.items():
                into[name].insert_as(row_id, row)

    engine_of(store).write(fill)
    return store


def test_a_version_1_election_is_whole_afterwards(tmp_path: Path) -> None:
    store = loaded(tmp_path, migrate(version_1(BALLOTS)))  # type: ignore[arg-type]
    election = store.read(lambda snapshot: snapshot.election())
    assert isinstance(election, Election)
    assert election.state is PollsState.OPEN
    assert [(each.kind, options_of(each).most, len(each.candidates)) for each in election.contests] == [
        ("choose", 1, 2),
        ("choose", 2, 3),
    ]
    assert [style.contests for style in election.styles] == [(1, 2)]
    assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(6, 4)
    assert store.read(lambda snapshot: snapshot.counts(1).marks) == {1: 2}
    assert store.read(lambda snapshot: snapshot.counts(1).blank) == 2
    assert store.read(lambda snapshot: snapshot.counts(2).marks) == {3: 1, 4: 1, 5: 1}
    assert store.read(lambda snapshot: snapshot.check_box()) == (BoxCheck(1, 4, 4), BoxCheck(2, 4, 4))
    for voter_id in VOTERS:
        right = store.read(lambda snapshot, each=voter_id: snapshot.right(each))
        assert right is not None
        assert election.contests_of(right.style) == election.contests


def test_what_did_not_change_stays_and_what_was_given_too() -> None:
    before = version_1(BALLOTS)
    given = deepcopy(before)
    after = migrate(before)
    assert before == given
    for name in ("elections", "candidates", "photos", "voters"):
        assert after[name] == before[name]
    assert "turnout" not in after


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize(("before", "after"), [("setup", "draft"), ("open", "open"), ("closed", "counted")])
def test_states_keep_their_meaning(version: int, before: str, after: str) -> None:
    """The results of closed polls could be seen, so they have been counted and open no more."""
    tables = version_1(BALLOTS)
    tables["elections"][1]["state"] = before
    if version > 1:
        tables = {name: rows for name, rows in tables.items() if name != "turnout"}
        tables["meta"] = {1: {"version": version}}
    assert migrate(tables)["elections"][1]["state"] == after  # type: ignore[arg-type]
    assert PollsState(after)


def test_what_belongs_to_the_kiosk_is_told_apart() -> None:
    before = version_1(BALLOTS)
    after = migrate(before)
    kiosk = kiosk_tables(before)
    assert kiosk == {name: before[name] for name in ("organiser", "settings", "kiosk")}
    assert not kiosk.keys() & after.keys()
    assert version_of(after) == VERSION


def test_marks_get_random_tags_and_ballots_random_ids() -> None:
    before = version_1(BALLOTS)
    runs = [migrate(before) for _ in range(4)]
    for run in runs:
        assert run["marks"].keys() == before["turnout"].keys()
        tags = {mark["tag"] for mark in run["marks"].values()}
        assert all(mark.keys() == {"tag"} for mark in run["marks"].values())
        assert all(len(bytes.fromhex(tag)) == 16 for tag in tags)
        assert len(tags) == len(BALLOTS)
        assert not run["ballots"].keys() & before["ballots"].keys()
        assert all(row.keys() == {"contest", "marking"} for row in run["ballots"].values())
    assert len({frozenset(run["ballots"]) for run in runs}) == 4
    order = [[run["ballots"][each]["contest"] for each in sorted(run["ballots"])] for run in runs]
    assert len({tuple(each) for each in order}) > 1  # in a file, rows stand in order of their ids


def test_votes_of_before_there_were_receipts_are_counted(tmp_path: Path) -> None:
    after = migrate(version_1(BALLOTS))
    assert after["before_receipts"] == {1: {"marks": len(BALLOTS)}}
    assert "before_receipts" not in migrate(version_1([]))
    store = loaded(tmp_path, after)  # type: ignore[arg-type]

    def vote(transaction: Transaction) -> None:
        transaction.put_mark(list(VOTERS)[-1], bytes(16))
        transaction.add_receipt("1234567890123456")

    assert store.read(lambda snapshot: snapshot.receipt_check()) == ReceiptCheck(0, 0)
    store.write(vote)
    assert store.read(lambda snapshot: snapshot.receipt_check()) == ReceiptCheck(1, 1)
    store.close()


def test_data_of_today_is_left_as_it_is() -> None:
    today = migrate(version_1(BALLOTS))
    assert migrate(today) == today


def test_a_later_version_is_refused() -> None:
    with pytest.raises(ValueError, match="later"):
        migrate({"meta": {1: {"version": VERSION + 1}}})


@pytest.mark.parametrize("tables", [{}, {"elections": {}, "voters": {}, "turnout": {}, "ballots": {}}])
def test_a_folder_without_an_election_is_migrated_too(tables: Plain) -> None:
    after = migrate(tables)
    assert version_of(after) == VERSION
    assert not any(rows for name, rows in after.items() if name != "meta")


CONTEST = st.tuples(
    st.lists(st.sampled_from([1, 2]), unique=True, max_size=1),
    st.lists(st.sampled_from([3, 4, 5]), unique=True, max_size=2),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CONTEST, max_size=6))
def test_counts_and_blanks_are_the_same_before_and_after(ballots: list[tuple[list[int], list[int]]]) -> None:
    choices = [
        {str(at): sorted(chosen) for at, chosen in enumerate(ballot, 1) if chosen} for ballot in ballots
    ]
    after = migrate(version_1(choices))["ballots"].values()
    for at in (1, 2):
        markings = [row["marking"] for row in after if row["contest"] == at]
        assert Counter(map(tuple, markings)) == Counter(tuple(each.get(str(at), ())) for each in choices)


def _of_version_5(**election: Any) -> dict[str, dict[int, Any]]:
    contest = {"title": {"en": "?"}, "kind": "choose", "options": {"blank": True, "least": 0, "most": 2}}
    markings: list[Any] = [[1, 2], [1], []]
    ballots = {at: {"contest": 1, "marking": each} for at, each in enumerate(markings, start=1)}
    answers: list[Any] = [{"0": "yes"}, {"0": "no"}, {"0": "yes"}, {}]
    ballots |= {at: {"contest": 2, "marking": each} for at, each in enumerate(answers, start=11)}
    return {
        "meta": {1: {"version": 5}},
        "elections": {1: {"title": {"en": "Club"}, "live_results": True, "state": "open", **election}},
        "contests": {1: contest, 2: {**contest, "kind": "yes_no"}, 3: {**contest, "kind": "irv"}},
        "ballots": ballots,
    }


def test_live_counts_that_were_seen_are_what_was_shown_last() -> None:
    migrated = migrate(_of_version_5())
    assert migrated["live_counts"] == {
        1: {"ballots": 3, "blank": 1, "marks": [[[1], 2], [[2], 1]]},
        2: {"ballots": 4, "blank": 1, "marks": [[[0, "no"], 1], [[0, "yes"], 2]]},
    }
    assert "sample" not in migrated["elections"][1]


@pytest.mark.parametrize(
    "election", [{"live_results": False}, {"state": "counted"}, {"state": "draft"}, {"practice": True}]
)
def test_there_are_none_where_none_move_in_steps(election: dict[str, Any]) -> None:
    assert "live_counts" not in migrate(_of_version_5(**election))


def test_the_sample_stays_one() -> None:
    migrated = migrate(_of_version_5(title=sample_definition()["title"]))
    assert migrated["elections"][1]["sample"] is True
    assert "live_counts" not in migrated
