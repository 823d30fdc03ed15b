"""The operations of `election.store.port` over TinyDB's tables."""

import base64
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tinydb.table import Document

from election.errors import EmailTaken, NoElection
from election.models import (
    Candidate,
    Counts,
    Election,
    LocalText,
    Lot,
    Marking,
    OpeningRoll,
    PollsState,
    Style,
    Turnout,
)
from election.store.json.mapping import contest_of, contest_row, marking_row
from election.store.json.schema import BALLOTS, BLANK, MARK, style_of
from election.store.json.tables.tables import Tables
from election.store.migrations import VERSION
from election.store.port import TAG_BYTES, Act, BoxCheck, NoteKind, Person, Right
from election.voting.deciding.reading import quorum_of, quorum_values

_ROW = 1  # of a table that has only one
_NOTES = {
    NoteKind.ORGANISER: ("organiser", _ROW),
    NoteKind.SETTINGS: ("settings", _ROW),
    NoteKind.KIOSK: ("kiosk", _ROW),
    NoteKind.CLOCK: ("kiosk", 2),
    NoteKind.LIBRARY: ("library", _ROW),
}


class JsonTransaction:
    """A `Transaction`; as a `Snapshot`, what changes something raises RuntimeError."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    # --- the election ----------------------------------------------------------------------------------

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

    def acts(self) -> tuple[Act, ...]:
        """See `Snapshot`."""
        return tuple(sorted((Act(**row) for row in self._tables["acts"].all()), key=lambda act: act.when))

    def add_act(self, act: Act) -> None:
        """See `Transaction`."""
        self._tables["acts"].insert({"role": act.role, "what": act.what, "why": act.why, "when": act.when})

    # --- who may vote ----------------------------------------------------------------------------------

    def person(self, person_id: int) -> Person | None:
        """See `Snapshot`."""
        return _person(self._tables["voters"].get(doc_id=person_id))

    def person_by_email(self, email: str) -> Person | None:
        """See `Snapshot`."""
        return _person(self._tables["voters"].find(email))

    def add_person(self, email: str, name: str, password: str) -> int:
        """See `Transaction`."""
        voters = self._tables["voters"]
        if voters.find(email) is not None:
            raise EmailTaken
        return voters.insert({"email": email, "name": name, "password": password})

    def right(self, right_id: int) -> Right | None:
        """See `Snapshot`."""
        line = self._tables["rights"].line(right_id)
        return None if line is None else Right(right_id, style_of(line))

    def add_right(self, right_id: int, style_id: int) -> None:
        """See `Transaction`."""
        self._tables["rights"].insert_as(right_id, {"style": style_id})

    def turnout(self) -> Turnout:
        """See `Snapshot`."""
        return Turnout(len(self._tables["rights"]), len(self._tables["marks"]))

    def turnouts(self) -> Mapping[int, Turnout]:
        """See `Snapshot`."""
        return self._tables.cached(_turnouts, "rights", "marks", "styles")

    def opening_roll(self) -> OpeningRoll | None:
        """See `Snapshot`."""
        row = self._tables["opening"].get(doc_id=_ROW)
        if row is None:
            return None
        return OpeningRoll(row["roll"], {int(contest): people for contest, people in row["contests"].items()})

    def put_opening_roll(self, roll: OpeningRoll) -> None:
        """See `Transaction`."""
        contests = {str(contest): people for contest, people in sorted(roll.by_contest.items())}
        self._tables["opening"].insert_as(_ROW, {"roll": roll.whole, "contests": contests})

    # --- the box ---------------------------------------------------------------------------------------

    def mark(self, right_id: int) -> bytes | None:
        """See `Snapshot`."""
        row = self._tables["marks"].get(doc_id=right_id)
        return None if row is None else bytes.fromhex(row["tag"])

    def put_mark(self, right_id: int, tag: bytes) -> bool:
        """See `Transaction`."""
        if len(tag) != TAG_BYTES:
            raise ValueError(f"a tag has {TAG_BYTES} bytes, not {len(tag)}")
        if self._tables["marks"].contains(doc_id=right_id):
            return False
        self._tables["marks"].insert_as(right_id, {"tag": tag.hex()})
        return True

    def add_ballot(self, contest_id: int, marking: Marking) -> None:
        """See `Transaction`."""
        self._tables["ballots"].insert({"contest": contest_id, "marking": marking_row(marking)})

    def counts(self, contest_id: int) -> Counts:
        """See `Snapshot`."""
        counts = self._tables["ballots"].counts
        marks = {
            key[2]: count
            for key, count in counts.items()
            if isinstance(key, tuple) and key[0] == contest_id and key[1] == MARK and count
        }
        return Counts(counts[contest_id, BALLOTS], counts[contest_id, BLANK], marks)

    def lot(self, contest_id: int) -> Lot | None:
        """See `Snapshot`."""
        row = self._tables["lots"].get(doc_id=contest_id)
        return None if row is None else Lot(tuple(row["favoured"]), tuple(row["witnesses"]))

    def put_lot(self, contest_id: int, lot: Lot) -> None:
        """See `Transaction`."""
        row = {"favoured": list(lot.favoured), "witnesses": list(lot.witnesses)}
        self._tables["lots"].insert_as(contest_id, row)

    def check_box(self) -> tuple[BoxCheck, ...]:
        """See `Snapshot`. Ballots and rights of a contest that is not on the ballot are told of too."""
        given = {row.doc_id: row["contests"] for row in self._tables["styles"].all()}
        used: Counter[int] = Counter()
        for mark in self._tables["marks"].all():
            right = self.right(mark.doc_id)
            used.update(given[right.style] if right else [])
        ballots = Counter(row["contest"] for row in self._tables["ballots"].all())
        contests = {row.doc_id for row in self._tables["contests"].all()} | used.keys() | ballots.keys()
        return tuple(BoxCheck(each, ballots[each], used[each]) for each in sorted(contests))


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


def _person(row: Document | None) -> Person | None:
    return None if row is None else Person(row.doc_id, row["email"], row["name"], row["password"])


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


def _turnouts(tables: Tables) -> Mapping[int, Turnout]:
    rights, used = Counter[int](), Counter[int]()  # by style
    marks = tables["marks"]
    for right_id, line in tables["rights"].lines():
        style_id = style_of(line)
        rights[style_id] += 1
        used[style_id] += marks.line(right_id) is not None
    voters, voted = Counter[int](), Counter[int]()
    for style in tables["styles"].all():
        for contest in style["contests"]:
            voters[contest] += rights[style.doc_id]
            voted[contest] += used[style.doc_id]
    return MappingProxyType({contest: Turnout(voters[contest], voted[contest]) for contest in voters})
