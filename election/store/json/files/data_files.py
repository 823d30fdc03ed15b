"""Keeping the tables on the disk: durable at each commit, and no file a sequence of what happened.

While votes come in, everything on the disk is hidden, under keys that stand only in the head of the recent
file (`recent_file`): there are the recent rows, as a whole at each commit, and the base (`base`) with all
others. When the recent rows have become many they are *folded*: a new base is written in the background with
them in it, and a later commit names it (`fold`). Of the secret tables (ballots; who has voted) a random
remainder stays recent, drawn apart for each crowd that a row may hide in (`TableSpec`: each contest, each
style): at least 16 rows, or all where there are fewer. So whoever copies the folder sees some recent ballots
of each contest and some recent voters of each style, and nothing that pairs or orders them.

When the polls close and at a clean stop the store comes to *rest*: everything is written to
``election.json``, which people may read, and then the head is overwritten. The first commit afterwards
*wakes* it: a random handful of rows of each crowd is made recent, so that the next voter is not alone,
everything is hidden again, and ``election.json`` is overwritten where it lies before anything changes. So of
two states that differ by one voter never more than one can be read, neither in the files nor in the disk's
free blocks. After
Molnar, Kohno, Sastry, Wagner, "Tamper-Evident, History-Independent, Subliminal-Free Data Structures on PROM
Storage -or- How to Store Ballots on a Voting Machine" (2006).
"""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from election.store.json.files.cipher import new_key
from election.store.json.files.compaction import Fold, without
from election.store.json.files.disk_io import remove, replace_file, shred, sync_folder, write_file
from election.store.json.files.format import compose
from election.store.json.files.journal import Recent
from election.store.json.files.journal_file import RecentFile
from election.store.json.files.names import BASE, COPY, HIDDEN, PARTS, READABLE, RECENT
from election.store.json.files.plain_file import shred_readable, write_readable
from election.store.json.files.recovery import Found, Migration, Opening, damaged
from election.store.json.files.snapshot_file import BasePart, pieces_of, write_part
from election.store.json.tables.rows import Rows, Step

log = logging.getLogger(__name__)

CROWD = 16  # a voter hides among at least so many
_CROWD_MORE = 32  # a random number below this is added, so that a count tells nothing either
# Bytes of a part's recent rows, some hundreds, from which they are folded: in a large election more, a byte
# for each row of the base. More make each commit dearer, fewer fold more often; measured with `bench.store`.
FOLD_AT = 32 * 1024
_FOLD_AT_MOST = 128 * 1024
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class State:
    """What the recent file says: the recent rows, and which base they belong to."""

    recent: Recent
    parts: Mapping[str, BasePart]


class Disk:
    """The files under one `Store`. Not thread-safe: the store calls it under its lock.

    `tables` is the store's memory; `load` fills it. After an exception of any method the files hold the state
    that was kept last; or, while `settled` is False, that one or the one that was being written.
    """

    def __init__(self, folder: Path, tables: Mapping[str, Rows], migrate: Migration) -> None:
        self._folder = folder
        self._tables = tables
        self._migrate = migrate
        self._file = RecentFile(folder / RECENT)
        self._parts = {
            part: {name: rows for name, rows in tables.items() if rows.spec.secret == (part == PARTS[1])}
            for part in PARTS
        }
        self.kept: State | None = None  # what the files hold, or are to hold; None: they are at rest
        self._unconfirmed = False  # something was written that is not `kept` yet
        self._readable = False  # files people may read are there, and must go before anything changes
        self._leftovers = False  # at rest, with files still there that are of no use any more
        self._folds: dict[str, Fold] = {}
        self._fold_at = dict.fromkeys(PARTS, 0)  # bytes; 0: as `_due` says
        self.recovered = False  # something was damaged and has been put right from its copy

    # --- opening ---------------------------------------------------------------------------------------

    def load(self) -> None:
        """Fill the tables from the files, and end what a crash cut off. Raises DataDamaged or DataNewer, and
        then nothing was changed, or OSError.
        """
        found = Opening(self._folder, self._file).find()
        migrated = self._migrate(found.tables)
        is_old = found.old or migrated is not found.tables
        if is_old and found.recent is not None:  # no program has left that
            raise damaged(self._folder, RECENT, "damage.not_ours")
        found.tables = migrated
        self._fill(found)
        self.recovered = found.recovered
        self._readable = found.readable
        for name, data in found.repairs.items():
            self._repair(name, data)
        if found.recent is not None:
            self.kept = State(found.recent, found.parts)
            self._file.heal()
            self._shred_readable()
        elif is_old:
            self.wake()  # what was there is overwritten once all of it is hidden in its new form
        elif found.new:
            self._shred_readable()
            self._write_readable()
        else:
            self._tidy()

    def _fill(self, found: Found) -> None:
        for name, lines in sorted(found.tables.items(), key=lambda table: self._counts(table[0])):
            try:
                self._tables[name].load(lines)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                file = BASE if found.recent is None else RECENT
                raise damaged(self._folder, file, "damage.not_ours") from error

    def _counts(self, name: str) -> bool:
        """Whether the rows of a table are counted, for which those of others must be there."""
        return name in self._tables and self._tables[name].spec.counted is not None

    def _repair(self, name: str, data: bytes) -> None:
        log.warning("%s was damaged or missing and has been recovered exactly from its copy", name)
        if name in HIDDEN:
            write_file(self._folder / name, [data])
            sync_folder(self._folder)
        else:
            shred(self._folder / name)
            replace_file(self._folder / name, [data])

    def _tidy(self) -> None:
        """At rest, remove what a crash left."""
        for name in READABLE:
            if name not in (BASE, COPY):
                shred(self._folder / name)
        self._leftovers = any((self._folder / name).exists() for name in (RECENT, *HIDDEN))
        self._remove_leftovers()

    # --- committing ------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """Whether the files certainly hold what was kept last, and nothing that was written after it."""
        return self._file.settled and not self._unconfirmed

    def settle(self) -> None:
        """After a failure, make the files hold what was kept last, and nothing else. Raises OSError."""
        if self.kept is None:
            self._file.erase()
        else:
            self._file.settle(_content(self.kept))
        self._unconfirmed = False

    def next_state(self, steps: Mapping[str, Step]) -> State:
        """Wake if need be, and return what is to be written to keep `steps`."""
        if self._readable and self.kept is not None:
            self._shred_readable()
        state = self.kept or self.wake()
        recent, parts = state.recent, dict(state.parts)
        for part, fold in self._folds.items():
            if fold.done and fold.error is None:
                parts[part] = fold.part
                for name in self._parts[part]:
                    recent = recent.folded(name, fold.recent, fold.kept.get(name, ()))
        for name, step in steps.items():
            recent = recent.with_rows(name, step.rows)
        return State(recent, parts)

    def write(self, state: State) -> None:
        """Write the recent file so that it says `state`, which counts once it is confirmed."""
        self._unconfirmed = True
        try:
            self._file.write(_content(state))
        except BaseException:
            self._unconfirmed = False  # the file knows what it holds
            raise

    def confirm(self, state: State) -> None:
        """Take `state`, which was written, for what is kept."""
        for part, fold in list(self._folds.items()):
            if state.parts[part] is fold.part:
                del self._folds[part]
                # With many contests the crowds that stay are large themselves.
                tables = self._parts[part]
                self._fold_at[part] = max(_due(tables), state.recent.size(tables) + FOLD_AT // 2)
        self.kept, self._unconfirmed = state, False

    # --- folding, waking, resting ----------------------------------------------------------------------

    def fold_if_due(self) -> None:
        """Begin to fold when the recent rows have become many. A failure is put off, not raised: nothing is
        lost by it.
        """
        if self.kept is None or not self.settled:
            return
        for part, tables in self._parts.items():
            size = self.kept.recent.size(tables)
            try:
                if part in self._folds:
                    self._folds[part].check()
                elif size >= (self._fold_at[part] or _due(tables)):
                    self._fold(part, self.kept)
            except BaseException as error:  # noqa: BLE001 - the rows are kept; whatever it is, it can wait
                self._put_off(part, size, error)

    def _put_off(self, part: str, size: int, error: BaseException) -> None:
        self._folds.pop(part, None)
        self._fold_at[part] = size + FOLD_AT // 4
        log.warning(
            "the data file could not be folded yet: %s", getattr(error, "strerror", None) or repr(error)
        )

    def _fold(self, part: str, state: State) -> None:
        kept = {name: self._remainder(name, state.recent) for name in self._parts[part]}
        if all(len(kept[name]) == len(state.recent.lines(name)) for name in kept):
            self._fold_at[part] = state.recent.size(self._parts[part]) + FOLD_AT // 8
            return  # nothing would go
        following = state.parts[part].after()
        fold = Fold(self._folder, part, following, self._parts[part], state.recent, kept)
        self._folds[part] = fold
        fold.start()

    def _remainder(self, name: str, recent: Recent) -> Sequence[int]:
        """Choose the rows that stay recent when the others are folded."""
        kept: list[int] = []
        for crowd in self._tables[name].crowds(recent.lines(name)):
            # Too few for both what goes and what stays to be a crowd: all stay.
            kept += crowd if len(crowd) < 2 * CROWD + _CROWD_MORE else _draw(crowd)
        return kept

    def _drop_folds(self) -> None:
        while self._folds:
            _, fold = self._folds.popitem()
            fold.cancel()

    def wake(self) -> State:
        """Hide everything again, with a random handful of each crowd recent for the next voter to hide among.
        When this returns nothing on the disk can be read without the recent file.
        """
        self._leftovers = True  # until the recent file says otherwise
        recent = Recent({})
        parts = {}
        for part, tables in self._parts.items():
            ids = {}
            for name, rows in tables.items():
                kept = [row_id for crowd in rows.crowds(rows.ids()) for row_id in _draw(crowd)]
                recent = recent.with_rows(name, {row_id: rows.by_id[row_id] for row_id in kept})
                ids[name] = without(rows.ids(), kept)
            parts[part] = BasePart(1, new_key())
            write_part(self._folder, part, parts[part], pieces_of(tables, ids, lambda: None))
        sync_folder(self._folder)
        state = State(recent, parts)
        self._readable = True
        self.write(state)
        self._leftovers = False
        self.confirm(state)
        self._shred_readable()
        return state

    def checkpoint(self) -> None:
        """Bring everything into ``election.json`` and its copy, and remove the recent file."""
        self._drop_folds()
        if not self.settled:
            self.settle()
        if self.kept is not None:
            self._shred_readable()
            self._write_readable()
            self._leftovers = True
            self._file.erase()
            self.kept = None
        self._remove_leftovers()

    def _write_readable(self) -> None:
        self._readable = True
        write_readable(self._folder, self._tables)

    def _shred_readable(self) -> None:
        if self._readable:
            shred_readable(self._folder)
            self._readable = False

    def _remove_leftovers(self) -> None:
        """At rest, remove what is of no use any more; nobody can read it."""
        if self._leftovers:
            self._file.remove()
            for name in HIDDEN:
                remove(self._folder / name)
            sync_folder(self._folder)
            self._leftovers = False

    def close(self) -> None:
        """Give the files back as they are."""
        self._drop_folds()
        self._file.close()


def _due(tables: Mapping[str, Rows]) -> int:
    """Return the bytes of recent rows from which a part with these tables is folded."""
    return max(FOLD_AT, min(_FOLD_AT_MOST, sum(map(len, tables.values()))))


def _content(state: State) -> list[bytes]:
    parts = {name: {"place": part.place, "key": part.key.hex()} for name, part in state.parts.items()}
    names = sorted({*state.recent.tables})
    return compose(state.recent.sections(names), {"parts": parts})


def _draw(row_ids: Sequence[int]) -> list[int]:
    """Return a random crowd of these rows, or all if they are too few to be one."""
    wanted = CROWD + secrets.randbelow(_CROWD_MORE)
    return _random.sample(row_ids, min(wanted, len(row_ids)))
