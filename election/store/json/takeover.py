"""Taking over a data folder of version 1 or 2, in which the files of one store held kiosk and election.

Its rows are written anew where they belong: first the election, into a folder that gets its name once all
of it is on the disk; then the kiosk's notes, with which election is current, in one transaction. With that it
has been taken over, and only then are the old files overwritten and removed. As long as that takes a row of
the kiosk's table ``meta`` says so. Without that row the old files are what counts, and after a crash all of
it begins again; the election's id follows from its key, so that nothing is there twice.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb.table import Document

from election.data_folder import KIOSK
from election.store.json.files.disk_io import create_file
from election.store.json.files.folders import erase_folder, name_folder, remove_folder, shred_store
from election.store.json.files.journal_file import JournalFile
from election.store.json.files.names import (
    ELECTIONS,
    ID_BYTES,
    JOURNAL,
    KEY_FILE,
    OF_ELECTION,
    OF_KIOSK,
    STORE_FILES,
    UNFINISHED,
)
from election.store.json.files.plain_file import write_plain_files
from election.store.json.files.recovery import Recovered, Recovery, TableRows, damaged
from election.store.json.folder import DataFolder, StoreFolder, make_folder
from election.store.json.schema import TABLES
from election.store.json.tables.rows import Rows
from election.store.json.tables.tables import Tables
from election.store.json.versions import decoded, encoded, open_kiosk_engine, version_in
from election.store.migrations import KIOSK_TABLES, VERSION, kiosk_tables, migrate

log = logging.getLogger(__name__)
_ROW = 1
_REMOVING = 2  # the row of ``meta`` that is there while old files are removed


def take_over(folder: DataFolder) -> bool:
    """Take over what lies in the folder itself, if there is anything; return whether some of it was damaged,
    and its copy whole. Raises DataDamaged or DataNewer, and then nothing was changed; FolderUnusable or
    OSError.
    """
    if not any((folder.path / name).exists() for name in STORE_FILES):
        return False
    repaired = False
    if not _is_removing(folder.path):
        found = _find(folder.path)
        repaired = found.is_repaired
        if repaired:
            log.warning("a data file was damaged or missing, and its copy was taken over")
        _keep(folder, found.tables)
    shred_store(folder.path)
    _kiosk(folder.path, lambda tables: tables["meta"].remove(doc_ids=[_REMOVING]))
    return repaired


def _is_removing(path: Path) -> bool:
    """Whether all was taken over, and only old files were still to be removed."""
    if not (path / KIOSK).exists():  # which is not to be made before the old files are known to be good
        return False
    return bool(_kiosk(path, lambda tables: tables["meta"].contains(doc_id=_REMOVING)))


def _find(path: Path) -> Recovered:
    file = JournalFile(path / JOURNAL)
    try:
        found = Recovery(path, file).read()
    finally:
        file.close()
    if version_in(path / OF_ELECTION.data, found.tables) is None or not found.tables.get("elections"):
        found.tables = {}  # a first start that was cut off
    return found


def _keep(folder: DataFolder, tables: TableRows) -> None:
    """Write the rows, of whatever version, where they belong today."""
    plain = decoded(tables)
    election = _checked(folder.path, encoded(migrate(plain))) if plain else None
    was_begun = (folder.path / KIOSK).exists()
    is_used = _kiosk(folder.path, lambda kiosk: kiosk["library"].contains(doc_id=_ROW)) or not was_begun
    current = None if election is None else _keep_election(folder, election, is_used=is_used)

    def put(kiosk: Tables) -> None:
        for name in KIOSK_TABLES:
            for row_id, row in kiosk_tables(plain)[name].items():
                if not kiosk[name].contains(doc_id=row_id):
                    kiosk[name].insert_as(row_id, row)
        if current is not None:
            kiosk["library"].upsert(Document({"current": current}, _ROW))
        kiosk["meta"].upsert(Document({"version": VERSION}, _ROW))
        kiosk["meta"].upsert(Document({"removing": "files of version 2"}, _REMOVING))

    _kiosk(folder.path, put)


def _checked(path: Path, tables: TableRows) -> dict[str, Rows]:
    """Return the rows as today's tables. Raises DataDamaged if they are not what we write."""
    rows: dict[str, Rows] = {}
    for spec in TABLES:
        rows[spec.name] = Rows(spec, lambda table, row_id: rows[table].get(row_id))
    try:
        for name in sorted(tables, key=lambda name: rows[name].spec.counted is not None):
            rows[name].load(tables[name])
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise damaged(path, OF_ELECTION.data, "damage.not_ours") from error
    return rows


def _keep_election(folder: DataFolder, rows: dict[str, Rows], *, is_used: bool) -> str:
    """Write an election into a folder of its own, as a checkpoint leaves it, and return its id. `is_used`
    says that what has the same id is no work of a taking over that was cut off: the library has been in use,
    or no taking over had begun, as where somebody removed what belongs to the kiosk.
    """
    key = folder.key()
    election_id = hashlib.sha256(b"election " + key).hexdigest()[: 2 * ID_BYTES]
    made = folder.path / ELECTIONS / election_id
    if is_used and made.exists():
        made = made.with_name(election_id := secrets.token_hex(ID_BYTES))
    new = made.with_name(election_id + UNFINISHED)
    if made.exists():
        remove_folder(made)
    if new.exists():
        erase_folder(new)
    make_folder(new)
    write_plain_files(new, rows)
    create_file(new / KEY_FILE, key)
    name_folder(new, election_id)
    return election_id


def _kiosk(path: Path, work: Callable[[Tables], Any]) -> Any:
    """Return what `work` does to the tables of the kiosk's store, which is closed before and after."""
    make_folder(path / KIOSK)
    engine = open_kiosk_engine(StoreFolder(path / KIOSK, OF_KIOSK))
    try:
        return engine.write(work)
    finally:
        engine.close()
