"""Log-in: e-mail address and password."""

from election.voters.accounts import LONGEST_EMAIL, LONGEST_PASSWORD
from kiosk.style.context import UiContext
from kiosk.voter.requests import LogIn, Open
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


class LogInScreen(FormScreen):
    """See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.email = Field(ui, "field.email", "field.email_hint", longest=LONGEST_EMAIL, latin=True)
        self.password = Field(ui, "field.password", longest=LONGEST_PASSWORD, secret=True)
        super().__init__(ui, "log_in", (self.email, self.password), other=Open("sign_up"))

    def request(self) -> LogIn:
        """Return what was typed."""
        return LogIn(self.email.text(), self.password.text())

    def problem(self, field: Field) -> str:
        """Both are needed; whether they are right only the services know."""
        text = field.text() if field is self.password else field.text().strip()
        if text:
            return ""
        return "field.password_missing" if field is self.password else "field.email_missing"
