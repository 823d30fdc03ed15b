"""How far the event log of each election was, as the kiosk has seen it. A log that was cut off or replaced
does not hold that line any more.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from election.errors import ElectionError
from election.store.port import KioskStore, KioskTransaction, LogHead, NoteKind, Store

RESTORED = "election.restored"  # what is noted of an election when a back-up takes its place


class LogFault(StrEnum):
    """What is wrong with a log."""

    CHANGED = "changed"  # a line is not what its hash was made of, or its number is missing
    CUT_OFF = "cut_off"  # lines that the kiosk has seen are missing at its end
    REPLACED = "replaced"  # where the kiosk has seen one line there is another


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault, and the number of the line where it was found."""

    fault: LogFault
    number: int


@dataclass(frozen=True, slots=True)
class KnownLog:
    """What the kiosk knows of a log: its `head` when it was last seen, and the first fault ever found, which
    stays known however the log goes on.
    """

    head: LogHead
    fault: FoundFault | None = None


class LogHeads:
    """The known logs of all elections, kept with the kiosk, apart from the logs themselves."""

    def __init__(self, store: KioskStore) -> None:
        self._store = store

    def of(self, election_id: str) -> KnownLog | None:
        """Return what is known of the log of an election, or None."""
        row = self._store.read(lambda kiosk: _noted(kiosk.note(NoteKind.LOGS))).get(election_id)
        return None if row is None else _known(row)

    def look(self, election_id: str, store: Store) -> None:
        """Look at the log in `store`, and note its end. Where it lacks the line that was noted before, note
        that too; but a log whose last line says that a back-up was restored tells so itself. Raises
        StorageFailed.
        """
        known = self.of(election_id)
        number = known.head.number if known is not None else 0
        head, there, last = store.read(
            lambda snapshot: (snapshot.log_head(), snapshot.log_hash(number), snapshot.acts()[-1:])
        )
        is_restored = bool(last) and last[0].what == RESTORED
        fault = known.fault if known is not None else None
        if fault is None and known is not None and there != known.head.hash and not is_restored:
            fault = FoundFault(LogFault.CUT_OFF if there is None else LogFault.REPLACED, number)
        found = KnownLog(head, fault)
        if found != known:
            self._change(election_id, _row(found))

    def watch(self, election_id: str, store: Store) -> None:
        """Look at the log of an election that was opened, and again after each addition."""

        def look(_head: LogHead | None = None) -> None:
            with suppress(ElectionError):  # the store has logged it; the log may be ahead of what is known
                self.look(election_id, store)

        look()
        store.watch_log(look)

    def forget(self, election_id: str) -> None:
        """Know nothing of a log any more: the election was erased, or a back-up took its place."""
        self._change(election_id, None)

    def _change(self, election_id: str, row: Mapping[str, Any] | None) -> None:
        def put(kiosk: KioskTransaction) -> None:
            noted = _noted(kiosk.note(NoteKind.LOGS))
            noted.pop(election_id, None)
            if row is not None:
                noted[election_id] = row
            kiosk.put_note(NoteKind.LOGS, {"logs": noted})

        self._store.write(put)


def _noted(note: Mapping[str, Any] | None) -> dict[str, Any]:
    return {} if note is None else dict(note["logs"])


def _known(row: Mapping[str, Any]) -> KnownLog:
    fault = row["fault"]
    return KnownLog(
        LogHead(row["number"], row["hash"]),
        None if fault is None else FoundFault(LogFault(fault[0]), fault[1]),
    )


def _row(known: KnownLog) -> dict[str, Any]:
    fault = known.fault
    return {
        "number": known.head.number,
        "hash": known.head.hash,
        "fault": None if fault is None else [fault.fault.value, fault.number],
    }
