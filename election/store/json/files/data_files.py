"""Keeping the tables on the disk: durable at each commit, and no file a sequence of what happened.

Between two checkpoints all that is on the disk is encrypted, under keys that stand only in the header of the
*journal* (`journal_file`). The journal holds the rows that changed lately, written as a whole at each commit;
the *snapshot* (`snapshot_file`) all others. A journal that has become large is *compacted*: a new snapshot is
written in the background with its rows in it, and a later commit names it (`compaction`). Of the secret
tables, ballots and who has voted, random *cover rows* stay in the journal (`cover`): at least 16 of each
contest and of each style, or all where there are fewer. So whoever copies the folder sees some recent ballots
of each contest and some recent voters of each style, and nothing that pairs or orders them.

When the polls close and at a clean stop there is a *checkpoint*: everything is written to ``election.json``,
which people may read, and then the journal's header is overwritten. The first commit afterwards starts a new
journal: it begins with cover rows, so that the next voter is not alone, everything is encrypted again, and
``election.json`` is overwritten where it lies before anything changes. So of two states that differ by one
voter never more than one can be read, neither in the files nor in the disk's free blocks. After Molnar,
Kohno, Sastry, Wagner, "Tamper-Evident, History-Independent, Subliminal-Free Data Structures on PROM Storage
-or- How to Store Ballots on a Voting Machine" (2006).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from election.store.json.files.cipher import new_key
from election.store.json.files.compaction import Compactor, without
from election.store.json.files.cover import cover_rows
from election.store.json.files.disk_io import remove, replace_file, shred, sync_folder, write_file
from election.store.json.files.format import compose
from election.store.json.files.journal import Journal
from election.store.json.files.journal_file import JournalFile
from election.store.json.files.names import (
    JOURNAL,
    PARTS,
    SNAPSHOT_FILES,
    PlainNames,
)
from election.store.json.files.plain_file import shred_plain_files, write_plain_files
from election.store.json.files.recovery import Migration, Recovered, Recovery, damaged
from election.store.json.files.snapshot_file import SnapshotPart, snapshot_pieces, write_snapshot_part
from election.store.json.tables.rows import Rows, TableChange

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """What the journal file says: the rows of the journal, and which snapshot they belong to."""

    journal: Journal
    snapshot: Mapping[str, SnapshotPart]


class DataFiles:
    """The files of one engine. Not thread-safe: the engine calls it under its lock::

        files.load()                       # once
        state = files.next_state(changes)  # then, at each commit
        files.write(state)                 # the disk has it
        files.confirm(state)               # and so has memory
        files.checkpoint()
        files.close()

    `tables` is the engine's memory; `load` fills it. After an exception of any method the files hold the
    state that was committed last; or, while `settled` is False, that one or the one that was being written.
    """

    def __init__(
        self, folder: Path, tables: Mapping[str, Rows], migrate: Migration, names: PlainNames
    ) -> None:
        self._folder = folder
        self._names = names
        self._tables = tables
        self._migrate = migrate
        self._file = JournalFile(folder / JOURNAL)
        self._parts = {
            part: {name: rows for name, rows in tables.items() if rows.spec.secret == (part == PARTS[1])}
            for part in PARTS
        }
        self._compactor = Compactor(folder, self._parts)
        self._committed: State | None = None  # what the files hold, or are to hold; None: there is no journal
        self._unconfirmed = False  # something was written that is not `_committed` yet
        self._has_plain_files = False  # which must go before anything changes
        self._has_leftovers = False  # there is no journal, but files that are of no use any more
        self.repaired = False  # something was damaged and has been put right from its copy

    # --- opening ---------------------------------------------------------------------------------------

    def load(self) -> None:
        """Fill the tables from the files, and end what a crash cut off. Raises DataDamaged or DataNewer, and
        then nothing was changed, or OSError.
        """
        found = Recovery(self._folder, self._file, self._names).read()
        migrated = self._migrate(found.tables)
        is_old = found.is_format_1 or migrated is not found.tables
        found.tables = migrated
        self._fill(found)
        self.repaired = found.is_repaired
        self._has_plain_files = found.has_plain_files
        for name, data in found.repairs.items():
            self._repair(name, data)
        if found.journal is not None:
            self._committed = State(found.journal, found.snapshot)
            self._file.repair()
            self._shred_plain_files()
            if is_old:
                self.checkpoint()  # of the rows as they are now; until it is done the journal counts
        elif is_old:
            self._start_journal()  # what was there is overwritten once all of it is encrypted in its new form
        elif found.is_new:
            self._shred_plain_files()
            self._write_plain_files()
        else:
            self._tidy()

    def _fill(self, found: Recovered) -> None:
        for name, lines in sorted(found.tables.items(), key=lambda table: self._is_counted(table[0])):
            try:
                self._tables[name].load(lines)
            except (LookupError, ValueError, TypeError, AttributeError) as error:
                file = self._names.data if found.journal is None else JOURNAL
                raise damaged(self._folder, file, "damage.not_ours", self._names) from error

    def _is_counted(self, name: str) -> bool:
        """Whether the rows of a table are counted, for which those of others must be there."""
        return name in self._tables and self._tables[name].spec.counted is not None

    def _repair(self, name: str, data: bytes) -> None:
        log.warning("%s was damaged or missing and has been recovered exactly from its copy", name)
        if name in SNAPSHOT_FILES:
            write_file(self._folder / name, [data])
            sync_folder(self._folder)
        else:
            shred(self._folder / name)
            replace_file(self._folder / name, [data])

    def _tidy(self) -> None:
        """After a checkpoint, remove what a crash left."""
        for name in self._names.every:
            if name not in (self._names.data, self._names.copy):
                shred(self._folder / name)
        self._has_leftovers = any((self._folder / name).exists() for name in (JOURNAL, *SNAPSHOT_FILES))
        self._remove_leftovers()

    # --- committing ------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """Whether the files certainly hold what was committed last, and nothing that was written after it."""
        return self._file.settled and not self._unconfirmed

    def settle(self) -> None:
        """After a failure, make the files hold what was committed last, and nothing else. Raises OSError."""
        if self._committed is None:
            self._file.erase()
        else:
            self._file.settle(_content(self._committed))
        self._unconfirmed = False

    def next_state(self, changes: Mapping[str, TableChange]) -> State:
        """Start a journal if there is none, and return what is to be written to commit `changes`."""
        if self._has_plain_files and self._committed is not None:
            self._shred_plain_files()
        state = self._committed or self._start_journal()
        journal, snapshot = self._compactor.after_compaction(state.journal, state.snapshot)
        for name, change in changes.items():
            journal = journal.with_rows(name, change.rows)
        return State(journal, snapshot)

    def write(self, state: State) -> None:
        """Write the journal so that it says `state`, which counts once it is confirmed. Raises OSError."""
        self._unconfirmed = True
        try:
            self._file.write(_content(state))
        except BaseException:
            self._unconfirmed = False  # the journal file knows what it holds
            raise

    def confirm(self, state: State) -> None:
        """Take `state`, which was written, for what is committed."""
        self._compactor.committed(state.journal, state.snapshot)
        self._committed, self._unconfirmed = state, False

    def compact_if_due(self) -> None:
        """Begin to compact a journal that has become large, in the background. Raises nothing."""
        if self._committed is not None and self.settled:
            self._compactor.start_if_due(self._committed.journal, self._committed.snapshot)

    def _start_journal(self) -> State:
        """Encrypt everything, with cover rows in the journal. When this returns nothing on the disk can be
        read without the journal file.
        """
        self._has_leftovers = True  # until the journal file says otherwise
        journal = Journal({})
        snapshot = {}
        for part, tables in self._parts.items():
            ids = {}
            for name, rows in tables.items():
                cover = cover_rows(rows)
                journal = journal.with_rows(name, {row_id: rows.by_id[row_id] for row_id in cover})
                ids[name] = without(rows.ids(), cover)
            snapshot[part] = SnapshotPart(1, new_key())
            pieces = snapshot_pieces(tables, ids, lambda: None)
            write_snapshot_part(self._folder, part, snapshot[part], pieces)
        sync_folder(self._folder)
        state = State(journal, snapshot)
        self._has_plain_files = True
        self.write(state)
        self._has_leftovers = False
        self.confirm(state)
        self._shred_plain_files()
        return state

    # --- checkpoint ------------------------------------------------------------------------------------

    def checkpoint(self) -> None:
        """Write everything to ``election.json`` and its copy, and remove journal and snapshot. Raises
        OSError; nothing is lost then, and it may be called again.
        """
        self._compactor.cancel()
        if not self.settled:
            self.settle()
        if self._committed is not None:
            self._shred_plain_files()
            self._write_plain_files()
            self._has_leftovers = True
            self._file.erase()
            self._committed = None
        self._remove_leftovers()

    def _write_plain_files(self) -> None:
        self._has_plain_files = True
        write_plain_files(self._folder, self._tables, self._names)

    def _shred_plain_files(self) -> None:
        if self._has_plain_files:
            shred_plain_files(self._folder, self._names)
            self._has_plain_files = False

    def _remove_leftovers(self) -> None:
        """After a checkpoint, remove what is of no use any more; nobody can read it."""
        if self._has_leftovers:
            self._file.remove()
            for name in SNAPSHOT_FILES:
                remove(self._folder / name)
            sync_folder(self._folder)
            self._has_leftovers = False

    def close(self) -> None:
        """Close the files as they are."""
        self._compactor.cancel()
        self._file.close()


def _content(state: State) -> list[bytes]:
    parts = {name: {"place": part.slot, "key": part.key.hex()} for name, part in state.snapshot.items()}
    names = sorted({*state.journal.tables})
    return compose(state.journal.sections(names), {"parts": parts})
