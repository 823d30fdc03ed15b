"""A store in memory alone, over the rows of an encrypted copy: opening that must leave nothing on a disk."""

from collections.abc import Callable
from typing import TypeVar

from election.errors import CheckpointFailed
from election.store.json.schema import TABLES
from election.store.json.store import Lines
from election.store.json.tables.drafts import Drafts
from election.store.json.tables.rows import Rows
from election.store.json.tables.tables import RowStorage, Tables
from election.store.json.transaction import JsonTransaction
from election.store.port import LogHead, Pending, Snapshot, Transaction

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _Done(Pending[T_co]):
    def __init__(self, value: T_co) -> None:
        self._value = value

    def result(self) -> T_co:
        """See `port.Pending`."""
        return self._value


class MemoryStore:
    """A `port.Store` for one thread. What is written stays in memory until `checkpoint` has it saved."""

    checkpoint_put_off = False

    def __init__(self, lines: Lines, save: Callable[[Lines], None] = lambda _: None) -> None:
        """`save` brings rows to where they came from, or raises OSError. Raises ValueError, KeyError or the
        like where the rows are not what the program writes.
        """
        self._save = save
        self._rows = {spec.name: Rows(spec, self._lookup) for spec in TABLES}
        for name, rows in self._rows.items():  # those that others are counted by come first
            rows.load(lines.get(name, {}))
        self._tables = Tables(RowStorage(self._rows))

    @property
    def is_new(self) -> bool:
        """See `port.Store`."""
        return not any(map(len, self._rows.values()))

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """See `port.Store`."""
        return work(JsonTransaction(self._tables))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `port.Store`."""
        drafts = Drafts(self._rows)
        drafts.writable = True
        value = work(JsonTransaction(Tables(drafts)))
        for name, change in drafts.changes().items():
            apply, _ = self._rows[name].prepare(change)
            apply()
        return value

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """See `port.Store`: it is carried out at once."""
        return _Done(self.write(work))

    def watch_log(self, told: Callable[[LogHead], None]) -> None:
        """See `port.Store`: in a copy nothing is done that anybody is told of."""

    def lines(self) -> Lines:
        """Return every row, by table and id."""
        return {name: dict(rows.by_id) for name, rows in self._rows.items()}

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:  # noqa: ARG002 - never called
        """See `port.Store`."""
        try:
            self._save(self.lines())
        except OSError as error:
            raise CheckpointFailed from error

    def close(self) -> None:
        """See `port.Store`; nothing is saved."""

    def _lookup(self, table: str, row_id: int) -> bytes | None:
        return self._rows[table].get(row_id)
