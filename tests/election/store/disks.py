"""A disk for tests: counts file operations, fails or dies at a chosen one, and knows what a power cut leaves.

The product reaches the disk through a handful of calls of `os`; here they are wrapped. Besides doing the
real thing, the wrapper keeps a model of what is durable: a file's bytes once they were synced, a folder's
names once the folder was. A process that dies leaves the folder as it stands; a power cut may leave only
what is durable.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COUNTED = ("open", "write", "fsync", "link", "replace", "unlink")
# What to do at operation `number` (from 1) of the kind `name`: nothing, or one of these, or raise an error.
BEFORE, AFTER, PARTIAL = "before", "after", "partial"
Plan = Callable[[int, str], str | OSError | None]


class File:
    """One file of the model: its bytes as written, and as last synced (None: never)."""

    def __init__(self, data: bytes = b"", durable: bytes | None = None) -> None:
        self.data = data
        self.durable = durable


class ModelDisk:
    """Wraps `os` for one folder. `die` is called where the plan says so and must not return."""

    def __init__(self, folder: Path, plan: Plan, die: Callable[["ModelDisk"], None]) -> None:
        self.folder = folder
        self.plan = plan
        self.die = die
        self.kinds: list[str] = []  # of each operation so far
        self.real = {name: getattr(os, name) for name in (*COUNTED, "dup", "close")}
        self.names: dict[str, File] = {}
        for path in folder.iterdir():
            data = path.read_bytes()
            self.names[path.name] = File(data, data)
        self.durable_names = dict(self.names)
        self.handles: dict[int, File | None] = {}  # None: the folder itself

    def after_power_cut(self, *, names_survive: bool) -> dict[str, bytes]:
        """Return the files a power cut may leave: bytes only as synced; names as synced or, with
        `names_survive`, as they stand.
        """
        names = self.names if names_survive else self.durable_names
        return {name: file.durable or b"" for name, file in names.items()}

    def _around(self, name: str, do: Callable[[], Any], partial: Callable[[], Any] | None = None) -> Any:
        self.kinds.append(name)
        what = self.plan(len(self.kinds), name)
        if isinstance(what, OSError):
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

    # --- the calls -------------------------------------------------------------------------------------

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if Path(path) != self.folder and Path(path).parent != self.folder:
            return self.real["open"](path, flags, mode, **more)

        def do() -> int:
            handle = self.real["open"](path, flags, mode, **more)
            if flags & os.O_WRONLY:
                self.handles[handle] = File()
                if Path(path) != self.folder:
                    self.names[Path(path).name] = self.handles[handle]
            else:
                self.handles[handle] = None
            return handle

        return self._around("open", do)

    def dup(self, handle: int) -> int:
        copy = self.real["dup"](handle)
        if handle in self.handles:
            self.handles[copy] = self.handles[handle]
        return copy

    def close(self, handle: int) -> None:
        self.handles.pop(handle, None)  # the number may be given to another file next
        self.real["close"](handle)

    def write(self, handle: int, data: Any) -> int:
        file = self.handles.get(handle)
        if file is None:
            return self.real["write"](handle, data)

        def do(size: int | None = None) -> int:
            done = self.real["write"](handle, data[:size])
            file.data += bytes(data[:done])
            return done

        return self._around("write", do, lambda: do(len(data) // 2))

    def fsync(self, handle: int) -> None:
        if handle not in self.handles:
            self.real["fsync"](handle)
            return

        def do() -> None:
            self.real["fsync"](handle)
            file = self.handles[handle]
            if file is None:
                self.durable_names = dict(self.names)
            else:
                file.durable = file.data

        self._around("fsync", do)

    def link(self, source: str, target: Any, **more: Any) -> None:
        def do() -> None:
            self.real["link"](source, target, **more)
            file = self.handles[int(source.rsplit("/", 1)[1])]
            assert file is not None
            self.names[Path(target).name] = file

        self._around("link", do)

    def replace(self, source: Any, target: Any, **more: Any) -> None:
        if Path(source).parent != self.folder:
            self.real["replace"](source, target, **more)
            return

        def do() -> None:
            self.real["replace"](source, target, **more)
            self.names[Path(target).name] = self.names.pop(Path(source).name)

        self._around("replace", do)

    def unlink(self, path: Any, **more: Any) -> None:
        if Path(path).parent != self.folder:
            self.real["unlink"](path, **more)
            return

        def do() -> None:
            self.real["unlink"](path, **more)
            self.names.pop(Path(path).name, None)

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
