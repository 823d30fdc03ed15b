"""Opening a data folder: finding the one state its files hold, or refusing it.

What is on the disk is, at any moment, one of these:

- nothing of ours: the folder is new;
- *at rest*: ``election.json`` and its copy, which people may read, and no recent file with a head;
- *open*: the recent file with a head, and the hidden base parts that it names. If ``election.json`` is there
  as well, the program was cut off on its way to rest or from it; it then holds the same state or is half
  overwritten;
- *open in format 1*: ``recent.json``, and the ``election.json`` that it belongs to, readable both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from election.errors import DataDamaged, DataNewer, Message
from election.store.json.files.format import BrokenSealError, Content, parse, unseal
from election.store.json.files.journal import Recent, is_removal
from election.store.json.files.journal_file import FORMAT, NewerFormatError, RecentFile
from election.store.json.files.names import (
    BASE,
    COPY,
    HIDDEN,
    KEY_FILE,
    OLD_RECENT,
    PARTS,
    READABLE,
    RECENT,
    VERSIONED,
)
from election.store.json.files.snapshot_file import BasePart, read_part

TableRows = dict[str, dict[int, bytes]]
# Returns the rows as the program of today has them: the same object where nothing is to be done.
Migration = Callable[[TableRows], TableRows]


@dataclass
class Found:
    """What a folder holds."""

    tables: TableRows = field(default_factory=dict)
    recent: Recent | None = None  # None: at rest
    parts: dict[str, BasePart] = field(default_factory=dict)
    readable: bool = False  # files people may read are there, and must go before anything changes
    new: bool = False  # nothing was ever kept here
    old: bool = False  # it was open in format 1
    recovered: bool = False  # something was damaged or missing, and its copy is whole
    repairs: dict[str, bytes] = field(default_factory=dict)  # what files should hold that do not


class Opening:
    """Reads one folder; changes nothing there."""

    def __init__(self, folder: Path, file: RecentFile) -> None:
        self._folder = folder
        self._file = file

    def find(self) -> Found:
        """Return what the folder holds. Raises DataDamaged, DataNewer or OSError."""
        try:
            content = self._file.read()
        except NewerFormatError as error:
            raise self._newer(RECENT, error.number) from error
        except BrokenSealError as error:
            raise self._damaged(RECENT, "damage.seal") from error
        if content is not None:
            return self._open(content)
        recent = self._unseal(OLD_RECENT)
        base = self._unseal(BASE)
        copy = base if self._same(BASE, COPY) else self._unseal(COPY)
        if recent is not None:
            return self._open_in_format_1(recent, base, copy)
        return self._at_rest(base, copy)

    # --- open ------------------------------------------------------------------------------------------

    def _open(self, data: bytes) -> Found:
        try:
            content = parse(data)
            parts = {
                name: BasePart(each["place"], bytes.fromhex(each["key"]))
                for name, each in content.seal["parts"].items()
            }
        except (BrokenSealError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._damaged(RECENT, "damage.not_ours") from error
        found = Found(recent=Recent(content.tables), parts=parts)
        for name in PARTS:
            try:
                base, repairs = read_part(self._folder, name, parts[name])
            except (BrokenSealError, KeyError) as error:
                raise self._damaged(RECENT, "damage.base_lost") from error
            found.tables |= base.tables
            found.repairs |= repairs
            found.recovered |= bool(repairs)
        overlay(found.tables, content.tables)
        found.readable = any((self._folder / name).exists() for name in READABLE)
        for name in (BASE, COPY):
            other = self._unseal(name)
            if (
                isinstance(other, Content)
                and other.seal.get("closed")
                and other.tables.get(VERSIONED) == found.tables.get(VERSIONED)  # else it was just migrated
                and filled(other.tables) != filled(found.tables)
            ):
                raise self._damaged(name, "damage.not_its_recent")
        return found

    # --- at rest ---------------------------------------------------------------------------------------

    def _at_rest(self, base: Content | str | None, copy: Content | str | None) -> Found:
        for file in (base, copy):
            if isinstance(file, Content) and file.seal.get("closed"):
                return self._readable(file, base, copy)
        if isinstance(base, Content):
            raise self._damaged(OLD_RECENT, "damage.missing")
        if base is None and copy is None and not self._was_used():
            return Found(new=True, readable=self._leftovers())
        raise self._damaged(BASE, base or "damage.missing")

    def _readable(self, good: Content, base: Content | str | None, copy: Content | str | None) -> Found:
        found = Found(good.tables, readable=True, recovered=good is not base)
        name = BASE if good is base else COPY
        for file, content in ((BASE, base), (COPY, copy)):
            if not isinstance(content, Content) or content.digest != good.digest:
                found.repairs[file] = (self._folder / name).read_bytes()
        return found

    def _was_used(self) -> bool:
        """Whether an election was kept here: never start empty where there was one. The key that signs tokens
        is made after the first `election.json`.
        """
        return any((self._folder / name).exists() for name in (KEY_FILE, *HIDDEN))

    def _leftovers(self) -> bool:
        return any((self._folder / name).exists() for name in READABLE)

    # --- format 1 --------------------------------------------------------------------------------------

    def _open_in_format_1(
        self, recent: Content | str, base: Content | str | None, copy: Content | str | None
    ) -> Found:
        """Return what a program of format 1 left that did not stop in order."""
        if isinstance(recent, str):
            raise self._damaged(OLD_RECENT, recent)
        follows = recent.seal.get("bases", ())
        found = Found(readable=True, old=True)
        if isinstance(base, Content) and base.digest in follows:
            found.tables = base.tables
        elif isinstance(copy, Content) and copy.digest in follows:
            found.tables, found.recovered = copy.tables, True
        elif isinstance(base, Content):
            raise self._damaged(OLD_RECENT, "damage.not_its_base")
        elif base is not None or copy is not None or "" not in follows or any(recent.tables.values()):
            raise self._damaged(BASE, base or "damage.missing")
        overlay(found.tables, recent.tables)
        return found

    # --- files -----------------------------------------------------------------------------------------

    def _same(self, one: str, other: str) -> bool:
        """Whether two files hold the same bytes; a large one then need not be taken apart twice."""
        try:
            return (self._folder / one).read_bytes() == (self._folder / other).read_bytes()
        except FileNotFoundError:
            return False

    def _unseal(self, name: str) -> Content | str | None:
        """Return a file's content, the key of what is wrong with it, or None if it is not there."""
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            content = unseal(data)
        except BrokenSealError:
            return "damage.seal" if data else "damage.empty"
        number = content.seal.get("format", 1)
        if not isinstance(number, int) or number > FORMAT:
            raise self._newer(name, number)
        return content

    def _newer(self, name: str, number: Any) -> DataNewer:
        return DataNewer(file=str(self._folder / name), number=number, known=FORMAT)

    def _damaged(self, name: str, reason: str) -> DataDamaged:
        return damaged(self._folder, name, reason)


def damaged(folder: Path, name: str, reason: str) -> DataDamaged:
    """Return the refusal that names a file, what is wrong with it, and which other is good."""
    good = next((each for each in (BASE, COPY) if each != name and _is_good(folder / each)), None)
    last = Message("damage.last_good", {"file": str(folder / good)}) if good else Message("damage.no_good")
    return DataDamaged(file=str(folder / name), reason=Message(reason), last_good=last)


def _is_good(path: Path) -> bool:
    try:
        unseal(path.read_bytes())
    except (OSError, BrokenSealError):
        return False
    return True


def overlay(tables: TableRows, recent: Mapping[str, Mapping[int, bytes]]) -> None:
    """Put the recent rows over those of the base, and take out those that were removed."""
    for name, lines in recent.items():
        rows = tables.setdefault(name, {})
        for row_id, line in lines.items():
            if is_removal(line):
                rows.pop(row_id, None)
            else:
                rows[row_id] = line


def filled(tables: TableRows) -> TableRows:
    """Return the tables that have rows."""
    return {name: rows for name, rows in tables.items() if rows}
