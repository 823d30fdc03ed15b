"""The receipts of the box: that a ballot went in, joined to nothing."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """How many `receipts` are in the box, and how many people have `voted` since each vote gets one."""

    receipts: int
    voted: int

    @property
    def hold(self) -> bool:
        """Whether each vote left one receipt."""
        return self.receipts == self.voted


class ReceiptsSnapshot(Protocol):
    """Receipts as a reader sees them."""

    def receipts(self) -> tuple[str, ...]:
        """Return every receipt (16 digits), sorted; equal ones are there as often as they were put."""

    def receipt_check(self) -> ReceiptCheck | None:
        """Return whether there is a receipt for each vote; None where people were removed, and receipts with
        them.
        """


class ReceiptsTransaction(ReceiptsSnapshot, Protocol):
    """Receipts as one transaction changes them."""

    def add_receipt(self, receipt: str) -> None:
        """Put a receipt into the box, under a random id. ValueError unless it is 16 digits."""
