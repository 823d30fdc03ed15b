"""The rows of one table as they are on the disk, and what is derived from them.

A row is kept as the canonical JSON bytes that go to the disk, so nothing a caller holds can alias the
store, and a row costs no more memory than its text.
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

# Returns a row's line, by the name of its table and its id, or None.
Lookup = Callable[[str, int], bytes | None]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What the engine knows of a table.

    Two things are derived from its rows and never written: `unique`, the keys that a row is found by and no
    two rows share, and `counted`, what each row adds to the table's counts; that may depend on rows of tables
    that count nothing. A `secret`
    table may not show which of its rows are the newest: these hide among cover rows of the same anonymity
    set, which is all of the table, or the rows for which `anonymity_set` returns the same::

        TableSpec("voters", unique=by_field("email"))
        TableSpec("ballots", secret=True, anonymity_set=contest_of_ballot)  # contest by contest
    """

    name: str
    unique: Callable[[Mapping[str, Any]], Iterable[Hashable]] | None = None
    counted: Callable[[Mapping[str, Any], Lookup], Iterable[object]] | None = None
    secret: bool = False
    anonymity_set: Callable[[int, bytes, Lookup], Hashable] | None = None


def by_field(name: str) -> Callable[[Mapping[str, Any]], Iterable[Hashable]]:
    """Return what finds rows by one field, which all of them have."""
    return lambda row: (row[name],)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def encode(row_id: int, document: Mapping[str, Any]) -> bytes:
    """Return the one valid form of a row, a line ``"id":{…}``: keys sorted, no spaces, UTF-8, no NaN."""
    return f'"{row_id}":{_CANONICAL.encode(document)}'.encode()


def decode(line: bytes) -> dict[str, Any]:
    """Return the document in a row's line."""
    document: dict[str, Any] = json.loads(line[line.index(b":") + 1 :].decode())
    return document


class View(Protocol):
    """What can be asked of a table, whether of its kept rows or of a draft."""

    spec: TableSpec

    def get(self, row_id: int) -> bytes | None:
        """Return a row's line ``"id":{…}``, or None."""

    def ids(self) -> list[int]:
        """Return the ids in ascending order, which tells nothing of when rows came."""

    def id_of(self, key: Any) -> int | None:
        """Return the id of the row that has this `unique` key, or None."""

    def counts(self) -> Counter[object]:
        """Return what the rows add up to (see `TableSpec`). Read it, never change it."""

    def count(self, key: object) -> int:
        """Return one of the `counts`, at the same price in a draft with many changes."""

    def version(self) -> object:
        """Return something that is equal as long as no row changed."""

    def __len__(self) -> int: ...


class Rows:
    """The rows of one table as they are on the disk, and what is derived from them."""

    def __init__(self, spec: TableSpec, lookup: Lookup) -> None:
        self.spec = spec
        self._lookup = lookup
        self.by_id: dict[int, bytes] = {}
        self._by_key: dict[Any, int] = {}
        self._counts: Counter[object] = Counter()
        self._version = 0
        # The ids in order, and those that came since. The pair is replaced, never changed in place but by
        # `apply`, so that several threads may put it in order at once.
        self._order: tuple[list[int], list[int]] = ([], [])

    def load(self, lines: Mapping[int, bytes]) -> None:
        """Take over all rows of a table. ValueError, KeyError or the like if they are not what we write."""
        by_key: dict[Any, int] = {}
        counts: Counter[object] = Counter()
        for row_id, line in lines.items():
            for key in self.spec.unique(decode(line)) if self.spec.unique else ():
                if by_key.setdefault(key, row_id) != row_id:
                    raise ValueError(f"two rows of {self.spec.name} have the same key")
            if self.spec.counted:
                counts.update(self.spec.counted(decode(line), self._lookup))
        self.by_id, self._by_key, self._counts = dict(lines), by_key, counts
        self._order = (sorted(lines), [])
        self._version += 1

    def get(self, row_id: int) -> bytes | None:
        """See `View`."""
        return self.by_id.get(row_id)

    def ids(self) -> list[int]:
        """See `View`."""
        order, later = self._order
        if later or len(order) != len(self.by_id):
            order = self.ids_of_now()()
            self._order = (order, [])
        return order

    def ids_of_now(self) -> Callable[[], list[int]]:
        """Return a function that gives the ids of now in order, in any thread and however late; it may leave
        out what was removed meanwhile.
        """
        order, later = self._order
        count, size = len(later), len(self.by_id)

        def in_order() -> list[int]:
            ids = order + later[:count]
            ids.sort()  # nearly in order already, so this is as fast as copying
            if len(ids) != size:  # rows had been removed, or removed and put again
                ids = [each for each in dict.fromkeys(ids) if each in self.by_id]
            return ids

        return in_order

    def id_of(self, key: Any) -> int | None:
        """See `View`."""
        return self._by_key.get(key)

    def counts(self) -> Counter[object]:
        """See `View`."""
        return self._counts

    def count(self, key: object) -> int:
        """See `View`."""
        return self._counts[key]

    def version(self) -> object:
        """See `View`."""
        return self._version

    def __len__(self) -> int:
        return len(self.by_id)

    def anonymity_sets(self, ids: Iterable[int]) -> list[list[int]]:
        """Return those of `ids` that are rows, by anonymity set; nothing if the table is not secret."""
        if not self.spec.secret:
            return []
        present = [row_id for row_id in ids if row_id in self.by_id]
        if self.spec.anonymity_set is None:
            return [present]
        sets: dict[Hashable, list[int]] = {}
        for row_id in present:
            which = self.spec.anonymity_set(row_id, self.by_id[row_id], self._lookup)
            sets.setdefault(which, []).append(row_id)
        return list(sets.values())

    def prepare(self, change: "TableChange") -> tuple[Callable[[], None], Callable[[], None]]:
        """Return two functions: one that applies a change, once it is on the disk, and one that undoes it,
        however far the first came. What takes long is done before, here.
        """
        by_id, by_key, all_counts = self.by_id, self._by_key, self._counts
        rows = {row_id: by_id.get(row_id) for row_id in change.rows}
        keys = {key: by_key.get(key) for key in change.keys}
        counts = {each: all_counts[each] for each in change.counts}
        new_ids = [row_id for row_id, line in rows.items() if line is None]
        later, length = self._order[1], len(self._order[1])

        def apply() -> None:
            later.extend(new_ids)
            _put(by_id, change.rows)
            _put(by_key, change.keys)
            for each, number in change.counts.items():
                all_counts[each] += number
            self._version += 1

        def undo() -> None:
            _put(by_id, rows)
            _put(by_key, keys)
            for each, number in counts.items():
                all_counts[each] = number
            del later[length:]

        return apply, undo


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a batch of transactions changes in one table: rows and index entries (None: removed), and counts
    to add.
    """

    rows: Mapping[int, bytes | None]
    keys: Mapping[Any, int | None]
    counts: Mapping[object, int]


def _put(target: dict[Any, Any], values: Mapping[Any, Any]) -> None:
    """Set what `values` says in `target`, and remove what it says is None."""
    target.update(values)
    for key, value in values.items():
        if value is None:
            del target[key]
