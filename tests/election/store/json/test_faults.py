"""Whatever is raised, wherever, while a batch is kept: each of its voters is told what became of them.

A profile function raises at the n-th call that the commit makes, of Python or of C, before or after it. Then
memory, a copy of the files opened anew, and what everybody was told must say the same, and trying again must
work.
"""

import errno
import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from election.errors import StorageFailed, StorageUnsettled
from election.store.json.engine import Engine
from election.store.json.files import compaction
from election.store.json.tables.tables import Tables
from tests.election.store.json.test_engine import cast, contents, on_the_disk, opened

ERRORS: tuple[Callable[[], BaseException], ...] = (
    lambda: OSError(errno.EIO, "injected"),
    MemoryError,
    KeyboardInterrupt,
    lambda: RuntimeError("a plain bug"),
)
KINDS = tuple(type(make()) for make in ERRORS)
BATCH = 6
_LOCK = type(threading.Lock())


class Injector:
    """Raises an exception at one event of the commit, told by its number or by the function that is called;
    counts them all.
    """

    def __init__(self, at: int | str, error: BaseException) -> None:
        self.at, self.error = at, error
        self.seen = 0
        self.within = False

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        name = frame.f_code.co_name
        if name == "_commit_batch" and event in ("call", "return"):
            self.within = event == "call"
            return
        if not self.within or event not in ("call", "c_call", "c_return"):
            return
        if "/election/store/" not in frame.f_code.co_filename or "/tests/" in frame.f_code.co_filename:
            return
        if event != "call" and isinstance(getattr(argument, "__self__", None), _LOCK):
            return  # a lock is let go whatever happens: nothing is allocated for it
        self.seen += 1
        if self.at in (self.seen, name if event == "call" else None):
            self.at = 0
            raise self.error


def commit(store: Engine, numbers: list[int], injector: Injector) -> dict[int, BaseException | None]:
    """Cast for all `numbers` in one batch; return what each was told."""
    pending = {number: store.submit(cast(number)) for number in numbers}
    told: dict[int, BaseException | None] = {}
    threading.setprofile(injector)  # of the thread that leads for this one
    try:
        for number, each in pending.items():
            try:
                each.result()
                told[number] = None
            except BaseException as error:  # noqa: BLE001 - that is what is looked at
                told[number] = error
            threading.setprofile(None)  # type: ignore[arg-type]
    finally:
        threading.setprofile(None)  # type: ignore[arg-type]
    return told


def change_rows(number: int) -> Callable[[Tables], None]:
    def work(tables: Tables) -> None:
        tables["roll"].remove(lambda row: row["name"] == "kim")
        tables["roll"].insert({"name": "kim", "value": number})

    return work


def inject_everywhere(path: Path, every: int, *, from_checkpoint: bool) -> int:
    """Raise at each `every`-th event until a commit has no more; return how often."""
    tried = 0
    for start in itertools.count(1, 20 * every):  # a new folder now and then: a small one is read fast
        chosen = range(start, start + 20 * every, every)
        done, ended = inject(path / str(start), chosen, from_checkpoint=from_checkpoint)
        tried += done
        if ended:
            return tried
    raise AssertionError


def inject(path: Path, chosen: range, *, from_checkpoint: bool) -> tuple[int, bool]:
    """Raise at each of the `chosen` events; return how often, and whether a commit had fewer."""
    path.mkdir(parents=True)
    numbers = itertools.count(1)
    tried = 0
    with opened(path / "data") as store:
        for _ in range(20):
            store.write(cast(next(numbers)))
        for at, make in itertools.product(chosen, ERRORS):
            if from_checkpoint:
                store.checkpoint()
            else:
                store.write(change_rows(at))
            before = contents(store)
            batch = list(itertools.islice(numbers, BATCH))
            injector = Injector(at, make())
            told = commit(store, batch, injector)
            if injector.seen < at:
                return tried, True
            tried += 1
            check(store, path / "data", before, told, tried)
            for number, error in told.items():
                if error is not None:
                    store.write(cast(number))
            assert set(batch) <= set(contents(store)["marks"])
            assert on_the_disk(path / "data", path / f"later{tried}") == contents(store)
    return tried, False


def check(store: Engine, path: Path, before: Any, told: dict[int, BaseException | None], tried: int) -> None:
    after = contents(store)
    kept = {number for number, error in told.items() if error is None}
    assert set(after["marks"]) == set(before["marks"]) | kept, told
    assert len(after["box"]) == len(after["marks"])
    unsettled = any(isinstance(error, StorageUnsettled) for error in told.values())
    found = on_the_disk(path, path.parent / f"copy{tried}")
    assert unsettled or found == after, told
    for error in told.values():
        assert error is None or isinstance(error, (StorageFailed, StorageUnsettled, *KINDS))


@pytest.fixture(autouse=True)
def _fold_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 4_000)


@pytest.mark.parametrize("from_checkpoint", [False, True])
def test_a_sample_of_faults(tmp_path: Path, from_checkpoint: bool) -> None:
    assert inject_everywhere(tmp_path / "data", 97, from_checkpoint=from_checkpoint) >= 12


@pytest.mark.parametrize("name", ["write_at", "sync_data", "_apply", "apply", "confirm", "_put", "answer"])
def test_a_fault_on_the_way_from_the_disk_to_memory(tmp_path: Path, name: str) -> None:
    """From the header on the disk is ahead of memory; whoever is told of a failure must not be in the box."""
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        for number, make in enumerate(ERRORS, start=1):
            before = contents(store)
            injector = Injector(name, make())
            told = commit(store, list(range(100 * number, 100 * number + BATCH)), injector)
            assert injector.at == 0, "it was raised"
            check(store, tmp_path / "data", before, told, number)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("from_checkpoint", [False, True])
def test_a_fault_at_every_call(
    tmp_path: Path, from_checkpoint: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = inject_everywhere(tmp_path / "data", 1, from_checkpoint=from_checkpoint)
    with capsys.disabled():
        first = "in the first commit after a checkpoint" if from_checkpoint else "in a later commit"
        print(f"\n{tried} faults injected {first}; all told rightly")
    assert tried >= 1_000
