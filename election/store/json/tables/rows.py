"""The rows of one table: as they are on the disk, and as the transactions in hand would leave them.

A row is kept as the canonical JSON bytes that go to the disk, so nothing a caller holds can alias the
store, and a row costs no more memory than its text.
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Look = Callable[[str, int], bytes | None]  # a row's line, by the name of its table and its id


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What the store knows of a table.

    Derived from its rows and never written: `unique`, a field to find rows by, and `counted`, what each row
    adds to the table's counts; that may depend on rows of tables that count nothing. `secret` tables may not
    show which of their rows are the newest: these hide among others, all of the table, or those for which
    `crowd` returns the same.
    """

    name: str
    unique: str | None = None
    counted: Callable[[Mapping[str, Any], Look], Iterable[object]] | None = None
    secret: bool = False
    crowd: Callable[[int, bytes, Look], Hashable] | None = None


_CANONICAL = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def encode(row_id: int, document: Mapping[str, Any]) -> bytes:
    """Return the one valid form of a row, a line ``"id":{…}``: keys sorted, no spaces, UTF-8, no NaN."""
    return f'"{row_id}":{_CANONICAL.encode(document)}'.encode()


def decode(line: bytes) -> dict[str, Any]:
    """Return the document in a row's line."""
    document: dict[str, Any] = json.loads(line[line.index(b":") + 1 :])
    return document


class View(Protocol):
    """What a table can be asked, whether of kept rows or of a draft."""

    spec: TableSpec

    def get(self, row_id: int) -> bytes | None:
        """Return a row's line, or None."""

    def ids(self) -> list[int]:
        """Return the ids in ascending order, which tells nothing of when rows came."""

    def holder(self, key: Any) -> int | None:
        """Return the id of the row whose unique field is `key`, or None."""

    def counts(self) -> Counter[object]:
        """Return what the rows add up to. Not to be changed."""

    def version(self) -> object:
        """Return something that is equal as long as no row changed."""

    def __len__(self) -> int: ...


class Rows:
    """The rows of one table as they are on the disk, and what is derived from them."""

    def __init__(self, spec: TableSpec, look: Look) -> None:
        self.spec = spec
        self._look = look
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
            if self.spec.unique and by_key.setdefault(decode(line)[self.spec.unique], row_id) != row_id:
                raise ValueError(f"two rows of {self.spec.name} have the same {self.spec.unique}")
            if self.spec.counted:
                counts.update(self.spec.counted(decode(line), self._look))
        self.by_id, self._by_key, self._counts = dict(lines), by_key, counts
        self._order = (sorted(lines), [])
        self._version += 1

    def get(self, row_id: int) -> bytes | None:
        """Return a row's line, or None."""
        return self.by_id.get(row_id)

    def ids(self) -> list[int]:
        """Return the ids in ascending order."""
        order, later = self._order
        if later or len(order) != len(self.by_id):
            order = self.freeze_ids()()
            self._order = (order, [])
        return order

    def freeze_ids(self) -> Callable[[], list[int]]:
        """Return a function that gives the ids of now in order, in any thread and however late; it may leave
        out what was removed meanwhile.
        """
        order, later = self._order
        count, size = len(later), len(self.by_id)

        def thaw() -> list[int]:
            ids = order + later[:count]
            ids.sort()  # nearly in order already, so this is as fast as copying
            if len(ids) != size:  # rows had been removed, or removed and put again
                ids = [each for each in dict.fromkeys(ids) if each in self.by_id]
            return ids

        return thaw

    def holder(self, key: Any) -> int | None:
        """Return the id of the row whose unique field is `key`, or None."""
        return self._by_key.get(key)

    def counts(self) -> Counter[object]:
        """Return what the rows add up to."""
        return self._counts

    def version(self) -> object:
        """Return what is equal as long as no row changed."""
        return self._version

    def __len__(self) -> int:
        return len(self.by_id)

    def crowds(self, ids: Iterable[int]) -> list[list[int]]:
        """Return those of `ids` that are rows, by the crowds they hide in; nothing where none need hide."""
        if not self.spec.secret:
            return []
        present = [row_id for row_id in ids if row_id in self.by_id]
        if self.spec.crowd is None:
            return [present]
        crowds: dict[Hashable, list[int]] = {}
        for row_id in present:
            crowd = self.spec.crowd(row_id, self.by_id[row_id], self._look)
            crowds.setdefault(crowd, []).append(row_id)
        return list(crowds.values())

    def taking_over(self, step: "Step") -> tuple[Callable[[], None], Callable[[], None]]:
        """Return two functions: one that takes over a step of a draft that is on the disk now, and one that
        puts back all that changed, however far the first came. What takes long is done before, here.
        """
        by_id, by_key, all_counts = self.by_id, self._by_key, self._counts
        rows = {row_id: by_id.get(row_id) for row_id in step.rows}
        keys = {key: by_key.get(key) for key in step.keys}
        counts = {each: all_counts[each] for each in step.counts}
        new_ids = [row_id for row_id, line in rows.items() if line is None]
        later, length = self._order[1], len(self._order[1])

        def apply() -> None:
            later.extend(new_ids)
            _put(by_id, step.rows)
            _put(by_key, step.keys)
            for each, number in step.counts.items():
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
class Step:
    """What a draft changes in one table: rows and index entries (None: removed), and counts to add."""

    rows: Mapping[int, bytes | None]
    keys: Mapping[Any, int | None]
    counts: Mapping[object, int]


def _put(target: dict[Any, Any], values: Mapping[Any, Any]) -> None:
    """Set what `values` says in `target`, and remove what it says is None."""
    target.update(values)
    for key, value in values.items():
        if value is None:
            del target[key]


ABSENT = object()
Edit = tuple[dict[Any, Any], Any, Any]  # where, which entry, and what it was, perhaps ABSENT


class Draft:
    """The rows of a table as the transactions in hand would leave them, over `Rows` that stay as they are."""

    def __init__(self, rows: Rows, journal: "list[Edit]", look: Look) -> None:
        self.spec = rows.spec
        self._look = look
        self._rows = rows
        self._journal = journal
        self._changed: dict[int, bytes | None] = {}
        self._keys: dict[Any, int | None] = {}
        self._edits = 0

    def get(self, row_id: int) -> bytes | None:
        """Return a row's line, or None."""
        if row_id in self._changed:
            return self._changed[row_id]
        return self._rows.by_id.get(row_id)

    def ids(self) -> list[int]:
        """Return the ids in ascending order."""
        if not self._changed:
            return self._rows.ids()
        ids = [each for each in self._rows.ids() if each not in self._changed]
        return sorted(ids + [each for each, line in self._changed.items() if line is not None])

    def holder(self, key: Any) -> int | None:
        """Return the id of the row whose unique field is `key`, or None."""
        if key in self._keys:
            return self._keys[key]
        return self._rows.holder(key)

    def counts(self) -> Counter[object]:
        """Return what the rows add up to."""
        if not self._changed:
            return self._rows.counts()
        counts = Counter(self._rows.counts())
        for each, number in self._count_changes().items():
            counts[each] += number
        return counts

    def version(self) -> object:
        """Return what is equal as long as no row changed."""
        return self._rows.version(), self._edits

    def __len__(self) -> int:
        known = self._rows.by_id
        more = sum((line is not None) - (row_id in known) for row_id, line in self._changed.items())
        return len(known) + more

    def put(self, row_id: int, line: bytes | None) -> None:
        """Set a row (None: remove it). ValueError, and no change, if another row has its unique field."""
        if field := self.spec.unique:
            before = self.get(row_id)
            old = decode(before)[field] if before is not None else None
            new = decode(line)[field] if line is not None else None
            if new is not None and self.holder(new) not in (None, row_id):
                raise ValueError(f"two rows of {self.spec.name} have the same {field}")
            if old is not None:
                self._edit(self._keys, old, None)
            if new is not None:
                self._edit(self._keys, new, row_id)
        self._edit(self._changed, row_id, line)

    def _edit(self, target: dict[Any, Any], key: Any, value: Any) -> None:
        self._edits += 1
        self._journal.append((target, key, target.get(key, ABSENT)))  # first: what is not in it is not undone
        target[key] = value

    def undone(self) -> None:
        """Say that the journal was undone, in part or all of it."""
        self._edits += 1

    def step(self) -> Step | None:
        """Return what this draft changes, or None if nothing."""
        if not self._changed:
            return None
        rows = {
            row_id: line for row_id, line in self._changed.items() if line != self._rows.by_id.get(row_id)
        }
        return Step(rows, dict(self._keys), self._count_changes()) if rows else None

    def _count_changes(self) -> Counter[object]:
        changes: Counter[object] = Counter()
        if counted := self.spec.counted:
            for row_id, line in self._changed.items():
                if (before := self._rows.by_id.get(row_id)) is not None:
                    changes.subtract(counted(decode(before), self._look))
                if line is not None:
                    changes.update(counted(decode(line), self._look))
        return changes

    def clear(self) -> None:
        """Forget everything that was changed."""
        if self._changed or self._keys:
            self._changed, self._keys = {}, {}
            self._edits += 1
