"""The recent file: written in place, so that of all the states it ever held one can be read, the last.

Its first page is the *head*: where the content lies, and the key it is hidden under. New content goes where
the current one does not lie; then the new head overwrites the old one, and with it the only key to what it
replaces. The head stands there twice, in two sectors, because losing it would lose the content.

The file is made once, large enough, and grows at its end; its name never changes hands, and no block of it
is given back to the file system before the head is overwritten.
"""

import hashlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from election.store.json.files.cipher import KEY_BYTES, hide, new_key, reveal
from election.store.json.files.disk_io import open_private, remove, sync, sync_data, sync_folder, write_at
from election.store.json.files.format import BrokenSealError

FORMAT = 2  # of all data files; 1 was the form with `recent.json`
_MAGIC = b"VoteKios"
_HEAD = struct.Struct(
    f"<8sHxxxxxxQQ{KEY_BYTES}s32s"
)  # magic, format, offset, length, key, digest of all that
_SECTOR = 512  # bytes that a disk writes whole or not at all
_PAGE = 4096  # bytes; what is written in one call, and where content may begin
_ROOM = 96 * 1024  # bytes of a new file


class NewerFormatError(Exception):
    """The file was written by a newer program, in a format of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class _Place:
    """Where content lies in the file."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """The first page's start after it."""
        return -(-(self.offset + self.length) // _PAGE) * _PAGE


@dataclass(frozen=True, slots=True)
class _Version:
    """Content and the head that makes it count."""

    place: _Place
    hidden: bytes
    head: bytes


class RecentFile:
    """The recent file of a folder. One thread at a time may call it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._named: list[_Place] = []  # by heads that are, or after a failure may be, on the disk
        self._again: _Version | None = None  # written by `settle`, not known to be on the disk
        self.settled = True  # what is on the disk is what was written last; after a failure perhaps not

    def write(self, pieces: Iterable[bytes]) -> None:
        """Make `pieces` the content, for good. After any exception the content is as before, or, if `settled`
        is False, one of the two.
        """
        self._put(self._version(pieces))
        self._again = None

    def settle(self, pieces: Iterable[bytes]) -> None:
        """After a failure: make `pieces` the content for certain. May be called again if it fails."""
        if self._again is None:  # else the same place again: a broken disk must not make the file grow
            self._again = self._version(pieces)
        self._put(self._again)
        self._again = None

    def _version(self, pieces: Iterable[bytes]) -> _Version:
        if self._handle is None:
            self._make()
        key = new_key()
        # The offset is bound to the content, so it must be known first; the length follows from the pieces.
        data = b"".join(pieces)
        place = self._free_place(len(data) + _PAGE)
        hidden = b"".join(hide(key, [data], _binding(place.offset)))
        place = _Place(place.offset, len(hidden))
        return _Version(place, hidden, _head(place, key))

    def _free_place(self, length: int) -> _Place:
        """Return the first place that no head names, with at least `length` bytes up to the next one."""
        place = _Place(_PAGE, length)
        for taken in sorted(self._named, key=lambda each: each.offset):
            if place.end <= taken.offset:
                break
            place = _Place(max(place.offset, taken.end), length)
        return place

    def _put(self, version: _Version) -> None:
        handle = self._handle
        if handle is None:
            raise AssertionError("the file is open once there is something to write")
        write_at(handle, version.hidden, version.place.offset)
        sync_data(handle)
        self.settled = False
        if version.place not in self._named:
            self._named.append(version.place)
        write_at(handle, version.head, 0)
        sync_data(handle)
        self._named = [version.place]
        self.settled = True

    def _make(self) -> None:
        """Make the file, or take the one that is there with no head in it."""
        handle = open_private(self._path, os.O_RDWR | os.O_CREAT)
        try:
            size = os.fstat(handle).st_size
            if size < _ROOM:
                write_at(handle, bytes(_ROOM - size), size)
            sync(handle)
            sync_folder(self._path.parent)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def read(self) -> bytes | None:
        """Return the content, or None if there is none: no file, or one that came to rest. Raises
        BrokenSealError, NewerFormatError or OSError.
        """
        try:
            self._handle = open_private(self._path, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            data = self._read()
            page = data[:_PAGE]
            if not page.strip(b"\0"):
                return None
            place, key = _read_heads(page)
            content = reveal(key, data[place.offset : place.offset + place.length], _binding(place.offset))
        except BaseException:
            self.close()
            raise
        self._named = [place]
        return content

    def _read(self, size: int = -1) -> bytes:
        if self._handle is None:
            return b""
        os.lseek(self._handle, 0, os.SEEK_SET)
        with open(self._handle, "rb", closefd=False) as file:
            return file.read(size)

    def heal(self) -> None:
        """After `read`: see to it that what was found is on the disk for good, and the head whole."""
        if self._handle is None or not self._named:
            return
        page = self._read(_PAGE)
        place, key = _read_heads(page)
        if page != _head(place, key):
            write_at(self._handle, _head(place, key), 0)
        sync(self._handle)

    def erase(self) -> None:
        """Overwrite the head: from now on nothing in the file can be read. After an exception it may be there
        still, and `settled` is False.
        """
        if self._handle is None:
            return
        self.settled = False
        write_at(self._handle, bytes(_PAGE), 0)
        sync_data(self._handle)
        self._named, self._again = [], None
        self.settled = True

    def remove(self) -> None:
        """Remove the file."""
        self.close()
        remove(self._path)

    def close(self) -> None:
        """Give the file back as it is."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._named, self._again = [], None
            os.close(handle)


def _binding(offset: int) -> bytes:
    return b"recent %d %d " % (FORMAT, offset)


def _head(place: _Place, key: bytes) -> bytes:
    packed = _HEAD.pack(_MAGIC, FORMAT, place.offset, place.length, key, bytes(32))[:-32]
    sector = (packed + hashlib.sha256(packed).digest()).ljust(_SECTOR, b"\0")
    return (sector * 2).ljust(_PAGE, b"\0")


def _read_heads(page: bytes) -> tuple[_Place, bytes]:
    """Return where the content is, and its key, by whichever of the two heads is whole; if both are, and they
    differ, by the first.
    """
    newer = 0
    for start in (0, _SECTOR):
        packed = page[start : start + _HEAD.size]
        if len(packed) < _HEAD.size:
            continue
        magic, number, offset, length, key, digest = _HEAD.unpack(packed)
        if hashlib.sha256(packed[:-32]).digest() != digest or magic != _MAGIC:
            continue
        if number == FORMAT:
            return _Place(offset, length), key
        newer = number
    if newer:
        raise NewerFormatError(newer)
    raise BrokenSealError
