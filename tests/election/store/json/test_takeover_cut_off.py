"""Taking over what earlier versions left may be cut off anywhere: by a kill, a power cut, a failing disk."""

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.data_folder import KIOSK, LOCK_FILE
from election.errors import FolderUnusable, StorageFailed, StorageUnsettled
from election.store.json.files.format import seal, section
from election.store.json.files.names import ELECTIONS
from election.store.json.tables.rows import encode
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, ModelDisk, fail_at, model_disk
from tests.election.store.json.test_takeover import (
    VERSION_2,
    check_library,
    check_rows,
    left,
    opened,
    take_over,
)

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


def check_version_1(path: Path) -> None:
    """See that every vote of `version_1` is there, once."""
    folder = check_library(path)
    with opened(path) as services, services.library.current() as election:
        counts = [[each.votes for each in result.counts] for result in election.tally.results()]
        assert counts == [[5, 5, 5], [15, 15, 0]]
    with TinyDB(folder / "election.json", access_mode="r") as stock:
        assert len(stock.table("ballots")) == 40
        assert len({each["tag"] for each in stock.table("marks")}) == 20


def check_killed(path: Path) -> None:
    check_rows(check_library(path), VERSION_2 / "killed-while-open")


CASES: dict[str, tuple[Callable[[Path], Path], Callable[[Path], None]]] = {
    "version 1, stopped": (lambda path: version_1(path), check_version_1),
    "version 2 open": (lambda path: left(VERSION_2 / "killed-while-open", path), check_killed),
}


def test_nothing_of_it_stays_readable(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    with model_disk(path) as disk:
        take_over(path)
        assert not [block for block in disk.blocks() if b'"turnout":{' in block]


@pytest.mark.parametrize("name", ["killed-while-open", "killed-after-folding"])
def test_the_keys_to_what_was_open_are_gone(tmp_path: Path, name: str) -> None:
    path = left(VERSION_2 / name, tmp_path)
    head = (path / "recent.dat").read_bytes()[:512]
    with model_disk(path) as disk:
        take_over(path)
        assert not [block for block in disk.blocks() if head[:100] in block]


def died(path: Path, at: int, how: str) -> list[Path]:
    """Take over, and die at operation `at`; return the folders that a kill and power cuts leave."""
    cuts: dict[str, dict[str, Any]] = {
        "cut": {"names_survive": False},
        "cut-names": {"names_survive": True},
        "cut-torn": {"names_survive": True, "torn": random.Random(at)},
    }

    def die(disk: ModelDisk) -> None:
        for name, what in cuts.items():
            for file, data in disk.after_power_cut(**what).items():
                place = path.parent / name / file
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        os._exit(9)

    process = os.fork()
    if process == 0:
        with model_disk(path, lambda number, _: how if number == at else None, die):
            take_over(path)
        os._exit(0)
    os.waitpid(process, 0)
    return [path, *(path.parent / name for name in cuts if (path.parent / name).exists())]


def cut_off(tmp_path: Path, case: str, every: int) -> None:
    make, check = CASES[case]
    path = make(tmp_path / "whole")
    with model_disk(path) as disk:
        take_over(path)
    assert len(disk.kinds) > 60
    for at in range(1, len(disk.kinds) + 1, every):
        for how in (BEFORE, AFTER, PARTIAL):
            scratch = tmp_path / f"{at}-{how}"
            for left_over in died(make(scratch), at, how):
                check(left_over)
            shutil.rmtree(scratch)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_takeover_may_be_cut_off(tmp_path: Path, case: str) -> None:
    cut_off(tmp_path, case, every=61)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", CASES)
def test_a_takeover_may_be_cut_off_anywhere(tmp_path: Path, case: str) -> None:
    cut_off(tmp_path, case, every=1)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_disk_that_refuses_half_way_loses_nothing(tmp_path: Path, case: str) -> None:
    make, check = CASES[case]
    path = make(tmp_path / "whole")
    with model_disk(path) as disk:
        take_over(path)
    for at in range(1, len(disk.kinds) + 1, 17):
        path = make(tmp_path / str(at))
        with model_disk(path, fail_at(at)), suppress(StorageFailed, StorageUnsettled, FolderUnusable):
            take_over(path)
        check(path)


def test_a_first_start_that_was_cut_off_is_new(tmp_path: Path) -> None:
    path = version_1(tmp_path, used=False)
    with opened(path) as services:
        assert services.library.is_new
    assert {each.name for each in path.iterdir()} <= {KIOSK, ELECTIONS, LOCK_FILE}
