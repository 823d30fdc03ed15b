"""From a table and its columns to the preview: who is in it, and what is wrong, row by row."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from election.errors import ElectionError, Message
from election.texts import Unclean, clean_text
from election.voters.accounts import LONGEST_EMAIL, LONGEST_NAME, normal_email
from election.voters.roll_files.columns import Columns, Kind, check_columns
from election.voters.roll_files.entries import Entry, Fault, Preview, Problem
from election.voters.roll_files.table import RESIDENT_NUMBER, Table

LONGEST_NUMBER = 40
LONGEST_GROUP = 100

_LONGEST = {
    Kind.NAME: LONGEST_NAME,
    Kind.NUMBER: LONGEST_NUMBER,
    Kind.EMAIL: LONGEST_EMAIL,
    Kind.GROUP: LONGEST_GROUP,
}
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?[Ee]\+?\d{1,3}|#{3,}")
_BREAKS = re.compile(r"[\t\n\v\f\r\u0085\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_SHORTEST_NUMBER = 4  # below it, lengths tell nothing
_SAME_LENGTH = 0.95  # of the numbers, from which on a shorter one has probably lost a zero
_STEP = 1000  # rows between two calls of `progress`


def check(table: Table, columns: Columns, progress: Callable[[float], None] = lambda _: None) -> Preview:
    """Return what an import of `table` would take.

    `progress` is called with the share of the rows that is done, every now and then; what it raises ends the
    work. Raises ColumnsRefused.
    """
    check_columns(table, columns)
    checker = _Checker(table, columns)
    first = 0 if columns.titles is None else columns.titles + 1
    for number in range(first, len(table.rows)):
        if number % _STEP == 0:
            progress(number / len(table.rows))
        checker.add(number)
    progress(1.0)
    return checker.preview()


class _Checker:
    """Goes through the rows once; what needs all of them comes at the end."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._table = table
        self._columns: dict[Kind, tuple[int, ...]] = {kind: columns.of(kind) for kind in _LONGEST}
        self._titles = columns.titles or 0
        self._entries: dict[int, Entry] = {}  # by row number
        self._problems: list[Problem] = []
        self._refused: set[int] = set()
        self._first: dict[tuple[Kind, str], int] = {}  # number or e-mail -> the row that has it
        self._names: dict[str, int] = {}

    def add(self, at: int) -> None:
        row = at + 1
        raw = {kind: self._raw(at, columns) for kind, columns in self._columns.items()}
        if not any(raw.values()):
            return
        found: list[tuple[Fault, dict[str, object]]] = []
        texts = {kind: self._text(at, kind, text, found) for kind, text in raw.items()}
        entry = Entry(texts[Kind.NAME], texts[Kind.NUMBER], texts[Kind.EMAIL], texts[Kind.GROUP])
        if not found:
            found.extend(_missing(entry))
        if not found:
            entry = self._with_email(entry, found)
        if not found:
            found.extend(self._duplicates(row, entry))
        if found:
            self._refused.add(row)
            self._problems.extend(Problem(row, fault, values) for fault, values in found)
            return
        self._keep(at, entry)

    def preview(self) -> Preview:
        self._look_at_lengths()
        problems = sorted(self._problems, key=lambda each: (each.row, not each.stops))
        looked_at = {each.row for each in problems if not each.stops} - self._refused
        return Preview(
            sorted(self._entries.items()), problems, len(looked_at), len(self._refused), self._notes()
        )

    def _raw(self, at: int, columns: Sequence[int]) -> str:
        row = self._table.rows[at]
        if len(columns) == 1:
            return row[columns[0]].strip() if columns[0] < len(row) else ""
        return " ".join(filter(None, (row[each].strip() for each in columns if each < len(row))))

    def _text(self, at: int, kind: Kind, text: str, found: list[tuple[Fault, dict[str, object]]]) -> str:
        """Return `text`, which stands in the row, cleaned; adds to `found` why it cannot be."""
        if not text:
            return self._covered(at, kind, found)
        fault = _fault_of(text, kind)
        if fault is None:
            try:
                text = clean_text(_prepared(text, kind))
            except Unclean:
                fault = Fault.UNREADABLE
            else:
                fault = Fault.TOO_LONG if len(text) > _LONGEST[kind] else None
        if fault is not None:
            values = {"column": Message(f"roll.column.{kind}")}
            found.append((fault, values | ({"text": text[:40]} if fault in _QUOTED else {})))
            return ""
        return text

    def _covered(self, at: int, kind: Kind, found: list[tuple[Fault, dict[str, object]]]) -> str:
        """Return what a merged cell above says: a group holds for all its rows, nothing else can."""
        column = self._columns[kind][0] if self._columns[kind] else -1
        top = self._table.merged.get((at, column))
        if top is None or top <= self._titles < at:
            return ""
        if kind is not Kind.GROUP:
            found.append((Fault.MERGED, {"column": Message(f"roll.column.{kind}"), "other": top + 1}))
            return ""
        text = self._text(top, kind, self._raw(top, (column,)), found)
        if text:
            self._problems.append(Problem(at + 1, Fault.GROUP_FILLED, {"text": text, "other": top + 1}))
        return text

    def _with_email(self, entry: Entry, found: list[tuple[Fault, dict[str, object]]]) -> Entry:
        if not entry.email:
            return entry
        try:
            email = normal_email(entry.email)
        except ElectionError:
            email = ""
        if not _EMAIL.fullmatch(email):
            found.append((Fault.NOT_AN_EMAIL, {"text": entry.email[:40]}))
        return entry if email == entry.email else replace(entry, email=email)

    def _duplicates(self, row: int, entry: Entry) -> Iterator[tuple[Fault, dict[str, object]]]:
        for kind, fault, key, text in (
            (Kind.NUMBER, Fault.SAME_NUMBER, entry.number_key, entry.number),
            (Kind.EMAIL, Fault.SAME_EMAIL, entry.email, entry.email),
        ):
            if key and (other := self._first.setdefault((kind, key), row)) != row:
                yield fault, {"text": text, "other": other}

    def _keep(self, at: int, entry: Entry) -> None:
        row = at + 1
        self._entries[row] = entry
        other = self._names.setdefault(entry.name.casefold(), row)
        if other != row:
            self._look(row, Fault.SAME_NAME, {"text": entry.name, "other": other})
        if self._columns[Kind.GROUP] and not entry.group:
            self._look(row, Fault.NO_GROUP, {})

    def _look(self, row: int, fault: Fault, values: dict[str, object]) -> None:
        self._problems.append(Problem(row, fault, values))

    def _look_at_lengths(self) -> None:
        """Look at numbers that are shorter than nearly all others: a spreadsheet drops leading zeros."""
        lengths = Counter(len(each.number) for each in self._entries.values() if each.number.isdecimal())
        usual, count = max(lengths.items(), key=lambda each: each[1], default=(0, 0))
        if usual < _SHORTEST_NUMBER or count < _SAME_LENGTH * lengths.total():
            return
        for row, entry in self._entries.items():
            if entry.number.isdecimal() and usual - 3 <= len(entry.number) < usual:
                values = {"text": entry.number, "digits": len(entry.number), "usual": usual}
                self._look(row, Fault.ZERO_LOST, values)

    def _notes(self) -> Sequence[Message]:
        notes = []
        if count := len(self._table.resident_columns):
            notes.append(Message("roll.note.resident", {"count": count}))
        if self._titles:
            notes.append(Message("roll.note.heading", {"count": self._titles}))
        return notes


_QUOTED = frozenset({Fault.SHORTENED, Fault.FORMULA})


def _fault_of(text: str, kind: Kind) -> Fault | None:
    """Return why `text` cannot be taken as it stands, before it is cleaned."""
    if RESIDENT_NUMBER in text:
        return Fault.RESIDENT
    if "\ufffd" in text:
        return Fault.UNREADABLE
    if text.startswith(("=", "＝")):
        return Fault.FORMULA
    if kind is Kind.NUMBER and _SHORTENED.fullmatch(text):
        return Fault.SHORTENED
    return None


def _prepared(text: str, kind: Kind) -> str:
    """Return `text` with breaks of the line as spaces and without control characters, which a cell may hold
    by accident; a number in its plain digits.
    """
    if not text.isprintable():
        text = _BREAKS.sub(" ", _CONTROL.sub("", text))
    return unicodedata.normalize("NFKC", text) if kind is Kind.NUMBER and not text.isascii() else text


def _missing(entry: Entry) -> Iterator[tuple[Fault, dict[str, object]]]:
    if not entry.name:
        yield Fault.NO_NAME, {}
    elif not entry.number_key and not entry.email:
        yield Fault.NO_KEY, {}
