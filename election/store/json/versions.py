"""Opening an engine on the files of whatever version: older rows are migrated, newer ones refused."""

from collections.abc import Iterable
from pathlib import Path

from election.errors import DataNewer
from election.store.json.engine import Engine
from election.store.json.files.names import VERSION_TABLE
from election.store.json.files.recovery import TableRows
from election.store.json.folder import StoreFolder
from election.store.json.schema import KIOSK_TABLES, TABLES
from election.store.json.tables.rows import TableSpec, decode, encode
from election.store.log_chain import chained
from election.store.migrations import OLD_MARKS, VERSION, PlainTables, migrate, version_of


def open_election_engine(folder: StoreFolder, log_start: str | None = None) -> Engine:
    """Open the engine with an election's tables. A log that is not chained yet is, from the hash `log_start`
    on, where that is given. Raises DataDamaged or DataNewer, and then no file was changed, or FolderUnusable.
    """
    return _open(folder, TABLES, log_start)


def open_kiosk_engine(folder: StoreFolder) -> Engine:
    """Open the engine with the kiosk's tables. Raises what `open_election_engine` does."""
    return _open(folder, KIOSK_TABLES)


def _open(folder: StoreFolder, specs: Iterable[TableSpec], log_start: str | None = None) -> Engine:
    file = folder.path / folder.names.data
    return Engine(folder, specs, lambda tables: with_chain(of_this_version(file, tables), log_start))


def with_chain(tables: TableRows, log_start: str | None) -> TableRows:
    """Return the rows with every line of the log chained: the same object where nothing is to be done.
    Whoever took hashes out hides no change by it: the last hash that the kiosk noted is not there any more.
    """
    rows = tables.get("acts", {})
    if log_start is None or all(b'"hash":' in line for line in rows.values()):
        return tables
    lines = [decode(line) for _, line in sorted(rows.items())]
    acts = {row_id: encode(row_id, row) for row_id, row in chained(lines, log_start).items()}
    return {**tables, "acts": acts}


def of_this_version(file: Path, tables: TableRows) -> TableRows:
    """Return the rows as this version of the data has them: the same object where nothing is to be done."""
    version = version_in(file, tables)
    if version in (None, VERSION):
        return tables
    return encoded(migrate(decoded(tables)))


def version_in(file: Path, tables: TableRows) -> int | None:
    """Return the version of the rows in `file`, or None where nothing was ever kept. Raises DataNewer.
    Version 1 had no table for it, but one that no later version has; its first start may have been cut off.
    """
    meta = {row_id: decode(line) for row_id, line in tables.get(VERSION_TABLE, {}).items()}
    if not meta:
        return 1 if OLD_MARKS in tables and tables.get("elections") else None
    version = version_of({VERSION_TABLE: meta})
    if version > VERSION:
        raise DataNewer(file=str(file), number=version, known=VERSION)
    return version


def decoded(tables: TableRows) -> PlainTables:
    """Return rows as migrations take them."""
    return {name: {row_id: decode(line) for row_id, line in rows.items()} for name, rows in tables.items()}


def encoded(plain: PlainTables) -> TableRows:
    """Return rows as the files hold them."""
    return {
        name: {row_id: encode(row_id, row) for row_id, row in sorted(rows.items())}
        for name, rows in plain.items()
    }
