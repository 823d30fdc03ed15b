"""The embedded engine as services see it: the port's stores over the tables of an engine."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from election.store.json.folder import StoreFolder
from election.store.json.schema import TABLES
from election.store.json.tables.tables import Tables
from election.store.json.transaction import JsonKioskTransaction, JsonTransaction
from election.store.json.versions import open_election_engine, open_kiosk_engine, with_chain
from election.store.log_chain import log_start
from election.store.port import KioskSnapshot, KioskTransaction, LogHead, Pending, Snapshot, Transaction

T = TypeVar("T")
Lines = Mapping[str, Mapping[int, bytes]]


class JsonStore:
    """A `port.Store` in the files of an election's folder."""

    def __init__(self, folder: StoreFolder, start: str | None = log_start("")) -> None:
        """Open the files in `folder`, or start empty where there are none. Raises DataDamaged or
        DataNewer, and then no file was changed, or FolderUnusable. Rows of an earlier version are
        migrated, once. `start` is the hash before the first line of the log, by default that of an election
        without a name; None, as for a copy: lines are not chained.
        """
        self._engine = open_election_engine(folder, start)
        self._log_start = start
        self._log_told: Callable[[LogHead], None] = lambda _head: None

    @property
    def is_new(self) -> bool:
        """See `port.Store`."""
        return self._engine.is_new

    @property
    def repaired(self) -> bool:
        """Whether opening found the data file damaged and put it right from its copy, losing nothing."""
        return self._engine.repaired

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """See `port.Store`."""
        return self._engine.read(lambda tables: work(JsonTransaction(tables, self._log_start)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `port.Store`."""
        return self.submit(work).result()

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """See `port.Store`."""

        def over_tables(tables: Tables) -> tuple[T, LogHead | None]:
            transaction = JsonTransaction(tables, self._log_start)
            return work(transaction), transaction.added

        return _Watched(self._engine.submit(over_tables), self._log_told)

    def watch_log(self, told: Callable[[LogHead], None]) -> None:
        """See `port.Store`."""
        self._log_told = told

    def lines(self) -> Lines:
        """Return every row as it is kept, by table and id, all of one moment."""
        return self._engine.read(
            lambda tables: {each.name: dict(tables[each.name].lines()) for each in TABLES}
        )

    def replace_lines(self, lines: Lines, change: Callable[[Transaction], None] = lambda _: None) -> None:
        """Have these rows and no others, with what `change` makes of them, in one transaction. Raises what
        `write` does.
        """

        chained = with_chain({name: dict(rows) for name, rows in lines.items()}, self._log_start)

        def replace(tables: Tables) -> None:
            for each in TABLES:  # those that others are counted by come first
                table, wanted = tables[each.name], chained.get(each.name, {})
                for row_id in [row_id for row_id, _ in table.lines() if row_id not in wanted]:
                    table.put_line(row_id, None)
                for row_id, line in wanted.items():
                    table.put_line(row_id, line)
            change(JsonTransaction(tables, self._log_start))

        self._engine.write(replace)

    @property
    def checkpoint_put_off(self) -> bool:
        """See `port.Store`."""
        return self._engine.checkpoint_put_off

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:
        """See `port.Store`."""
        self._engine.checkpoint(later)

    def close(self) -> None:
        """See `port.Store`. Stock TinyDB can then read ``election.json``."""
        self._engine.close()


class _Watched(Generic[T]):
    """A transaction under way, whose additions to the log are told of."""

    def __init__(self, pending: Pending[tuple[T, LogHead | None]], told: Callable[[LogHead], None]) -> None:
        self._pending, self._told = pending, told

    def result(self) -> T:
        """See `port.Pending`."""
        value, head = self._pending.result()
        if head is not None:
            self._told(head)
        return value


class JsonKioskStore:
    """A `port.KioskStore` in the files of the kiosk's folder."""

    def __init__(self, folder: StoreFolder, *, repaired: bool = False) -> None:
        """See `JsonStore`. `repaired`: something was, before this."""
        self._engine = open_kiosk_engine(folder)
        self._repaired = repaired

    @property
    def repaired(self) -> bool:
        """See `port.KioskStore`."""
        return self._repaired or self._engine.repaired

    def read(self, work: Callable[[KioskSnapshot], T]) -> T:
        """See `port.KioskStore`."""
        return self._engine.read(lambda tables: work(JsonKioskTransaction(tables)))

    def write(self, work: Callable[[KioskTransaction], T]) -> T:
        """See `port.KioskStore`."""
        return self._engine.write(lambda tables: work(JsonKioskTransaction(tables)))

    def close(self) -> None:
        """See `port.KioskStore`."""
        self._engine.close()
