"""Libraries that an earlier version left, with a journal or without one, are migrated where they are."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.data_folder import KIOSK
from election.errors import FolderUnusable, StorageFailed, StorageUnsettled
from election.store.json.files.names import ELECTIONS
from election.store.migrations import VERSION
from election.voters.passwords import Passwords
from tests.election.store.json.acts_before import check_log
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, fail_at, model_disk
from tests.services import opened

CASES = sorted(Path(__file__).parents[1].glob("version[35]/*"))
CHEAP = Passwords(memory_kib=8, passes=1)
NEW_STATE = {"closed": "counted", "open": "open", "counted": "counted"}


def left(case: Path, tmp_path: Path) -> Path:
    shutil.copytree(case, tmp_path, ignore=shutil.ignore_patterns("expected.json"))
    return tmp_path


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return found


def open_all(path: Path) -> None:
    """Open the library, and every election of it."""
    with opened(path, CHEAP) as services:
        services.library.elections()


def check(path: Path, case: Path) -> None:
    known = expected(case)
    with opened(path, CHEAP) as services:
        services.organiser.check(known["passphrase"])
        assert services.settings.read().network == "off"
        assert services.library.current_id == known["current"]
        assert {each.id for each in services.library.elections()} == set(known["elections"])
        assert not any(each.problem for each in services.library.elections())
    with TinyDB(path / KIOSK / "kiosk.json", access_mode="r") as stock:
        assert len(stock.table("organiser")) == 1
    for election_id, tables in known["elections"].items():
        with TinyDB(path / ELECTIONS / election_id / "election.json", access_mode="r") as stock:
            assert stock.table("meta").all() == [{"version": VERSION}]
            for name in ("voters", "rights", "marks", "ballots", "candidates"):
                assert {str(row.doc_id): dict(row) for row in stock.table(name)} == tables[name]
            acts = [dict(row) for row in stock.table("acts")]
            check_log(acts, tables["acts"].values(), path / ELECTIONS / election_id)
            (row,) = stock.table("elections")
            assert row["state"] == NEW_STATE[tables["elections"]["1"]["state"]]


def of_case(case: Path) -> str:
    return f"{case.parent.name}-{case.name}"


@pytest.mark.parametrize("case", CASES, ids=of_case)
def test_a_library_of_an_earlier_version_is_migrated_once(case: Path, tmp_path: Path) -> None:
    path = left(case, tmp_path / "data")
    check(path, case)
    before = {file: file.read_bytes() for file in path.rglob("*.json")}
    check(path, case)
    ids = expected(case)["elections"]
    assert {file: file.read_bytes() for file in before if file.parent.name in ids} == {
        file: data for file, data in before.items() if file.parent.name in ids
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "every"),
    [
        (PARTIAL, 36),
        *(pytest.param(each, 9, marks=pytest.mark.slow) for each in (BEFORE, AFTER, PARTIAL)),
    ],
)
@pytest.mark.parametrize("case", CASES, ids=of_case)
def test_that_may_be_cut_off(case: Path, how: str, every: int, tmp_path: Path) -> None:
    with model_disk(left(case, tmp_path / "whole")) as disk:
        open_all(tmp_path / "whole")
    for at in range(1, len(disk.kinds) + 1, every):
        path = left(case, tmp_path / f"{at}")
        process = os.fork()
        if process == 0:
            with model_disk(
                path, lambda number, _, at=at: how if number == at else None, lambda _: os._exit(9)
            ):
                open_all(path)
            os._exit(0)
        os.waitpid(process, 0)
        check(path, case)


@pytest.mark.parametrize("every", [39, pytest.param(13, marks=pytest.mark.slow)])
@pytest.mark.parametrize("case", CASES, ids=of_case)
def test_a_disk_that_refuses_loses_nothing(case: Path, every: int, tmp_path: Path) -> None:
    with model_disk(left(case, tmp_path / "whole")) as disk:
        open_all(tmp_path / "whole")
    for at in range(1, len(disk.kinds) + 1, every):
        path = left(case, tmp_path / f"{at}")
        with model_disk(path, fail_at(at)), suppress(StorageFailed, StorageUnsettled, FolderUnusable):
            open_all(path)
        check(path, case)
