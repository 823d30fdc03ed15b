"""CSV and its like as people's spreadsheets really write it: which encoding, which delimiter, which rows."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from election.spreadsheets import unescaped
from election.voters.roll_files.limits import MOST_COLUMNS, MOST_ROWS
from election.voters.roll_files.refusals import Unreadable, check_size

# All that are offered, the likelier first. cp949 is what Korean Windows writes, and holds EUC-KR.
ENCODINGS = ("utf-8", "cp949", "utf-16-le", "utf-16-be", "shift_jis", "gb18030", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITERS = ("", "\r", "\n", '"')  # which Python's reader takes for none, or refuses

_MARKS = (  # byte order marks, the longer first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64  # rows by which the delimiter is guessed


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text file is read."""

    encoding: str
    delimiter: str


def likely_encodings(data: bytes) -> list[str]:
    """Return the encodings in which `data` is whole, the best guess first; if there is none, the one in
    which the fewest characters are lost.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    if wide := _wide(data):
        return [wide]
    whole = [each for each in ENCODINGS if not each.startswith("utf-16") and _is_whole(data, each)]
    if whole and whole != ["cp1252"]:
        return whole
    return [min(("utf-8", "cp949"), key=lambda each: data.decode(each, "replace").count("\ufffd"))]


def decode(data: bytes, encoding: str) -> str:
    """Return the text without its byte order mark; what cannot be read in it is U+FFFD."""
    return data.decode(encoding, "replace").removeprefix("\ufeff")


def guess_delimiter(text: str) -> str:
    """Return what parts the cells: what gives the most rows of one same width, above one."""
    said = text[:5].lower()
    if said.startswith("sep=") and said[4:] not in _NO_DELIMITERS:
        return text[4]

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in sample(text, delimiter) if row)
        width, rows = max(widths.items(), key=lambda each: (each[0] > 1, each[1]), default=(1, 0))
        return (rows, width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=fit)


def read_rows(text: str, delimiter: str) -> list[list[str]]:
    """Return all rows, an empty line being one too. Raises Unreadable for quotation marks that do not
    close, or more than is looked at.
    """
    rows: list[list[str]] = []
    lines = _reader(text, delimiter)
    columns = 0
    try:
        for row in lines:
            rows.append([_unwrapped(cell) for cell in row])
            columns = max(columns, len(row))
            if columns > MOST_COLUMNS or len(rows) > MOST_ROWS:
                check_size(len(rows), columns)
    except csv.Error as error:
        if "field larger" in str(error):
            raise Unreadable("roll.file.cell_too_long", row=len(rows) + 1) from None
        raise Unreadable("roll.file.quotes", row=len(rows) + 1) from None
    if rows and text[:4].lower() == "sep=":
        rows[0] = []
    while rows and not any(rows[-1]):
        rows.pop()
    check_size(len(rows), columns)
    return rows


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows, as far as they can be read."""
    rows: list[list[str]] = []
    try:
        for row, _ in zip(_reader(text[:65536], delimiter), range(_SAMPLE), strict=False):
            rows.append(row)
    except csv.Error:
        return rows
    return rows


def _unwrapped(cell: str) -> str:
    """Return `cell`, or the text in ``="0012"``, which is how people keep a spreadsheet from counting, or
    behind the apostrophe with which exports keep it from being a formula.
    """
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return unescaped(cell) if cell.startswith("'") else cell


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 this is, without a mark: every other byte of its ASCII is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < len(sample) / 20 or not min(even, odd) * 4 <= max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_whole(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
