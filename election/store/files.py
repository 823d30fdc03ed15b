"""Writing a file so that a crash leaves the old one or the new one, never a mixture."""

import contextlib
import os
import sys
import time
from pathlib import Path

_REPLACE_TRIES = 20  # Windows: a virus scanner may hold the file for a moment
_REPLACE_PAUSE = 0.05  # seconds between tries
_PRIVATE = 0o600


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, on the disk for good when this returns. Raises OSError, and then `path` is as
    it was unless only the last step, syncing the folder, failed.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        handle = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), _PRIVATE
        )
        try:
            write_all(handle, data)
            sync_file(handle)
        finally:
            os.close(handle)
        _replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data`: `os.write` may take only a part, for one when the disk is nearly full."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_file(handle: int) -> None:
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
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(_REPLACE_PAUSE)
        else:
            return
