"""A voter asks whether their ballot went in: the receipt that they noted down is looked for in the box."""

from dataclasses import dataclass

from election.errors import Message
from election.records.receipt_box import ReceiptAnswer, ReceiptMissing
from election.records.receipts import shown
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_LONGEST = 40  # characters: sixteen digits, with whatever people put between them


@dataclass(frozen=True, slots=True)
class LookFor:
    """What is asked for: the receipt as it was typed."""

    receipt: str


class ReceiptScreen(FormScreen):
    """Asks to `LookFor` a receipt. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.receipt = Field(
            ui, "staff.receipt.number", "staff.receipt.number_hint", longest=_LONGEST, latin=True
        )
        super().__init__(ui, "staff.receipt", (self.receipt,))

    def request(self) -> object:
        """Return what was typed."""
        return LookFor(self.receipt.text())

    def problem(self, field: Field) -> str:
        """Something must be there; whether it is a receipt the service knows."""
        return "" if field.text().strip() else "staff.field.missing"


class ReceiptPage(StaffPage):
    """Says above the results that it is there, or here that it is not."""

    screen: ReceiptScreen

    def make_screen(self, staff: StaffContext) -> ReceiptScreen:
        """See `StaffPage`."""
        return ReceiptScreen(staff.ui)

    def handle(self, request: object) -> None:
        """Look for it."""
        if isinstance(request, LookFor):
            self.ask_election(
                lambda election: election.receipts.look_for(request.receipt),
                self._found,
                self.screen.set_error,
            )

    def _found(self, answer: ReceiptAnswer) -> None:
        receipt = shown(answer.receipt)
        if answer.is_there:
            self.staff.navigator.back(Message("receipt_check.there", {"receipt": receipt}))
        else:
            self.screen.set_error(ReceiptMissing(receipt=receipt))
