"""Tables written for spreadsheets, CSV or XLSX, so that no text in them is ever carried out as a formula.

What people typed (a name, a title of a candidate) may begin like a formula, and a spreadsheet that opens the
file would run it. In XLSX every text is marked as one. CSV has no such mark, so there such a text gets an
apostrophe in front, which `unescaped` takes off again.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None

_BEGINS_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠−﹢﹣﹦﹫\uff5c")
_APOSTROPHE = "'"
_LONGEST = 32_767  # characters that a cell of XLSX holds
_MOST_ROWS = 1_048_576
_WIDEST = 60  # of a column, in figures
_LOOKED_AT = 1000  # rows by which a column is made as wide as it has to be


def csv_file(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file as spreadsheets of all languages open it: UTF-8 with its mark, every text in quotes.

    A spreadsheet that opens it drops leading zeros of numbers; XLSX keeps them.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([escaped(each) for each in titles])
    for row in rows:
        writer.writerow(
            [escaped(each) if isinstance(each, str) else "" if each is None else each for each in row]
        )
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return an XLSX file with one sheet of that name, its titles in bold, staying in sight. Raises
    ValueError for a table or a text that is too large for a sheet.
    """
    import xlsxwriter  # half as long as the window's start, in which no table is written

    file = io.BytesIO()
    # In memory: this writer's other way leaves the rows in the folder for temporary files while it works.
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(name))
        bold = book.add_format({"bold": True, "bottom": 1})
        widths = [_width(each) for each in titles]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, _fitting(title), bold)
        last = 0
        for last, row in enumerate(rows, 1):
            if last >= _MOST_ROWS:
                raise ValueError("more rows than a sheet has")
            _write(sheet, last, row)
            if last < _LOOKED_AT:
                widths = [max(pair) for pair in zip(widths, _widths(row, len(widths)), strict=True)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, max(len(titles) - 1, 0))
    return file.getvalue()


def escaped(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula, with an apostrophe in front if need be.

    >>> escaped("=1+1"), escaped("Kim")
    ("'=1+1", 'Kim')
    """
    begin = text.lstrip(" \u00a0\u3000\ufeff\u200b'")[:1] or text[:1]
    return _APOSTROPHE + text if begin in _BEGINS_FORMULA and begin else text


def unescaped(text: str) -> str:
    """Return what `escaped` made `text` of."""
    return text[1:] if text.startswith(_APOSTROPHE) and escaped(text[1:]) == text else text


def _write(sheet: "Worksheet", at: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, _fitting(cell))
        elif cell is not None:
            sheet.write_number(at, column, cell)


def _fitting(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError("a text is longer than a cell holds")
    return text


def _sheet_name(name: str) -> str:
    kept = "".join(char for char in name if char not in "[]:*?/\\").strip(" '")[:31].strip(" '")
    return kept or "1"


def _widths(row: Sequence[Cell], columns: int) -> list[int]:
    """Return the widths of so many cells of `row`; those it does not have are nothing wide."""
    return [_width(str(row[at])) if at < len(row) else 0 for at in range(columns)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[: 2 * _WIDEST])
