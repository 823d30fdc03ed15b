"""Compaction of the journal: its rows go into a new snapshot, in the background, while commits go on.

`Compactor` decides when, for each part of the snapshot; a `Compaction` is one run of it.
"""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from election.store.json.files.cover import cover_rows_of
from election.store.json.files.disk_io import sync_folder
from election.store.json.files.journal import Journal
from election.store.json.files.names import PARTS
from election.store.json.files.snapshot_file import SnapshotPart, snapshot_pieces, write_snapshot_part
from election.store.json.tables.rows import Rows

log = logging.getLogger(__name__)

# Bytes of a part's rows in the journal, some hundreds of them, from which it is compacted: in a large
# election more, a byte for each row. More make each commit dearer, fewer compact more often; measured with
# `bench.store`.
COMPACT_AT = 32 * 1024
_COMPACT_AT_MOST = 128 * 1024
# Seconds of rest after each slice of work: a thread that computes keeps Python's lock for 5 ms whenever
# others want it, and they want it several times for each vote.
_PAUSE = 0.0005


class _CancelledError(Exception):
    """The snapshot is not wanted any more."""


class Compaction:
    """A new part of the snapshot in the making: all rows of its tables as they are now, without the `cover`
    rows, which stay in the journal.

    What changes from now on stays in the journal, so it does no harm if the snapshot has it already.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        part: SnapshotPart,
        tables: Mapping[str, Rows],
        journal: Journal,
        cover: Mapping[str, Sequence[int]],
    ) -> None:
        self.part = part
        self.journal = journal  # as it is now
        self.cover = cover
        self.error: BaseException | None = None
        self._folder = folder
        self._name = name
        self._tables = tables
        self._ids_of_now = {each: rows.ids_of_now() for each, rows in tables.items()}
        self._cancelled = False
        self._thread = threading.Thread(target=self._run, name="compaction", daemon=True)

    def start(self) -> None:
        """Write the part in a thread of its own."""
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether it has ended, well or with an `error`."""
        return not self._thread.is_alive()

    def check(self) -> None:
        """Raise the error that it ended with, if any."""
        if self.done and self.error is not None:
            raise self.error

    def cancel(self) -> None:
        """Return once the thread has ended; what it wrote is not to be used."""
        self._cancelled = True
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            pieces = snapshot_pieces(self._tables, self._ids(), self._pause)
            write_snapshot_part(self._folder, self._name, self.part, pieces)
            sync_folder(self._folder)
        except BaseException as error:  # noqa: BLE001 - whatever it is: the compactor reads it and tries later
            self.error = error

    def _ids(self) -> dict[str, list[int]]:
        return {name: without(ids(), self.cover.get(name, ())) for name, ids in self._ids_of_now.items()}

    def _pause(self) -> None:
        if self._cancelled:
            raise _CancelledError
        time.sleep(_PAUSE)


class Compactor:
    """Starts compactions when the journal has become large, and says what a commit is to make of those that
    are done. Not thread-safe: `DataFiles` calls it.
    """

    def __init__(self, folder: Path, parts: Mapping[str, Mapping[str, Rows]]) -> None:
        self._folder = folder
        self._tables = parts
        self._running: dict[str, Compaction] = {}
        self._threshold = dict.fromkeys(PARTS, 0)  # bytes; 0: as `_usual_threshold` says

    def start_if_due(self, journal: Journal, snapshot: Mapping[str, SnapshotPart]) -> None:
        """Start a compaction where the journal has become large. A failure is put off, not raised: nothing is
        lost by it.
        """
        for part, tables in self._tables.items():
            size = journal.size(tables)
            try:
                if part in self._running:
                    self._running[part].check()
                elif size >= (self._threshold[part] or _usual_threshold(tables)):
                    self._start(part, journal, snapshot[part])
            except BaseException as error:  # noqa: BLE001 - the rows are kept; whatever it is, it can wait
                self._put_off(part, size, error)

    def _start(self, part: str, journal: Journal, now: SnapshotPart) -> None:
        tables = self._tables[part]
        cover = {name: cover_rows_of(rows, journal.lines(name)) for name, rows in tables.items()}
        if all(len(cover[name]) == len(journal.lines(name)) for name in cover):
            self._threshold[part] = journal.size(tables) + COMPACT_AT // 8
            return  # nothing would go
        compaction = Compaction(self._folder, part, now.successor(), tables, journal, cover)
        self._running[part] = compaction
        compaction.start()

    def _put_off(self, part: str, size: int, error: BaseException) -> None:
        self._running.pop(part, None)
        self._threshold[part] = size + COMPACT_AT // 4
        reason = getattr(error, "strerror", None) or repr(error)
        log.warning("the journal could not be compacted yet: %s", reason)

    def after_compaction(
        self, journal: Journal, snapshot: Mapping[str, SnapshotPart]
    ) -> tuple[Journal, dict[str, SnapshotPart]]:
        """Return what journal and snapshot are once the compactions that are done count."""
        parts = dict(snapshot)
        for part, compaction in self._running.items():
            if compaction.done and compaction.error is None:
                parts[part] = compaction.part
                for name in self._tables[part]:
                    journal = journal.compacted(name, compaction.journal, compaction.cover.get(name, ()))
        return journal, parts

    def committed(self, journal: Journal, snapshot: Mapping[str, SnapshotPart]) -> None:
        """Take note that these are on the disk: the compactions that are in them have ended."""
        for part, compaction in list(self._running.items()):
            if snapshot[part] is compaction.part:
                del self._running[part]
                # With many contests the cover rows that stay are many themselves.
                tables = self._tables[part]
                usual = _usual_threshold(tables)
                self._threshold[part] = max(usual, journal.size(tables) + COMPACT_AT // 2)

    def cancel(self) -> None:
        """Return once nothing is written any more."""
        while self._running:
            _, compaction = self._running.popitem()
            compaction.cancel()


def _usual_threshold(tables: Mapping[str, Rows]) -> int:
    """Return the bytes of rows in the journal from which a part with these tables is compacted."""
    return max(COMPACT_AT, min(_COMPACT_AT_MOST, sum(map(len, tables.values()))))


def without(ids: list[int], cover: Sequence[int]) -> list[int]:
    """Return `ids` without those of `cover`."""
    if not cover:
        return ids
    gone = frozenset(cover)
    return [each for each in ids if each not in gone]
