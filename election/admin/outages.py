"""Whether the program ended in the midst of a vote, as in a power cut, and since when it was off."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from election.errors import ElectionError
from election.store.port import KioskStore, NoteKind


@dataclass(frozen=True, slots=True)
class Outage:
    """Nothing ran from some time after `before` until `after`, though the polls were open or paused."""

    before: datetime
    after: datetime


class Outages:
    """Notes now and then that the program runs. Nothing but time brings a note about, and none tells what
    happened.
    """

    def __init__(self, store: KioskStore, wall: Callable[[], float] = time.time) -> None:
        self._store, self._wall = store, wall
        note = store.read(lambda kiosk: kiosk.note(NoteKind.RUNNING))
        self._found = None if note is None else Outage(_time(note["at"]), _time(wall()))

    def found(self) -> Outage | None:
        """Return what was found at the start and nobody has read yet."""
        return self._found

    def acknowledge(self) -> None:
        """Staff have read of it."""
        self._found = None

    def note_running(self) -> None:
        """Note that the program runs while the polls are open or paused."""
        self._put({"at": int(self._wall())})

    def note_end(self) -> None:
        """Note that the program ends in order, or that no polls are open."""
        if self._store.read(lambda kiosk: kiosk.note(NoteKind.RUNNING)) is not None:
            self._put(None)

    def _put(self, values: dict[str, int] | None) -> None:
        with suppress(ElectionError):  # the store has logged it; the next note is in a minute
            self._store.write(lambda kiosk: kiosk.put_note(NoteKind.RUNNING, values))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
