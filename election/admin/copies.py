"""Which files with an election's data left the program: they decide whether it may be erased, and are to be
deleted by hand one day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from election.store.port import KioskStore, KioskTransaction, NoteKind


class CopyKind(StrEnum):
    """What is in a file that left the program."""

    EXPORT = "export"  # results and figures
    PACK = "pack"  # the closing pack
    TAKE_OVER = "take_over"  # the whole election: a back-up, or to go on with elsewhere
    NAMES = "names"  # people of the roll
    CODES = "codes"  # codes in clear

    @property
    def keeps_the_result(self) -> bool:
        """Whether the election may be archived and erased once there is one: it proves the result."""
        return self in (CopyKind.PACK, CopyKind.TAKE_OVER)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was made: of which `kind`, its `name` as the organiser knows it, and when."""

    kind: CopyKind
    name: str
    when: datetime


class AllCopies:
    """The copies of every election. They are noted with the kiosk, so that those of an election that cannot
    be read are known.
    """

    def __init__(self, store: KioskStore, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store, self._now = store, now

    def of(self, election_id: str, noted: Callable[[CopyKind], None] = lambda _kind: None) -> "Copies":
        """Return those of one election; `noted` is told of each that is made."""
        return Copies(self, election_id, noted)

    def note(self, election_id: str, kind: CopyKind, name: str) -> None:
        """See `Copies.note`."""
        row = {"kind": kind.value, "name": name, "when": self._now().isoformat(timespec="seconds")}
        self._change(election_id, lambda rows: [*rows, row])

    def note_once(self, election_id: str, kind: CopyKind, name: str) -> None:
        """Note a file that takes the place of the one of this name before."""
        row = {"kind": kind.value, "name": name, "when": self._now().isoformat(timespec="seconds")}
        before = (kind.value, name)
        self._change(
            election_id,
            lambda rows: [*(each for each in rows if (each["kind"], each["name"]) != before), row],
        )

    def made(self, election_id: str) -> tuple[Copy, ...]:
        """See `Copies.made`."""
        rows = self._store.read(lambda kiosk: _noted(kiosk.note(NoteKind.COPIES))).get(election_id, [])
        return tuple(
            Copy(CopyKind(row["kind"]), row["name"], datetime.fromisoformat(row["when"])) for row in rows
        )

    def forget(self, election_id: str) -> None:
        """Note none of an election any more: it was erased."""
        self._change(election_id, lambda _rows: [])

    def _change(self, election_id: str, change: Callable[[list[Any]], list[Any]]) -> None:
        def put(kiosk: KioskTransaction) -> None:
            noted = _noted(kiosk.note(NoteKind.COPIES))
            noted[election_id] = change(noted.get(election_id, []))
            kiosk.put_note(NoteKind.COPIES, {"copies": {key: rows for key, rows in noted.items() if rows}})

        self._store.write(put)


class Copies:
    """The copies that were made of one election."""

    def __init__(self, every: AllCopies, election_id: str, noted: Callable[[CopyKind], None]) -> None:
        self._every, self._id, self._noted = every, election_id, noted

    def note(self, kind: CopyKind, name: str) -> None:
        """Note that a file was made. `name` tells people which: its name, without the folders it lies in, or
        of which stick. Raises StorageFailed.
        """
        self._every.note(self._id, kind, name)
        self._noted(kind)

    def note_once(self, kind: CopyKind, name: str) -> None:
        """Note a file that takes the place of the one of this name before; the log is not told. Raises
        StorageFailed.
        """
        self._every.note_once(self._id, kind, name)

    def made(self) -> tuple[Copy, ...]:
        """Return all that were made, the first first."""
        return self._every.made(self._id)


def _noted(note: Mapping[str, Any] | None) -> dict[str, list[Any]]:
    return {} if note is None else dict(note["copies"])
