"""XLSX and ODS to a table: which sheet, and what each cell says as a text."""

import datetime
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from election.voters.roll_files.archive import Workbook, open_workbook
from election.voters.roll_files.refusals import Unreadable, check_size, damaged
from election.voters.roll_files.table import Cell, Table, make_table

_MOST_MERGED = 20_000
_EXACT = 1e15  # beyond it a spreadsheet has lost digits of a number


class SheetReader:
    """The sheets of one workbook. Raises Unreadable where the workbook is damaged or asks for a password."""

    def __init__(self, data: bytes) -> None:
        self._safe = open_workbook(data)
        self._book = _opened(self._safe)
        self._parsed: CalamineSheet | None = None  # the last one, since that takes its time
        self.names = [
            each.name
            for each in self._book.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
        ]
        if not self.names:
            raise Unreadable("roll.file.empty")

    def first(self) -> str:
        """Return the first sheet that holds anything. Raises Unreadable."""
        for name in self.names:
            if self._sheet(name).height:
                return name
        raise Unreadable("roll.file.empty")

    def table(self, name: str) -> Table:
        """Return the rows of the sheet of that name. Raises Unreadable."""
        sheet = self._sheet(name)
        if sheet.start is None:
            return make_table([], {})
        before = [""] * sheet.start[1]
        check_size(sheet.total_height, sheet.total_width)
        rows = [before + [_text(cell) for cell in row] for row in sheet.iter_rows()]
        merged = self._merged(name, sheet)
        return make_table(rows, {cell: top for cell, top in merged.items() if cell[0] < len(rows)})

    def _sheet(self, name: str) -> CalamineSheet:
        if self._parsed is None or self._parsed.name != name:
            with _failures_told():
                self._parsed = self._book.get_sheet_by_name(name)
        return self._parsed

    def _merged(self, name: str, sheet: CalamineSheet) -> dict[Cell, int]:
        if self._safe.is_ods:
            at = self._book.sheet_names.index(name)
            return self._safe.merged[at] if at < len(self._safe.merged) else {}
        return _spread(sheet.merged_cell_ranges or ())


def _opened(workbook: Workbook) -> CalamineWorkbook:
    with _failures_told():
        return CalamineWorkbook.from_object(io.BytesIO(workbook.data))


@contextmanager
def _failures_told() -> Iterator[None]:
    """Turn what the reader raises into Unreadable."""
    try:
        yield
    except PasswordError:
        raise Unreadable("roll.file.password") from None
    except (CalamineError, ValueError, OSError):
        raise damaged() from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own failures are no Exception
            raise
        raise damaged() from None


def _spread(ranges: Iterable[tuple[Cell, Cell]]) -> dict[Cell, int]:
    merged: dict[Cell, int] = {}
    for (top, left), (bottom, _) in ranges:
        if len(merged) + bottom - top > _MOST_MERGED:
            raise Unreadable("roll.file.merged")
        merged.update({(row, left): top for row in range(top + 1, bottom + 1)})
    return merged


def _text(cell: object) -> str:
    """Return what a cell says. A number that lost digits is written as the spreadsheet shows it."""
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() if abs(cell) >= _EXACT:
            return f"{cell:.2E}"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)
