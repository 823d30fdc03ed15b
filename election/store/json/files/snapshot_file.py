"""The base while votes come in: all rows but the recent ones, hidden, in two parts with a copy of each.

A part has two places. A new base is written into the place that is not in use, under a key that is on no disk
yet; it counts from the moment a head of the recent file names it (see `recent_file`). So nothing of it has to
be replaced, a crash leaves bytes that nobody can read, and the base before is as unreadable from then on.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from election.store.json.files.cipher import hide, new_key, reveal
from election.store.json.files.disk_io import open_private, sync, write_all
from election.store.json.files.format import BrokenSealError, Content, parse
from election.store.json.files.journal_file import FORMAT
from election.store.json.files.names import part_files
from election.store.json.tables.rows import Rows

_SLICE = 250  # rows handled in one go, in a tenth of a millisecond


@dataclass(frozen=True, slots=True)
class BasePart:
    """One part of a base on the disk: in which place, under which key."""

    place: int
    key: bytes

    def after(self) -> "BasePart":
        """Return what the next base will be: the other place, another key."""
        return BasePart(3 - self.place, new_key())


def pieces_of(
    tables: Mapping[str, Rows], ids: Mapping[str, Sequence[int]], breathe: Callable[[], None]
) -> Iterator[bytes]:
    """Yield a part's content: of each table the rows with these `ids`, which are in order. Calls `breathe`
    after each slice of it.
    """
    start = b"{"
    for name in sorted(ids):
        yield start + b'"%s":{\n' % name.encode()
        start = b"\n},\n"
        between = b""
        lines = tables[name].by_id
        for at in range(0, len(ids[name]), _SLICE):
            found = [line for line in map(lines.get, ids[name][at : at + _SLICE]) if line is not None]
            if found:
                yield between + b",\n".join(found)
                between = b",\n"
            breathe()
    yield b'\n},\n"seal":{"1":{}}\n}\n'


def write_part(folder: Path, name: str, part: BasePart, pieces: Iterable[bytes]) -> None:
    """Write a part and its copy; their bytes are on the disk when this returns, their names after
    `sync_folder`.
    """
    handles: list[int] = []
    try:
        for file in part_files(name, part.place):
            handles.append(open_private(folder / file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))  # noqa: PERF401
        for chunk in hide(part.key, pieces, _binding(name, part)):
            for handle in handles:
                write_all(handle, chunk)
        for handle in handles:
            sync(handle)
    finally:
        for handle in handles:
            os.close(handle)


def read_part(folder: Path, name: str, part: BasePart) -> tuple[Content, dict[str, bytes]]:
    """Return what is in a part, and what its file or its copy should hold, where one of them does not. Raises
    BrokenSealError if neither is whole.
    """
    content: Content | None = None
    good = b""
    bad = []
    for file in part_files(name, part.place):
        try:
            data = (folder / file).read_bytes()
            if content is None or data != good:
                content = parse(reveal(part.key, data, _binding(name, part)))
                good = data
        except (FileNotFoundError, BrokenSealError):
            bad.append(file)
    if content is None:
        raise BrokenSealError
    return content, dict.fromkeys(bad, good)


def _binding(name: str, part: BasePart) -> bytes:
    return b"base %d %s %d " % (FORMAT, name.encode(), part.place)
