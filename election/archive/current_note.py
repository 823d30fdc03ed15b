"""Which election is current, as the kiosk notes it."""

from collections.abc import Collection

from election.store.port import KioskStore, NoteKind


class CurrentNote:
    """The note of a kiosk. Any thread may ask."""

    def __init__(self, kiosk: KioskStore) -> None:
        self._kiosk = kiosk

    @property
    def is_there(self) -> bool:
        """Whether it was ever noted."""
        return self._kiosk.read(lambda kiosk: kiosk.note(NoteKind.LIBRARY)) is not None

    def read(self, ids: Collection[str]) -> str | None:
        """Return which election is to be current; it may not be among those with these ids any more. Before
        that was ever noted it is the only one there is: its making was cut off before the note, or its folder
        was put here from elsewhere.
        """
        note = self._kiosk.read(lambda kiosk: kiosk.note(NoteKind.LIBRARY))
        if note is None:
            return next(iter(ids)) if len(ids) == 1 else None
        current: str | None = note["current"]
        return current

    def write(self, election_id: str | None) -> None:
        """Note which is current from now on. Raises StorageFailed."""
        self._kiosk.write(lambda kiosk: kiosk.put_note(NoteKind.LIBRARY, {"current": election_id}))
