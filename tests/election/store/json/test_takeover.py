"""Folders that version 1 of the program left are taken over at the first start, once and whole."""

import os
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.errors import DataNewer
from election.services import build_services, create_sample
from election.store.json.files.format import seal, section
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.json.tables.rows import encode
from election.store.migrations import VERSION
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, model_disk

TITLE = {"ko": "선거", "en": "Election"}


def version_1(tmp_path: Path, *, used: bool = True) -> Path:
    """Return a closed folder with an election of version 1: 2 contests, 30 people of whom 20 voted; or, not
    `used`, one whose first start was cut off.
    """
    path = tmp_path / "data"
    path.mkdir(mode=0o700, parents=True)
    tables: dict[str, Any] = {
        "elections": {1: {"title": TITLE, "live_results": True, "state": "open"}},
        "contests": {
            1: {"title": TITLE, "votes_allowed": 1},
            2: {"title": TITLE, "votes_allowed": 2},
        },
        "candidates": {each: {"name": f"N{each}", "contest": 1 if each < 4 else 2} for each in range(1, 7)},
        "photos": {},
        "voters": {
            each: {"email": f"v{each}@example.org", "name": f"V{each}", "password": "x"}
            for each in range(1, 31)
        },
        "turnout": {each: {} for each in range(1, 21)},
        "ballots": {
            100 + each: {"choices": {"1": [1 + each % 3], "2": [4, 5]} if each % 4 else {}}
            for each in range(20)
        },
        "organiser": {},
        "settings": {},
        "kiosk": {},
    }
    sections = {
        name: section([encode(row_id, row) for row_id, row in sorted(rows.items()) if used])
        for name, rows in tables.items()
    }
    data = b"".join(seal(sections, {"closed": True})).rstrip(b"\n") + b"\n"
    for name in ("election.json", "election.copy.json"):
        (path / name).write_bytes(data)
    (path / "token.key").write_bytes(b"k" * 32)
    return path


def counts(store: JsonStore) -> list[list[int]]:
    services = build_services(store, b"k" * 32)
    return [[each.votes for each in result.counts] for result in services.tally.results()]


def check(path: Path) -> Counter[str]:
    """Open a folder of `version_1` and see that every vote is there; return the tags of the marks."""
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        assert counts(store) == [[5, 5, 5], [15, 15, 0]]
        found = store.read(lambda snapshot: snapshot.check_box())
        assert [each.ballots for each in found] == [each.used_rights for each in found] == [20, 20]
    with TinyDB(path / "election.json") as stock:
        assert "turnout" not in stock.tables()
        assert stock.table("meta").all() == [{"version": VERSION}]
        assert len(stock.table("ballots")) == 40
        return Counter(each["tag"] for each in stock.table("marks"))


def test_it_is_taken_over_once(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    tags = check(path)
    assert len(tags) == 20
    assert check(path) == tags


def test_nothing_of_it_stays_readable_once_a_vote_can_come(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    with model_disk(path) as disk, DataFolder(path) as folder:
        store = JsonStore(folder)
        assert not [block for block in disk.blocks() if b'"turnout":{' in block]
        store.close()


def take_over(path: Path) -> None:
    with DataFolder(path) as folder:
        JsonStore(folder).close()


@pytest.mark.parametrize("how", [BEFORE, AFTER, PARTIAL])
def test_a_takeover_may_be_cut_off_anywhere(tmp_path: Path, how: str) -> None:
    path = version_1(tmp_path / "whole")
    with model_disk(path) as disk:
        take_over(path)
    assert len(disk.kinds) > 30
    for at in range(1, len(disk.kinds) + 1):
        path = version_1(tmp_path / str(at))
        process = os.fork()
        if process == 0:
            plan = {at: how}
            with model_disk(path, lambda number, _, plan=plan: plan.get(number), lambda _: os._exit(9)):
                take_over(path)
            os._exit(0)
        os.waitpid(process, 0)
        check(path)


def test_a_first_start_that_was_cut_off_is_new(tmp_path: Path) -> None:
    path = version_1(tmp_path, used=False)
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        assert store.is_new
        create_sample(store)
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        assert counts(store) == [[0] * 10]


def test_rows_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "data"
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        create_sample(store)
        store.engine.write(lambda tables: tables["meta"].update({"version": VERSION + 1}, doc_ids=[1]))
    before = (path / "election.json").read_bytes()
    with DataFolder(path) as folder, pytest.raises(DataNewer) as refused:
        JsonStore(folder)
    assert refused.value.values["number"] == VERSION + 1
    assert (path / "election.json").read_bytes() == before
