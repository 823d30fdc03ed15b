"""Attacks on an election of ten contests, one of which only twelve are given: what can be read of a disk
that forgets nothing tells neither pairs nor the order, in no contest and no style.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from election.store.json.files import compaction, disk_io, plain_file
from election.store.json.store import JsonStore
from election.store.json.tables.tables import Tables
from tests.attack.reading import State, paired, states
from tests.election.store.json.disks import ModelDisk, model_disk
from tests.election.store.json.raw import engine_of
from tests.election.store.json.test_cover_rows import voting

COVER_ROWS = 16
NEVER = 10**6
Groups = dict[str, set[int]]  # ids of rows by their anonymity set


def groups_of(tables: Tables) -> Groups:
    """The ballots of each contest and the marks of each style, as they are at the end."""
    groups: Groups = {}
    for row in tables["ballots"].all():
        groups.setdefault(f"contest {row['contest']}", set()).add(row.doc_id)
    for row in tables["rights"].all():
        groups.setdefault(f"style {row['style']}", set()).add(row.doc_id)
    return groups


def told_apart(found: list[State], groups: Mapping[str, set[int]]) -> list[str]:
    """The anonymity sets in which two readable states differ by fewer than there must be cover rows."""
    told = []
    for name, group in groups.items():
        read = [(each.ballots if name.startswith("contest") else each.marks) & group for each in found]
        told += [
            name
            for one in read
            for other in read
            if other < one and len(one - other) < min(COVER_ROWS, len(group))
        ]
    return told


def readable(disk: ModelDisk) -> list[State]:
    """Every state that the disk gives away and that holds anything of the box."""
    return [each for each in states(disk.blocks()) if each.marks or each.ballots]


def attack(path: Path, voters: int, checkpoint_after: int, restart_after: int) -> tuple[int, list[str]]:
    """Hold the election and attack the disk after every tenth vote; return pairs, and what was told apart."""
    path.mkdir()
    seen: list[list[State]] = []
    groups: Groups = {}
    with model_disk(path) as disk:
        booth = voting(path, voters, 1, checkpoint_after=checkpoint_after, restart_after=restart_after)
        for at, store in enumerate(booth, start=1):
            if at % 10 == 0:
                seen.append(readable(disk))
                assert isinstance(store, JsonStore)
                groups = engine_of(store).read(groups_of)
        seen.append(readable(disk))
    assert all(found for found in seen), "the attacker reads at least the state of the moment"
    pairs = sum(len(paired(found, most=COVER_ROWS - 1)) for found in seen)
    return pairs, [name for found in seen for name in told_apart(found, groups)]


WAYS = {
    "one at a time": (NEVER, NEVER),
    "a pause between any two": (1, NEVER),
    "a clean stop between any two": (NEVER, 1),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_contest_and_no_style_is_told_apart(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 16_000)
    assert attack(tmp_path / "data", 40, *WAYS[way]) == (0, [])


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("way", WAYS)
def test_no_contest_and_no_style_of_three_hundred_is_told_apart(tmp_path: Path, way: str) -> None:
    assert attack(tmp_path / "data", 300, *WAYS[way]) == (0, [])


def test_the_attacker_wins_where_readable_files_are_only_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack is worth something."""
    monkeypatch.setattr(plain_file, "shred", disk_io.remove)
    _, told = attack(tmp_path / "data", 20, NEVER, 1)
    assert {"contest 1", "contest 10", "style 1", "style 2"} <= set(told)
