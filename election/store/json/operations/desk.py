"""What is kept of the desk."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from tinydb.table import Document

from election.store.json.operations.base import Operations
from election.store.json.operations.figures import figures
from election.store.json.schema import style_of
from election.store.json.tables.rows import decode
from election.store.json.tables.tables import Tables
from election.store.port.desk import DeskCounts, DeskMark, SlipNotes

_CAME = f'"state":"{DeskMark.CAME}"'.encode()
_HELD = f'"state":"{DeskMark.HELD}"'.encode()
_ROW = 1  # of a table that has only one


class DeskOperations(Operations):
    """See `port.desk`."""

    def desk_mark(self, person_id: int) -> DeskMark | None:
        """See `Snapshot`."""
        line = self._tables["desk"].line(person_id)
        return None if line is None else DeskMark(decode(line)["state"])

    def desk_counts(self) -> Mapping[int, DeskCounts]:
        """See `Snapshot`."""
        if kept := figures(self._tables):
            return kept.desk
        return self._tables.cached(_desk_counts, "desk", "rights")

    def slip_notes(self) -> SlipNotes:
        """See `Snapshot`."""
        row = self._tables["slip_notes"].get(doc_id=_ROW)
        return SlipNotes() if row is None else SlipNotes(tuple(row["replaced"]), row["in_hand"])

    def put_desk_mark(self, person_id: int, mark: DeskMark | None) -> None:
        """See `Transaction`."""
        desk = self._tables["desk"]
        if mark is not None:
            desk.upsert(Document({"state": mark.value}, person_id))
        elif desk.contains(doc_id=person_id):
            desk.remove(doc_ids=[person_id])

    def put_slip_notes(self, notes: SlipNotes) -> None:
        """See `Transaction`."""
        row = {"replaced": sorted(notes.replaced), "in_hand": notes.in_hand}
        self._tables["slip_notes"].upsert(Document(row, _ROW))


def _desk_counts(tables: Tables) -> Mapping[int, DeskCounts]:
    styles, came, given = set[int](), Counter[int](), Counter[int]()
    rights = tables["rights"]
    for person_id, line in tables["desk"].lines():
        right = rights.line(person_id)
        if right is not None:
            style_id = style_of(right)
            styles.add(style_id)
            came[style_id] += _HELD not in line
            given[style_id] += _CAME not in line
    return MappingProxyType({each: DeskCounts(came[each], given[each]) for each in styles})
