"""The form of all data files: JSON that stock TinyDB reads, in one canonical order.

One row a line, tables by name and rows by id, so that the bytes depend on what is in the file and on
nothing else::

    {"ballots":{
    "81…":{"choices":{"1":[3]}},
    "97…":{"choices":{}}
    },
    …
    "seal":{"1":{"closed":true,"format":2,"sha256":"…"}}
    }

The seal is itself a TinyDB table with one row. In a plain file its SHA-256 covers every byte before it, and
line ends fill the last block: the size of a file would tell how long the newest rows are (`seal`, `unseal`).
What goes into an encrypted file needs no digest (`compose`, `parse`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SEAL = b',\n"seal":{"1":'
_DIGEST = b'"sha256":"'
_END = b"}\n}\n"
_SEALED_END = b'"}' + _END
_HEX = 64
_BLOCK = 4096  # bytes


class CorruptDataError(ValueError):
    """The bytes are not what was written."""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a file: the lines of its rows by table and id, and the seal's fields."""

    tables: dict[str, dict[int, bytes]]
    seal: dict[str, Any]
    digest: str = ""


def section(lines: Iterable[bytes]) -> bytes:
    """Return the rows of one table as a file holds them; `lines` come in order of their ids."""
    return b",\n".join(lines)


def compose(sections: Mapping[str, bytes], fields: Mapping[str, Any]) -> list[bytes]:
    """Return a file with these tables and seal fields, in pieces, so that a large one is not copied again."""
    pieces = [b"{"]
    for name in sorted(sections):
        pieces += (b'"%s":{\n' % name.encode(), sections[name], b"\n}", b",\n")
    pieces[-1] = _SEAL + json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + _END
    return pieces


def parse(data: bytes) -> Content:
    """Return what `compose` wrote, where decryption has proved the bytes. Raises CorruptDataError."""
    body, found, fields = data.removeprefix(b"{").removesuffix(_END).rpartition(_SEAL)
    try:
        if not found:
            raise CorruptDataError
        return Content(_tables(body), json.loads(fields))
    except (ValueError, KeyError) as error:
        raise CorruptDataError from error


def seal(sections: Mapping[str, bytes], fields: Mapping[str, Any]) -> list[bytes]:
    """Return a file as `compose` does, with a digest over it; `fields` must sort before "sha256"."""
    pieces = compose(sections, fields)
    pieces[-1] = pieces[-1].removesuffix(b"}" + _END) + b"," + _DIGEST
    hasher = hashlib.sha256()
    for piece in pieces:
        hasher.update(piece)
    pieces += (hasher.hexdigest().encode(), _SEALED_END)
    return [*pieces, b"\n" * (-sum(map(len, pieces)) % _BLOCK)]


def unseal(data: bytes) -> Content:
    """Return what is in a file's bytes. Raises CorruptDataError if a single one is not as it was written."""
    if len(data) % _BLOCK == 0:  # else a file of format 1, which nothing fills up
        data = data.rstrip(b"\n") + b"\n"
    cut = len(data) - len(_SEALED_END) - _HEX
    if cut < 0 or data[cut + _HEX :] != _SEALED_END:
        raise CorruptDataError
    digest = hashlib.sha256(memoryview(data)[:cut]).hexdigest()
    if digest.encode() != data[cut : cut + _HEX]:
        raise CorruptDataError
    content = parse(data[:cut].removesuffix(b"," + _DIGEST) + b"}" + _END)
    return Content(content.tables, content.seal, digest)


def _tables(body: bytes) -> dict[str, dict[int, bytes]]:
    tables: dict[str, dict[int, bytes]] = {}
    rows: dict[int, bytes] = {}
    for line in body.split(b"\n"):
        if line.endswith(b":{"):
            rows = tables[line[1:-3].decode()] = {}
        elif line and line[0] == 34:  # a quotation mark: a row
            row = line.removesuffix(b",")
            rows[int(row[1 : row.index(b'"', 1)])] = row
    return tables
