"""The receipts of the box. Votes that were cast before there were receipts are counted in a row of their own,
so that those that came later can be held against marks.
"""

from election.store.json.operations.base import Operations
from election.store.json.operations.figures import figures
from election.store.port.receipts import ReceiptCheck

_ROW = 1
_DIGITS = 16


class ReceiptOperations(Operations):
    """See `port.receipts`."""

    def receipts(self) -> tuple[str, ...]:
        """See `Snapshot`."""
        return tuple(sorted(row["receipt"] for row in self._tables["receipts"].all()))

    def receipt_check(self) -> ReceiptCheck | None:
        """See `Snapshot`."""
        if figures(self._tables):
            return None
        before = self._tables["before_receipts"].get(doc_id=_ROW)
        earlier = 0 if before is None else before["marks"]
        return ReceiptCheck(len(self._tables["receipts"]), len(self._tables["marks"]) - earlier)

    def add_receipt(self, receipt: str) -> None:
        """See `Transaction`."""
        if len(receipt) != _DIGITS or not (receipt.isascii() and receipt.isdigit()):
            raise ValueError(f"a receipt has {_DIGITS} digits")
        self._tables["receipts"].insert({"receipt": receipt})
