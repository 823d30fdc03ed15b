"""Whoever copies the folder while people vote finds no small group of recent ballots or marks."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.roll import enrol
from election.events import Events
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.store.json.files import compaction
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.json.tables.rows import decode
from election.voting.casting import Ballots
from tests.election.store.json.test_order_free import journal_and_snapshot

CONTESTS = 10
OWN = CONTESTS  # the contest that only the small group is given
SMALL = 12
COVER_ROWS = 16
DEFINITION: dict[str, Any] = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "contests": [
        {"title": {"en": str(number)}, "candidates": ["a", "b", "c"]} for number in range(1, CONTESTS + 1)
    ],
    "styles": [list(range(1, CONTESTS)), list(range(1, CONTESTS + 1))],
}


def groups(path: Path) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """How many ballots of each contest and marks of each style there are, and how many of them a copy of the
    folder shows to be recent.
    """
    journal, snapshot = journal_and_snapshot(path)
    rights = {**snapshot["rights"], **journal.get("rights", {})}
    everything: Counter[tuple[str, int]] = Counter()
    fresh: Counter[tuple[str, int]] = Counter()
    for table in ("ballots", "marks"):
        for row_id, line in {**snapshot[table], **journal.get(table, {})}.items():
            group = decode(line)["contest"] if table == "ballots" else decode(rights[row_id])["style"]
            everything[table, group] += 1
            fresh[table, group] += row_id not in snapshot[table]
    return everything, fresh


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compact after some fifty votes."""
    monkeypatch.setattr(compaction, "COMPACT_AT", 24_000)


def voting(
    path: Path, voters: int, seed: int, *, checkpoint_after: int = 90, restart_after: int = 70
) -> Iterator[JsonStore]:
    """Cast one ballot after the other, with a checkpoint and a restart after so many; yield after each."""
    chance = Random(seed)
    with DataFolder(path) as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        people = [(each, 1) for each in enrol(store, voters - SMALL)]
        people += [(each, 2) for each in enrol(store, SMALL, style=2)]
        chance.shuffle(people)
        for at, (voter, style) in enumerate(people, start=1):
            contests = DEFINITION["styles"][style - 1]
            first = (contests[0] - 1) * 3 + 1
            choices = {contest: (first + (contest - 1) * 3 + chance.randrange(3),) for contest in contests}
            Ballots(store, Events(), b"k" * 32).cast(
                voter, {each: choices[each] for each in contests[at % 3 :]}
            )
            yield store
            if at % checkpoint_after == 0:
                store.checkpoint()
            if at % restart_after == 0:
                store.close()
                store = JsonStore(folder)
        store.close()


def hold_together(path: Path) -> None:
    everything, fresh = groups(path)
    for group, count in everything.items():
        assert fresh[group] >= min(COVER_ROWS, count), f"{fresh[group]} of {count} in {group}"


@pytest.mark.slow
def test_every_contest_and_every_style_has_cover_rows_of_its_own_after_every_vote(
    tmp_path: Path, small_files: None
) -> None:
    places: set[tuple[str, ...]] = set()
    for _ in voting(tmp_path, 300, seed=1):
        hold_together(tmp_path)
        places.add(tuple(sorted(each.name for each in tmp_path.glob("box-*.dat"))))
    assert len(places) > 1  # it was compacted meanwhile


def test_a_small_group_stays_together(tmp_path: Path, small_files: None) -> None:
    """All of it is recent, however often the others are compacted."""
    for at, _ in enumerate(voting(tmp_path, 70, seed=2)):
        if at % 6 == 0:
            everything, fresh = groups(tmp_path)
            for group in (("ballots", OWN), ("marks", 2)):
                assert fresh[group] == everything[group]
            hold_together(tmp_path)


def test_ballots_of_each_contest_are_drawn_apart(tmp_path: Path) -> None:
    """What stays of one contest is not by the same voters as what stays of another, nor as the marks: the
    numbers that stay differ, and they are drawn anew each time.
    """
    draws = []
    list(voting(tmp_path, 120, seed=3))
    for _ in range(6):
        with DataFolder(tmp_path) as folder:
            store = JsonStore(folder)
            store.write(lambda transaction: transaction.set_state(PollsState.OPEN))
            store.write(lambda transaction: transaction.set_state(PollsState.CLOSED))
            _, fresh = groups(tmp_path)
            draws.append(tuple(fresh["ballots", contest] for contest in range(1, CONTESTS)))
            assert fresh["ballots", OWN] == SMALL
            store.close()
    assert len(set(draws)) == len(draws)
    assert all(len(set(draw)) > 1 for draw in draws)
    assert all(COVER_ROWS <= count < COVER_ROWS + 32 for draw in draws for count in draw)
