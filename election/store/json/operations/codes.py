"""Voter codes, and the batches in which they were made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from election.code_models import Batch, BatchKind, CodeState
from election.store.json.operations.base import Operations
from election.store.json.operations.figures import figures
from election.store.json.schema import batch_of_code, is_void, person_of_code, style_of_slip
from election.store.json.tables.rows import decode
from election.store.json.tables.tables import Tables
from election.store.port.codes import Code, SlipCounts


class CodesOperations(Operations):
    """See `port.codes`."""

    def code(self, code_id: int) -> Code | None:
        """See `Snapshot`."""
        line = self._tables["codes"].line(code_id)
        return None if line is None else self._code(code_id, decode(line))

    def codes_of(self, person_id: int) -> tuple[Code, ...]:
        """See `Snapshot`."""
        ids = self._tables.cached(_personal, "codes").get(person_id, ())
        return tuple(code for each in ids if (code := self.code(each)) is not None)

    def codes_on(self, batch_id: int, first: int, last: int) -> tuple[Code, ...]:
        """See `Snapshot`."""
        found = []
        for code_id, line in self._tables["codes"].lines():
            row = decode(line)
            if row["batch"] == batch_id and first <= row["sheet"] <= last:
                found.append(self._code(code_id, row))
        return tuple(found)

    def batches(self) -> tuple[Batch, ...]:
        """See `Snapshot`."""
        return tuple(
            Batch(
                row.doc_id,
                BatchKind(row["kind"]),
                row["style"],
                row["layout"],
                row["count"],
                row["confirmed"],
                row.get("address", ""),
            )
            for row in sorted(self._tables["batches"].all(), key=lambda row: row.doc_id)
        )

    def has_usable_code(self, batch_id: int) -> bool:
        """See `Snapshot`."""
        marks = self._tables["marks"]
        return any(
            batch_of_code(line) == batch_id
            and not is_void(line)
            and marks.line(person_of_code(line) or code_id) is None
            for code_id, line in self._tables["codes"].lines()
        )

    def slip_counts(self) -> Mapping[int, SlipCounts]:
        """See `Snapshot`."""
        if kept := figures(self._tables):
            return kept.slips
        return self._tables.cached(_slip_counts, "codes", "batches", "marks")

    def add_batch(self, batch: Batch) -> None:
        """See `Transaction`."""
        row = {
            "kind": batch.kind.value,
            "style": batch.style,
            "layout": batch.layout,
            "count": batch.count,
            "confirmed": batch.confirmed,
            "address": batch.address,
        }
        self._tables["batches"].insert_as(batch.id, row)

    def confirm_batch(self, batch_id: int) -> None:
        """See `Transaction`."""
        self._tables["batches"].update({"confirmed": True}, doc_ids=[batch_id])

    def note_address(self, batch_id: int, address: str) -> None:
        """See `Transaction`."""
        self._tables["batches"].update({"address": address}, doc_ids=[batch_id])

    def add_code(self, code: Code) -> None:
        """See `Transaction`."""
        if self._tables["rights"].contains(doc_id=code.id):
            raise ValueError("a code has the id of a right")
        row: dict[str, Any] = {"batch": code.batch, "sheet": code.sheet, "state": CodeState.LIVE.value}
        row |= {"style": code.style} if code.person is None else {"person": code.person}
        self._tables["codes"].insert_as(code.id, row)

    def void_code(self, code_id: int) -> None:
        """See `Transaction`."""
        self._tables["codes"].update({"state": CodeState.VOID.value}, doc_ids=[code_id])

    def _code(self, code_id: int, row: Mapping[str, Any]) -> Code:
        state = CodeState(row["state"])
        code = Code(code_id, row["batch"], row["sheet"], row.get("style"), row.get("person"), state)
        if state is CodeState.LIVE and row["batch"] not in self._tables.cached(_confirmed, "batches"):
            return replace(code, state=CodeState.UNCONFIRMED)
        return code


def _confirmed(tables: Tables) -> frozenset[int]:
    return frozenset(row.doc_id for row in tables["batches"].all() if row["confirmed"])


def _personal(tables: Tables) -> Mapping[int, tuple[int, ...]]:
    """Return the ids of personal codes by those of their people."""
    found: dict[int, tuple[int, ...]] = {}
    for code_id, line in tables["codes"].lines():
        if (person_id := person_of_code(line)) is not None:
            found[person_id] = (*found.get(person_id, ()), code_id)
    return MappingProxyType(found)


def _slip_counts(tables: Tables) -> Mapping[int, SlipCounts]:
    confirmed = _confirmed(tables)
    printed, void, used = Counter[int](), Counter[int](), Counter[int]()
    marks = tables["marks"]
    for code_id, line in tables["codes"].lines():
        style_id = style_of_slip(line)
        if style_id is None or (not is_void(line) and batch_of_code(line) not in confirmed):
            continue
        printed[style_id] += 1
        void[style_id] += is_void(line)
        used[style_id] += marks.line(code_id) is not None
    return MappingProxyType({each: SlipCounts(printed[each], void[each], used[each]) for each in printed})
