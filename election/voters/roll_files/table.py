"""What a file holds before anybody knows which column is what: rows of texts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]  # row and column, each from 0

# Stands in place of a resident registration number, which is never kept, not even in memory.
RESIDENT_NUMBER = "\ufffc"

_WITHIN = re.compile(r"(?<!\d)\d{6}\s?-\s?[1-8]\d{6}(?!\d)")
_ALONE = re.compile(r"\d{11,13}")
_DATE = re.compile(r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[1-8]")
_SHORTEST = 11  # digits of one that lost its leading zeros to a spreadsheet
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet, all of them from the first, so that a row's number is its place plus one; a row
    may be shorter than others.

    `merged` names the cells that a merged cell covers below its first, and the row of that first one.
    `resident_columns` are those that hold resident registration numbers; their cells are wiped.
    """

    rows: Sequence[Sequence[str]]
    merged: Mapping[Cell, int] = field(default_factory=dict)
    resident_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)


def make_table(rows: list[list[str]], merged: Mapping[Cell, int]) -> Table:
    """Return the table of these rows, with every resident registration number wiped. Changes `rows`."""
    filled = Counter(at for row in rows for at, cell in enumerate(row) if cell)
    likely: dict[int, list[int]] = {}
    wiped = Counter[int]()
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if len(cell) < _SHORTEST:
                continue
            if _is_resident_number(cell):
                row[at] = RESIDENT_NUMBER
                wiped[at] += 1
            elif _looks_like_one(cell):
                likely.setdefault(at, []).append(number)
    columns = {at for at in wiped.keys() | likely.keys() if _is_most(wiped[at], likely.get(at), filled[at])}
    for at in columns:
        for number in likely.get(at, ()):
            rows[number][at] = RESIDENT_NUMBER
    return Table(rows, merged, frozenset(columns))


def _is_most(wiped: int, likely: Sequence[int] | None, filled: int) -> bool:
    return 2 * (wiped + len(likely or ())) > filled - 1  # one of the cells is the title


def _is_resident_number(cell: str) -> bool:
    """Return whether `cell` is or holds a resident registration number, beyond doubt."""
    if found := _WITHIN.search(cell):
        return _DATE.match(re.sub(r"\D", "", found[0])) is not None
    return len(cell) == 13 and _looks_like_one(cell) and _is_right(cell)


def _looks_like_one(cell: str) -> bool:
    """Return whether `cell` may be one, as a spreadsheet writes it that takes it for a number."""
    return _ALONE.fullmatch(cell) is not None and _DATE.match(cell.zfill(13)) is not None


def _is_right(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (11 - total % 11) % 10 == int(digits[-1])
