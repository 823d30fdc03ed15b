"""Recovery: finding the one state that the files of a folder hold, however the program ended, or refusing it.

What is on the disk is, at any moment, one of these:

- *new*: nothing of ours;
- *after a checkpoint*: the plain files ``election.json`` and its copy, and no journal with a header;
- *with a journal*: the journal with a header, and the parts of the snapshot that it names. If there are plain
  files as well, the program was cut off on its way to a checkpoint or from it; they then hold the same state
  or are half overwritten;
- *with a journal in format 1*: ``recent.json``, and the ``election.json`` that it belongs to, plain both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from election.errors import DataDamaged, DataNewer, Message
from election.store.json.files.format import Content, CorruptDataError, parse, unseal
from election.store.json.files.journal import Journal, is_tombstone
from election.store.json.files.journal_file import FORMAT, JournalFile
from election.store.json.files.names import (
    JOURNAL,
    KEY_FILE,
    OF_ELECTION,
    OLD_JOURNAL,
    PARTS,
    SNAPSHOT_FILES,
    VERSION_TABLE,
    PlainNames,
)
from election.store.json.files.snapshot_file import SnapshotPart, read_snapshot_part

TableRows = dict[str, dict[int, bytes]]
# Returns the rows as the program of today has them: the same object where nothing is to be done.
Migration = Callable[[TableRows], TableRows]


@dataclass
class Recovered:
    """What a folder holds."""

    tables: TableRows = field(default_factory=dict)
    journal: Journal | None = None  # None: there is none, as after a checkpoint
    snapshot: dict[str, SnapshotPart] = field(default_factory=dict)
    has_plain_files: bool = False  # which must go before anything changes
    is_new: bool = False  # nothing was ever kept here
    is_format_1: bool = False  # with a journal in that format
    is_repaired: bool = False  # something was damaged or missing, and its copy is whole
    repairs: dict[str, bytes] = field(default_factory=dict)  # what files should hold that do not


class Recovery:
    """Reads one folder; changes nothing there."""

    def __init__(self, folder: Path, file: JournalFile, names: PlainNames = OF_ELECTION) -> None:
        self._folder = folder
        self._file = file
        self._names = names

    def read(self) -> Recovered:
        """Return what the folder holds. Raises DataDamaged, DataNewer or OSError."""
        try:
            content = self._file.read()
        except CorruptDataError as error:
            raise self._damaged(JOURNAL, "damage.seal") from error
        if content is not None:
            return self._with_journal(content)
        journal = self._unseal(OLD_JOURNAL)
        plain = self._unseal(self._names.data)
        copy = plain if self._same(self._names.data, self._names.copy) else self._unseal(self._names.copy)
        if journal is not None:
            return self._with_format_1_journal(journal, plain, copy)
        return self._after_checkpoint(plain, copy)

    # --- with a journal --------------------------------------------------------------------------------

    def _with_journal(self, data: bytes) -> Recovered:
        try:
            content = parse(data)
            parts = {
                name: SnapshotPart(each["place"], bytes.fromhex(each["key"]))
                for name, each in content.seal["parts"].items()
            }
        except (CorruptDataError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._damaged(JOURNAL, "damage.not_ours") from error
        found = Recovered(journal=Journal(content.tables), snapshot=parts)
        for name in PARTS:
            try:
                snapshot, repairs = read_snapshot_part(self._folder, name, parts[name])
            except (CorruptDataError, KeyError) as error:
                raise self._damaged(JOURNAL, "damage.snapshot_lost") from error
            found.tables |= snapshot.tables
            found.repairs |= repairs
            found.is_repaired |= bool(repairs)
        replay(found.tables, content.tables)
        found.has_plain_files = self._has_plain_files()
        for name in (self._names.data, self._names.copy):
            if self._contradicts(name, found.tables):
                raise self._damaged(name, "damage.not_its_journal")
        return found

    def _contradicts(self, name: str, tables: TableRows) -> bool:
        """Whether a whole plain file beside the journal holds another state, although it is of the same
        version: of another one it is what the journal was migrated from.
        """
        other = self._unseal(name)
        if not isinstance(other, Content) or not other.seal.get("closed"):
            return False
        is_same_version = other.tables.get(VERSION_TABLE) == tables.get(VERSION_TABLE)
        return is_same_version and non_empty(other.tables) != non_empty(tables)

    # --- after a checkpoint ----------------------------------------------------------------------------

    def _after_checkpoint(self, plain: Content | str | None, copy: Content | str | None) -> Recovered:
        for file in (plain, copy):
            if isinstance(file, Content) and file.seal.get("closed"):
                return self._of_plain_file(file, plain, copy)
        if isinstance(plain, Content):
            raise self._damaged(OLD_JOURNAL, "damage.missing")
        if plain is None and copy is None and not self._was_used():
            return Recovered(is_new=True, has_plain_files=self._has_plain_files())
        raise self._damaged(self._names.data, plain or "damage.missing")

    def _of_plain_file(
        self, good: Content, plain: Content | str | None, copy: Content | str | None
    ) -> Recovered:
        found = Recovered(good.tables, has_plain_files=True, is_repaired=good is not plain)
        name = self._names.data if good is plain else self._names.copy
        for file, content in ((self._names.data, plain), (self._names.copy, copy)):
            if not isinstance(content, Content) or content.digest != good.digest:
                found.repairs[file] = (self._folder / name).read_bytes()
        return found

    def _was_used(self) -> bool:
        """Whether an election was kept here: never start empty where there was one. The key that signs tokens
        is made after the first `election.json`.
        """
        return any((self._folder / name).exists() for name in (KEY_FILE, *SNAPSHOT_FILES))

    def _has_plain_files(self) -> bool:
        return any((self._folder / name).exists() for name in self._names.every)

    # --- format 1 --------------------------------------------------------------------------------------

    def _with_format_1_journal(
        self, journal: Content | str, plain: Content | str | None, copy: Content | str | None
    ) -> Recovered:
        """Return what a program of format 1 left that did not stop in order."""
        if isinstance(journal, str):
            raise self._damaged(OLD_JOURNAL, journal)
        follows = journal.seal.get("bases", ())
        found = Recovered(has_plain_files=True, is_format_1=True)
        if isinstance(plain, Content) and plain.digest in follows:
            found.tables = plain.tables
        elif isinstance(copy, Content) and copy.digest in follows:
            found.tables, found.is_repaired = copy.tables, True
        elif isinstance(plain, Content):
            raise self._damaged(OLD_JOURNAL, "damage.not_its_data_file")
        elif plain is not None or copy is not None or "" not in follows or any(journal.tables.values()):
            raise self._damaged(self._names.data, plain or "damage.missing")
        replay(found.tables, journal.tables)
        return found

    # --- files -----------------------------------------------------------------------------------------

    def _same(self, one: str, other: str) -> bool:
        """Whether two files hold the same bytes; a large one then need not be taken apart twice."""
        try:
            return (self._folder / one).read_bytes() == (self._folder / other).read_bytes()
        except FileNotFoundError:
            return False

    def _unseal(self, name: str) -> Content | str | None:
        """Return a plain file's content, the catalogue's key of what is wrong with it, or None if it is not
        there.
        """
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            content = unseal(data)
        except CorruptDataError:
            return "damage.seal" if data else "damage.empty"
        number = content.seal.get("format", 1)
        if not isinstance(number, int) or number > FORMAT:
            raise DataNewer(file=str(self._folder / name), number=number, known=FORMAT)
        return content

    def _damaged(self, name: str, reason: str) -> DataDamaged:
        return damaged(self._folder, name, reason, self._names)


def damaged(folder: Path, name: str, reason: str, names: PlainNames = OF_ELECTION) -> DataDamaged:
    """Return the refusal that names a file, what is wrong with it, and which other is good."""
    good = next((each for each in (names.data, names.copy) if each != name and _is_good(folder / each)), None)
    last = Message("damage.last_good", {"file": str(folder / good)}) if good else Message("damage.no_good")
    return DataDamaged(file=str(folder / name), reason=Message(reason), last_good=last)


def _is_good(path: Path) -> bool:
    try:
        unseal(path.read_bytes())
    except (OSError, CorruptDataError):
        return False
    return True


def replay(tables: TableRows, journal: Mapping[str, Mapping[int, bytes]]) -> None:
    """Put the rows of the journal over those of the snapshot, and take out those that were removed."""
    for name, lines in journal.items():
        rows = tables.setdefault(name, {})
        for row_id, line in lines.items():
            if is_tombstone(line):
                rows.pop(row_id, None)
            else:
                rows[row_id] = line


def non_empty(tables: TableRows) -> TableRows:
    """Return the tables that have rows."""
    return {name: rows for name, rows in tables.items() if rows}
