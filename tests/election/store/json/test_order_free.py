"""No file says who voted what, or in which order."""

import random
import re
import secrets
import shutil
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.store.json.engine import Engine
from election.store.json.files import compaction
from election.store.json.files.format import parse, unseal
from election.store.json.files.journal_file import JournalFile
from election.store.json.files.snapshot_file import SnapshotPart, read_snapshot_part
from election.store.json.tables.tables import Tables
from tests.election.store.json.test_engine import cast, opened

VOTERS = list(range(1_000_000_000, 1_000_000_120))
BALLOTS = [2_000_000_000 + 7 * number for number in range(120)]


def cast_as(voter: int, ballot: int, choice: int) -> object:
    def work(tables: Tables) -> None:
        tables["marks"].insert_as(voter, {})
        tables["box"].insert_as(ballot, {"choice": choice})

    return work


def run_an_election(path: Path, seed: int) -> dict[str, bytes]:
    """The same voters and the same ballots, in another order, with other pauses and restarts."""
    chance = random.Random(seed)
    order = list(zip(VOTERS, BALLOTS, strict=True))
    chance.shuffle(order)
    restarts = sorted(chance.sample(range(120), 3))
    for start, end in zip([0, *restarts], [*restarts, 120], strict=True):
        with opened(path) as store:
            for voter, ballot in order[start:end]:
                store.write(cast_as(voter, ballot, ballot % 3))  # type: ignore[arg-type]
                if chance.random() < 0.02:
                    store.checkpoint()
    (path / "in-use.lock").unlink(missing_ok=True)
    return {file.name: file.read_bytes() for file in path.iterdir()}


@pytest.mark.slow
def test_after_a_clean_stop_the_bytes_depend_on_what_is_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 2_000)
    results = [run_an_election(tmp_path / str(seed), seed) for seed in range(6)]
    assert all(result == results[0] for result in results)
    assert set(results[0]) == {"election.json", "election.copy.json"}
    with TinyDB(tmp_path / "0" / "election.json") as stock:
        assert {row.doc_id for row in stock.table("box")} == set(BALLOTS)


def journal_and_snapshot(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What whoever copies the folder can read: the rows of the journal, and those of the snapshot."""
    file = JournalFile(path / "recent.dat")
    content = file.read()
    file.close()
    assert content is not None
    journal = parse(content)
    snapshot: dict[str, Any] = {}
    for name, each in journal.seal["parts"].items():
        part = SnapshotPart(each["place"], bytes.fromhex(each["key"]))
        snapshot |= read_snapshot_part(path, name, part)[0].tables
    return journal.tables, snapshot


def cover_rows(path: Path) -> tuple[int, int]:
    """How many marks and ballots a copy of the folder shows to be recent."""
    journal, snapshot = journal_and_snapshot(path)
    marks, ballots = (journal[name].keys() - snapshot[name].keys() for name in ("marks", "box"))
    return len(marks), len(ballots)


def test_nobody_is_ever_alone_in_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 4_500)
    path = tmp_path / "data"
    smallest, compactions, voted = 10_000, 0, 0
    for session in range(4):
        with opened(path) as store:
            before: Any = None
            for number in range(150 if session else 250):
                if number == 40:
                    store.checkpoint()
                store.write(cast(1 + voted))
                voted += 1
                places = {file.name for file in path.glob("box-*.dat")}
                compactions += before is not None and places != before
                before = places
                sizes = cover_rows(path)
                assert min(sizes) >= min(16, voted), f"after {voted}: {sizes}"
                if voted >= 16:
                    smallest = min(smallest, *sizes)
    assert compactions >= 4
    assert smallest >= 16


@pytest.mark.slow
def test_marks_and_ballots_left_behind_are_drawn_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ballots that stay in the journal are not those of the voters who stay in it."""
    monkeypatch.setattr(compaction, "COMPACT_AT", 5_270)  # bytes; reached when the last of them has voted
    overlaps = []
    for attempt in range(12):
        path = tmp_path / str(attempt)
        with opened(path) as store:
            for voter, ballot in zip(VOTERS, BALLOTS, strict=True):
                store.write(cast_as(voter, ballot, 0))  # type: ignore[arg-type]
            while not (path / "box-2.copy.dat").exists() or len(journal_and_snapshot(path)[0]["marks"]) > 60:
                store.write(lambda tables: tables["roll"].insert({"name": secrets.token_hex()}))
            journal, _ = journal_and_snapshot(path)
        marks = {VOTERS.index(row_id) for row_id in journal["marks"]}
        ballots = {BALLOTS.index(row_id) for row_id in journal["box"]}
        assert 16 <= len(marks) < 48
        assert 16 <= len(ballots) < 48
        overlaps.append(len(marks & ballots) / min(len(marks), len(ballots)))
    assert sum(overlaps) / len(overlaps) < 0.6  # about a quarter by chance; all of them if they were paired
    assert len(set(overlaps)) > 1


def test_the_rows_of_each_file_stand_in_the_order_of_their_random_ids(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        for number in random.Random(3).sample(range(1, 10_000), 60):
            store.write(cast(number))
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
    plain = unseal((tmp_path / "data" / "election.json").read_bytes()).tables
    for tables in (plain, *journal_and_snapshot(tmp_path / "copy")):
        for rows in tables.values():
            assert list(rows) == sorted(rows)


def test_in_memory_too_rows_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        for number in (50, 10, 40, 20):
            store.write(cast(number))

            def look(tables: Tables) -> None:
                for name in ("marks", "box"):
                    ids = [row.doc_id for row in tables[name]]
                    assert ids == sorted(ids)
                    assert [row.doc_id for row in tables[name].all()] == ids

            store.read(look)

        def look_inside(tables: Tables) -> None:
            cast(30)(tables)
            tables["marks"].remove(doc_ids=[10])
            tables["marks"].insert_as(10, {})
            look(tables)
            assert [row.doc_id for row in tables["marks"]] == [10, 20, 30, 40, 50]

        store.write(look_inside)
        store.read(look)


def test_no_file_holds_a_time_or_a_counter(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        for number in range(30):
            store.write(cast(number))
        shown = [
            b"\n".join(rows.values())
            for each in journal_and_snapshot(tmp_path / "data")
            for rows in each.values()
        ]
    text = b"".join([*shown, (tmp_path / "data" / "election.json").read_bytes()]).decode()
    bare = re.sub(r'"sha256":"\w{64}"', "", text)
    assert not re.search(r"20\d\d-|time|date|\bseq|count", bare)


def test_what_a_copy_taken_at_the_first_commit_shows_has_cover(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        for number in range(1, 41):
            store.write(cast(number))
    with opened(tmp_path / "data") as store:
        store.write(cast(500))
        journal, _ = journal_and_snapshot(tmp_path / "data")
        assert 500 in journal["marks"]
        assert len(journal["marks"]) >= 17


def test_opening_and_stopping_without_a_vote_changes_no_byte(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    before = (tmp_path / "data" / "election.json").stat()
    with opened(tmp_path / "data") as store:
        assert isinstance(store, Engine)
        with pytest.raises(ValueError, match="already exists"):
            store.write(cast(1))
    after = (tmp_path / "data" / "election.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
