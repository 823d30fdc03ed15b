"""Keeping the tables on the disk: durable at each commit, and no file a sequence of what happened.

Three files hold the data while the program runs:

- ``election.json``, the base: all rows but the recent ones;
- ``recent.json``: the rows that changed since, written anew as a whole at each commit. Its seal names the
  base it belongs to, so that neither can be swapped, lost or set back without our noticing;
- ``election.copy.json``: the base once more, to recover it exactly when it is damaged.

When the recent file has grown it is folded: a new base is written with its rows in it. Of each secret table
(ballots; who has voted) a random remainder of at least 16 rows stays behind, drawn apart for each table. So
whoever copies the folder sees some recent ballots and some recent voters, at least 16 of each once 16 have
voted, and nothing that pairs or orders them. When the polls close and at a clean stop the store comes to
rest: all is folded and the recent file removed. The first commit after that takes a random handful out of
the base, so that the next voter is not alone in the recent file.
After Molnar, Kohno, Sastry, Wagner, "Tamper-Evident, History-Independent, Subliminal-Free Data Structures on
PROM Storage -or- How to Store Ballots on a Voting Machine" (2006).
"""

import logging
import secrets
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path

from election.errors import DataDamaged, Message
from election.store.files import NEW_SUFFIX, remove_file, replace_file
from election.store.recent import Recent, removal
from election.store.sealed import BrokenSealError, Sealed, seal, section, unseal
from election.store.tables import Change, Rows

log = logging.getLogger(__name__)

BASE, COPY, RECENT = "election.json", "election.copy.json", "recent.json"
CROWD = 16  # a voter hides among at least so many
_CROWD_MORE = 32  # a random number below this is added, so that a count tells nothing either
# Bytes of recent rows, some hundreds, from which they are folded. More make each commit dearer, fewer fold
# more often; measured with `bench.store`.
FOLD_AT = 32 * 1024
_NO_BASE = ""  # the digest of a base that is not there yet
_random = secrets.SystemRandom()


def _has(order: Sequence[int], row_id: int) -> bool:
    place = bisect_left(order, row_id)
    return place < len(order) and order[place] == row_id


class Disk:
    """The files under one `Store`. Not thread-safe: the store calls it under its lock.

    `tables` is the store's memory; `load` fills it.
    """

    def __init__(self, folder: Path, tables: Mapping[str, Rows]) -> None:
        self._folder = folder
        self._tables = tables
        self._recent = Recent(tables)
        self._base_ids: dict[str, list[int]] = {name: [] for name in tables}
        self._digests = [_NO_BASE]  # which base may be on the disk: one, or more after a failed folding
        self._fold_at = FOLD_AT
        self._sections: dict[str, tuple[int, bytes]] = {}  # see `_section`
        self._resting = True  # all is in the base, and there is no recent file
        self.awake = False  # a crowd is in the recent file: `commit` may be called
        self.recovered = False  # the base was damaged and has been put right from its copy

    # --- opening ---------------------------------------------------------------------------------------

    def load(self) -> None:
        """Fill the tables from the files. Raises DataDamaged, and then nothing was changed, or OSError."""
        base, recent = self._read()
        for name, rows in base.tables.items():
            for row_id, line in rows.items():
                self._put(name, row_id, line, BASE)
            self._base_ids[name] = list(rows)
        self._digests = [base.digest]
        for name, rows in (recent.tables if recent else {}).items():
            for row_id, line in rows.items():
                if base.tables.get(name, {}).get(row_id) != line:  # else folded just before a crash
                    self._put(name, row_id, None if line.endswith(b":null") else line, RECENT)
                    self._recent.put(name, row_id, line)
        self._resting = base.digest == _NO_BASE or bool(base.seal["closed"])
        self.awake = not self._resting
        if self._resting and self._recent.size:
            raise self._damaged(RECENT, "damage.not_its_base")
        self._tidy()

    def _tidy(self) -> None:
        """Put right what a crash or damage left lying about, now that everything has been read."""
        for leftover in self._folder.glob("*" + NEW_SUFFIX):
            leftover.unlink()
        if self._digests != [_NO_BASE]:
            good = BASE if not self.recovered else COPY
            data = (self._folder / good).read_bytes()
            for name in {BASE, COPY} - {good}:
                if name == BASE or not self._copy_is_good():
                    replace_file(self._folder / name, [data])
        if self._resting:
            remove_file(self._folder / RECENT)

    def _put(self, name: str, row_id: int, line: bytes | None, file: str) -> None:
        try:
            self._tables[name].put(row_id, line)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise self._damaged(file, "damage.not_ours") from error

    def _read(self) -> tuple[Sealed, Sealed | None]:
        """Return the base and the recent file that belong together; no recent file if all was folded."""
        recent = self._unseal(RECENT)
        base, copy = self._unseal(BASE), self._unseal(COPY)
        if isinstance(recent, str):
            raise self._damaged(RECENT, recent)
        if recent is None:
            return self._read_closed(base, copy), None
        follows = recent.seal.get("bases", ())
        if isinstance(base, Sealed) and base.digest in follows:
            return base, recent
        if isinstance(copy, Sealed) and copy.digest in follows:
            self._tell_recovered(base)
            return copy, recent
        if base is None and copy is None and _NO_BASE in follows and not any(recent.tables.values()):
            return Sealed({}, {}, _NO_BASE), recent  # cut off in its very first step
        if isinstance(base, Sealed):
            raise self._damaged(RECENT, "damage.not_its_base")
        raise self._damaged(BASE, base or "damage.missing")

    def _read_closed(self, base: "Sealed | str | None", copy: "Sealed | str | None") -> Sealed:
        if isinstance(base, Sealed):
            if not base.seal.get("closed"):
                raise self._damaged(RECENT, "damage.missing")
            return base
        if isinstance(copy, Sealed) and copy.seal.get("closed"):
            self._tell_recovered(base)
            return copy
        if base is None and copy is None and not self._folder_was_used():
            return Sealed({}, {}, _NO_BASE)
        raise self._damaged(BASE, base or "damage.missing")

    def _unseal(self, name: str) -> Sealed | str | None:
        """Return a file's content, the key of what is wrong with it, or None if it is not there."""
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            return unseal(data)
        except BrokenSealError:
            return "damage.seal" if data else "damage.empty"

    def _copy_is_good(self) -> bool:
        copy = self._unseal(COPY)
        return isinstance(copy, Sealed) and [copy.digest] == self._digests

    def _folder_was_used(self) -> bool:
        """Whether an election was kept here (its token key is): never start empty over existing data."""
        return any(self._folder.glob("*.key"))

    def _tell_recovered(self, base: "Sealed | str | None") -> None:
        self.recovered = True
        log.warning(
            "%s was %s and has been recovered exactly from %s", BASE, "damaged" if base else "missing", COPY
        )

    def _damaged(self, name: str, reason: str) -> DataDamaged:
        good = next((each for each in (BASE, COPY) if isinstance(self._unseal(each), Sealed)), None)
        last = (
            Message("damage.last_good", {"file": str(self._folder / good)})
            if good
            else Message("damage.no_good")
        )
        return DataDamaged(file=str(self._folder / name), reason=Message(reason), last_good=last)

    # --- committing and folding ------------------------------------------------------------------------

    def commit(self, changes: Sequence[Change]) -> None:
        """Write the recent file with `changes` in it. Raises OSError, and then the disk is as before, or
        NotSettledError.
        """
        before = [
            (each.table, each.row_id, self._recent.lines[each.table].get(each.row_id)) for each in changes
        ]
        for each in changes:
            self._recent.put(each.table, each.row_id, each.after or removal(each.row_id))
        try:
            self._write_recent(self._recent)
        except OSError:
            for table, row_id, line in reversed(before):
                self._recent.put(table, row_id, line)
            raise

    def settle(self) -> None:
        """Write the recent file once more as it should be. Raises OSError."""
        self._write_recent(self._recent)

    def fold_if_due(self) -> None:
        """Fold when the recent file has grown. A failure is put off, not raised: nothing is lost by it."""
        if self._recent.size < self._fold_at:
            return
        try:
            self._fold({name: self._remainder(name) for name in self._tables}, closed=False)
        except OSError as error:
            self._fold_at = self._recent.size + FOLD_AT // 4
            log.warning("the data file could not be folded yet: %s", error.strerror)

    def rest(self) -> None:
        """Fold everything and remove the recent file. Raises OSError; the files then hold everything too."""
        if not self._resting:
            self.awake = False
            self._fold({}, closed=True)
            remove_file(self._folder / RECENT)
            self._resting = True

    def wake(self) -> None:
        """Take a random handful of each secret table out of the base, for the next voter to hide among.
        Raises OSError; the files then still hold everything.
        """
        self._resting = False
        kept = {name: _draw(list(rows.by_id)) for name, rows in self._tables.items() if rows.spec.secret}
        self._fold(kept, closed=False)
        self.awake = True

    def _fold(self, kept: Mapping[str, Sequence[int]], *, closed: bool) -> None:
        """Write a new base that holds all rows but `kept`, which stay in the recent file."""
        ids = {name: self._base_after_fold(name, set(kept.get(name, ()))) for name in self._tables}
        sections = {name: self._section(name, order) for name, order in ids.items()}
        pieces, digest = seal(sections, {"closed": closed})
        remainder = Recent(self._tables)
        for name, row_ids in kept.items():
            for row_id in row_ids:
                line = self._tables[name].by_id[row_id]
                remainder.put(name, row_id, line)
                self._recent.put(name, row_id, line)
        # Whatever step is the last, the recent file names the base it fits and holds all that base lacks.
        self._digests.append(digest)
        self._write_recent(self._recent)
        replace_file(self._folder / BASE, pieces)
        replace_file(self._folder / COPY, pieces)
        self._digests, self._base_ids, self._recent = [digest], ids, remainder
        self._fold_at = FOLD_AT
        self._write_recent(remainder)

    def _section(self, name: str, order: Sequence[int]) -> bytes:
        """Return a table's rows as the next base holds them; kept from last time where nothing changed, as
        the roll, most of the file, does not while people vote.
        """
        rows = self._tables[name]
        known = self._sections.get(name)
        if known is None or known[0] != rows.version or rows.spec.secret:
            known = (rows.version, section(map(rows.by_id.__getitem__, order)))
            if not rows.spec.secret:
                self._sections[name] = known
        return known[1]

    def _base_after_fold(self, name: str, kept: set[int]) -> list[int]:
        """Return the ids of the next base's rows, in order, by what differs from this one: sorting a
        hundred thousand anew would take longer than writing them.
        """
        order, rows = self._base_ids[name], self._tables[name].by_id
        touched = self._recent.lines[name].keys() | kept
        gone = {row_id for row_id in touched if _has(order, row_id)}
        order = [row_id for row_id in order if row_id not in gone] if gone else order.copy()
        order.extend(sorted(row_id for row_id in touched - kept if row_id in rows))
        order.sort()
        return order

    def _remainder(self, name: str) -> Sequence[int]:
        """Choose the rows that stay in the recent file when it is folded because it has grown."""
        rows = self._tables[name]
        if not rows.spec.secret:
            return ()
        recent = [row_id for row_id in self._recent.lines[name] if row_id in rows.by_id]
        if len(recent) < 2 * CROWD + _CROWD_MORE:  # too few for both what goes and what stays to be a crowd
            return recent
        return _draw(recent)

    def _write_recent(self, recent: Recent) -> None:
        sections = {name: section(lines) for name, lines in recent.in_order.items()}
        pieces, _ = seal(sections, {"bases": sorted(set(self._digests))})
        replace_file(self._folder / RECENT, pieces)


def _draw(row_ids: list[int]) -> list[int]:
    """Return a random crowd of these rows, or all if they are too few to be one."""
    wanted = CROWD + secrets.randbelow(_CROWD_MORE)
    return _random.sample(row_ids, min(wanted, len(row_ids)))
