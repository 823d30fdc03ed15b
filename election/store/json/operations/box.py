"""The ballot box, and the lots that decide its ties."""

import hmac
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from election.models import (
    Counts,
    Lot,
    Marking,
)
from election.store.json.mapping import counts_of, counts_row, marking_of, marking_row
from election.store.json.operations.base import Operations
from election.store.json.operations.figures import figures
from election.store.json.schema import BALLOTS, BLANK, MARK, contest_of_line, style_of_mark
from election.store.json.tables.rows import decode
from election.store.port import BoxCheck
from election.voting.methods import METHODS
from election.voting.methods.kinds import COUNTED

_ROW = 1  # of a table that has only one


class BoxOperations(Operations):
    """See `port.box`."""

    def add_ballot(self, contest_id: int, marking: Marking) -> None:
        """See `Transaction`."""
        self._tables["ballots"].insert({"contest": contest_id, "marking": marking_row(marking)})

    def counts(self, contest_id: int) -> Counts:
        """See `Snapshot`."""
        counts = self._tables["ballots"].counts
        marks = self._whole_markings(contest_id) or {
            key[2]: count
            for key, count in counts.items()
            if isinstance(key, tuple) and key[0] == contest_id and key[1] == MARK and count
        }
        return Counts(counts[contest_id, BALLOTS], counts[contest_id, BLANK], marks)

    def ballots_in(self, contest_id: int) -> int:
        """See `Snapshot`."""
        return self._tables["ballots"].count_of((contest_id, BALLOTS))

    def live_counts(self, contest_id: int) -> Counts | None:
        """See `Snapshot`."""
        row = self._tables["live_counts"].get(doc_id=contest_id)
        return None if row is None else counts_of(row)

    def put_live_counts(self, contest_id: int, counts: Counts | None) -> None:
        """See `Transaction`."""
        self._tables["live_counts"].put_as(contest_id, None if counts is None else counts_row(counts))

    def markings(self, contest_id: int) -> tuple[Marking, ...]:
        """See `Snapshot`. By their ids, which are random."""
        return tuple(self._each_marking(contest_id))

    def _each_marking(self, contest_id: int) -> Iterator[Marking]:
        known: dict[bytes, Marking | None] = {}  # by the row without its id: alike ones are read once
        for _, line in self._tables["ballots"].lines():
            row = line.partition(b":")[2]
            if row not in known:
                is_of_it = contest_of_line(line) == contest_id
                known[row] = marking_of(decode(line)["marking"]) if is_of_it else None
            if (marking := known[row]) is not None:
                yield marking

    def _whole_markings(self, contest_id: int) -> Mapping[Hashable, int]:
        """Return the markings of a contest that is counted from them, added up: looked at now, by the random
        ids of the ballots, and kept nowhere. Empty for other contests.
        """
        contest = self._tables["contests"].get(doc_id=contest_id)
        if contest is None or contest["kind"] not in COUNTED:
            return {}
        method = METHODS[contest["kind"]]
        return Counter(key for each in self._each_marking(contest_id) for key in method.adds(each))

    def box_digest(self, key: bytes) -> str:
        """See `Snapshot`. Tags of marks, which copies leave out, are not in it."""
        mac = hmac.new(key, digestmod="sha256")
        for name in ("ballots", "receipts"):
            for _, line in self._tables[name].lines():
                mac.update(line + b"\n")
        for right_id, _ in self._tables["marks"].lines():
            mac.update(f"{right_id}\n".encode())
        return mac.hexdigest()

    def pause_key(self) -> bytes | None:
        """See `Snapshot`."""
        row = self._tables["pause"].get(doc_id=_ROW)
        return None if row is None else bytes.fromhex(row["key"])

    def put_pause_key(self, key: bytes | None) -> None:
        """See `Transaction`."""
        if key is not None or self._tables["pause"].contains(doc_id=_ROW):
            self._tables["pause"].put_as(_ROW, None if key is None else {"key": key.hex()})

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

        def lookup(table: str, row_id: int) -> bytes | None:
            return self._tables[table].line(row_id)

        for mark in self._tables["marks"].all():
            style_id = style_of_mark(mark.doc_id, b"", lookup)
            used.update(given[style_id] if style_id is not None else [])
        if kept := figures(self._tables):
            used = Counter({contest: turnout.voted for contest, turnout in kept.turnouts.items()})
        ballots = Counter(row["contest"] for row in self._tables["ballots"].all())
        contests = {row.doc_id for row in self._tables["contests"].all()} | used.keys() | ballots.keys()
        return tuple(BoxCheck(each, ballots[each], used[each]) for each in sorted(contests))
