"""The zip of a pack, read strictly: stored entries in one order with one form of header, and not a byte more.

What is read is laid out once more and compared, so that whatever another reader would overlook is refused:
bytes before, between or after entries, a second directory, links, dates, comments, extra fields.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from election.records.verify.faults import Refused

MOST_ENTRIES = 300
LARGEST_ENTRY = 64 * 1024 * 1024
LARGEST_PACK = 256 * 1024 * 1024

_NAME = re.compile(rb"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)?")
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_SIZE, _CENTRAL_SIZE, _END_SIZE = 30, 46, 22
_VERSION, _UNIX, _DATE, _FILE = 20, 3, 0x21, 0o100644 << 16
_ENCRYPTED = 1


def read_container(pack: bytes) -> dict[str, bytes]:
    """Return the entries by name. Raises Refused."""
    if len(pack) > LARGEST_PACK:
        raise _refused("too_large")
    if not pack.startswith(_LOCAL):
        raise _refused("no_pack")
    names = list(_directory(pack))
    entries: dict[str, bytes] = {}
    at = 0
    for name in names:
        at, content = _entry(pack, at, name)
        entries[name.decode()] = content
    if not _same(pack, entries):
        raise _refused("not_canonical")
    return entries


def _directory(pack: bytes) -> Iterator[bytes]:
    """Yield the names in the central directory, which the last bytes of the file point at."""
    end = pack[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(_END):
        raise _refused("not_canonical")
    count, _, at = struct.unpack("<HII", end[10:20])
    if count > MOST_ENTRIES:
        raise _refused("too_large")
    before = b""
    for _ in range(count):
        record = pack[at : at + _CENTRAL_SIZE]
        if len(record) < _CENTRAL_SIZE or not record.startswith(_CENTRAL):
            raise _refused("not_canonical")
        flags, method = struct.unpack("<HH", record[8:12])
        if flags & _ENCRYPTED or method:
            raise _refused("compressed")
        size, length = struct.unpack("<IH", record[24:30])
        name = pack[at + _CENTRAL_SIZE : at + _CENTRAL_SIZE + length]
        if not _NAME.fullmatch(name) or name <= before:
            raise _refused("names")
        if size > LARGEST_ENTRY:
            raise _refused("too_large")
        yield name
        before, at = name, at + _CENTRAL_SIZE + length


def _entry(pack: bytes, at: int, name: bytes) -> tuple[int, bytes]:
    """Return where the next entry begins, and what is in this one."""
    header = pack[at : at + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise _refused("not_canonical")
    check_sum, _, size, length = struct.unpack("<IIIH", header[14:28])
    begin = at + _LOCAL_SIZE + length
    content = pack[begin : begin + size]
    if pack[at + _LOCAL_SIZE : begin] != name:
        raise _refused("not_canonical")
    if len(content) != size or zlib.crc32(content) != check_sum:
        raise _refused("damaged")
    return begin + size, content


def _same(pack: bytes, entries: Mapping[str, bytes]) -> bool:
    """Return whether the pack is, byte for byte, what the entries are packed to."""
    at = 0
    for part in _packed(entries):
        if pack[at : at + len(part)] != part:
            return False
        at += len(part)
    return at == len(pack)


def _packed(entries: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the bytes of a pack with these entries."""
    common = struct.Struct("<HHHHHIIIHH")
    central, at = [], 0
    for name in sorted(entries):
        content, raw = entries[name], name.encode()
        fields = common.pack(
            _VERSION, 0, 0, 0, _DATE, zlib.crc32(content), len(content), len(content), len(raw), 0
        )
        yield _LOCAL + fields + raw
        yield content
        tail = struct.pack("<HHHII", 0, 0, 0, _FILE, at)
        central.append(_CENTRAL + bytes([_VERSION, _UNIX]) + fields + tail + raw)
        at += _LOCAL_SIZE + len(raw) + len(content)
    directory = b"".join(central)
    yield directory
    yield _END + struct.pack("<HHHHIIH", 0, 0, len(central), len(central), len(directory), at, 0)


def _refused(reason: str) -> Refused:
    return Refused("container", reason)
