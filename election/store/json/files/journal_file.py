"""The journal file, `recent.dat`: written in place, so that of all it ever held only the last can be read.

Its first page is the *header*: where the content lies, and the key under which it is encrypted. New content
goes where the current one does not lie (shadow paging); then the new header overwrites the old one, and with
it the only key to what it replaces. The header stands there twice, in two sectors, because losing it would
lose the content::

    0      header, 512 bytes, and the same again     -> offset, length, key of the content
    4096   content, or free for the next one
    …      content, or free for the next one

The file is made once, large enough, and grows at its end; its name never changes hands, and no block of it
is given back to the file system before the header is overwritten.
"""

import hashlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from election.errors import DataNewer
from election.store.json.files.cipher import KEY_BYTES, decrypt, encrypt, new_key
from election.store.json.files.disk_io import open_private, remove, sync, sync_data, sync_folder, write_at
from election.store.json.files.format import CorruptDataError

FORMAT = 2  # of all data files; format 1 had a plain journal, `recent.json`
_MAGIC = b"VoteKios"
# Magic number, format, offset, length, key, and the SHA-256 of all that.
_HEADER = struct.Struct(f"<8sHxxxxxxQQ{KEY_BYTES}s32s")
_SECTOR = 512  # bytes that a disk writes whole or not at all
_PAGE = 4096  # bytes; what is written in one call, and where content may begin
_INITIAL_SIZE = 96 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where content lies in the file, in bytes."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where the first page after it begins."""
        return -(-(self.offset + self.length) // _PAGE) * _PAGE


@dataclass(frozen=True, slots=True)
class _Write:
    """Encrypted content, where it goes, and the header that makes it count."""

    extent: _Extent
    encrypted: bytes
    header: bytes


class JournalFile:
    """The journal file of a folder. One thread at a time may call it::

    file = JournalFile(folder / "recent.dat")
    content = file.read()        # at the start: None if there is no journal
    file.write([b"…"])           # at each commit
    file.erase()                 # at a checkpoint
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._in_use: list[_Extent] = []  # by headers that are, or after a failure may be, on the disk
        self._retry: _Write | None = None  # by `settle`, and not known to be on the disk
        self.settled = True  # the disk holds what was written last; False: that, or what was there before

    def write(self, pieces: Iterable[bytes]) -> None:
        """Make `pieces` the content; it is on the disk when this returns. After any exception the content is
        as before or, if `settled` is False, one of the two.
        """
        self._put(self._new_write(pieces))
        self._retry = None

    def settle(self, pieces: Iterable[bytes]) -> None:
        """After a failure: make `pieces` the content for certain. May be called again if it fails."""
        if self._retry is None:  # else the same extent again: a broken disk must not make the file grow
            self._retry = self._new_write(pieces)
        self._put(self._retry)
        self._retry = None

    def _new_write(self, pieces: Iterable[bytes]) -> _Write:
        if self._handle is None:
            self._make()
        key = new_key()
        # The offset is bound to the content, so it must be known first; the length follows from the pieces.
        data = b"".join(pieces)
        offset = self._free_extent(len(data) + _PAGE).offset
        encrypted = b"".join(encrypt(key, [data], _associated(offset)))
        extent = _Extent(offset, len(encrypted))
        return _Write(extent, encrypted, _header(extent, key))

    def _free_extent(self, length: int) -> _Extent:
        """Return the first extent that no header names, with `length` bytes or more up to the next one."""
        extent = _Extent(_PAGE, length)
        for taken in sorted(self._in_use, key=lambda each: each.offset):
            if extent.end <= taken.offset:
                break
            extent = _Extent(max(extent.offset, taken.end), length)
        return extent

    def _put(self, write: _Write) -> None:
        handle = self._handle
        if handle is None:
            raise AssertionError("the file is open once there is something to write")
        write_at(handle, write.encrypted, write.extent.offset)
        sync_data(handle)
        self.settled = False
        if write.extent not in self._in_use:
            self._in_use.append(write.extent)
        write_at(handle, write.header, 0)
        sync_data(handle)
        self._in_use = [write.extent]
        self.settled = True

    def _make(self) -> None:
        """Make the file, or take the one that is there without a header."""
        handle = open_private(self._path, os.O_RDWR | os.O_CREAT)
        try:
            size = os.fstat(handle).st_size
            if size < _INITIAL_SIZE:
                write_at(handle, bytes(_INITIAL_SIZE - size), size)
            sync(handle)
            sync_folder(self._path.parent)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def read(self) -> bytes | None:
        """Return the content, or None if there is none: no file, or one without a header. Raises
        CorruptDataError, DataNewer or OSError.
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
            extent, key = self._read_header(page)
            encrypted = data[extent.offset : extent.offset + extent.length]
            content = decrypt(key, encrypted, _associated(extent.offset))
        except BaseException:
            self.close()
            raise
        self._in_use = [extent]
        return content

    def _read(self, size: int = -1) -> bytes:
        if self._handle is None:
            return b""
        os.lseek(self._handle, 0, os.SEEK_SET)
        with open(self._handle, "rb", closefd=False) as file:
            return file.read(size)

    def _read_header(self, page: bytes) -> tuple[_Extent, bytes]:
        """Return where the content is, and its key, by whichever of the two headers is whole; if both are,
        and they differ, by the first.
        """
        newer = 0
        for start in (0, _SECTOR):
            packed = page[start : start + _HEADER.size]
            if len(packed) < _HEADER.size:
                continue
            magic, number, offset, length, key, digest = _HEADER.unpack(packed)
            if hashlib.sha256(packed[:-32]).digest() != digest or magic != _MAGIC:
                continue
            if number == FORMAT:
                return _Extent(offset, length), key
            newer = number
        if newer:
            raise DataNewer(file=str(self._path), number=newer, known=FORMAT)
        raise CorruptDataError

    def repair(self) -> None:
        """After `read`: see to it that what was found is on the disk for good, and the header whole."""
        if self._handle is None or not self._in_use:
            return
        page = self._read(_PAGE)
        extent, key = self._read_header(page)
        if page != _header(extent, key):
            write_at(self._handle, _header(extent, key), 0)
        sync(self._handle)

    def erase(self) -> None:
        """Overwrite the header: from now on nothing in the file can be read. After an exception it may be
        there still, and `settled` is False.
        """
        if self._handle is None:
            return
        self.settled = False
        write_at(self._handle, bytes(_PAGE), 0)
        sync_data(self._handle)
        self._in_use, self._retry = [], None
        self.settled = True

    def remove(self) -> None:
        """Remove the file."""
        self.close()
        remove(self._path)

    def close(self) -> None:
        """Close the file as it is."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._in_use, self._retry = [], None
            os.close(handle)


def _associated(offset: int) -> bytes:
    return b"recent %d %d " % (FORMAT, offset)


def _header(extent: _Extent, key: bytes) -> bytes:
    packed = _HEADER.pack(_MAGIC, FORMAT, extent.offset, extent.length, key, bytes(32))[:-32]
    sector = (packed + hashlib.sha256(packed).digest()).ljust(_SECTOR, b"\0")
    return (sector * 2).ljust(_PAGE, b"\0")
