"""Parsers that look through the parts of a workbook before its reader takes memory for them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.parsers import expat

from election.voters.roll_files import limits
from election.voters.roll_files.refusals import Unreadable, check_size, damaged
from election.voters.roll_files.shared_texts import SharedTexts
from election.voters.roll_files.table import Cell

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_MOST_MERGED = 20_000  # rows that merged cells cover
_MOST_DIGITS = 20  # of the number of a shared text


class Scanner:
    """Looks through one part of a workbook; this one only refuses what no workbook has."""

    def parser(self) -> expat.XMLParserType:
        """Return a parser to be fed the part once; it raises Unreadable for what is refused."""
        parser = expat.ParserCreate("utf-8")  # whatever the part says: the reader takes it so, too
        parser.StartDoctypeDeclHandler = self._refuse
        return parser

    @staticmethod
    def _refuse(*_: object) -> None:
        raise damaged()


class ManifestScanner(Scanner):
    """Any part of an ODS file but its content: finds out whether a password is asked for."""

    def parser(self) -> expat.XMLParserType:
        """Return the parser, which calls this scanner."""
        parser = super().parser()
        parser.StartElementHandler = self._start
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - expat gives both
        if name.endswith("encryption-data"):
            raise Unreadable("roll.file.password")


class XlsxScanner(Scanner):
    """A part of an XLSX file: finds out how far the cells of a sheet reach, and which texts are shared by how
    many of them.
    """

    def __init__(self, texts: SharedTexts) -> None:
        self._row = self._column = self._rows = self._columns = 0
        self._texts = texts
        self._text_number = 0
        self._characters: int | None = None  # of the shared text it is in
        self._in_cell = self._is_shared = False
        self._number: str | None = None  # of a shared text, in a cell, as far as it is read
        self._number_at = 0

    def parser(self) -> expat.XMLParserType:
        """Return the parser, which calls this scanner."""
        parser = self._parser = super().parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        return parser

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        # Called for every cell, a million times: plain branches, and nothing done twice.
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "is", "f"):
            if self._row > self._rows or self._column > self._columns:
                self._rows = max(self._rows, self._row)
                self._columns = max(self._columns, self._column)
                check_size(self._rows, self._columns)
            if self._is_shared and name == "v":
                self._begin_number()
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "si":
            self._begin_text()

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "v":
            if self._number is not None:
                self._end_number(self._number)
        elif name == "c":
            self._in_cell = self._is_shared = False
        elif name == "si" and self._characters is not None:
            self._texts.note_text(self._text_number, self._characters)
            self._text_number += 1
            self._characters = None

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if self._in_cell:  # a cell within a cell
            raise damaged()
        self._in_cell = True
        self._is_shared = attributes.get("t") == "s"
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column = _column(letters)
            self._row = int(reference[len(letters) :])

    def _begin_number(self) -> None:
        if self._number is not None:
            raise damaged()
        self._number = ""

    def _begin_text(self) -> None:
        if self._characters is not None:
            raise damaged()
        self._characters = 0

    def _add(self, text: str) -> None:
        if self._number is not None:
            if not self._number:
                self._number_at = self._parser.CurrentByteIndex
            self._number += text
            if len(self._number) > _MOST_DIGITS:
                raise damaged()
        elif self._characters is not None:
            self._characters += len(text)

    def _end_number(self, number: str) -> None:
        """Count a reference. One that does not stand in plain digits the reader may take for another."""
        if number:
            taken = self._parser.CurrentByteIndex - self._number_at
            if taken != len(number) or not number.isdigit() or not number.isascii():
                raise damaged()
        self._texts.note_cell(int(number or 0))
        self._number = None


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """Return the number of the column, from 1, that a spreadsheet names so."""
    if _LETTERS.fullmatch(letters) is None:
        raise damaged()
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class OdsScanner(Scanner):
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
        """Return the parser, which calls this scanner."""
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
