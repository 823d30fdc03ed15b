"""The form of a data file: JSON that stock TinyDB reads, in one canonical order, with a seal over it all.

One row a line, tables by name and rows by id, so that the bytes depend on what is in the file and on
nothing else::

    {"ballots":{
    "81…":{"choices":{"1":[3]}},
    "97…":{"choices":{}}
    },
    …
    "seal":{"1":{"closed":true,"sha256":"…"}}
    }

The seal is itself a TinyDB table with one row. Its digest covers every byte before it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SEAL = b',\n"seal":{"1":'
_DIGEST = b'"sha256":"'
_END = b'"}}\n}\n'
_HEX = 64


class BrokenSealError(ValueError):
    """The bytes are not what was written."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file's content, found whole: rows by table and id, the seal's own fields, and its digest."""

    tables: dict[str, dict[int, bytes]]
    seal: dict[str, Any]
    digest: str


def section(lines: Iterable[bytes]) -> bytes:
    """Return the rows of one table as a file holds them; `lines` come in order of their ids."""
    return b",\n".join(lines)


def seal(sections: Mapping[str, bytes], fields: Mapping[str, Any]) -> tuple[list[bytes], str]:
    """Return a file with these tables and seal fields, in pieces (a large one is not copied once more), and
    its digest. `fields` must sort before "sha256".
    """
    pieces = [b"{"]
    for name in sorted(sections):
        pieces += (b'"%s":{\n' % name.encode(), sections[name], b"\n}", b",\n")
    dumped = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()[:-1]
    pieces[-1] = _SEAL + dumped + b"," + _DIGEST
    hasher = hashlib.sha256()
    for piece in pieces:
        hasher.update(piece)
    digest = hasher.hexdigest()
    return [*pieces, digest.encode(), _END], digest


def unseal(data: bytes) -> Sealed:
    """Return what is in a file's bytes. Raises BrokenSealError if a single one is not as it was written."""
    cut = len(data) - len(_END) - _HEX
    if cut < 0 or data[cut + _HEX :] != _END:
        raise BrokenSealError
    digest = hashlib.sha256(memoryview(data)[:cut]).hexdigest()
    if digest.encode() != data[cut : cut + _HEX]:
        raise BrokenSealError
    body, found, fields = data[1:cut].rpartition(_SEAL)
    try:
        if not found:
            raise BrokenSealError
        return Sealed(_tables(body), json.loads(fields.removesuffix(b"," + _DIGEST) + b"}"), digest)
    except (ValueError, KeyError) as error:  # a seal that fits over what we would not write
        raise BrokenSealError from error


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
