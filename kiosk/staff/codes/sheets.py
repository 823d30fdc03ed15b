"""Sheets that were spoiled or lost: their unused codes are voided, and new ones made, in one step."""

from dataclasses import dataclass

from election.setup.steps import LONGEST_REASON
from election.texts import read_number
from kiosk.staff.codes.making import Made, laid_out
from kiosk.staff.codes.printed import PrintedPage, read_pages
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_DIGITS, _LONGEST = 6, 20
_MOST_SHEETS = 100_000


@dataclass(frozen=True, slots=True, repr=False)
class VoidSheets:
    """What is asked for, as it was typed."""

    batch: int
    first: int
    last: int
    reason: str
    passphrase: str


class VoidSheetsScreen(FormScreen):
    """Asks to `VoidSheets`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.batch = Field(ui, "staff.sheets.batch", longest=_DIGITS, latin=True)
        self.sheets = Field(
            ui, "staff.sheets.sheets", "staff.sheets.sheets_hint", longest=_LONGEST, latin=True
        )
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        super().__init__(ui, "staff.sheets", (self.batch, self.sheets, self.reason, self.passphrase))

    def request(self) -> VoidSheets:
        """Return what was typed."""
        sheets = read_pages(self.sheets.text(), _MOST_SHEETS)
        number = read_number(self.batch.text().strip()) or 0
        return VoidSheets(number, min(sheets), max(sheets), self.reason.text(), self.passphrase.text())

    def problem(self, field: Field) -> str:
        """Each must be there; whether there are such sheets the service knows."""
        text = field.text().strip()
        if field is self.batch:
            return "" if text.isdecimal() else "staff.sheets.batch_missing"
        if field is self.sheets:
            pages = read_pages(text, _MOST_SHEETS)
            in_a_row = bool(pages) and pages == tuple(range(pages[0], pages[-1] + 1))
            return "" if in_a_row else "staff.sheets.sheets_missing"
        if text:
            return ""
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"


class VoidSheetsPage(StaffPage):
    """Has the passphrase checked, voids, and leads to the new slips."""

    screen: VoidSheetsScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""

    def make_screen(self, staff: StaffContext) -> VoidSheetsScreen:
        """See `StaffPage`."""
        return VoidSheetsScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election. Whoever comes back from the new slips is led on."""
        if isinstance(subject, str):
            self._election_id = subject

    def handle(self, request: object) -> None:
        """Void them, and make new ones."""
        if not isinstance(request, VoidSheets):
            return
        from kiosk.staff.codes.page import CodesPage, address_of

        services, election_id, navigator = self.staff.services, self._election_id, self.staff.navigator
        language, address = self.staff.ui.language, address_of(self.staff)

        def replace() -> Made:
            services.organiser.check(request.passphrase)
            with services.library.held(election_id) as election:
                issued = election.codes.replace_sheets(
                    request.batch, request.first, request.last, request.reason
                )
            return laid_out(services.library, election_id, issued, language, address)

        def done(made: Made) -> None:
            navigator.back_to(CodesPage)
            navigator.open(PrintedPage, made)

        self.run(replace, done, self.screen.set_error)
