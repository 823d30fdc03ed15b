"""What is on the ballot, and the state of the polls."""

import base64
from typing import Any

from tinydb.table import Document

from election.errors import NoElection
from election.models import (
    Candidate,
    Election,
    LocalText,
    PollsState,
    Style,
)
from election.store.json.mapping import contest_of, contest_row
from election.store.json.operations.base import Operations
from election.store.json.tables.tables import Tables
from election.store.migrations import VERSION
from election.voting.deciding.reading import quorum_of, quorum_values

_ROW = 1  # of a table that has only one


class DefinitionOperations(Operations):
    """See `port.definition`."""

    def election(self) -> Election:
        """See `Snapshot`."""
        return self._tables.cached(_read_election, "elections", "contests", "candidates", "styles")

    hold_election = election  # a transaction has the tables to itself

    def create_election(self, election: Election) -> None:
        """See `Transaction`. The ids are the caller's."""
        row: dict[str, Any] = {
            "title": dict(election.title.texts),
            "live_results": election.live_results,
            "state": election.state.value,
        }
        if election.quorum is not None:
            row["quorum"] = quorum_values(election.quorum)
        self._tables["elections"].insert_as(_ROW, row)
        self._tables["meta"].upsert(Document({"version": VERSION}, _ROW))
        for contest in election.contests:
            self._tables["contests"].insert_as(contest.id, contest_row(contest))
            for candidate in contest.candidates:
                row = {"name": candidate.name, "contest": contest.id}
                if candidate.carried_over:
                    row["carried_over"] = candidate.carried_over
                self._tables["candidates"].insert_as(candidate.id, row)
        for style in election.styles:
            self._tables["styles"].insert_as(style.id, {"contests": list(style.contests)})

    def set_state(self, state: PollsState) -> None:
        """See `Transaction`."""
        self._tables["elections"].update({"state": state.value}, doc_ids=[_ROW])

    def photo(self, candidate_id: int) -> bytes | None:
        """See `Snapshot`."""
        row = self._tables["photos"].get(doc_id=candidate_id)
        return None if row is None else base64.b64decode(row["data"])

    def photos(self) -> dict[int, bytes]:
        """See `Snapshot`."""
        return {row.doc_id: base64.b64decode(row["data"]) for row in self._tables["photos"].all()}

    def put_photo(self, candidate_id: int, data: bytes) -> None:
        """See `Transaction`."""
        self._tables["photos"].insert_as(candidate_id, {"data": base64.b64encode(data).decode()})


def _read_election(tables: Tables) -> Election:
    row = tables["elections"].get(doc_id=_ROW)
    if row is None:
        raise NoElection
    candidates: dict[int, list[Candidate]] = {}
    for each in sorted(tables["candidates"].all(), key=lambda each: each.doc_id):
        candidate = Candidate(each.doc_id, each["name"], each.get("carried_over", 0))
        candidates.setdefault(each["contest"], []).append(candidate)
    contests = (
        contest_of(each.doc_id, each, tuple(candidates.get(each.doc_id, ())))
        for each in sorted(tables["contests"].all(), key=lambda each: each.doc_id)
    )
    styles = (
        Style(each.doc_id, tuple(each["contests"]))
        for each in sorted(tables["styles"].all(), key=lambda each: each.doc_id)
    )
    return Election(
        LocalText.of(row["title"]),
        PollsState(row["state"]),
        row["live_results"],
        tuple(contests),
        tuple(styles),
        quorum_of(row["quorum"]) if "quorum" in row else None,
    )
