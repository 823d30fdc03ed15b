"""Transactions: all or nothing, on the disk before they are answered, in step with memory whatever fails."""

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb.table import Document

from election.errors import ElectionError, FolderInUse, FolderUnusable, StorageFailed, StorageUnsettled
from election.store.json.engine import Engine
from election.store.json.files import compaction
from election.store.json.folder import DataFolder
from election.store.json.tables.rows import TableSpec, by_field
from election.store.json.tables.tables import Tables
from tests.election.store.json.disks import fail_at, model_disk

SPECS = (
    TableSpec("roll", unique=by_field("name")),
    TableSpec("marks", secret=True),
    TableSpec("box", counted=lambda row, lookup: [row["choice"]], secret=True),
)
Rows = dict[str, dict[int, dict[str, Any]]]


@contextmanager
def opened(path: Path) -> Iterator[Engine]:
    with DataFolder(path) as folder, closing(Engine(folder, SPECS)) as store:
        yield store


def contents(store: Engine) -> Rows:
    return store.read(
        lambda tables: {spec.name: {row.doc_id: dict(row) for row in tables[spec.name]} for spec in SPECS}
    )


def on_the_disk(path: Path, scratch: Path) -> Rows:
    """What a program finds that opens a copy of the folder, taken now."""
    scratch.mkdir()
    copy_data(path, scratch)
    with opened(scratch) as store:
        return contents(store)


def copy_data(path: Path, scratch: Path) -> None:
    """Copy the data files as they stand."""
    for pattern in ("*.json", "*.dat"):
        for file in path.glob(pattern):
            (scratch / file.name).write_bytes(file.read_bytes())


def cast(number: int) -> Any:
    def work(tables: Tables) -> None:
        tables["marks"].insert_as(number, {})
        tables["box"].insert({"choice": number % 3})

    return work


class AgainstAPlainDict(RuleBasedStateMachine):
    """The store holds what a dict would, through failures, compaction, crashes and re-opening."""

    @initialize()
    def start(self) -> None:
        self.scratch = Path(_temporary())
        self.crashes = 0
        self.model: Rows = {spec.name: {} for spec in SPECS}
        self.compact_at = compaction.COMPACT_AT
        compaction.COMPACT_AT = 400
        self.open(self.scratch / "0")

    def open(self, path: Path) -> None:
        self.path = path
        self.folder = DataFolder(path)
        self.store = Engine(self.folder, SPECS)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.close()
            compaction.COMPACT_AT = self.compact_at

    @rule(row_id=st.integers(1, 30), value=st.integers(0, 5))
    def upsert(self, row_id: int, value: int) -> None:
        document = {"name": str(row_id), "value": value}
        self.store.write(lambda tables: tables["roll"].upsert(Document(document, row_id)))
        self.model["roll"][row_id] = document

    @rule(row_id=st.integers(1, 30))
    def remove(self, row_id: int) -> None:
        self.store.write(lambda tables: tables["roll"].remove(doc_ids=[row_id]))
        self.model["roll"].pop(row_id, None)

    @rule(number=st.integers(1, 60))
    def cast(self, number: int) -> None:
        if number in self.model["marks"]:
            with pytest.raises(ValueError, match="already exists"):
                self.store.write(cast(number))
            return
        self.store.write(cast(number))
        self.model["marks"][number] = {}
        self.take_box()

    def take_box(self) -> None:
        """Ballots' ids are random: take over the new one."""
        box = contents(self.store)["box"]
        known = self.model["box"]
        assert known.items() <= box.items()
        assert len(box) == len(self.model["marks"])
        self.model["box"] = box

    @rule(number=st.integers(61, 99))
    def refused_by_its_own_rule(self, number: int) -> None:
        def work(tables: Tables) -> None:
            cast(number)(tables)
            raise LookupError("refused after all")

        with pytest.raises((LookupError, ValueError)):
            self.store.write(work)

    @rule(number=st.integers(61, 99), at=st.integers(1, 24), code=st.sampled_from([errno.ENOSPC, errno.EIO]))
    def refused_by_the_disk(self, number: int, at: int, code: int) -> None:
        if number in self.model["marks"]:
            return
        with model_disk(self.path, fail_at(at, code)):
            try:
                self.store.write(cast(number))
            except StorageFailed:
                return
        # The failure came only in a later compaction, or never.
        self.model["marks"][number] = {}
        self.take_box()

    @precondition(lambda self: len(self.model["marks"]) > 3)
    @rule()
    def checkpoint(self) -> None:
        self.store.checkpoint()
        assert not (self.path / "recent.dat").exists()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.folder.close()
        self.open(self.path)

    @rule()
    def crash(self) -> None:
        """Go on with a copy of the files as they stand, without closing."""
        self.crashes += 1
        copy = self.scratch / str(self.crashes)
        copy.mkdir()
        copy_data(self.path, copy)
        self.folder.close()
        self.open(copy)

    @invariant()
    def the_same(self) -> None:
        if hasattr(self, "store"):
            assert contents(self.store) == self.model
            counts = self.store.read(lambda tables: dict(tables["box"].counts))
            for choice in range(3):
                votes = sum(row["choice"] == choice for row in self.model["box"].values())
                assert counts.get(choice, 0) == votes


def _temporary() -> str:
    import tempfile

    return tempfile.mkdtemp(prefix="vote-kiosk-test-")


TestAgainstAPlainDict = AgainstAPlainDict.TestCase
TestAgainstAPlainDict.settings = settings(max_examples=25, stateful_step_count=25)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failure_at_any_step_of_a_cast_leaves_memory_and_disk_in_step(tmp_path: Path, code: int) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        with model_disk(tmp_path / "data") as disk:
            store.write(cast(2))
        for step in range(1, len(disk.kinds) + 1):
            before = contents(store)
            with model_disk(tmp_path / "data", fail_at(step, code)), pytest.raises(StorageFailed):
                store.write(cast(100 + step))
            assert contents(store) == before
            assert on_the_disk(tmp_path / "data", tmp_path / f"copy{step}") == before
            store.write(cast(100 + step))  # there is room again: no restart needed
            assert 100 + step in contents(store)["marks"]


@pytest.mark.parametrize("from_checkpoint", [True, False])
def test_a_disk_that_stays_broken_from_any_step_on_is_told_and_mends(
    tmp_path: Path, from_checkpoint: bool
) -> None:
    with opened(tmp_path / "data") as store:
        for number in range(1, 20):
            store.write(cast(number))
        for step in range(1, 80):
            if from_checkpoint:
                store.checkpoint()
            before = contents(store)
            number = 100 + step
            with model_disk(tmp_path / "data", fail_at(step, last=10_000)) as disk:
                try:
                    store.write(cast(number))
                    refusal: type[ElectionError] | None = None
                except (StorageFailed, StorageUnsettled) as error:
                    refusal = type(error)
            if refusal:
                assert contents(store) == before
                found = on_the_disk(tmp_path / "data", tmp_path / f"copy{step}")
                # Unsettled: the disk may hold it; trying again is safe, and that is what the voter is told.
                assert found == before or refusal is StorageUnsettled
            if len(disk.kinds) < step:
                break
            if number not in contents(store)["marks"]:
                store.write(cast(number))
            assert on_the_disk(tmp_path / "data", tmp_path / f"later{step}") == contents(store)
        else:
            raise AssertionError("a cast took more steps than were tried")


def test_stopping_on_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data") as folder:
        store = Engine(folder, SPECS)
        store.write(cast(1))
        with (
            model_disk(tmp_path / "data", fail_at(1, errno.ENOSPC, last=10_000)),
            pytest.raises(StorageFailed),
        ):
            store.close()
        expected = contents(store)
    with opened(tmp_path / "data") as store:
        assert contents(store) == expected


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + 50
    while not condition():
        assert time.monotonic() < end, "it never came"
        threading.Event().wait(0.002)


def test_a_compaction_that_fails_is_put_off_and_casting_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 2_600)
    numbers = iter(range(1, 1_000))
    with opened(tmp_path / "data") as store:

        def full(number: int, name: str) -> OSError | None:
            return OSError(errno.ENOSPC, "full") if threading.current_thread().name == "compaction" else None

        with model_disk(tmp_path / "data", full):
            while "could not be compacted yet" not in caplog.text:
                store.write(cast(next(numbers)))
        assert on_the_disk(tmp_path / "data", tmp_path / "copy") == contents(store)
        while not (tmp_path / "data" / "box-2.dat").exists():  # there is room again: later it is compacted
            store.write(cast(next(numbers)))
        assert set(contents(store)["marks"]) == set(range(1, next(numbers)))
        assert on_the_disk(tmp_path / "data", tmp_path / "later") == contents(store)


def test_transactions_that_wait_share_one_write_and_fail_apart(tmp_path: Path) -> None:
    """While one transaction is being written, others queue; the next write takes them all."""
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        inside, go_on = threading.Event(), threading.Event()
        refused: list[int] = []

        def slow(tables: Tables) -> None:
            inside.set()
            assert go_on.wait(50)

        def vote(number: int) -> None:
            try:
                store.write(cast(number))
            except ValueError:
                refused.append(number)

        threads = [threading.Thread(target=store.write, args=(slow,))]
        threads[0].start()
        assert inside.wait(50)
        threads += [threading.Thread(target=vote, args=(number,)) for number in (2, 3, 4, 4, 5, 1)]
        for thread in threads[1:]:
            thread.start()
        until(lambda: len(store._group_commit._queue) >= 6)
        with model_disk(tmp_path / "data") as disk:
            go_on.set()
            for thread in threads:
                thread.join()
        assert disk.kinds.count("fdatasync") == 2
        assert sorted(refused) == [1, 4]
        assert set(contents(store)["marks"]) == {1, 2, 3, 4, 5}


def test_what_a_reader_sees_is_on_the_disk(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        for number in range(1, 8):
            store.write(cast(number))
            assert on_the_disk(tmp_path / "data", tmp_path / str(number)) == contents(store)


def test_nothing_can_be_written_after_closing(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.close()
        with pytest.raises(RuntimeError):
            store.write(cast(1))


def test_a_second_program_is_told_the_folder_is_in_use(tmp_path: Path) -> None:
    with opened(tmp_path / "data"), pytest.raises(FolderInUse):
        DataFolder(tmp_path / "data")
    DataFolder(tmp_path / "data").close()


def test_the_folder_and_its_files_are_private(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "deep" / "data") as folder, closing(Engine(folder, SPECS)) as store:
        store.write(cast(1))
        assert len(folder.key()) == 32
        assert folder.key() == folder.key()
        assert folder.path.stat().st_mode & 0o777 == 0o700
        names = {file.name for file in folder.path.iterdir()}
        assert names == {
            *("recent.dat", "token.key", "in-use.lock"),
            *("main-1.dat", "main-1.copy.dat", "box-1.dat", "box-1.copy.dat"),
        }
        for file in folder.path.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file.name


@pytest.mark.parametrize("name", ["a file", "a file/below"])
def test_a_folder_that_cannot_be_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("not a folder")
    with pytest.raises(FolderUnusable) as refusal:
        DataFolder(tmp_path / name)
    assert str(tmp_path / name) in str(refusal.value.values["folder"])


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "election.json").mkdir()
    with DataFolder(tmp_path) as folder, pytest.raises(FolderUnusable):
        Engine(folder, SPECS)
    (tmp_path / "token.key").mkdir()
    with DataFolder(tmp_path) as folder, pytest.raises(FolderUnusable):
        folder.key()
