"""What is on the ballot, and the state of the polls."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tinydb.table import Document

from election.errors import NoElection
from election.models import Candidate, Election, PollsState, Style
from election.store.json.mapping import (
    candidate_of,
    candidate_row,
    contest_of,
    contest_row,
    election_of,
    election_row,
    with_places,
)
from election.store.json.operations.base import Operations
from election.store.json.tables.tables import Tables
from election.store.migrations import VERSION

_ROW = 1  # of a table that has only one


class DefinitionOperations(Operations):
    """See `port.definition`."""

    def election(self) -> Election:
        """See `Snapshot`."""
        return self._tables.cached(_read_election, "elections", "contests", "candidates", "styles")

    hold_election = election  # a transaction has the tables to itself

    def create_election(self, election: Election) -> None:
        """See `Transaction`. The ids are the caller's."""
        if self._tables["elections"].contains(doc_id=_ROW):
            raise ValueError("an election exists already")
        self._tables["meta"].upsert(Document({"version": VERSION}, _ROW))
        self._put(election)

    def replace_election(self, election: Election) -> None:
        """See `Transaction`."""
        self._put(election)
        standing = {candidate.id for contest in election.contests for candidate in contest.candidates}
        gone = [row_id for row_id, _ in self._tables["photos"].lines() if row_id not in standing]
        self._tables["photos"].remove(doc_ids=gone)

    def _put(self, election: Election) -> None:
        """Have the rows be those of `election`; a row that stays as it is is not written again."""
        candidates = {
            candidate.id: candidate_row(candidate, contest.id)
            for contest in election.contests
            for candidate in contest.candidates
        }
        contests = {contest.id: contest_row(contest) for contest in election.contests}
        styles = {style.id: {"contests": list(style.contests)} for style in election.styles}
        self._put_rows("elections", {_ROW: election_row(election)})
        self._put_rows("contests", with_places(contests))
        self._put_rows("candidates", with_places(candidates))
        self._put_rows("styles", styles)

    def _put_rows(self, name: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
        table = self._tables[name]
        before = {row.doc_id: dict(row) for row in table.all()}
        table.remove(doc_ids=[row_id for row_id, row in before.items() if rows.get(row_id) != row])
        for row_id, row in rows.items():
            if before.get(row_id) != row:
                table.insert_as(row_id, row)

    def set_state(self, state: PollsState) -> None:
        """See `Transaction`."""
        self._tables["elections"].update({"state": state.value}, doc_ids=[_ROW])

    def photo(self, candidate_id: int) -> bytes | None:
        """See `Snapshot`."""
        row = self._tables["photos"].get(doc_id=candidate_id)
        return None if row is None else base64.b64decode(row["data"])

    def photos(self) -> dict[int, bytes]:
        """See `Snapshot`."""
        return dict(_photos(self._tables))

    def photo_digests(self) -> Mapping[int, str]:
        """See `Snapshot`."""
        return self._tables.cached(_photo_digests, "photos")

    def draft_before(self) -> str | None:
        """See `Snapshot`."""
        row = self._tables["edited"].get(doc_id=_ROW)
        return None if row is None else str(row["definition"])

    def put_draft_before(self, definition: str | None) -> None:
        """See `Transaction`."""
        row = None if definition is None else {"definition": definition}
        self._tables["edited"].put_as(_ROW, row)

    def committed(self) -> str | None:
        """See `Snapshot`."""
        row = self._tables["committed"].get(doc_id=_ROW)
        return None if row is None else str(row["definition"])

    def put_committed(self, definition: str) -> None:
        """See `Transaction`."""
        self._tables["committed"].put_as(_ROW, {"definition": definition})

    def put_photo(self, candidate_id: int, data: bytes) -> None:
        """See `Transaction`."""
        self._tables["photos"].insert_as(candidate_id, {"data": base64.b64encode(data).decode()})

    def remove_photo(self, candidate_id: int) -> None:
        """See `Transaction`."""
        if self._tables["photos"].contains(doc_id=candidate_id):
            self._tables["photos"].remove(doc_ids=[candidate_id])


def _read_election(tables: Tables) -> Election:
    row = tables["elections"].get(doc_id=_ROW)
    if row is None:
        raise NoElection
    candidates: dict[int, list[Candidate]] = {}
    for each in _in_order(tables["candidates"].all()):
        candidates.setdefault(each["contest"], []).append(candidate_of(each.doc_id, each))
    contests = [
        contest_of(each.doc_id, each, tuple(candidates.get(each.doc_id, ())))
        for each in _in_order(tables["contests"].all())
    ]
    styles = [Style(each.doc_id, tuple(each["contests"])) for each in _in_order(tables["styles"].all())]
    return election_of(row, tuple(contests), tuple(styles))


def _in_order(rows: Iterable[Document]) -> list[Document]:
    return sorted(rows, key=lambda row: (row.get("place", 0), row.doc_id))


def _photos(tables: Tables) -> Iterator[tuple[int, bytes]]:
    for row in tables["photos"].all():
        yield row.doc_id, base64.b64decode(row["data"])


def _photo_digests(tables: Tables) -> Mapping[int, str]:
    return MappingProxyType({each: hashlib.sha256(data).hexdigest() for each, data in _photos(tables)})
