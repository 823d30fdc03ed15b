"""Makes sure of a workbook before it is read: how large it is when unpacked, and how far its cells reach.

A workbook is a zip of XML. Its reader takes memory for every cell up to the farthest, so a file of two cells
can ask for more than there is, which would end the process. Here every part is unpacked within limits, looked
at by a parser that refuses declarations of entities, and packed anew: what the reader is given is what was
looked at, and nothing else.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from election.voters.roll_files import limits
from election.voters.roll_files.refusals import Unreadable, check_size
from election.voters.roll_files.table import Cell

_CHUNK = 2**16
_ENCRYPTED = 0x1
# Parts of XLSX that hold no sheet: what is drawn, what is kept of other files, what is computed anew.
_LEFT_OUT = (
    "customXml/", "docProps/", "xl/calcChain.xml", "xl/charts/", "xl/comments", "xl/ctrlProps/",
    "xl/drawings/", "xl/externalLinks/", "xl/pivotCache/", "xl/pivotTables/", "xl/theme/",
    "xl/threadedComments/",
)  # fmt: skip
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_MOST_MERGED = 20_000  # rows that merged cells cover


@dataclass(slots=True)
class Workbook:
    """A workbook that is safe to read. `merged` holds what `Table.merged` does, by sheet; filled for ODS
    alone, since the reader tells it of XLSX.
    """

    data: bytes
    is_ods: bool
    merged: list[dict[Cell, int]] = field(default_factory=list)


def open_workbook(data: bytes) -> Workbook:
    """Return the workbook in `data`, looked through and packed anew. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return _repacked(source)
    except expat.ExpatError:
        raise damaged() from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, OSError, ValueError):
        raise damaged() from None


def damaged() -> Unreadable:
    """Return the refusal of a file that is cut off or otherwise broken."""
    return Unreadable("roll.file.damaged")


def _repacked(source: zipfile.ZipFile) -> Workbook:
    parts = source.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.MOST_PARTS or len(names) < len(parts):
        raise damaged()
    is_ods = "content.xml" in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise Unreadable("roll.file.other_zip" if "xl/workbook.bin" not in names else "roll.file.old_excel")
    wanted = [part for part in parts if _is_wanted(part.filename, is_ods=is_ods)]
    if sum(part.file_size for part in wanted) > limits.MOST_INFLATED:
        raise Unreadable("roll.file.inflates")
    if any(part.flag_bits & _ENCRYPTED for part in wanted):
        raise Unreadable("roll.file.password")
    packed, left, merged = io.BytesIO(), limits.MOST_INFLATED, list[dict[Cell, int]]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for part in wanted:
            scanner = _scanner(part.filename, is_ods=is_ods)
            left -= _copy(source, target, part, scanner, left)
            if isinstance(scanner, _OdsScanner):
                merged = scanner.merged
    return Workbook(packed.getvalue(), is_ods, merged)


def _copy(
    source: zipfile.ZipFile, target: zipfile.ZipFile, part: zipfile.ZipInfo, scanner: "_Scanner", left: int
) -> int:
    """Copy one part and return its size, which may be `left` at most."""
    parser = None if part.filename.endswith("mimetype") else scanner.parser()
    size = 0
    with source.open(part) as read, target.open(part.filename, "w") as write:
        while chunk := read.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise Unreadable("roll.file.inflates")
            if b"\0" in chunk:  # UTF-16, in which the reader sees other elements than the parser
                raise damaged()
            if parser is not None:
                parser.Parse(chunk)
            write.write(chunk)
    if parser is not None:
        parser.Parse(b"", True)  # noqa: FBT003 - has no name
    return size


def _is_wanted(name: str, *, is_ods: bool) -> bool:
    """Return whether the reader needs that part. It finds out by itself which kind of file it is given, and
    must not find another than was looked through.
    """
    if is_ods:
        return name in ("mimetype", "content.xml", "META-INF/manifest.xml")
    return name.endswith((".xml", ".rels")) and not name.startswith(_LEFT_OUT)


def _scanner(name: str, *, is_ods: bool) -> "_Scanner":
    if is_ods:
        return _OdsScanner() if name == "content.xml" else _Manifest()
    return _XlsxScanner()  # for every part: a sheet is wherever the workbook says


class _Scanner:
    """Looks through one part of a workbook; this one only refuses what no workbook has."""

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")  # whatever the part says: the reader takes it so, too
        parser.StartDoctypeDeclHandler = self._refuse
        return parser

    @staticmethod
    def _refuse(*_: object) -> None:
        raise damaged()


class _Manifest(_Scanner):
    """Any part of an ODS file but its content: finds out whether a password is asked for."""

    def parser(self) -> expat.XMLParserType:
        parser = super().parser()
        parser.StartElementHandler = self._start
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - expat gives both
        if name.endswith("encryption-data"):
            raise Unreadable("roll.file.password")


class _XlsxScanner(_Scanner):
    """A sheet of an XLSX file: finds out how far its cells reach."""

    def __init__(self) -> None:
        self._row = self._column = self._rows = self._columns = 0

    def parser(self) -> expat.XMLParserType:
        parser = super().parser()
        parser.StartElementHandler = self._start
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        # Called for every cell, a million times: plain branches, and nothing done twice.
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                letters = reference.rstrip("0123456789")
                self._column = _column(letters)
                self._row = int(reference[len(letters) :])
        elif name in ("v", "is", "f"):
            if self._row > self._rows or self._column > self._columns:
                self._rows = max(self._rows, self._row)
                self._columns = max(self._columns, self._column)
                check_size(self._rows, self._columns)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """Return the number of the column, from 1, that a spreadsheet names so."""
    if _LETTERS.fullmatch(letters) is None:
        raise damaged()
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class _OdsScanner(_Scanner):
    """The content of an ODS file: finds out how far the cells of its sheets reach, how much text is in them
    with all that is repeated, and what is merged.
    """

    def __init__(self) -> None:
        self.merged: list[dict[Cell, int]] = []
        self._row = self._column = self._rows = self._columns = 0
        self._repeats = self._cell_repeats = 1
        self._row_has_content = self._in_cell = False
        self._characters = self._row_characters = self._cell_characters = 0

    def parser(self) -> expat.XMLParserType:
        parser = super().parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "table":
                self._row = self._rows = self._columns = 0
                self.merged.append({})
            case "table-row":
                self._column = 0
                self._repeats = int(attributes.get("table:number-rows-repeated", 1))
                self._row_has_content = False
                self._row_characters = 0
            case "table-cell" | "covered-table-cell":
                self._begin_cell(attributes)
            case "p" if self._in_cell:
                self._reach()
            case "s":  # so many spaces
                self._cell_characters += max(0, int(attributes.get("text:c", 1)))

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "table-row":
                self._row += self._repeats
                if self._row_has_content:
                    self._rows = self._row
                    check_size(self._rows, self._columns)
                self._characters += self._row_characters * self._repeats
                if self._characters > limits.MOST_INFLATED:
                    raise Unreadable("roll.file.inflates")
            case "table-cell" | "covered-table-cell":
                self._column += self._cell_repeats
                self._row_characters += self._cell_characters * self._cell_repeats
                self._in_cell = False

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if self._in_cell:  # a table within a cell
            raise damaged()
        self._in_cell = True
        self._cell_characters = len(attributes.get("office:string-value", ""))
        self._cell_characters += len(attributes.get("table:formula", ""))
        self._cell_repeats = int(attributes.get("table:number-columns-repeated", 1))
        if "office:value-type" in attributes or "table:formula" in attributes:
            self._reach()
        covered = int(attributes.get("table:number-rows-spanned", 1)) - 1
        if covered > 0 and self.merged:
            merged = self.merged[-1]
            if len(merged) + covered > _MOST_MERGED:
                raise Unreadable("roll.file.merged")
            merged.update({(self._row + each, self._column): self._row for each in range(1, covered + 1)})

    def _add(self, text: str) -> None:
        self._cell_characters += len(text)

    def _reach(self) -> None:
        self._row_has_content = True
        self._columns = max(self._columns, self._column + self._cell_repeats)
