"""Opens a roll's file, whatever it is, and gives its tables: one for each way of reading it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from election.texts import isolated
from election.voters.roll_files import delimited
from election.voters.roll_files.columns import Kind, recognise
from election.voters.roll_files.delimited import TextForm
from election.voters.roll_files.limits import MOST_BYTES
from election.voters.roll_files.refusals import RollFileRefused, Unreadable
from election.voters.roll_files.table import Table, make_table
from election.voters.roll_files.workbook import SheetReader

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel files, and encrypted new ones
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b")
_SHOWN = 3  # names by which a reading is judged


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text file, with the first names as they look in it."""

    form: TextForm
    first_names: tuple[str, ...]


class RollFile:
    """A file that was opened. Either `sheets` names those of a workbook, or `readings` are the ways to read
    a text; the first is the best guess.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._book: SheetReader | None = None
        self.sheets: list[str] = []
        self.readings: list[Reading] = []
        if data.startswith(_ZIP):
            self._book = SheetReader(data)
            first = self._book.first()
            self.sheets = sorted(self._book.names, key=lambda each: each != first)
            return
        _refuse_others(data)
        self.readings = [self._reading(each) for each in delimited.likely_encodings(data)]

    def table(self, form: TextForm | None = None, sheet: str | None = None) -> Table:
        """Return the rows, read in that form or of that sheet; without either, by the best guess. Raises
        RollFileRefused.
        """
        try:
            if self._book is not None:
                return self._book.table(sheet or self.sheets[0])
            form = form or self.readings[0].form
            return make_table(
                delimited.read_rows(delimited.decode(self._data, form.encoding), form.delimiter), {}
            )
        except Unreadable as error:
            raise refused(self._name, error) from None

    def _reading(self, encoding: str) -> Reading:
        text = delimited.decode(self._data[: 2**17], encoding)
        form = TextForm(encoding, delimited.guess_delimiter(text))
        return Reading(form, _first_names(text, form))


def open_roll(path: Path) -> RollFile:
    """Read and open the file at `path`. Raises RollFileRefused, with a sentence, whatever is there."""
    try:
        data = _read(path)
        if not data.strip():
            raise Unreadable("roll.file.empty")
        return RollFile(path.name, data)
    except Unreadable as error:
        raise refused(path.name, error) from None


def refused(name: str, error: Unreadable) -> RollFileRefused:
    """Return the refusal of the file of that name."""
    return RollFileRefused(file=isolated(name), reason=error.reason)


def _read(path: Path) -> bytes:
    try:
        # A named pipe or a device would block, or never end.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        raise Unreadable("roll.file.unopened") from None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise Unreadable("roll.file.unopened")
        with os.fdopen(file, "rb", closefd=False) as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError:
        raise Unreadable("roll.file.unopened") from None
    finally:
        os.close(file)
    if len(data) > MOST_BYTES:
        raise Unreadable("roll.file.too_many_bytes", most=MOST_BYTES // 2**20)
    return data


def _refuse_others(data: bytes) -> None:
    """Raise Unreadable for files that are no text, each with what to do about it."""
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable("roll.file.password" if is_encrypted else "roll.file.old_excel")
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise Unreadable("roll.file.web_page")
    if data.startswith(_OTHERS):
        raise Unreadable("roll.file.other")


def _first_names(text: str, form: TextForm) -> tuple[str, ...]:
    rows = delimited.sample(text, form.delimiter)
    table = make_table(rows, {})
    columns = recognise(table)
    at = (columns.of(Kind.NAME) or (0,))[0]
    people = rows[0 if columns.titles is None else columns.titles + 1 :]
    names = [row[at].strip() for row in people if at < len(row) and row[at].strip()]
    return tuple(names[:_SHOWN])
