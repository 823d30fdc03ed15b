"""TinyDB tables over rows held as bytes.

A row is kept as the canonical JSON bytes that go to the disk, so nothing a caller holds can alias the
store, and a row costs no more memory than its text. TinyDB's `Table` does all its work through two methods,
`_read_table` and `_update_table`; here they get lazy views, so that reaching a row by its id costs the same
with a hundred rows as with a hundred thousand.
"""

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

T = TypeVar("T")
_ID_BITS = 63  # stock TinyDB reads ids as int(key); 63 bits also fit every other database's integer


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What the store knows of a table.

    Derived from its rows and never written: `unique`, a field to find rows by, and `counted`, what each row
    adds to the table's counts. `secret` tables may not show which of their rows are the newest.
    """

    name: str
    unique: str | None = None
    counted: Callable[[Mapping[str, Any]], Iterable[object]] | None = None
    secret: bool = False


_CANONICAL = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def encode(row_id: int, document: Mapping[str, Any]) -> bytes:
    """Return the one valid form of a row, a line ``"id":{…}``: keys sorted, no spaces, UTF-8, no NaN."""
    return f'"{row_id}":{_CANONICAL.encode(document)}'.encode()


def decode(line: bytes) -> dict[str, Any]:
    """Return the document in a row's line."""
    document: dict[str, Any] = json.loads(line[line.index(b":") + 1 :])
    return document


class Rows:
    """The rows of one table by id, and what is derived from them. `version` changes with every change."""

    def __init__(self, spec: TableSpec) -> None:
        self.spec = spec
        self.by_id: dict[int, bytes] = {}
        self.by_key: dict[str, int] = {}
        self.version = 0
        self._counts: Counter[object] = Counter()
        self._uncounted: dict[int, bytes | None] = {}  # rows changed since the last count: what they were

    def count(self) -> Counter[object]:
        """Return what the rows add up to. Rows are read when somebody asks, not while they are put: one that
        a transaction puts, takes back and puts again is then read once.
        """
        if self._uncounted and (counted := self.spec.counted):
            for row_id, before in self._uncounted.items():
                if before is not None:
                    self._counts.subtract(counted(decode(before)))
                if (now := self.by_id.get(row_id)) is not None:
                    self._counts.update(counted(decode(now)))
            self._uncounted.clear()
        return self._counts

    def put(self, row_id: int, row: bytes | None) -> None:
        """Set a row (None: remove it) and keep what is derived in step. ValueError, and no change, if
        another row has its unique field.
        """
        before = self.by_id.get(row_id)
        if self.spec.unique:
            self._index(self.spec.unique, row_id, before, row)
        if self.spec.counted:
            self._uncounted.setdefault(row_id, before)
        if row is None:
            self.by_id.pop(row_id, None)
        else:
            self.by_id[row_id] = row
        self.version += 1

    def _index(self, field: str, row_id: int, before: bytes | None, after: bytes | None) -> None:
        old = decode(before)[field] if before is not None else None
        new = decode(after)[field] if after is not None else None
        if new is not None and self.by_key.get(new, row_id) != row_id:
            raise ValueError(f"two rows of {self.spec.name} have the same {field}")
        if old is not None:
            del self.by_key[old]
        if new is not None:
            self.by_key[new] = row_id


@dataclass(frozen=True, slots=True)
class Change:
    """One row that a transaction set, and what it was before (None: absent)."""

    table: str
    row_id: int
    before: bytes | None
    after: bytes | None


class RowStorage(Storage):
    """All tables in memory, and a journal of what changed since it was last taken."""

    def __init__(self, specs: Iterable[TableSpec]) -> None:
        self.tables = {spec.name: Rows(spec) for spec in specs}
        self.writable = False
        self._journal: list[Change] = []

    def put(self, table: str, row_id: int, row: bytes | None) -> None:
        """Set one row and remember what it was."""
        if not self.writable:
            raise RuntimeError("tables change only inside Store.write")
        rows = self.tables[table]
        before = rows.by_id.get(row_id)
        rows.put(row_id, row)
        self._journal.append(Change(table, row_id, before, row))

    def take_journal(self) -> list[Change]:
        """Return the changes since last time, oldest first."""
        journal, self._journal = self._journal, []
        return journal

    def undo(self, changes: Iterable[Change]) -> None:
        """Take back `changes`, given oldest first."""
        for change in reversed(list(changes)):
            self.tables[change.table].put(change.row_id, change.before)

    def redo(self, changes: Iterable[Change]) -> None:
        """Make `changes` again after `undo`."""
        for change in changes:
            self.tables[change.table].put(change.row_id, change.after)

    def read(self) -> dict[str, dict[str, Any]]:
        """Return everything as TinyDB's own storages do; for tools, not for the hot path."""
        return {
            name: {str(row_id): decode(row) for row_id, row in rows.by_id.items()}
            for name, rows in self.tables.items()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """TinyDB calls this to drop tables, which an election never does."""
        raise NotImplementedError("tables are changed row by row")


class _LazyRows(Mapping[str, Mapping[str, Any]]):
    """What `Table` reads: string ids to documents, each decoded only when asked for."""

    def __init__(self, rows: Mapping[int, bytes]) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        return decode(self._rows[int(key)])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and int(key) in self._rows

    def __iter__(self) -> Iterator[str]:
        return map(str, self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Draft(MutableMapping[int, dict[str, Any]]):
    """What `Table` updates: working copies of the rows it touches, put back by `save` if all went well."""

    def __init__(self, rows: Mapping[int, bytes]) -> None:
        self._rows = rows
        self._touched: dict[int, dict[str, Any] | None] = {}

    def __getitem__(self, row_id: int) -> dict[str, Any]:
        if row_id not in self._touched:
            self._touched[row_id] = decode(self._rows[row_id])
        if (document := self._touched[row_id]) is None:
            raise KeyError(row_id)
        return document

    def __setitem__(self, row_id: int, document: dict[str, Any]) -> None:
        self._touched[row_id] = document

    def __delitem__(self, row_id: int) -> None:
        if row_id not in self:
            raise KeyError(row_id)
        self._touched[row_id] = None

    def __contains__(self, row_id: object) -> bool:
        if row_id in self._touched:
            return self._touched[row_id] is not None
        return row_id in self._rows

    def __iter__(self) -> Iterator[int]:
        ids = self._rows.keys() | self._touched.keys()
        return iter([row_id for row_id in ids if row_id in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changed(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each row that is not what it was."""
        for row_id, document in self._touched.items():
            row = None if document is None else encode(row_id, document)
            if row != self._rows.get(row_id):
                yield row_id, row


class RowTable(Table):
    """A TinyDB table over `RowStorage`. New rows get random ids: the order of ids tells nothing."""

    _storage: RowStorage

    def __init__(self, storage: RowStorage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)  # cached query results would outlive their rows
        self._rows = storage.tables[name]

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a row, as TinyDB's tables do, without its detour over a copy of the table."""
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        row_id = document.doc_id if isinstance(document, Document) else self._get_next_id()
        self.insert_as(row_id, document)
        return row_id

    def insert_as(self, row_id: int, document: Mapping[str, Any]) -> None:
        """Insert a row under an id of the caller's choosing. ValueError if it is taken."""
        if row_id in self._rows.by_id:
            raise ValueError(f"Document with ID {row_id} already exists")
        self._storage.put(self.name, row_id, encode(row_id, document))

    def contains(self, cond: QueryLike | None = None, doc_id: int | None = None) -> bool:
        """Return whether there is such a row; by its id without reading it."""
        if cond is None and doc_id is not None:
            return doc_id in self._rows.by_id
        return bool(super().contains(cond, doc_id))

    def find(self, key: str) -> Document | None:
        """Return the row whose unique field is `key`, through the index."""
        row_id = self._rows.by_key.get(key)
        return None if row_id is None else self.get(doc_id=row_id)

    @property
    def counts(self) -> Counter[object]:
        """What the rows add up to (see `TableSpec.counted`). Read it, never change it."""
        return self._rows.count()

    def _get_next_id(self) -> int:
        while True:
            row_id = secrets.randbits(_ID_BITS)
            if row_id and row_id not in self._rows.by_id:
                return row_id

    def _read_table(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[override]
        return _LazyRows(self._rows.by_id)

    def _update_table(self, updater: Callable[[MutableMapping[int, Any]], None]) -> None:  # type: ignore[override]
        draft = _Draft(self._rows.by_id)
        updater(draft)
        for row_id, row in list(draft.changed()):
            self._storage.put(self.name, row_id, row)


class Tables:
    """The tables by name, as one transaction or one reading sees them."""

    def __init__(self, storage: RowStorage) -> None:
        self._storage = storage
        self._tables = {name: RowTable(storage, name) for name in storage.tables}
        self._memos: dict[Callable[[Tables], Any], tuple[tuple[int, ...], Any]] = {}

    def __getitem__(self, name: str) -> RowTable:
        return self._tables[name]

    def memo(self, build: Callable[["Tables"], T], *names: str) -> T:
        """Return ``build(tables)``, made anew only when one of the tables `names` has changed. `build` reads
        no other table and returns a value that nobody can change.
        """
        versions = tuple([self._storage.tables[name].version for name in names])
        known = self._memos.get(build)
        if known is None or known[0] != versions:
            known = self._memos[build] = (versions, build(self))
        value: T = known[1]
        return value
