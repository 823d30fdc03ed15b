"""The rows that changed since the last folding, as `Disk` keeps them in memory."""

from bisect import bisect_left
from collections.abc import Iterable


class Recent:
    """The rows that changed since the last folding, each table's in order of their ids."""

    def __init__(self, names: Iterable[str]) -> None:
        self.lines: dict[str, dict[int, bytes]] = {name: {} for name in names}
        self._ids: dict[str, list[int]] = {name: [] for name in self.lines}  # in order, and beside them
        self.in_order: dict[str, list[bytes]] = {name: [] for name in self.lines}  # their lines
        self.size = 0  # bytes

    def put(self, table: str, row_id: int, line: bytes | None) -> None:
        """Set a row's line; None takes it out of the recent rows (not out of the election)."""
        lines, ids, in_order = self.lines[table], self._ids[table], self.in_order[table]
        before = lines.pop(row_id, None)
        place = bisect_left(ids, row_id)
        if before is not None:
            del ids[place], in_order[place]
        if line is not None:
            lines[row_id] = line
            ids.insert(place, row_id)
            in_order.insert(place, line)
        self.size += len(line or b"") - len(before or b"")


def removal(row_id: int) -> bytes:
    """Return the line that says a row of the base is gone."""
    return b'"%d":null' % row_id
