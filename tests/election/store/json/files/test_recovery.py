"""What a folder may look like when the program starts: of an older or newer format, cut off, or somebody
else's.
"""

import json
import os
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.errors import DataDamaged, DataNewer, FolderUnusable
from election.i18n.catalogue import catalogue
from election.store.json.engine import Engine
from election.store.json.files import journal_file
from election.store.json.files.format import seal
from election.store.json.folder import DataFolder
from election.store.json.tables.rows import TableSpec, by_field
from tests.election.store.json.disks import fail_at, model_disk
from tests.election.store.json.test_engine import SPECS, cast, contents, on_the_disk, opened

# The tables of the data's version 1, which are all that format 1 ever held.
TABLES = (
    *(TableSpec(name) for name in ("elections", "contests", "candidates", "photos")),
    TableSpec("voters", unique=by_field("email")),
    TableSpec("turnout", secret=True),
    TableSpec("ballots", secret=True),
    *(TableSpec(name) for name in ("organiser", "settings", "kiosk")),
)
# Folders as format 1 left them, with what they hold in `expected.json`.
FORMAT_1 = Path(__file__).with_name("format1")
CASES = sorted(each.name for each in FORMAT_1.iterdir())


def everything(store: Engine) -> dict[str, dict[str, dict[str, Any]]]:
    return store.read(
        lambda tables: {
            spec.name: {str(row.doc_id): dict(row) for row in tables[spec.name]} for spec in TABLES
        }
    )


def format_1(case: str, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    path = tmp_path / "data"
    shutil.copytree(FORMAT_1 / case, path)
    expected = json.loads((path / "expected.json").read_text(encoding="utf-8"))
    (path / "expected.json").unlink()
    return path, expected


@pytest.mark.parametrize("case", CASES)
def test_a_folder_of_format_1_opens_and_goes_on(case: str, tmp_path: Path) -> None:
    path, expected = format_1(case, tmp_path)
    with DataFolder(path) as folder, closing(Engine(folder, TABLES)) as store:
        assert everything(store) == expected
        store.write(lambda tables: tables["turnout"].insert_as(7, {}))
        expected["turnout"]["7"] = {}
        assert everything(store) == expected
    with DataFolder(path) as folder, closing(Engine(folder, TABLES)) as store:
        assert everything(store) == expected
    names = {each.name for each in path.iterdir()} - {"in-use.lock"}
    assert names == {"election.json", "election.copy.json", "token.key"}
    with TinyDB(path / "election.json") as stock:
        assert len(stock.table("turnout")) == len(expected["turnout"])


@pytest.mark.parametrize("case", [each for each in CASES if each.startswith("killed")])
def test_what_format_1_left_readable_is_overwritten(case: str, tmp_path: Path) -> None:
    path, _ = format_1(case, tmp_path)
    with model_disk(path) as disk, DataFolder(path) as folder:
        store = Engine(folder, TABLES)
        assert not [block for block in disk.blocks() if b'"ballots":{' in block]
        store.close()


@pytest.mark.parametrize("case", [each for each in CASES if each.startswith("killed")])
def test_taking_over_format_1_may_be_cut_off_anywhere(case: str, tmp_path: Path) -> None:
    path, expected = format_1(case, tmp_path)
    shutil.copytree(path, tmp_path / "whole")
    with model_disk(tmp_path / "whole") as disk, DataFolder(tmp_path / "whole") as folder:
        Engine(folder, TABLES).close()
    for step in range(1, len(disk.kinds) + 1, 3):
        again = tmp_path / f"step{step}"
        shutil.copytree(path, again)
        with (
            suppress(FolderUnusable),
            DataFolder(again) as folder,
            model_disk(again, fail_at(step, last=10_000)),
        ):
            Engine(folder, TABLES)
        with DataFolder(again) as folder, closing(Engine(folder, TABLES)) as store:
            assert everything(store) == expected


def newer_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch, DataFolder(path) as folder:
        patch.setattr(journal_file, "FORMAT", 3)
        Engine(folder, SPECS).write(cast(1))
    return "recent.dat"


def newer_data_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path.mkdir()
    data = b"".join(seal({spec.name: b"" for spec in SPECS}, {"closed": True, "format": 3}))
    for name in ("election.json", "election.copy.json"):
        (path / name).write_bytes(data)
    return "election.json"


@pytest.mark.parametrize("make", [newer_journal, newer_data_file])
def test_data_of_a_newer_program_is_refused_in_words_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    name = make(tmp_path / "data", monkeypatch)
    before = {each.name: each.read_bytes() for each in (tmp_path / "data").iterdir()}
    with DataFolder(tmp_path / "data") as folder, pytest.raises(DataNewer) as refusal:
        Engine(folder, SPECS)
    for language in ("ko", "en"):
        sentence = catalogue().of_error(refusal.value, language)
        assert str(tmp_path / "data" / name) in sentence
        assert "3" in sentence
    after = {each.name: each.read_bytes() for each in (tmp_path / "data").iterdir()}
    assert {**after, "in-use.lock": b""} == {**before, "in-use.lock": b""}


def test_the_data_says_its_format(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    with TinyDB(tmp_path / "data" / "election.json") as stock:
        (row,) = stock.table("seal").all()
    assert row["format"] == 2


def test_removing_and_adding_the_same_unique_value_survives_a_crash(tmp_path: Path) -> None:
    """Rows are read in the order of their ids, so the new one may come before the removal of the old."""
    with opened(tmp_path / "data") as store:
        for number in range(30):
            for row_id in (500 + number, 100 + number, 900 + number):
                store.write(lambda tables: tables["roll"].remove(lambda row: row["name"] == "kim"))
                store.write(
                    lambda tables, row_id=row_id: tables["roll"].insert_as(row_id, {"name": "kim"})  # type: ignore[misc]
                )
            assert on_the_disk(tmp_path / "data", tmp_path / str(number)) == contents(store)


# --- first starts that were cut off, and a folder's other things ---------------------------------------


def test_a_first_start_may_be_cut_off_anywhere(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    with model_disk(tmp_path / "whole") as disk, DataFolder(tmp_path / "whole") as folder:
        store = Engine(folder, SPECS)
        folder.key()
        store.write(cast(1))
    for step in range(1, len(disk.kinds) + 1):
        path = tmp_path / f"step{step}"
        path.mkdir()

        def interrupt(number: int, name: str, step: int = step) -> BaseException | None:
            return KeyboardInterrupt() if number == step else None

        with DataFolder(path) as folder:
            try:
                with model_disk(path, interrupt):
                    store = Engine(folder, SPECS)
                    folder.key()
                    store.write(cast(1))
            except (KeyboardInterrupt, Exception):  # noqa: BLE001
                pass
        with opened(path) as store:
            assert set(contents(store)["marks"]) <= {1}
            store.write(cast(2))


def test_opening_a_new_folder_and_closing_it_leaves_one_that_opens(tmp_path: Path) -> None:
    for _ in range(2):
        with DataFolder(tmp_path / "data") as folder, closing(Engine(folder, SPECS)) as store:
            folder.key()
            assert store.is_new


def test_somebody_elses_key_does_not_make_a_folder_used(tmp_path: Path) -> None:
    (tmp_path / "server.key").write_text("TLS")
    with opened(tmp_path) as store:
        assert store.is_new
        store.write(cast(1))
    assert (tmp_path / "server.key").read_text() == "TLS"


def test_other_peoples_files_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "thesis.new").write_text("chapter 3")
    (tmp_path / "backup.new").mkdir()
    (tmp_path / "backup.new" / "election.json.new").write_text("mine")
    (tmp_path / "box-1.dat.bak").write_text("mine")
    for number in range(1, 4):
        with opened(tmp_path) as store:
            store.write(cast(number))
    assert (tmp_path / "thesis.new").read_text() == "chapter 3"
    assert (tmp_path / "backup.new" / "election.json.new").read_text() == "mine"
    assert (tmp_path / "box-1.dat.bak").read_text() == "mine"


def test_a_folder_of_others_keeps_its_permissions_and_says_so(tmp_path: Path) -> None:
    for name, foreign in (("mixed", True), ("empty", False)):
        path = tmp_path / name
        path.mkdir()
        path.chmod(0o755)
        if foreign:
            (path / "thesis.odt").write_text("chapter 3")
        with DataFolder(path) as folder:
            assert folder.shared is foreign
            Engine(folder, SPECS).close()
        assert path.stat().st_mode & 0o777 == (0o755 if foreign else 0o700)
        assert all(not each.stat().st_mode & 0o077 for each in path.glob("election*.json"))


def test_the_folders_above_a_new_one_are_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with DataFolder(tmp_path / "a" / "b"):
        assert {str(tmp_path), str(tmp_path / "a")} <= set(synced)


def test_a_hard_link_to_the_data_file_is_not_overwritten(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    backup = tmp_path / "backup.json"
    os.link(tmp_path / "data" / "election.json", backup)
    before = backup.read_bytes()
    with opened(tmp_path / "data") as store:
        store.write(cast(2))
    assert backup.read_bytes() == before


def test_a_lost_data_file_is_no_fresh_start(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data") as folder, closing(Engine(folder, SPECS)) as store:
        folder.key()
        store.write(cast(1))
    for name in ("election.json", "election.copy.json"):
        (tmp_path / "data" / name).unlink()
    with DataFolder(tmp_path / "data") as folder, pytest.raises(DataDamaged):
        Engine(folder, SPECS)
