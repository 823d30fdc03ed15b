"""The snapshot on the disk: all rows that are not in the journal, encrypted, in two parts, each with a copy.

A part has two slots. A new snapshot is written into the slot that is not in use, under a key that is on no
disk yet; it counts from the moment a header of the journal names it (see `journal_file`). So nothing of it
has to be replaced, a crash leaves bytes that nobody can read, and the snapshot before is unreadable from then
on.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from election.store.json.files.cipher import decrypt, encrypt, new_key
from election.store.json.files.disk_io import open_private, sync, write_all
from election.store.json.files.format import Content, CorruptDataError, parse
from election.store.json.files.journal_file import FORMAT
from election.store.json.files.names import snapshot_files
from election.store.json.tables.rows import Rows

_SLICE = 250  # rows handled in one go, in a tenth of a millisecond


@dataclass(frozen=True, slots=True)
class SnapshotPart:
    """One part of the snapshot: in which slot it stands, and under which key it is encrypted."""

    slot: int
    key: bytes

    def successor(self) -> "SnapshotPart":
        """Return where the next snapshot of this part goes: the other slot, another key."""
        return SnapshotPart(3 - self.slot, new_key())


def snapshot_pieces(
    tables: Mapping[str, Rows], ids: Mapping[str, Sequence[int]], pause: Callable[[], None]
) -> Iterator[bytes]:
    """Yield the content of a part: of each table the rows with these `ids`, which are in order. Calls `pause`
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
            pause()
    yield b'\n},\n"seal":{"1":{}}\n}\n'


def write_snapshot_part(folder: Path, name: str, part: SnapshotPart, pieces: Iterable[bytes]) -> None:
    """Write a part and its copy. Their bytes are on the disk when this returns, their names after
    `sync_folder`. Raises OSError.
    """
    handles: list[int] = []
    try:
        for file in snapshot_files(name, part.slot):
            handles.append(open_private(folder / file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))  # noqa: PERF401
        for chunk in encrypt(part.key, pieces, _associated(name, part)):
            for handle in handles:
                write_all(handle, chunk)
        for handle in handles:
            sync(handle)
    finally:
        for handle in handles:
            os.close(handle)


def read_snapshot_part(folder: Path, name: str, part: SnapshotPart) -> tuple[Content, dict[str, bytes]]:
    """Return what is in a part and, where its file or its copy is damaged, what that should hold. Raises
    CorruptDataError if neither is whole.
    """
    content: Content | None = None
    good = b""
    bad = []
    for file in snapshot_files(name, part.slot):
        try:
            data = (folder / file).read_bytes()
            if content is None or data != good:
                content = parse(decrypt(part.key, data, _associated(name, part)))
                good = data
        except (FileNotFoundError, CorruptDataError):
            bad.append(file)
    if content is None:
        raise CorruptDataError
    return content, dict.fromkeys(bad, good)


def _associated(name: str, part: SnapshotPart) -> bytes:
    return b"base %d %s %d " % (FORMAT, name.encode(), part.slot)
