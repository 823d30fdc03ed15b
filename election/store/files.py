"""Writing a file so that a crash leaves the old one or the new one, never a mixture."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

NEW_SUFFIX = ".new"  # what a file is called until it is whole; a crash can leave one behind
_OTHERS_MAY_HOLD_IT = os.name == "nt"  # Windows: a virus scanner may hold the file for a moment
_REPLACE_TRIES = 20
_REPLACE_PAUSE = 0.05  # seconds between tries
_PRIVATE = 0o600
_SMALL = 1 << 20  # bytes; below, one call to the system is cheaper than not copying
_BINARY = getattr(os, "O_BINARY", 0)


class NotSettledError(OSError):
    """The new file is in place, but the disk would not promise to keep it."""


def replace_file(path: Path, pieces: Sequence[bytes]) -> None:
    """Put `pieces`, one after the other, at `path`, on the disk for good when this returns. Raises OSError,
    and then `path` is as it was; or NotSettledError, when after a power cut it may be the old file or the
    new one.
    """
    new = path.parent / (path.name + NEW_SUFFIX)
    try:
        if not _write_unnamed(new, pieces):
            _write_named(new, pieces)
        _replace(new, path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotSettledError(*error.args) from error


def create_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all. Raises FileExistsError if something is there."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    replace_file(path, [data])


def remove_file(path: Path) -> None:
    """Remove a file, if it is there, for good."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write(handle: int, pieces: Sequence[bytes]) -> None:
    """Write all of `pieces` through to the disk."""
    if sum(map(len, pieces)) < _SMALL:
        pieces = [b"".join(pieces)]
    for piece in pieces:
        view = memoryview(piece)
        while view:  # a disk that is nearly full takes only a part
            view = view[os.write(handle, view) :]
    _sync(handle)


def _write_named(new: Path, pieces: Sequence[bytes]) -> None:
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, _PRIVATE)
    try:
        _write(handle, pieces)
    finally:
        os.close(handle)


def _write_unnamed(new: Path, pieces: Sequence[bytes]) -> bool:
    """Write a file that gets its name `new` only once it is whole. Returns False where the system cannot.

    A crash leaves nothing of it: a half-written file beside the old one would show, by what they differ in,
    who voted last and how.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        handle = os.open(new.parent, os.O_WRONLY | os.O_TMPFILE, _PRIVATE)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            return False  # not this file system
        raise
    try:
        _write(handle, pieces)
        try:
            _name(handle, new)
        except FileExistsError:  # a crash left one
            new.unlink()
            _name(handle, new)
    finally:
        os.close(handle)
    return True


def _name(handle: int, path: Path) -> None:
    # The link in /proc is followed to the file itself only if a folder is named with it, here any.
    os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)


def _sync(handle: int) -> None:
    """Return once the file's bytes are on the disk itself."""
    if sys.platform == "darwin":
        import fcntl  # not on Windows

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync there stops at the drive's cache
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Return once the folder's names are on the disk. Windows has no such call; NTFS journals names."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(source: Path, target: Path) -> None:
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            source.replace(target)
        except PermissionError:
            if not _OTHERS_MAY_HOLD_IT or not tries_left:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return
