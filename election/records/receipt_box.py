"""Is this receipt in the box? Asked after the close, when nothing joins a receipt to anybody any more."""

from dataclasses import dataclass

from election.errors import Message, NotFound
from election.records.receipts import read_receipt
from election.setup.refusals import PollsTransition
from election.store.port import ReceiptCheck, Snapshot, Store


class ReceiptMissing(NotFound):
    """No ballot went in with this `receipt`; most often a digit was mistyped."""

    code = "receipt.missing"


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """`is_there`: a ballot went in with this receipt, and nothing else is known of it. `check`: whether there
    are as many receipts as people voted.
    """

    receipt: str
    is_there: bool
    check: ReceiptCheck | None


class ReceiptBox:
    """Answers for one election."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def look_for(self, text: str) -> ReceiptAnswer:
        """Return whether the receipt that somebody typed or scanned is in the box. Raises ReceiptMalformed;
        PollsTransition while ballots may still come.
        """
        receipt = read_receipt(text)

        def look(snapshot: Snapshot) -> ReceiptAnswer:
            state = snapshot.election().state
            if not state.is_over:
                raise PollsTransition(state=Message(f"polls.state.{state}"))
            return ReceiptAnswer(receipt, receipt in snapshot.receipts(), snapshot.receipt_check())

        return self._store.read(look)
