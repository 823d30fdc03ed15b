"""What was done to the election: a row is a line of the log with its hash, under its number."""

from collections.abc import Iterator, Mapping
from typing import Any

from election.store.json.operations.base import Operations
from election.store.json.tables.tables import Tables
from election.store.log_chain import line_text, local_time, next_hash, utc_and_zone, without_hash
from election.store.port import Act, LogHead, LogLine

_LONG_AGO = "1970-01-01T00:00:00+00:00"


class ActsOperations(Operations):
    """See `port.acts`. Without the hash before the first line, as in a copy, lines are numbered and not
    chained: that is done where the election is opened in its own place (`versions`).
    """

    def __init__(self, tables: Tables, start: str | None = None) -> None:
        super().__init__(tables)
        self._start = start
        self.added: LogHead | None = None  # the last line that this transaction added

    def acts(self) -> tuple[Act, ...]:
        """See `Snapshot`."""
        return self._tables.cached(_acts, "acts")

    def log(self) -> tuple[LogLine, ...]:
        """See `Snapshot`."""
        return self._tables.cached(_log, "acts")

    def log_start(self) -> str:
        """See `Snapshot`."""
        return self._start or ""

    def log_hash(self, number: int) -> str | None:
        """See `Snapshot`."""
        if not number:
            return self.log_start()
        row = self._tables["acts"].get(doc_id=number)
        return None if row is None else str(row.get("hash", ""))

    def log_head(self) -> LogHead:
        """See `Snapshot`."""
        return self._tables.cached(_head, "acts") or LogHead(0, self.log_start())

    def add_act(self, act: Act) -> None:
        """See `Transaction`."""
        head = self.log_head()
        row = line_of(head.number + 1, act)
        line_hash = "" if self._start is None else next_hash(head.hash, line_text(row))
        if line_hash:
            row["hash"] = line_hash
        self._tables["acts"].insert_as(head.number + 1, row)
        self.added = LogHead(head.number + 1, line_hash)


def line_of(number: int, act: Act) -> dict[str, Any]:
    """Return an act as a line of the log, without its hash."""
    at, zone = utc_and_zone(act.when)
    return {
        "n": number,
        "at": at,
        "zone": zone,
        "role": act.role,
        "what": act.what,
        "why": act.why,
        "present": list(act.present),
        "data": dict(act.data),
    }


def act_of(row: Mapping[str, Any]) -> Act:
    """Return the act of a line. Whatever was made of the line, it can be read: the chain tells that it is not
    what was written.
    """
    try:
        when = local_time(str(row.get("at")), str(row.get("zone")))
    except ValueError:
        when = _LONG_AGO
    present, data = row.get("present"), row.get("data")
    return Act(
        str(row.get("role", "")),
        str(row.get("what", "")),
        str(row.get("why", "")),
        when,
        tuple(map(str, present)) if isinstance(present, list) else (),
        data if isinstance(data, dict) else {},
    )


def _rows(tables: Tables) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for row in sorted(tables["acts"].all(), key=lambda row: row.doc_id):
        yield row.doc_id, row


def _acts(tables: Tables) -> tuple[Act, ...]:
    return tuple(act_of(row) for _, row in _rows(tables))


def _log(tables: Tables) -> tuple[LogLine, ...]:
    return tuple(
        LogLine(row_id, act_of(row), line_text(without_hash(row)), str(row.get("hash", "")))
        for row_id, row in _rows(tables)
    )


def _head(tables: Tables) -> LogHead | None:
    last = max((row_id for row_id, _ in tables["acts"].lines()), default=None)
    row = None if last is None else tables["acts"].get(doc_id=last)
    return None if row is None or last is None else LogHead(last, str(row.get("hash", "")))
