"""An engine at work: a checkpoint, readers beside a long transaction, cover rows, what is submitted and not
asked for.
"""

import errno
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from election.errors import StorageFailed, StorageUnsettled
from election.store.json import engine
from election.store.json.engine import Engine
from election.store.json.files import compaction
from election.store.json.tables.tables import Tables
from tests.attack.reading import headers
from tests.election.store.json.disks import fail_at, model_disk
from tests.election.store.json.test_engine import Rows, cast, contents, on_the_disk, opened
from tests.election.store.json.test_order_free import journal_and_snapshot


def test_a_checkpoint_that_fails_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    recent = tmp_path / "data" / "recent.dat"
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        with model_disk(tmp_path / "data") as disk:
            store.checkpoint()
        assert not recent.exists()
        for step in range(1, len(disk.kinds) + 1):
            store.write(cast(100 + step))
            with model_disk(tmp_path / "data", fail_at(step, errno.EIO)), pytest.raises(StorageFailed):
                store.checkpoint()
            assert "the checkpoint failed" in caplog.text
            assert store._timer is not None
            store._timer.join(50)
            assert not list((tmp_path / "data").glob("*.dat"))
            assert on_the_disk(tmp_path / "data", tmp_path / f"copy{step}") == contents(store)


def test_readers_do_not_wait_for_a_transaction_that_takes_its_time(tmp_path: Path) -> None:
    """Putting in a roll of 60,000 takes seconds; who reads meanwhile sees what was there before."""
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        seen: list[Rows] = []

        def slow(tables: Tables) -> None:
            cast(2)(tables)
            reader = threading.Thread(target=lambda: seen.append(contents(store)))
            reader.start()
            reader.join(50)

        store.write(slow)
        assert [set(each["marks"]) for each in seen] == [{1}]
        assert set(contents(store)["marks"]) == {1, 2}


def test_the_number_of_cover_rows_tells_nothing(tmp_path: Path) -> None:
    """How many cover rows there are is drawn anew after each checkpoint, for marks and ballots apart."""
    sizes = []
    with opened(tmp_path / "data") as store:
        for number in range(1, 70):
            store.write(cast(number))
        for name in "abcdefghijkl":
            store.checkpoint()
            store.write(lambda tables, name=name: tables["roll"].insert({"name": name}))  # type: ignore[misc]
            journal, _ = journal_and_snapshot(tmp_path / "data")
            sizes.append((len(journal["marks"]), len(journal["box"])))
    assert all(16 <= size < 48 for pair in sizes for size in pair)
    assert len(set(sizes)) > 6
    assert any(marks != ballots for marks, ballots in sizes)


def test_what_is_submitted_is_kept_before_closing(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        pending = store.submit(cast(1))
        store.close()
        pending.result()
        assert set(contents(store)["marks"]) == {1}
    assert on_the_disk(tmp_path / "data", tmp_path / "copy")["marks"] == {1: {}}


def test_too_few_to_hide_among_each_other_are_not_compacted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who goes into the snapshot and who stays in the journal must each be many, were both ever read."""
    monkeypatch.setattr(compaction, "COMPACT_AT", 100)
    with opened(tmp_path / "data") as store:
        for number in range(1, 60):
            store.write(cast(number))
            journal, _ = journal_and_snapshot(tmp_path / "data")
            assert len(journal["marks"]) == len(journal["box"]) == number


def unsettled_at_first_commit(store: Engine, path: Path, number: int) -> None:
    """Have the first vote after a checkpoint fail where its header is synced, and what would settle it."""
    headers = 0

    def plan(step: int, name: str) -> OSError | None:
        nonlocal headers
        headers += name == "fdatasync"
        return OSError(errno.EIO, "broken") if headers >= 2 else None

    with model_disk(path, plan), pytest.raises(StorageUnsettled):
        store.write(cast(number))


def test_a_first_commit_that_could_not_be_settled_is_undone_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "data"
    with opened(path) as store:
        store.write(cast(1))
        store.checkpoint()
        with model_disk(path) as disk:
            store.write(cast(2))
        for step in range(1, len(disk.kinds) + 1):
            store.checkpoint()
            before = contents(store)
            unsettled_at_first_commit(store, path, 100 + step)
            with model_disk(path, fail_at(step, last=10_000)):
                with suppress(StorageFailed, StorageUnsettled):
                    store.write(cast(200 + step))
                found = on_the_disk(path, tmp_path / f"copy{step}")  # were the program killed now
            assert before["marks"].items() <= found["marks"].items()
            assert len(found["marks"]) == len(found["box"]) <= len(before["marks"]) + 1
            store.write(cast(300 + step))
            assert on_the_disk(path, tmp_path / f"later{step}") == contents(store)


def test_a_first_commit_that_could_not_be_settled_leaves_no_key_after_a_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "data"
    with opened(path) as store:
        store.write(cast(1))
        store.checkpoint()
        unsettled_at_first_commit(store, path, 2)
        with model_disk(path) as disk:
            store.checkpoint()
        assert not [key for block in disk.blocks() for key in headers(block)]


def test_a_disk_that_stays_broken_does_not_make_the_recent_file_grow(tmp_path: Path) -> None:
    """Each try writes where no header may point to; that must not be somewhere new each time."""
    path = tmp_path / "data"
    with opened(path) as store:
        for number in range(1, 40):
            store.write(cast(number))
        size = (path / "recent.dat").stat().st_size

        def headers_fail(step: int, name: str) -> OSError | None:
            header = name == "pwrite" and sys._getframe(2).f_locals.get("at") == 0
            return OSError(errno.EIO, "broken") if header else None

        with model_disk(path, headers_fail):
            for number in range(100, 160):
                with pytest.raises((StorageFailed, StorageUnsettled)):
                    store.write(cast(number))
        assert (path / "recent.dat").stat().st_size == size
        store.write(cast(200))
        assert on_the_disk(path, tmp_path / "copy") == contents(store)


def names(tables: Tables) -> tuple[str, ...]:
    return tuple(row["name"] for row in tables["roll"])


def test_what_a_transaction_derived_goes_with_it(tmp_path: Path) -> None:
    """Of two in one batch the first derives something from what it changed, and is refused."""
    with opened(tmp_path / "data") as store:
        store.write(lambda tables: tables["roll"].insert({"name": "kim"}))

        def refused(tables: Tables) -> None:
            tables["roll"].update({"name": "lee"})
            assert tables.cached(names, "roll") == ("lee",)
            raise LookupError

        first = store.submit(refused)
        second = store.submit(lambda tables: tables.cached(names, "roll"))
        assert second.result() == ("kim",)
        with pytest.raises(LookupError):
            first.result()
        assert store.read(lambda tables: tables.cached(names, "roll")) == ("kim",)
