"""Log-in by a voter code: typed in any form, or by a scanner that types the address on the slip."""

from kiosk.style.context import UiContext
from kiosk.voter.requests import LogInByCode, Open
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_LONGEST = 200  # characters: twelve, or a slip's address


class CodeScreen(FormScreen):
    """See `FormScreen`. What is typed can be seen, to be held against the slip."""

    def __init__(self, ui: UiContext) -> None:
        self.code = Field(ui, "field.code", "field.code_hint", longest=_LONGEST, latin=True)
        super().__init__(ui, "log_in_code", (self.code,), other=Open("log_in"))

    def request(self) -> LogInByCode:
        """Return what was typed."""
        return LogInByCode(self.code.text())

    def problem(self, field: Field) -> str:
        """What is typed is a code or not; only the services know whether it is a good one."""
        return "" if field.text().strip() else "field.code_missing"
