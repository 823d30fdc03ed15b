"""The rows in the journal: those that changed since the last snapshot, and cover rows."""

from collections.abc import Collection, Iterable, Mapping

from election.store.json.files.format import section

Lines = Mapping[int, bytes]


class Journal:
    """The journal's rows by table and id: each is a row's line or, where a row of the snapshot was removed, a
    tombstone. It never changes: each change makes another one, which shares the tables that stay as they are.
    """

    def __init__(self, tables: Mapping[str, Lines]) -> None:
        self.tables = tables
        self._sections: dict[str, bytes] = {}
        self._orders: dict[str, list[int]] = {}

    def lines(self, table: str) -> Lines:
        """Return the rows of one table."""
        return self.tables.get(table, {})

    def with_rows(self, table: str, rows: Mapping[int, bytes | None]) -> "Journal":
        """Return this with `rows` of one table set (None: removed from the election)."""
        lines = dict(self.lines(table))
        order = self._order(table) + [row_id for row_id in rows if row_id not in lines]
        order.sort()  # nearly in order already
        for row_id, line in rows.items():
            lines[row_id] = tombstone(row_id) if line is None else line
        return self._with_table(table, lines, order)

    def compacted(self, table: str, before: "Journal", cover: Iterable[int]) -> "Journal":
        """Return this without the rows of one table that were in it `before` already, and so are in the new
        snapshot, but for the `cover` rows.
        """
        known, cover = before.lines(table), frozenset(cover)
        lines = {
            row_id: line
            for row_id, line in self.lines(table).items()
            if known.get(row_id) != line or row_id in cover
        }
        return self._with_table(table, lines, sorted(lines))

    def _with_table(self, table: str, lines: Lines, order: list[int]) -> "Journal":
        changed = Journal({**self.tables, table: lines})
        changed._sections = {name: each for name, each in self._sections.items() if name != table}
        changed._orders = {**self._orders, table: order}
        return changed

    def _order(self, table: str) -> list[int]:
        if table not in self._orders:
            self._orders[table] = sorted(self.lines(table))
        return self._orders[table]

    def sections(self, names: Collection[str]) -> dict[str, bytes]:
        """Return the tables as a file holds them."""
        for name in names:
            if name not in self._sections:
                self._sections[name] = section(map(self.lines(name).__getitem__, self._order(name)))
        return self._sections

    def size(self, names: Collection[str]) -> int:
        """Return how many bytes the rows of these tables take."""
        sections = self.sections(names)
        return sum(len(sections[name]) for name in names)


def tombstone(row_id: int) -> bytes:
    """Return the line that says that a row of the snapshot was removed."""
    return b'"%d":null' % row_id


def is_tombstone(line: bytes) -> bool:
    """Return whether this line says that a row was removed."""
    return line.endswith(b":null")
