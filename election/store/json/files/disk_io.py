"""Where every byte reaches the disk: writing, syncing, replacing, and overwriting files, durably.

What these functions report as written stays written, whatever power cut follows. They know what differs
between Linux, macOS and Windows, and all raise OSError where the disk refuses.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

NEW_SUFFIX = ".new"  # what a file is called until it is whole; a crash can leave one behind
SYSTEM: str = sys.platform
_REPLACE_TRIES = 20
_REPLACE_PAUSE = 0.05  # seconds between tries: on Windows a virus scanner may hold a file for a moment
_PRIVATE = 0o600
_F_FULLFSYNC = 51  # of macOS
_BINARY = getattr(os, "O_BINARY", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_PIECE = 1 << 20  # bytes written in one call while a file is overwritten
_NOT_SUPPORTED = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL}
_MOVEFILE_REPLACE_EXISTING, _MOVEFILE_WRITE_THROUGH = 0x1, 0x8


def open_private(path: Path, flags: int) -> int:
    """Open a file of ours and return its handle; one that is made is readable to this user alone."""
    return os.open(path, flags | _BINARY, _PRIVATE)


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data` at the handle's position; a nearly full disk takes only a part at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def write_at(handle: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`."""
    if not hasattr(os, "pwrite"):  # Windows
        os.lseek(handle, offset, os.SEEK_SET)
        write_all(handle, data)
        return
    view = memoryview(data)
    while view:
        done = os.pwrite(handle, view, offset)
        view, offset = view[done:], offset + done


def sync_data(handle: int) -> None:
    """Return once the file's bytes are on the disk itself, for a file whose size stays as it is."""
    if SYSTEM != "darwin" and hasattr(os, "fdatasync"):
        os.fdatasync(handle)
    else:
        sync(handle)


def sync(handle: int) -> None:
    """Return once the file's bytes and its size are on the disk itself."""
    if SYSTEM == "darwin":
        import fcntl  # not on Windows

        try:
            fcntl.fcntl(handle, _F_FULLFSYNC)  # fsync there stops at the drive's cache
        except OSError as error:
            if error.errno not in _NOT_SUPPORTED:
                raise
        else:
            return
    os.fsync(handle)  # on Windows: FlushFileBuffers


def sync_folder(folder: Path) -> None:
    """Return once the folder's names are on the disk. Windows has no such call; see `replace`."""
    if SYSTEM == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces` to `path`, over what may be there, and return once the bytes are on the disk; its name
    is only after `sync_folder`.
    """
    handle = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        write_all(handle, b"".join(pieces))
        sync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Put `pieces` at `path`, on the disk for good when this returns. A crash leaves the old file or the new
    one, never a mixture. Raises OSError; `path` is then as it was, or, if only the last step failed, new.
    """
    new = path.parent / (path.name + NEW_SUFFIX)
    try:
        write_file(new, pieces)
        replace(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            shred(new)
        raise
    sync_folder(path.parent)


def create_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all. Raises FileExistsError if something is there."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    replace_file(path, [data])


def replace(source: Path, target: Path) -> None:
    """Rename `source` to `target`, which is replaced if it is there."""
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            if SYSTEM == "win32":
                _replace_on_windows(source, target)
            else:
                source.replace(target)
        except PermissionError:
            if SYSTEM != "win32" or not tries_left:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return


def _replace_on_windows(source: Path, target: Path) -> None:
    """Rename so that the new name is on the disk when this returns; `os.replace` does not ask for that."""
    import ctypes

    windows: Any = ctypes  # what follows is known on that system alone
    kernel = windows.WinDLL("kernel32", use_last_error=True)
    flags = _MOVEFILE_REPLACE_EXISTING | _MOVEFILE_WRITE_THROUGH
    if not kernel.MoveFileExW(str(source), str(target), flags):
        raise windows.WinError(windows.get_last_error())


def remove(path: Path) -> None:
    """Remove a file whose bytes tell nothing, if it is there; for good after `sync_folder`."""
    path.unlink(missing_ok=True)


def shred(path: Path) -> None:
    """Overwrite a file where it lies on the disk, then remove it, if it is there: a file that is only removed
    stays readable in the disk's free blocks.

    A symbolic link is only removed, and so is one of several names of a file: the others are not ours.
    """
    if path.is_symlink():
        remove(path)
        return
    try:
        handle = open_private(path, os.O_WRONLY | _NO_FOLLOW)
    except FileNotFoundError:
        return
    try:
        status = os.fstat(handle)
        if status.st_nlink == 1:
            for offset, size in _pieces(status.st_size):
                write_at(handle, bytes(size), offset)
            sync(handle)
    finally:
        os.close(handle)
    remove(path)


def _pieces(size: int) -> Iterator[tuple[int, int]]:
    for offset in range(0, size, _PIECE):
        yield offset, min(_PIECE, size - offset)
