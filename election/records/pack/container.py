"""The form of the file: a zip of which nothing is left open, so that the same content has the same bytes.

Entries are stored as they are, sorted by name, without times, comments or anything else in which something
could hide.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from election.errors import Conflict

MIB = 1024 * 1024
MOST_ENTRIES, LARGEST_ENTRY, LARGEST_PACK = 300, 64 * MIB, 256 * MIB

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")
_VERSION = 20  # of the form, 2.0
_FIRST_DAY = 0x21  # 1980-01-01, with which times begin in a zip
_MADE_ON_UNIX = 3 << 8 | _VERSION
_PLAIN_FILE = 0o100644 << 16


class PackTooLarge(Conflict):
    """There is more than a pack may hold: `name` is what there is too much of, "" the whole."""

    code = "pack.too_large"


def check_size(entries: Mapping[str, bytes]) -> None:
    """Raises PackTooLarge where these are more than a pack may hold. ValueError for a name that none has."""
    for name, content in entries.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"no entry is called {name!r}")
        if len(content) > LARGEST_ENTRY:
            raise PackTooLarge(name=name)
    if len(entries) > MOST_ENTRIES or sum(map(len, entries.values())) > LARGEST_PACK - MIB:
        raise PackTooLarge(name="")


def zipped(entries: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the pieces of the file. Raises what `check_size` does."""
    check_size(entries)
    directory, at = [], 0
    for name, content in sorted(entries.items()):
        called = name.encode("ascii")
        sizes = struct.pack("<3I2H", zlib.crc32(content), len(content), len(content), len(called), 0)
        header = struct.pack("<4s5H", b"PK\x03\x04", _VERSION, 0, 0, 0, _FIRST_DAY) + sizes + called
        listed = struct.pack("<4s6H", b"PK\x01\x02", _MADE_ON_UNIX, _VERSION, 0, 0, 0, _FIRST_DAY)
        directory.append(listed + sizes + struct.pack("<3H2I", 0, 0, 0, _PLAIN_FILE, at) + called)
        yield header
        yield content
        at += len(header) + len(content)
    listing = b"".join(directory)
    yield listing
    yield struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(listing), at, 0)
