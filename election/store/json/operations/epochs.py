"""Which of the copies of an election counts."""

from election.store.json.operations.base import Operations
from election.store.port.epochs import CopyNote, Epoch

_EPOCH, _COPY = 1, 2  # rows


class EpochOperations(Operations):
    """See `port.epochs`."""

    def epoch(self) -> Epoch:
        """See `Snapshot`."""
        row = self._tables["epochs"].get(doc_id=_EPOCH)
        return (
            Epoch()
            if row is None
            else Epoch(row["number"], row["continued"], under_way=row.get("under_way", False))
        )

    def copy_note(self) -> CopyNote | None:
        """See `Snapshot`."""
        row = self._tables["epochs"].get(doc_id=_COPY)
        return None if row is None else CopyNote(row["election"], row["when"])

    def put_epoch(self, epoch: Epoch) -> None:
        """See `Transaction`."""
        row = {"number": epoch.number, "continued": epoch.continued}
        if epoch.under_way:
            row["under_way"] = True
        self._tables["epochs"].put_as(_EPOCH, row)

    def put_copy_note(self, note: CopyNote | None) -> None:
        """See `Transaction`."""
        row = None if note is None else {"election": note.election, "when": note.when}
        self._tables["epochs"].put_as(_COPY, row)
