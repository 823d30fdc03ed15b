"""Folding in the background: a new base is written while transactions go on being kept."""

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from election.store.json.files.disk_io import sync_folder
from election.store.json.files.journal import Recent
from election.store.json.files.snapshot_file import BasePart, pieces_of, write_part
from election.store.json.tables.rows import Rows

# Seconds of rest after each slice of work: a thread that computes keeps Python's lock for 5 ms whenever
# others want it, and they want it several times for each vote.
_BREATH = 0.0005


class _CancelledError(Exception):
    """The base is not wanted any more."""


class Fold:
    """A new base part in the making: all rows of its tables as they are now, but for those `kept` recent.

    What changes from now on stays in the recent rows, so it does no harm if the base has it already.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        part: BasePart,
        tables: Mapping[str, Rows],
        recent: Recent,
        kept: Mapping[str, Sequence[int]],
    ) -> None:
        self.part = part
        self.recent = recent
        self.kept = kept
        self.error: BaseException | None = None
        self._folder = folder
        self._name = name
        self._tables = tables
        self._frozen = {each: rows.freeze_ids() for each, rows in tables.items()}
        self._cancelled = False
        self._thread = threading.Thread(target=self._run, name="fold", daemon=True)

    def start(self) -> None:
        """Write it in a thread of its own."""
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
        """Return once the thread has ended; its base is not to be used."""
        self._cancelled = True
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            pieces = pieces_of(self._tables, self._ids(), self._breathe)
            write_part(self._folder, self._name, self.part, pieces)
            sync_folder(self._folder)
        except BaseException as error:  # noqa: BLE001 - whatever it is: the store reads it and puts it off
            self.error = error

    def _ids(self) -> dict[str, list[int]]:
        return {name: without(thaw(), self.kept.get(name, ())) for name, thaw in self._frozen.items()}

    def _breathe(self) -> None:
        if self._cancelled:
            raise _CancelledError
        time.sleep(_BREATH)


def without(ids: list[int], kept: Sequence[int]) -> list[int]:
    """Return `ids` without those `kept`."""
    if not kept:
        return ids
    gone = frozenset(kept)
    return [each for each in ids if each not in gone]
