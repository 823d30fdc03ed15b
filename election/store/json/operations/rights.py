"""The rights to vote, and the marks of those that are used."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from election.models import (
    OpeningRoll,
    Turnout,
)
from election.store.json.operations.base import Operations
from election.store.json.operations.figures import figures
from election.store.json.schema import style_of, style_of_slip
from election.store.json.tables.rows import encode
from election.store.json.tables.tables import Tables
from election.store.port import TAG_BYTES, Right

_ROW = 1  # of a table that has only one


class RightsOperations(Operations):
    """See `port.rights`."""

    def right(self, right_id: int) -> Right | None:
        """See `Snapshot`."""
        line = self._tables["rights"].line(right_id)
        if line is not None:
            return Right(right_id, style_of(line))
        slip = self._tables["codes"].line(right_id)
        style_id = None if slip is None else style_of_slip(slip)
        return None if style_id is None else Right(right_id, style_id)

    def people_by_style(self) -> Mapping[int, int]:
        """See `Snapshot`."""
        return self._tables.cached(_people_by_style, "rights")

    def add_right(self, right_id: int, style_id: int) -> None:
        """See `Transaction`."""
        self._tables["rights"].insert_as(right_id, {"style": style_id})

    def put_style(self, right_id: int, style_id: int) -> None:
        """See `Transaction`."""
        rights = self._tables["rights"]
        if self._tables["marks"].line(right_id) is not None or rights.line(right_id) is None:
            raise ValueError("there is no such right, or it is used")
        rights.put_as(right_id, {"style": style_id})

    def mark(self, right_id: int) -> bytes | None:
        """See `Snapshot`."""
        row = self._tables["marks"].get(doc_id=right_id)
        return None if row is None else bytes.fromhex(row.get("tag", ""))

    def put_mark(self, right_id: int, tag: bytes) -> bool:
        """See `Transaction`."""
        if len(tag) != TAG_BYTES:
            raise ValueError(f"a tag has {TAG_BYTES} bytes, not {len(tag)}")
        if self._tables["marks"].contains(doc_id=right_id):
            return False
        self._tables["marks"].insert_as(right_id, {"tag": tag.hex()})
        return True

    def wipe_tags(self) -> None:
        """See `Transaction`."""
        marks = self._tables["marks"]
        for right_id, _ in list(marks.lines()):
            marks.put_line(right_id, encode(right_id, {}))

    def renew_tags(self) -> None:
        """See `Transaction`."""
        marks = self._tables["marks"]
        for right_id, _ in list(marks.lines()):
            marks.put_as(right_id, {"tag": secrets.token_hex(TAG_BYTES)})

    def turnout(self) -> Turnout:
        """See `Snapshot`."""
        if kept := figures(self._tables):
            return kept.turnout
        return Turnout(len(self._tables["rights"]), len(self._tables["marks"]))

    def turnouts(self) -> Mapping[int, Turnout]:
        """See `Snapshot`."""
        if kept := figures(self._tables):
            return kept.turnouts
        return self._tables.cached(_turnouts, "rights", "codes", "marks", "styles")

    def opening_roll(self) -> OpeningRoll | None:
        """See `Snapshot`."""
        row = self._tables["opening"].get(doc_id=_ROW)
        if row is None:
            return None
        return OpeningRoll(
            row["roll"],
            _by_contest(row["contests"]),
            row.get("added", 0),
            _by_contest(row.get("added_by_contest", {})),
        )

    def put_opening_roll(self, roll: OpeningRoll) -> None:
        """See `Transaction`."""
        self._tables["opening"].insert_as(_ROW, _opening_row(roll))

    def count_addition(self, contests: Iterable[int], *, person: bool = True) -> None:
        """See `Transaction`."""
        roll = self.opening_roll()
        if roll is not None:
            added = Counter(roll.added_by_contest) + Counter(contests)
            more = replace(roll, added=roll.added + person, added_by_contest=added)
            self._tables["opening"].put_as(_ROW, _opening_row(more))


def _by_contest(row: Mapping[str, int]) -> dict[int, int]:
    return {int(contest): people for contest, people in row.items()}


def _opening_row(roll: OpeningRoll) -> dict[str, Any]:
    row = {"roll": roll.whole, "contests": _contest_row(roll.by_contest)}
    if roll.added or roll.added_by_contest:
        row |= {"added": roll.added, "added_by_contest": _contest_row(roll.added_by_contest)}
    return row


def _contest_row(people: Mapping[int, int]) -> dict[str, int]:
    return {str(contest): count for contest, count in sorted(people.items())}


def _people_by_style(tables: Tables) -> Mapping[int, int]:
    return MappingProxyType(Counter(style_of(line) for _, line in tables["rights"].lines()))


def _turnouts(tables: Tables) -> Mapping[int, Turnout]:
    rights, used = Counter[int](), Counter[int]()  # by style
    marks = tables["marks"]
    for right_id, line in tables["rights"].lines():
        style_id = style_of(line)
        rights[style_id] += 1
        used[style_id] += marks.line(right_id) is not None
    for slip_id, line in tables["codes"].lines():
        if (given := style_of_slip(line)) is not None:
            used[given] += marks.line(slip_id) is not None
    voters, voted = Counter[int](), Counter[int]()
    for style in tables["styles"].all():
        for contest in style["contests"]:
            voters[contest] += rights[style.doc_id]
            voted[contest] += used[style.doc_id]
    return MappingProxyType({contest: Turnout(voters[contest], voted[contest]) for contest in voters})
