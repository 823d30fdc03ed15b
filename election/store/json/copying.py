"""Copies of an election's data in another folder, such as a stick.

A copy is a store like any other, changed in one transaction: so a crash leaves the copy before or the one
after, and of two that differ by one voter never more than one can be read. It is written from the rows in
memory, never from the journal's file, and ends with a checkpoint: nothing in it tells an order. An encrypted
one is a file, replaced as a whole (`sealed`).
"""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from election.errors import ElectionError, FolderUnusable
from election.models import PollsState
from election.store.json.crowd import is_crowd
from election.store.json.files.disk_io import replace_file, shred
from election.store.json.files.folders import erase_folder
from election.store.json.files.names import (
    CODE_KEY_FILE,
    COPY_OF,
    JOURNAL,
    KEY_FILE,
    OF_ELECTION,
    SEALED,
    SIGNING_KEY_FILE,
    is_election_id,
)
from election.store.json.folder import StoreFolder, make_folder, not_in_use, os_reason
from election.store.json.memory_store import MemoryStore
from election.store.json.schema import TABLES
from election.store.json.sealed import Sealed, not_ours, read_sealed, write_sealed
from election.store.json.store import JsonStore, Lines
from election.store.json.tables.rows import decode, encode
from election.store.port import CopiedKeys, CopyKey, CopyMade, CopyNote, CopyPlace, FoundCopy, Store
from election.store.port.refusals import CopyFailed, CopyTooSoon, NoCopy


def write_copy(
    lines: Lines, keys: CopiedKeys, place: CopyPlace, when: str, *, only_a_crowd: bool
) -> CopyMade:
    """Write these rows to a copy, and read them back. See `port.Stores.copy_out`. Raises CopyFailed or
    CopyTooSoon.
    """
    note, key = CopyNote(place.election, when), place.key
    plain = place.folder / (COPY_OF + place.election)
    sealed, lines = plain.with_name(plain.name + SEALED), _without_tags(lines)
    is_new = not plain.exists()
    try:
        if not place.folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place.folder))
        if only_a_crowd and _are_polls_open(lines) and not is_crowd(_lines_there(plain, sealed, key), lines):
            raise CopyTooSoon
        if key is None:
            made = _write_plain(plain, lines, keys, note)
            shred(sealed)
            return made
        made = _write_sealed(sealed, lines, keys, note, key)
        if not is_new:
            erase_folder(plain)
        return made
    except CopyTooSoon:
        raise
    except (ElectionError, OSError) as error:
        if is_new:
            with suppress(OSError):
                erase_folder(plain)
        raise CopyFailed.because_of(error) from error


def _are_polls_open(lines: Lines) -> bool:
    return any(decode(each)["state"] == PollsState.OPEN for each in lines["elections"].values())


def _lines_there(plain: Path, sealed: Path, key: CopyKey | None) -> Lines:
    if sealed.exists():
        return read_sealed(sealed, key)[0].lines
    return _without_tags(_lines_in(plain)) if plain.exists() else {}  # copies once had them


def _write_plain(path: Path, lines: Lines, keys: CopiedKeys, note: CopyNote) -> CopyMade:
    make_folder(path)
    replace_file(path / CODE_KEY_FILE, [keys.code_key])
    replace_file(path / SIGNING_KEY_FILE, [keys.signing_key])
    with _opened_plain(path) as store:
        store.replace_lines(lines, lambda transaction: transaction.put_copy_note(note))
    with _opened_plain(path) as store:
        return _checked(path, store, lines, note)


def _write_sealed(path: Path, lines: Lines, keys: CopiedKeys, note: CopyNote, key: CopyKey) -> CopyMade:
    store = MemoryStore(lines)
    store.write(lambda transaction: transaction.put_copy_note(note))
    by_file = {CODE_KEY_FILE: keys.code_key, SIGNING_KEY_FILE: keys.signing_key}
    write_sealed(path, Sealed(store.lines(), by_file), key)
    return _checked(path, MemoryStore(read_sealed(path, key)[0].lines), lines, note)


def _without_tags(lines: Lines) -> Lines:
    """Return these rows with wiped tags: the key that makes them stays where it is, so a copy needs none."""
    return {**lines, "marks": {right_id: encode(right_id, {}) for right_id in lines["marks"]}}


@contextmanager
def _opened_plain(path: Path) -> Iterator[JsonStore]:
    folder = StoreFolder(path, log_level=logging.DEBUG)  # of a stick that fails people are told
    store = JsonStore(folder, None)
    try:
        yield store
    finally:
        store.close()


def _lines_in(path: Path) -> Lines:
    with _opened_plain(path) as store:
        return store.lines()


def _checked(path: Path, store: JsonStore | MemoryStore, wanted: Lines, note: CopyNote) -> CopyMade:
    """Return what was made, read back. Raises OSError unless these rows are there, and that it is a copy."""
    found = store.lines()
    if any(found.get(each.name, {}) != wanted.get(each.name, {}) for each in TABLES if each.name != _NOTES):
        raise OSError(errno.EIO, "the copy differs from what was written")
    if _note_of(store, path) != note:
        raise OSError(errno.EIO, "the copy does not say that it is one")
    return CopyMade(path, store.read(lambda snapshot: snapshot.turnout()))


_NOTES = "epochs"  # the table in which a copy differs from the election


@contextmanager
def opened_copy(folder: Path, secret: CopyKey | str | None = None) -> Iterator[FoundCopy]:
    """See `port.Stores.open_copy`. Where there is one of each form, `secret` says which is meant."""
    beside = folder.with_name(folder.name + SEALED)
    candidates = [folder, beside, *sorted(folder.glob(f"{COPY_OF}*{SEALED}"))]
    sealed = [each for each in candidates if each.is_file()]
    plain = _plain_in(folder)
    if len(sealed) == 1 and (secret is not None or not plain):
        yield from _opened_sealed(sealed[0], secret)
        return
    if len(plain) != 1:
        raise NoCopy
    with not_in_use(plain[0]):
        yield from _opened(plain[0])


def _opened_sealed(path: Path, secret: CopyKey | str | None) -> Iterator[FoundCopy]:
    try:
        sealed, key = read_sealed(path, secret)
    except OSError as error:
        raise FolderUnusable(folder=str(path), reason=os_reason(error)) from error

    def save(lines: Lines) -> None:
        write_sealed(path, Sealed(lines, sealed.keys), key)

    try:
        store = MemoryStore(sealed.lines, save)
    except (LookupError, TypeError, ValueError) as error:
        raise not_ours(path) from error
    note = _note_of(store, path)
    if note is None or not is_election_id(note.election):
        raise NoCopy
    code_key, signing_key = (sealed.keys.get(name) for name in (CODE_KEY_FILE, SIGNING_KEY_FILE))
    yield FoundCopy(note.election, store, None, code_key, signing_key)


def _opened(path: Path) -> Iterator[FoundCopy]:
    with _opened_plain(path) as store:
        note = _note_of(store, path)
        election_id = note.election if note is not None else path.name
        if store.is_new or not is_election_id(election_id):
            raise NoCopy
        files = StoreFolder(path)
        key = files.key() if (path / KEY_FILE).exists() else None
        signing_key = files.signing_key() if (path / SIGNING_KEY_FILE).exists() else None
        yield FoundCopy(election_id, store, key, files.code_key(), signing_key)


def _note_of(store: Store, path: Path) -> CopyNote | None:
    """Return the note of the copy in `path`. Raises DataDamaged where it, the epoch or the election is not
    ours, and NoElection where there is none.
    """
    try:
        note, epoch = store.read(lambda snapshot: (snapshot.copy_note(), snapshot.epoch()))
        if not store.is_new:
            store.read(lambda snapshot: (snapshot.election(), snapshot.turnout()))
        if type(epoch.number) is not int or epoch.number < 0 or type(epoch.continued) is not bool:
            raise ValueError("an epoch is a number from 0")
        if note is not None:
            if not isinstance(note.election, str):
                raise TypeError("an election's id is a text")
            datetime.fromisoformat(note.when)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise not_ours(path if path.is_file() else path / OF_ELECTION.data) from error
    return note


def _plain_in(folder: Path) -> list[Path]:
    """Return the folders with a store that may be meant: this one, or copies that lie in it."""
    inside = sorted(folder.glob(f"{COPY_OF}*")) if folder.is_dir() else []
    return [each for each in (folder, *inside) if any((each / name).exists() for name in _STORE)]


_STORE = (JOURNAL, OF_ELECTION.data, OF_ELECTION.copy)
