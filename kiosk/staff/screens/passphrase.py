"""The organiser's passphrase: entered, set for the first time, changed."""

from election.admin.passphrase import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


def _field(ui: UiContext, label: str, hint: str = "") -> Field:
    return Field(ui, label, hint, longest=LONGEST_PASSPHRASE, secret=True)


class PassphraseScreen(FormScreen):
    """Asks for the passphrase. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.passphrase = _field(ui, "staff.field.passphrase")
        super().__init__(ui, "staff.enter", (self.passphrase,), has_other=False)

    def problem(self, field: Field) -> str:
        """Whether it is right only the service knows."""
        return "" if field.text().strip() else "staff.field.missing"


class NewPassphraseScreen(FormScreen):
    """Asks for a new passphrase, twice. See `FormScreen`."""

    def __init__(self, ui: UiContext, name: str = "staff.set", before: tuple[Field, ...] = ()) -> None:
        self.new = _field(ui, "staff.field.new", "staff.field.new_hint")
        self.again = _field(ui, "staff.field.again")
        super().__init__(ui, name, (*before, self.new, self.again), has_other=False)

    def set_must(self, *, must: bool) -> None:
        """There is no way back without it."""
        self.back_button.setVisible(not must)

    def problem(self, field: Field) -> str:
        """Eight characters, and the same ones twice; whether it is too obvious the service knows."""
        if field is self.new:
            return "" if len(field.text().strip()) >= SHORTEST_PASSPHRASE else "staff.field.short"
        if field is self.again:
            return "" if field.text().strip() == self.new.text().strip() else "staff.field.different"
        return "" if field.text().strip() else "staff.field.missing"


class ChangePassphraseScreen(NewPassphraseScreen):
    """Asks for the passphrase and a new one. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self.current = _field(ui, "staff.field.current")
        super().__init__(ui, "staff.change", (self.current,))
