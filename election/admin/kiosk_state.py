"""What the kiosk must still know after a crash, and nothing of any voter."""

from election.store.port import KioskStore, KioskTransaction, NoteKind


class Notes:
    """Two facts: a time-out has locked the kiosk, and a damaged file was recovered from its copy, which
    the organiser has not read yet. Setting one raises StorageFailed if the disk refuses.
    """

    def __init__(self, store: KioskStore) -> None:
        self._store = store

    def locked(self) -> bool:
        """Return whether the kiosk is locked until staff reopen it."""
        return self._get("locked")

    def set_locked(self, *, locked: bool) -> None:
        """Note that the kiosk is locked, or not any more."""
        self._set("locked", on=locked)

    def recovered(self) -> bool:
        """Return whether the organiser is still to be told that a damaged file was recovered."""
        return self._get("recovered")

    def set_recovered(self, *, recovered: bool) -> None:
        """Note that a damaged file was recovered, or that the organiser has read so."""
        self._set("recovered", on=recovered)

    def _get(self, name: str) -> bool:
        notes = self._store.read(lambda snapshot: snapshot.note(NoteKind.KIOSK))
        return notes is not None and notes.get(name) is True

    def _set(self, name: str, *, on: bool) -> None:
        def put(transaction: KioskTransaction) -> None:
            notes = transaction.note(NoteKind.KIOSK) or {}
            transaction.put_note(NoteKind.KIOSK, {**notes, name: on})

        if self._get(name) is not on:
            self._store.write(put)
