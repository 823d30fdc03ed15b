"""The operations of `election.store.port` over TinyDB's tables."""

from collections.abc import Mapping
from typing import Any

from election.store.json.operations.acts import ActsOperations
from election.store.json.operations.box import BoxOperations
from election.store.json.operations.definition import DefinitionOperations
from election.store.json.operations.epochs import EpochOperations
from election.store.json.operations.people import PeopleOperations
from election.store.json.operations.receipts import ReceiptOperations
from election.store.json.operations.removal import RemovalOperations
from election.store.json.tables.tables import Tables
from election.store.migrations import VERSION
from election.store.port import NoteKind

_ROW = 1  # of a table that has only one
_NOTES = {
    NoteKind.ORGANISER: ("organiser", _ROW),
    NoteKind.SETTINGS: ("settings", _ROW),
    NoteKind.KIOSK: ("kiosk", _ROW),
    NoteKind.CLOCK: ("kiosk", 2),
    NoteKind.LIBRARY: ("library", _ROW),
    NoteKind.COPIES: ("library", 2),
    NoteKind.DESK: ("organiser", 2),
    NoteKind.TAKE_OVER: ("library", 3),
    NoteKind.RUNNING: ("kiosk", 3),
    NoteKind.LOGS: ("library", 4),
    NoteKind.NETWORK: ("settings", 2),
}


class JsonTransaction(
    DefinitionOperations,
    PeopleOperations,
    RemovalOperations,
    BoxOperations,
    ReceiptOperations,
    ActsOperations,
    EpochOperations,
):
    """A `Transaction`; as a `Snapshot`, what changes something raises RuntimeError."""

    def version(self) -> object:
        """See `Snapshot`."""
        return self._tables.version


class JsonKioskTransaction:
    """A `KioskTransaction`."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def note(self, kind: NoteKind) -> Mapping[str, Any] | None:
        """See `KioskSnapshot`."""
        table, row_id = _NOTES[kind]
        return self._tables[table].get(doc_id=row_id)

    def put_note(self, kind: NoteKind, values: Mapping[str, Any] | None) -> None:
        """See `KioskTransaction`."""
        name, row_id = _NOTES[kind]
        table = self._tables[name]
        if table.contains(doc_id=row_id):
            table.remove(doc_ids=[row_id])
        if values is not None:
            table.insert_as(row_id, values)
        if not self._tables["meta"].contains(doc_id=_ROW):
            self._tables["meta"].insert_as(_ROW, {"version": VERSION})
