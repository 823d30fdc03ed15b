"""The tables behave as stock TinyDB tables do, alias nothing, and undo what fails."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from election.store.json.tables.drafts import Drafts
from election.store.json.tables.rows import Rows, TableSpec, by_field
from election.store.json.tables.tables import RowStorage, RowTable

SPEC = TableSpec("things", unique=by_field("name"), counted=lambda row, lookup: [row["kind"]])


def fresh() -> tuple[Drafts, RowTable]:
    storage = Drafts({"things": Rows(SPEC, lambda table, row_id: None)})
    storage.writable = True
    return storage, RowTable(storage, "things")


class AsStockTinyDB(RuleBasedStateMachine):
    """Every operation gives what a stock table gives."""

    def __init__(self) -> None:
        super().__init__()
        self.stock: Table = TinyDB(storage=MemoryStorage).table("things")
        self.rows = Rows(SPEC, lambda table, row_id: None)
        self.storage = Drafts({"things": self.rows})
        self.storage.writable = True
        self.ours = RowTable(self.storage, "things")
        self.kept = RowTable(RowStorage({"things": self.rows}), "things")
        self.names = 0

    @rule(row_id=st.integers(1, 6), kind=st.sampled_from("xyz"))
    def upsert(self, row_id: int, kind: str) -> None:
        for table in (self.stock, self.ours):
            table.upsert(Document({"name": str(row_id), "kind": kind, "tags": [kind]}, row_id))

    @rule(row_id=st.integers(1, 6))
    def insert(self, row_id: int) -> None:
        outcomes = []
        for table in (self.stock, self.ours):
            try:
                outcomes.append(
                    table.insert(Document({"name": str(row_id), "kind": "x", "tags": []}, row_id))
                )
            except ValueError:
                outcomes.append(None)
        assert outcomes[0] == outcomes[1]

    @rule(old=st.sampled_from("xyz"), new=st.sampled_from("xyz"))
    def update_where(self, old: str, new: str) -> None:
        done = [
            sorted(table.update({"kind": new}, where("kind") == old)) for table in (self.stock, self.ours)
        ]
        assert done[0] == done[1]

    @rule(ids=st.lists(st.integers(1, 7), unique=True))
    def update_ids_in_place(self, ids: list[int]) -> None:
        def change(row: Any) -> None:
            row["tags"].append("seen")

        assert self.stock.update(change, doc_ids=ids) == self.ours.update(change, doc_ids=ids)

    @rule(kind=st.sampled_from("xyz"))
    def remove_where(self, kind: str) -> None:
        done = [sorted(table.remove(where("kind") == kind)) for table in (self.stock, self.ours)]
        assert done[0] == done[1]

    @rule(ids=st.lists(st.integers(1, 7), unique=True))
    def remove_ids(self, ids: list[int]) -> None:
        assert self.stock.remove(doc_ids=ids) == self.ours.remove(doc_ids=ids)

    @rule()
    def truncate(self) -> None:
        self.stock.truncate()
        self.ours.truncate()

    @rule()
    def undo_is_exact(self) -> None:
        before = self.storage.read()
        savepoint = self.storage.savepoint()
        self.ours.update({"kind": "q"})
        self.ours.insert({"name": "new", "kind": "q", "tags": []})
        self.ours.remove(doc_ids=[1, 2])
        self.storage.roll_back(savepoint)
        assert self.storage.read() == before

    @rule()
    def keep(self) -> None:
        """What was drafted goes into the kept rows; taking it back there is exact, too."""
        changes = self.storage.changes()
        before = list(self.kept), dict(self.kept.counts)
        for change in changes.values():
            apply, undo = self.rows.prepare(change)
            apply()
            undo()
            assert (list(self.kept), {kind: self.kept.counts[kind] for kind in before[1]}) == before
            apply()
        self.storage.clear()
        self.check(self.kept)

    @invariant()
    def same_rows_and_derived_values(self) -> None:
        self.check(self.ours)

    def check(self, ours: RowTable) -> None:
        rows = {row.doc_id: row for row in self.stock}
        assert {row.doc_id: row for row in ours} == rows
        assert [row.doc_id for row in ours] == sorted(rows)
        assert len(ours) == len(self.stock)
        for row_id in range(1, 8):
            assert ours.get(doc_id=row_id) == self.stock.get(doc_id=row_id)
            assert ours.contains(doc_id=row_id) == (row_id in rows)
            assert ours.find(str(row_id)) == rows.get(row_id)
        for kind in "xyzq":
            assert ours.counts[kind] == ours.count_of(kind) == self.stock.count(where("kind") == kind)
            assert ours.search(where("kind") == kind) == [row for row in ours if row["kind"] == kind]


TestAsStockTinyDB = AsStockTinyDB.TestCase
TestAsStockTinyDB.settings = settings(max_examples=60, stateful_step_count=20)


def test_nothing_handed_out_or_in_aliases_the_store() -> None:
    _, table = fresh()
    given = {"name": "n", "kind": "x", "tags": ["a"]}
    row_id = table.insert(given)
    given["tags"].append("b")  # type: ignore[attr-defined]
    got = table.get(doc_id=row_id)
    assert got is not None
    got["tags"].append("c")
    for row in table.search(where("kind") == "x"):
        row["tags"].append("d")
    assert table.get(doc_id=row_id) == {"name": "n", "kind": "x", "tags": ["a"]}


def test_new_ids_are_random_and_large_enough_to_say_nothing() -> None:
    _, table = fresh()
    ids = [table.insert({"name": str(number), "kind": "x"}) for number in range(200)]
    assert ids != sorted(ids)
    assert len(set(ids)) == 200
    assert all(0 < row_id < 2**63 for row_id in ids)
    assert max(ids) > 2**60  # 200 draws all below an eighth: a chance of 8 ** -200


def test_tables_change_only_inside_a_transaction() -> None:
    storage, table = fresh()
    storage.writable = False
    with pytest.raises(RuntimeError):
        table.insert({"name": "n", "kind": "x"})
    with pytest.raises(NotImplementedError):
        storage.write({})


@pytest.mark.parametrize("bad", [float("nan"), object(), "\ud800"])
def test_a_value_that_cannot_be_kept_changes_nothing(bad: object) -> None:
    storage, table = fresh()
    with pytest.raises((ValueError, TypeError)):
        table.insert({"name": "n", "kind": "x", "value": bad})
    assert storage.read() == {"things": {}}
    assert table.counts["x"] == 0


def test_a_unique_field_is_unique() -> None:
    _, table = fresh()
    table.insert({"name": "n", "kind": "x"})
    with pytest.raises(ValueError, match="same key"):
        table.insert({"name": "n", "kind": "x"})


def test_asking_for_counts_between_changes_looks_at_no_row_again() -> None:
    """Else each ballot of a batch would cost as much as all before it."""
    looked_at = []

    def counted(row: Mapping[str, Any], _lookup: object) -> list[str]:
        looked_at.append(row["name"])
        return [row["kind"]]

    drafts = Drafts({"things": Rows(TableSpec("things", counted=counted), lambda table, row_id: None)})
    drafts.writable = True
    table = RowTable(drafts, "things")
    for number in range(1, 31):
        table.insert({"name": str(number), "kind": "x"})
        assert table.count_of("x") == table.counts["x"] == number
    assert drafts.changes()["things"].counts == {"x": 30}
    assert looked_at == [str(number) for number in range(1, 31)]


def test_a_row_may_have_several_keys_or_none() -> None:
    def keys(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from ((name, row[name]) for name in ("name", "number") if name in row)

    rows = Rows(TableSpec("things", unique=keys), lambda table, row_id: None)
    drafts = Drafts({"things": rows})
    drafts.writable = True
    table = RowTable(drafts, "things")
    for row_id, row in ((1, {"name": "a", "number": "7"}), (2, {"number": "8"}), (3, {}), (4, {})):
        table.insert_as(row_id, row)
    with pytest.raises(ValueError, match="same key"):
        table.update({"name": "b", "number": "7"}, doc_ids=[2])
    table.update({"name": "7"}, doc_ids=[2])  # the number of another is no name of another
    table.remove(doc_ids=[1])
    table.update({"number": "7"}, doc_ids=[2])
    found = {key: table.find(key) for key in (("name", "7"), ("number", "7"), ("number", "8"), ("name", "a"))}
    assert {key: row and row.doc_id for key, row in found.items()} == {
        ("name", "7"): 2,
        ("number", "7"): 2,
        ("number", "8"): None,
        ("name", "a"): None,
    }
