"""The embedded engine as services see it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from election.errors import DataNewer
from election.store.json.engine import Engine
from election.store.json.files.names import DATA_FILE, VERSION_TABLE
from election.store.json.files.recovery import TableRows
from election.store.json.folder import StoreFolder
from election.store.json.schema import KIOSK_TABLES, TABLES
from election.store.json.tables.rows import decode, encode
from election.store.json.tables.tables import Tables
from election.store.json.transaction import JsonKioskTransaction, JsonTransaction
from election.store.migrations import OLD_MARKS, VERSION, PlainTables, migrate, version_of
from election.store.port import KioskSnapshot, KioskTransaction, Pending, Snapshot, Transaction

T = TypeVar("T")


class JsonStore:
    """A `port.Store` in the files of an election's folder. `engine` has the tables themselves, for tools and
    for tests of the files; whatever counts on their form belongs in this package.
    """

    def __init__(self, folder: StoreFolder) -> None:
        """Open the files in `folder`, or start empty where there are none. Raises DataDamaged or
        DataNewer, and then no file was changed, or FolderUnusable. Rows of an earlier version are
        migrated, once.
        """
        self.engine = Engine(folder, TABLES, lambda tables: _of_today(folder.path, tables))

    @property
    def is_new(self) -> bool:
        """See `port.Store`."""
        return self.engine.is_new

    @property
    def repaired(self) -> bool:
        """Whether opening found the data file damaged and put it right from its copy, losing nothing."""
        return self.engine.repaired

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """See `port.Store`."""
        return self.engine.read(lambda tables: work(JsonTransaction(tables)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `port.Store`."""
        return self.submit(work).result()

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """See `port.Store`."""

        def over_tables(tables: Tables) -> T:
            return work(JsonTransaction(tables))

        return self.engine.submit(over_tables)

    @property
    def checkpoint_put_off(self) -> bool:
        """See `port.Store`."""
        return self.engine.checkpoint_put_off

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:
        """See `port.Store`."""
        self.engine.checkpoint(later)

    def close(self) -> None:
        """See `port.Store`. Stock TinyDB can then read ``election.json``."""
        self.engine.close()


class JsonKioskStore:
    """A `port.KioskStore` in the files of the kiosk's folder."""

    def __init__(self, folder: StoreFolder, *, repaired: bool = False) -> None:
        """See `JsonStore`. `repaired`: something was, before this."""
        self.engine = Engine(folder, KIOSK_TABLES, lambda tables: _of_today(folder.path, tables))
        self._repaired = repaired

    @property
    def repaired(self) -> bool:
        """See `port.KioskStore`."""
        return self._repaired or self.engine.repaired

    def read(self, work: Callable[[KioskSnapshot], T]) -> T:
        """See `port.KioskStore`."""
        return self.engine.read(lambda tables: work(JsonKioskTransaction(tables)))

    def write(self, work: Callable[[KioskTransaction], T]) -> T:
        """See `port.KioskStore`."""
        return self.engine.write(lambda tables: work(JsonKioskTransaction(tables)))

    def close(self) -> None:
        """See `port.KioskStore`."""
        self.engine.close()


def _of_today(folder: Path, tables: TableRows) -> TableRows:
    """Return the rows as the version of today has them."""
    version = version_in(folder, tables)
    if version in (None, VERSION):
        return tables
    return encoded(migrate(decoded(tables)))


def version_in(folder: Path, tables: TableRows) -> int | None:
    """Return the version of rows, or None where nothing was ever kept. Raises DataNewer. Version 1 had no
    table for it, but one that no later version has; its first start may have been cut off.
    """
    meta = {row_id: decode(line) for row_id, line in tables.get(VERSION_TABLE, {}).items()}
    if not meta:
        return 1 if OLD_MARKS in tables and tables.get("elections") else None
    version = version_of({VERSION_TABLE: meta})
    if version > VERSION:
        raise DataNewer(file=str(folder / DATA_FILE), number=version, known=VERSION)
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
