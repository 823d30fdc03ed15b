"""A file put into a folder that people choose, such as a stick: whole or not at all.

It is written under another name beside the one it gets, read back, and renamed. So a full disk, a stick that
is pulled out or a power cut leaves the file before, or the new one.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from election.data_folder import check_outside
from election.disk_faults import disk_fault
from election.errors import Unavailable

UNFINISHED = ".part"  # ends the name until all of it is there; what a crash leaves is taken over next time
_PIECE = 1 << 20  # bytes read at once
_PRIVATE = 0o600
_BINARY = getattr(os, "O_BINARY", 0)


class NotWritten(Unavailable):
    """The file could not be written there: `file` is its name, `reason` why. The file before still is."""

    code = "pack.not_written"


def write_whole(file: Path, pieces: Iterable[bytes], tick: Callable[[], None] = lambda: None) -> str:
    """Write the pieces to `file`, in place of what was there, readable to this user alone, and return their
    SHA-256. `tick` is called every now and then, and what it raises ends the work. Raises NotWritten, or
    InsideDataFolder.
    """
    check_outside(file.parent)
    begun = file.with_name(file.name + UNFINISHED)
    try:
        try:
            written = _write(begun, pieces, tick)
            if _digest(begun) != written:
                raise OSError(errno.EIO, "it reads back differently")
            begun.replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                begun.unlink(missing_ok=True)
            raise
        _sync_names(file.parent)
    except OSError as error:
        raise NotWritten(file=file.name, reason=disk_fault(error)) from error
    return written


def _write(file: Path, pieces: Iterable[bytes], tick: Callable[[], None]) -> str:
    whole = hashlib.sha256()
    file.unlink(missing_ok=True)  # and not into it: it may be a link
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE)
    try:
        for piece in pieces:
            whole.update(piece)
            view = memoryview(piece)
            while view:  # a nearly full disk takes only a part at a time
                tick()
                view = view[os.write(handle, view[:_PIECE]) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    return whole.hexdigest()


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync_names(folder: Path) -> None:
    """Have the name stay, too, where the system can be asked for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # what some sticks answer
            raise
    finally:
        os.close(handle)
