"""A disk for tests: counts file operations, fails or dies at a chosen one, and knows what a power cut leaves,
and what can still be read in blocks that were given back.

The product reaches the disk through a handful of calls of `os`; here they are wrapped. Besides doing the real
thing, the wrapper keeps a model of what is durable: a file's sectors once it was synced, a folder's names
once the folder was, in the folders below it, too. A process that dies leaves the folder as it stands; a power
cut may leave only what is durable, and of what was not synced any sectors, but not others.
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

COUNTED = ("open", "write", "pwrite", "fsync", "fdatasync", "replace", "unlink", "mkdir", "rmdir")
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


class Folder:
    """A folder of the model: what is in it, and what was when it was last synced."""

    def __init__(self) -> None:
        self.names: dict[str, File | Folder] = {}
        self.durable: dict[str, File | Folder] = {}

    @classmethod
    def read(cls, path: Path) -> "Folder":
        """The model of a folder that is on the disk."""
        folder = cls()
        for each in path.iterdir():
            if each.is_dir():
                folder.names[each.name] = cls.read(each)
            elif each.name not in NOT_MODELLED:
                folder.names[each.name] = File(each.read_bytes(), durable=True)
        folder.durable = dict(folder.names)
        return folder

    def files(self, *, durable: bool = False) -> Iterator[tuple[str, File]]:
        """Every file in it, with its path, as the names stand or as they were synced."""
        for name, each in (self.durable if durable else self.names).items():
            if isinstance(each, File):
                yield name, each
            else:
                yield from ((f"{name}/{below}", file) for below, file in each.files(durable=durable))


class ModelDisk:
    """Wraps `os` for one folder. `die` is called where the plan says so and must not return."""

    def __init__(self, folder: Path, plan: Plan, die: Callable[["ModelDisk"], None]) -> None:
        self.folder = folder
        self.plan = plan
        self.die = die
        self.kinds: list[str] = []  # of each operation so far
        self.real = {name: getattr(os, name) for name in (*COUNTED, "close", "lseek")}
        self.root = Folder.read(folder)
        self.freed: list[bytes] = []  # what lies in blocks that belong to no file any more
        self.lock = threading.RLock()  # a compaction writes in a thread of its own
        self.handles: dict[int, File | Folder] = {}
        known = {folder / name: file for name, file in self.root.files()}
        for handle in Path("/proc/self/fd").iterdir():  # opened before
            with suppress(OSError):
                if file := known.get(handle.readlink()):
                    self.handles[int(handle.name)] = file

    def after_power_cut(self, *, names_survive: bool, torn: random.Random | None = None) -> dict[str, bytes]:
        """Return the files a power cut may leave: bytes as synced, or with `torn` some of the others as well;
        names as synced or, with `names_survive`, as they stand.
        """
        files = self.root.files(durable=not names_survive)
        return {name: file.torn(torn) if torn else file.durable for name, file in files}

    def _place(self, path: Any) -> tuple[Folder, str] | None:
        """Return the folder of the model that `path` is in, and its name there; None if it is not ours."""
        place = Path(path)
        if self.folder not in place.parents or place.name in NOT_MODELLED:
            return None
        at = self.root
        for name in place.relative_to(self.folder).parts[:-1]:
            found = at.names.get(name)
            if not isinstance(found, Folder):
                return None  # and the system will say so
            at = found
        return at, place.name

    def blocks(self) -> list[bytes]:
        """Return what whoever holds the disk can read: all files, and what the free blocks hold."""
        return [bytes(file.data) for _, file in self.root.files()] + self.freed

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

    def _free(self, file: File | Folder | None) -> None:
        if isinstance(file, File):
            self.freed.append(bytes(file.data))

    # --- the calls -------------------------------------------------------------------------------------

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        place = self._place(path)
        if place is None and Path(path) != self.folder:
            return self.real["open"](path, flags, mode, **more)

        def do() -> int:
            handle = self.real["open"](path, flags, mode, **more)
            if place is None:
                self.handles[handle] = self.root
                return handle
            folder, name = place
            found = folder.names.setdefault(name, File())
            if isinstance(found, File):
                if flags & os.O_TRUNC:
                    self._free(found)
                    found.data = bytearray()
                found.position = 0
            self.handles[handle] = found
            return handle

        return self._around("open", do)

    def close(self, handle: int) -> None:
        self.handles.pop(handle, None)  # the number may be given to another file next
        self.real["close"](handle)

    def lseek(self, handle: int, position: int, how: int) -> int:
        result: int = self.real["lseek"](handle, position, how)
        file = self.handles.get(handle)
        if isinstance(file, File):
            file.position = result
        return result

    def write(self, handle: int, data: Any) -> int:
        file = self.handles.get(handle)
        if not isinstance(file, File):
            return self.real["write"](handle, data)

        def do(size: int | None = None) -> int:
            done: int = self.real["write"](handle, data[:size])
            file.put(data[:done], file.position)
            file.position += done
            return done

        return self._around("write", do, lambda: do(len(data) // 2))

    def pwrite(self, handle: int, data: Any, at: int) -> int:
        file = self.handles.get(handle)
        if not isinstance(file, File):
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
            if isinstance(file, Folder):
                file.durable = dict(file.names)
            else:
                file.durable = bytes(file.data)

        self._around(name, do)

    def replace(self, source: Any, target: Any, **more: Any) -> None:
        before, after = self._place(source), self._place(target)
        if before is None or after is None:
            self.real["replace"](source, target, **more)
            return

        def do() -> None:
            self.real["replace"](source, target, **more)
            self._free(after[0].names.get(after[1]))
            after[0].names[after[1]] = before[0].names.pop(before[1])

        self._around("replace", do)

    def unlink(self, path: Any, **more: Any) -> None:
        self._remove("unlink", path, more)

    def rmdir(self, path: Any, **more: Any) -> None:
        self._remove("rmdir", path, more)

    def _remove(self, name: str, path: Any, more: dict[str, Any]) -> None:
        place = self._place(path)
        if place is None:
            self.real[name](path, **more)
            return

        def do() -> None:
            self.real[name](path, **more)
            self._free(place[0].names.pop(place[1], None))

        self._around(name, do)

    def mkdir(self, path: Any, *given: Any, **more: Any) -> None:
        place = self._place(path)
        if place is None:
            self.real["mkdir"](path, *given, **more)
            return

        def do() -> None:
            self.real["mkdir"](path, *given, **more)
            place[0].names[place[1]] = Folder()

        self._around("mkdir", do)


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
