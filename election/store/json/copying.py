"""Copies of an election's data in another folder, such as a stick.

A copy is a store like any other, changed in one transaction: so a crash leaves the copy before or the one
after, and of two that differ by one voter never more than one can be read. It is written from the rows in
memory, never from the journal's file, and ends with a checkpoint: nothing in it tells an order.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from election.errors import DataDamaged, ElectionError, Message
from election.store.json.files.disk_io import replace_file
from election.store.json.files.folders import erase_folder
from election.store.json.files.names import (
    CODE_KEY_FILE,
    COPY_OF,
    JOURNAL,
    KEY_FILE,
    OF_ELECTION,
    SIGNING_KEY_FILE,
    is_election_id,
)
from election.store.json.folder import StoreFolder, make_folder, not_in_use, os_reason
from election.store.json.store import JsonStore, Lines
from election.store.json.tables.rows import encode
from election.store.port import CopiedKeys, CopyNote, FoundCopy
from election.store.port.refusals import CopyFailed, NoCopy


def write_copy(lines: Lines, keys: CopiedKeys, note: CopyNote, folder: Path) -> Path:
    """Write these rows to the copy of `note.election` in `folder`, and read them back. Raises CopyFailed."""
    path, lines = folder / (COPY_OF + note.election), _without_tags(lines)
    is_new = not path.exists()
    try:
        if not folder.is_dir():
            raise NotADirectoryError(folder)
        make_folder(path)
        replace_file(path / CODE_KEY_FILE, [keys.code_key])
        replace_file(path / SIGNING_KEY_FILE, [keys.signing_key])
        _write(path, lines, note)
        _check(path, lines)
    except (ElectionError, OSError) as error:
        if is_new:
            with suppress(OSError):
                erase_folder(path)
        raise copy_failed(error) from error
    return path


def _without_tags(lines: Lines) -> Lines:
    """Return these rows with wiped tags: the key that makes them stays where it is, so a copy needs none."""
    return {**lines, "marks": {right_id: encode(right_id, {}) for right_id in lines["marks"]}}


def copy_failed(error: ElectionError | OSError) -> CopyFailed:
    """Return what to tell of a copy that could not be written because of `error`."""
    cause = error.__cause__ if isinstance(error, ElectionError) else error
    if isinstance(error, ElectionError) and not isinstance(cause, OSError):
        return CopyFailed(reason=Message(f"error.{error.code}", error.values))
    return CopyFailed(reason=os_reason(cause if isinstance(cause, OSError) else OSError()))


def _write(path: Path, lines: Lines, note: CopyNote) -> None:
    store = JsonStore(StoreFolder(path))
    try:
        store.replace_lines(lines, lambda transaction: transaction.put_copy_note(note))
    finally:
        store.close()


def _check(path: Path, lines: Lines) -> None:
    """Raises OSError unless these rows are in the copy, but for what says that it is one."""
    store = JsonStore(StoreFolder(path))
    try:
        found = store.lines()
    finally:
        store.close()
    if {name: rows for name, rows in found.items() if name != _NOTES} != {
        name: rows for name, rows in lines.items() if name != _NOTES
    }:
        raise OSError("the copy differs from what was written")


_NOTES = "epochs"  # the table in which a copy differs from the election


@contextmanager
def opened_copy(folder: Path) -> Iterator[FoundCopy]:
    """See `port.Stores.open_copy`."""
    path = _path_of(folder)
    with not_in_use(path):
        yield from _opened(path)


def _opened(path: Path) -> Iterator[FoundCopy]:
    store = JsonStore(StoreFolder(path))
    try:
        note = _note_of(store, path)
        election_id = note.election if note is not None else path.name
        if store.is_new or not is_election_id(election_id):
            raise NoCopy
        files = StoreFolder(path)
        key = files.key() if (path / KEY_FILE).exists() else None
        signing_key = files.signing_key() if (path / SIGNING_KEY_FILE).exists() else None
        yield FoundCopy(election_id, store, key, files.code_key(), signing_key)
    finally:
        store.close()


def _note_of(store: JsonStore, path: Path) -> CopyNote | None:
    """Return the note of the copy in `path`. Raises DataDamaged where it or the epoch is not ours."""
    try:
        note, epoch = store.read(lambda snapshot: (snapshot.copy_note(), snapshot.epoch()))
        if type(epoch.number) is not int or epoch.number < 0 or type(epoch.continued) is not bool:
            raise ValueError("an epoch is a number from 0")
        if note is not None:
            if not isinstance(note.election, str):
                raise TypeError("an election's id is a text")
            datetime.fromisoformat(note.when)
    except (KeyError, TypeError, ValueError) as error:
        file, reason = str(path / OF_ELECTION.data), Message("damage.not_ours")
        raise DataDamaged(file=file, reason=reason, last_good=Message("damage.no_good")) from error
    return note


def _path_of(folder: Path) -> Path:
    """Return the folder with a store that is meant: itself, or the one copy that lies in it."""
    inside = sorted(folder.glob(f"{COPY_OF}*")) if folder.is_dir() else []
    found = [each for each in (folder, *inside) if any((each / name).exists() for name in _STORE)]
    if len(found) != 1:
        raise NoCopy
    return found[0]


_STORE = (JOURNAL, OF_ELECTION.data, OF_ELECTION.copy)
