"""Sign-up: name, e-mail address and a new password."""

import re

from election.models import Privacy
from election.setup.privacy import privacy_words
from election.voters.accounts import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD
from kiosk.style.context import UiContext
from kiosk.voter.requests import Open, SignUp
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_SHORTEST_PASSWORD = 8
_PLAUSIBLE_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class SignUpScreen(FormScreen):
    """See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._privacy: Privacy | None = None
        self.name = Field(ui, "field.name", longest=LONGEST_NAME)
        self.email = Field(ui, "field.email", "field.email_hint", longest=LONGEST_EMAIL, latin=True)
        self.password = Field(
            ui, "field.new_password", "field.new_password_hint", longest=LONGEST_PASSWORD, secret=True
        )
        super().__init__(ui, "sign_up", (self.name, self.email, self.password), other=Open("log_in"))

    def show_privacy(self, privacy: Privacy | None) -> None:
        """Say what the election's keeper has people told of their data."""
        self._privacy = privacy
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: also what becomes of what is typed."""
        told = privacy_words(self._privacy, self.ui.language, self.ui.text)
        return " ".join(filter(None, (super().about(), told)))

    def request(self) -> SignUp:
        """Return what was typed."""
        return SignUp(self.email.text(), self.name.text(), self.password.text())

    def problem(self, field: Field) -> str:
        """What the form asks beyond the services' own rules: an address that can be one, eight characters."""
        if field is self.name:
            return "" if field.text().strip() else "field.name_missing"
        if field is self.email:
            plausible = _PLAUSIBLE_EMAIL.fullmatch(field.text().strip())
            return "" if plausible else "field.email_implausible"
        return "" if len(field.text()) >= _SHORTEST_PASSWORD else "field.password_short"
