"""Drafts: the tables as the transactions under way would leave them, and the way back from there.

Transactions run on drafts one after the other. Each change is noted in an undo log first, so that what a
transaction did can be rolled back to a savepoint; what is left in the end is what goes to the disk.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from election.store.json.tables.rows import Lookup, Rows, TableChange, decode
from election.store.json.tables.tables import RowStorage

_ABSENT = object()
Undo = tuple[dict[Any, Any], Any, Any]  # in which dictionary, which entry, and what it was or _ABSENT


class Draft:
    """The rows of one table as the transactions under way would leave them, over `Rows` that stay as they
    are. It is a `View`.
    """

    def __init__(self, rows: Rows, undo_log: list[Undo], lookup: Lookup) -> None:
        self.spec = rows.spec
        self._lookup = lookup
        self._rows = rows
        self._undo_log = undo_log
        self._changed: dict[int, bytes | None] = {}
        self._keys: dict[Any, int | None] = {}
        self._added: dict[object, int] = {}  # to the counts
        self._edits = 0

    def get(self, row_id: int) -> bytes | None:
        """See `View`."""
        if row_id in self._changed:
            return self._changed[row_id]
        return self._rows.by_id.get(row_id)

    def ids(self) -> list[int]:
        """See `View`."""
        if not self._changed:
            return self._rows.ids()
        ids = [each for each in self._rows.ids() if each not in self._changed]
        return sorted(ids + [each for each, line in self._changed.items() if line is not None])

    def id_of(self, key: Any) -> int | None:
        """See `View`."""
        if key in self._keys:
            return self._keys[key]
        return self._rows.id_of(key)

    def counts(self) -> Counter[object]:
        """See `View`."""
        if not self._added:
            return self._rows.counts()
        counts = Counter(self._rows.counts())
        for each, number in self._added.items():
            counts[each] += number
        return counts

    def count(self, key: object) -> int:
        """See `View`."""
        return self._rows.count(key) + self._added.get(key, 0)

    def version(self) -> object:
        """See `View`."""
        return self._rows.version(), self._edits

    def __len__(self) -> int:
        known = self._rows.by_id
        more = sum((line is not None) - (row_id in known) for row_id, line in self._changed.items())
        return len(known) + more

    def put(self, row_id: int, line: bytes | None) -> None:
        """Set a row (None: remove it). ValueError, and no change, if another row has one of its keys."""
        before = self.get(row_id)
        added = self._counted(before, line)
        if unique := self.spec.unique:
            old = dict.fromkeys(unique(decode(before))) if before is not None else {}
            new = dict.fromkeys(unique(decode(line))) if line is not None else {}
            if any(self.id_of(key) not in (None, row_id) for key in new):
                raise ValueError(f"two rows of {self.spec.name} have the same key")
            for key in old.keys() - new.keys():
                self._edit(self._keys, key, None)
            for key in new:
                self._edit(self._keys, key, row_id)
        for each, number in added.items():
            self._edit(self._added, each, self._added.get(each, 0) + number)
        self._edit(self._changed, row_id, line)

    def _counted(self, before: bytes | None, line: bytes | None) -> Counter[object]:
        """Return what a row adds to the counts that takes the place of another."""
        added: Counter[object] = Counter()
        if counted := self.spec.counted:
            if before is not None:
                added.subtract(counted(decode(before), self._lookup))
            if line is not None:
                added.update(counted(decode(line), self._lookup))
        return added

    def _edit(self, target: dict[Any, Any], key: Any, value: Any) -> None:
        self._edits += 1
        # The log first: what is not in it is not undone.
        self._undo_log.append((target, key, target.get(key, _ABSENT)))
        target[key] = value

    def rolled_back(self) -> None:
        """Take note that changes were undone."""
        self._edits += 1

    def change(self) -> TableChange | None:
        """Return what this draft changes, or None if nothing."""
        if not self._changed:
            return None
        rows = {
            row_id: line for row_id, line in self._changed.items() if line != self._rows.by_id.get(row_id)
        }
        return TableChange(rows, dict(self._keys), dict(self._added)) if rows else None

    def clear(self) -> None:
        """Forget everything that was changed."""
        if self._changed or self._keys:
            self._changed, self._keys, self._added = {}, {}, {}
            self._edits += 1


class Drafts(RowStorage):
    """All tables as the transactions of a batch would leave them, one after the other. Nothing they do
    touches the kept rows. One thread at a time may use it::

        savepoint = drafts.savepoint()
        try: work(tables)
        except: drafts.roll_back(savepoint)
        changes = drafts.changes()  # of the whole batch
    """

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self._undo_log: list[Undo] = []
        self.drafts = {name: Draft(rows, self._undo_log, self.lookup) for name, rows in tables.items()}
        super().__init__(self.drafts)
        self.writable = False

    def put(self, table: str, row_id: int, line: bytes | None) -> None:
        """Set one row, or remove it (None)."""
        if not self.writable:
            raise RuntimeError("tables change only inside a transaction")
        self.drafts[table].put(row_id, line)

    def lookup(self, table: str, row_id: int) -> bytes | None:
        """Return the line of a row in one of the tables, or None."""
        return self.drafts[table].get(row_id)

    def savepoint(self) -> int:
        """Return a place to `roll_back` to; it grows with every change, and is 0 before the first."""
        return len(self._undo_log)

    def roll_back(self, savepoint: int) -> None:
        """Undo what was changed since `savepoint`."""
        if len(self._undo_log) == savepoint:
            return
        for target, key, before in reversed(self._undo_log[savepoint:]):
            if before is _ABSENT:
                target.pop(key, None)
            else:
                target[key] = before
        del self._undo_log[savepoint:]
        for draft in self.drafts.values():
            draft.rolled_back()

    def changes(self) -> dict[str, TableChange]:
        """Return what has been changed, by table."""
        changes = {name: draft.change() for name, draft in self.drafts.items()}
        return {name: change for name, change in changes.items() if change is not None}

    def clear(self) -> None:
        """Forget everything that was changed."""
        self._undo_log.clear()
        for draft in self.drafts.values():
            draft.clear()
