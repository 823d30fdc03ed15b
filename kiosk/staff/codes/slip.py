"""A slip in hand: what it is good for, and voided if that is wanted. Whose it is nobody is told."""

from dataclasses import dataclass

from PySide6.QtCore import Slot

from election.code_models import CodeState
from election.errors import Message
from election.voters.voter_codes import CodeLook
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

_LONGEST = 200  # characters: a code, or a slip's address


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """The slip with this code is to be looked at."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Void:
    """The slip that was looked at is to be voided."""


class SlipInHandScreen(FormScreen):
    """Asks to `Look` or, once that was answered, to `Void`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._found: CodeLook | None = None
        self.code = Field(ui, "field.code", "field.code_hint", longest=_LONGEST, latin=True)
        super().__init__(ui, "staff.slip", (self.code,), other=Void())
        self.code.line.textChanged.connect(self._changed)
        self.offer_other(offered=False)

    def show_found(self, found: CodeLook | None) -> None:
        """Say what the slip is good for; None: nothing was looked at."""
        self._found = found
        self.set_busy(busy=False)
        can_void = found is not None and not found.used and found.state is not CodeState.VOID
        self.offer_other(offered=can_void)
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: what was found."""
        if self._found is None:
            return self.ui.text("staff.slip.about")
        state = "used" if self._found.used else str(self._found.state)
        values = {"batch": self._found.batch, "sheet": self._found.sheet}
        return self.ui.text(f"staff.slip.found_{state}", **values)

    def clear(self) -> None:
        """Forget the slip."""
        super().clear()
        self.show_found(None)

    def request(self) -> Look:
        """Return what was typed."""
        return Look(self.code.text())

    def problem(self, field: Field) -> str:
        """Something must be typed; what it is the service knows."""
        return "" if field.text().strip() else "field.code_missing"

    @Slot()
    def _changed(self) -> None:
        if self._found is not None:
            self.show_found(None)


class SlipInHandPage(StaffPage):
    """Looks the slip up, and voids it."""

    screen: SlipInHandScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id, self._looked_at = "", ""

    def make_screen(self, staff: StaffContext) -> SlipInHandScreen:
        """See `StaffPage`."""
        return SlipInHandScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of the election."""
        if isinstance(subject, str):
            self._election_id = subject

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._looked_at = ""

    def handle(self, request: object) -> None:
        """Look, or void."""
        library, election_id = self.staff.services.library, self._election_id
        match request:
            case Look(text):
                self._looked_at = text

                def look() -> CodeLook:
                    with library.held(election_id) as election:
                        return election.codes.look(text)

                self.run(look, self.screen.show_found, self.screen.set_error)
            case Void():
                looked_at = self._looked_at

                def void() -> None:
                    with library.held(election_id) as election:
                        election.codes.void(looked_at)

                news = Message("staff.slip.voided")
                self.run(void, lambda _nothing: self.staff.navigator.back(news), self.screen.set_error)
