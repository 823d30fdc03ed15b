"""TinyDB's tables over rows held as bytes: what a transaction of the engine works with.

TinyDB's `Table` does all its work through two methods, `_read_table` and `_update_table`; here they get lazy
views, so that reaching a row by its id costs the same with a hundred rows as with a hundred thousand.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from typing import Any, TypeVar

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from election.store.json.tables.rows import View, decode, encode

T = TypeVar("T")
_ID_BITS = 63  # stock TinyDB reads ids as int(key); 63 bits also fit every other database's integer


class RowStorage(Storage):
    """All tables as TinyDB's storage, to be read."""

    def __init__(self, views: Mapping[str, View]) -> None:
        self.views = views

    def put(self, table: str, row_id: int, line: bytes | None) -> None:  # noqa: ARG002 - see `Drafts`
        """Refuse to change a row."""
        raise RuntimeError("tables change only inside a transaction")

    def read(self) -> dict[str, dict[str, Any]]:
        """Return everything as TinyDB's own storages do; for tools, not for the hot path."""
        return {
            name: {str(each): _read(view, each) for each in view.ids()} for name, view in self.views.items()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """TinyDB calls this to drop tables, which an election never does."""
        raise NotImplementedError("tables are changed row by row")


def _read(view: View, row_id: int) -> dict[str, Any]:
    line = view.get(row_id)
    if line is None:
        raise KeyError(row_id)
    return decode(line)


class _LazyRows(Mapping[str, Mapping[str, Any]]):
    """What `Table` reads: string ids to documents, each decoded only when asked for."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        return _read(self._view, int(key))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._view.get(int(key)) is not None

    def __iter__(self) -> Iterator[str]:
        return map(str, self._view.ids())

    def __len__(self) -> int:
        return len(self._view)


class _WorkingCopies(MutableMapping[int, dict[str, Any]]):
    """What `Table` updates: copies of the rows that it touches, which are put back if all went well."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._touched: dict[int, dict[str, Any] | None] = {}

    def __getitem__(self, row_id: int) -> dict[str, Any]:
        if row_id not in self._touched:
            self._touched[row_id] = _read(self._view, row_id)
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
        return isinstance(row_id, int) and self._view.get(row_id) is not None

    def __iter__(self) -> Iterator[int]:
        return iter([row_id for row_id in {*self._view.ids(), *self._touched} if row_id in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changed(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each row that is not what it was."""
        for row_id, document in self._touched.items():
            line = None if document is None else encode(row_id, document)
            if line != self._view.get(row_id):
                yield row_id, line


class RowTable(Table):
    """A TinyDB table over `RowStorage`. New rows get random ids: the order of ids tells nothing."""

    _storage: RowStorage

    def __init__(self, storage: RowStorage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)  # cached query results would outlive their rows
        self._view = storage.views[name]

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a row, as TinyDB's tables do, without its detour over a copy of the table."""
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        row_id = document.doc_id if isinstance(document, Document) else self._get_next_id()
        self.insert_as(row_id, document)
        return row_id

    def insert_as(self, row_id: int, document: Mapping[str, Any]) -> None:
        """Insert a row under an id of the caller's choosing. ValueError if it is taken."""
        if self._view.get(row_id) is not None:
            raise ValueError(f"Document with ID {row_id} already exists")
        self._storage.put(self.name, row_id, encode(row_id, document))

    def put_as(self, row_id: int, document: Mapping[str, Any] | None) -> None:
        """Put a row in place of whatever has this id, or remove that (None)."""
        self._storage.put(self.name, row_id, None if document is None else encode(row_id, document))

    def put_line(self, row_id: int, line: bytes | None) -> None:
        """Put a row as `lines` gives it in place of whatever has this id, or remove that (None)."""
        if line != self._view.get(row_id):
            self._storage.put(self.name, row_id, line)

    def contains(self, cond: QueryLike | None = None, doc_id: int | None = None) -> bool:
        """Return whether there is such a row; by its id without reading it."""
        if cond is None and doc_id is not None:
            return self._view.get(doc_id) is not None
        return bool(super().contains(cond, doc_id))

    def line(self, row_id: int) -> bytes | None:
        """Return a row as it is kept, ``"id":{…}``, or None."""
        return self._view.get(row_id)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Go through all rows as they are kept, by their ids."""
        for row_id in self._view.ids():
            if (line := self._view.get(row_id)) is not None:
                yield row_id, line

    def find(self, key: Hashable) -> Document | None:
        """Return the row that has this `unique` key, or None, without going through the others."""
        row_id = self.id_of(key)
        return None if row_id is None else self.get(doc_id=row_id)

    def id_of(self, key: Hashable) -> int | None:
        """Return the id of the row that has this `unique` key, or None, without reading it."""
        return self._view.id_of(key)

    @property
    def version(self) -> object:
        """Something that is equal as long as no row changed."""
        return self._view.version()

    @property
    def counts(self) -> Counter[object]:
        """What the rows add up to (see `TableSpec.counted`). Read it, never change it."""
        return self._view.counts()

    def count_of(self, key: object) -> int:
        """Return one of the `counts`: in a transaction that is quicker than all of them."""
        return self._view.count(key)

    def _get_next_id(self) -> int:
        while True:
            row_id = secrets.randbits(_ID_BITS)
            if row_id and self._view.get(row_id) is None:
                return row_id

    def _read_table(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[override]
        return _LazyRows(self._view)

    def _update_table(self, updater: Callable[[MutableMapping[int, Any]], None]) -> None:  # type: ignore[override]
        copies = _WorkingCopies(self._view)
        updater(copies)
        for row_id, line in list(copies.changed()):
            self._storage.put(self.name, row_id, line)


class Tables:
    """The tables by name, as one transaction or one reader sees them: ``tables["ballots"].all()``."""

    def __init__(self, storage: RowStorage) -> None:
        self._storage = storage
        self._tables = {name: RowTable(storage, name) for name in storage.views}
        self._cache: dict[Callable[[Tables], Any], tuple[tuple[object, ...], Any]] = {}

    def __getitem__(self, name: str) -> RowTable:
        return self._tables[name]

    @property
    def version(self) -> object:
        """Something that is equal as long as no row of any table changed."""
        return tuple([view.version() for view in self._storage.views.values()])

    def cached(self, build: Callable[["Tables"], T], *names: str) -> T:
        """Return ``build(tables)``, made anew only when one of the tables `names` has changed. `build` reads
        no other table and returns a value that nobody can change.
        """
        versions = tuple([self._storage.views[name].version() for name in names])
        known = self._cache.get(build)
        if known is None or known[0] != versions:
            known = self._cache[build] = (versions, build(self))
        value: T = known[1]
        return value
