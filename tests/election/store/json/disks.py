"""A disk for tests: counts file operations, fails or dies at a chosen one, and knows what a power cut leaves,
and what can still be read in blocks that were given back.

The product reaches the disk through a handful of calls of `os`; here they are wrapped. Besides doing the real
thing, the wrapper keeps a model of what is durable: a file's sectors once it was synced, a folder's names
once the folder was. A process that dies leaves the folder as it stands; a power cut may leave only what is
durable, and of what was not synced any sectors, but not others.
"""

import errno
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

COUNTED = ("open", "write", "pwrite", "fsync", "fdatasync", "replace", "unlink")
SECTOR = 512
NOT_MODELLED = ("in-use.lock",)
# What to do at operation `number` (from 1) of the kind `name`: nothing, or one of these, or raise an
# exception instead of it.
BEFORE, AFTER, PARTIAL = "before", "after", "partial"
Plan = Callable[[int, str], "str | BaseException | None"]


class File:
    """One file of the model: its bytes as written, and as last synced."""

    def __init__(self, data: bytes = b"", *, durable: bool = False) -> None:
        self.data = bytearray(data)
        self.durable = data if durable else b""
        self.position = 0

    def put(self, data: Any, at: int) -> None:
        if len(self.data) < at:
            self.data.extend(bytes(at - len(self.data)))
        self.data[at : at + len(data)] = data

    def torn(self, chance: random.Random) -> bytes:
        """The file after a power cut that let some of the sectors through which were not synced yet."""
        size = max(len(self.data), len(self.durable))
        found = bytearray()
        for at in range(0, size, SECTOR):
            source = self.data if chance.random() < 0.5 else self.durable
            sector = bytes(source[at : at + SECTOR])
            found += sector.ljust(min(SECTOR, size - at), b"\0")
        return bytes(found)


class ModelDisk:
    """Wraps `os` for one folder. `die` is called where the plan says so and must not return."""

    def __init__(self, folder: Path, plan: Plan, die: Callable[["ModelDisk"], None]) -> None:
        self.folder = folder
        self.plan = plan
        self.die = die
        self.kinds: list[str] = []  # of each operation so far
        self.real = {name: getattr(os, name) for name in (*COUNTED, "close", "lseek")}
        self.names: dict[str, File] = {}
        self.freed: list[bytes] = []  # what lies in blocks that belong to no file any more
        self.lock = threading.RLock()  # a compaction writes in a thread of its own
        for path in folder.iterdir():
            if path.is_file() and path.name not in NOT_MODELLED:
                self.names[path.name] = File(path.read_bytes(), durable=True)
        self.durable_names = dict(self.names)
        self.handles: dict[int, File | None] = {}  # None: the folder itself
        for handle in Path("/proc/self/fd").iterdir():  # opened before
            with suppress(OSError):
                target = handle.readlink()
                if target.parent == folder and target.name in self.names:
                    self.handles[int(handle.name)] = self.names[target.name]

    def after_power_cut(self, *, names_survive: bool, torn: random.Random | None = None) -> dict[str, bytes]:
        """Return the files a power cut may leave: bytes as synced, or with `torn` some of the others as well;
        names as synced or, with `names_survive`, as they stand.
        """
        names = self.names if names_survive else self.durable_names
        return {name: file.torn(torn) if torn else file.durable for name, file in names.items()}

    def blocks(self) -> list[bytes]:
        """Return what whoever holds the disk can read: all files, and what the free blocks hold."""
        return [bytes(file.data) for file in self.names.values()] + self.freed

    def _around(self, name: str, do: Callable[[], Any], partial: Callable[[], Any] | None = None) -> Any:
        with self.lock:
            self.kinds.append(name)
            what = self.plan(len(self.kinds), name)
            if isinstance(what, BaseException):
                raise what
            if what == BEFORE:
                self.die(self)
            if what == PARTIAL:
                if partial is not None:
                    partial()
                self.die(self)
            result = do()
            if what == AFTER:
                self.die(self)
            return result

    def _free(self, file: File | None) -> None:
        if file is not None:
            self.freed.append(bytes(file.data))

    # --- the calls -------------------------------------------------------------------------------------

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        place = Path(path)
        ours = place == self.folder or (place.parent == self.folder and place.name not in NOT_MODELLED)
        if not ours:
            return self.real["open"](path, flags, mode, **more)

        def do() -> int:
            handle = self.real["open"](path, flags, mode, **more)
            file = None
            if place != self.folder:
                file = self.names.setdefault(place.name, File())
                if flags & os.O_TRUNC:
                    self._free(file)
                    file.data = bytearray()
                file.position = 0
            self.handles[handle] = file
            return handle

        return self._around("open", do)

    def close(self, handle: int) -> None:
        self.handles.pop(handle, None)  # the number may be given to another file next
        self.real["close"](handle)

    def lseek(self, handle: int, position: int, how: int) -> int:
        result: int = self.real["lseek"](handle, position, how)
        file = self.handles.get(handle)
        if file is not None:
            file.position = result
        return result

    def write(self, handle: int, data: Any) -> int:
        file = self.handles.get(handle)
        if file is None:
            return self.real["write"](handle, data)

        def do(size: int | None = None) -> int:
            done: int = self.real["write"](handle, data[:size])
            file.put(data[:done], file.position)
            file.position += done
            return done

        return self._around("write", do, lambda: do(len(data) // 2))

    def pwrite(self, handle: int, data: Any, at: int) -> int:
        file = self.handles.get(handle)
        if file is None:
            return self.real["pwrite"](handle, data, at)

        def do(size: int | None = None) -> int:
            done: int = self.real["pwrite"](handle, data[:size], at)
            file.put(data[:done], at)
            return done

        # A process that is killed leaves a page written or not: the system copies it in one go.
        return self._around("pwrite", do, (lambda: do(len(data) // 2)) if len(data) > 4096 else None)

    def fsync(self, handle: int) -> None:
        self._sync("fsync", handle)

    def fdatasync(self, handle: int) -> None:
        self._sync("fdatasync", handle)

    def _sync(self, name: str, handle: int) -> None:
        if handle not in self.handles:
            self.real[name](handle)
            return

        def do() -> None:
            self.real[name](handle)
            file = self.handles[handle]
            if file is None:
                self.durable_names = dict(self.names)
            else:
                file.durable = bytes(file.data)

        self._around(name, do)

    def replace(self, source: Any, target: Any, **more: Any) -> None:
        if Path(source).parent != self.folder:
            self.real["replace"](source, target, **more)
            return

        def do() -> None:
            self.real["replace"](source, target, **more)
            self._free(self.names.get(Path(target).name))
            self.names[Path(target).name] = self.names.pop(Path(source).name)

        self._around("replace", do)

    def unlink(self, path: Any, **more: Any) -> None:
        if Path(path).parent != self.folder:
            self.real["unlink"](path, **more)
            return

        def do() -> None:
            self.real["unlink"](path, **more)
            self._free(self.names.pop(Path(path).name, None))

        self._around("unlink", do)


def never_die(disk: ModelDisk) -> None:
    raise AssertionError("this plan only fails, it does not die")


@contextmanager
def model_disk(
    folder: Path, plan: Plan = lambda number, name: None, die: Callable[[ModelDisk], None] = never_die
) -> Iterator[ModelDisk]:
    """Put a `ModelDisk` under everything that happens to `folder` inside the ``with``."""
    disk = ModelDisk(folder, plan, die)
    for name in disk.real:
        setattr(os, name, getattr(disk, name))
    try:
        yield disk
    finally:
        for name, real in disk.real.items():
            setattr(os, name, real)


def fail_at(number: int, code: int = errno.EIO, *, last: int | None = None) -> Plan:
    """A plan: operations from `number` to `last` (None: that one alone) fail with this errno."""
    until = number if last is None else last
    return lambda now, name: OSError(code, os.strerror(code)) if number <= now <= until else None


@contextmanager
def no_room_for_checkpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that takes votes, but not the file that people may read."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        yield
