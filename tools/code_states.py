"""Pictures of what people meet who have a code. All of it is made up."""

from collections.abc import Callable
from dataclasses import replace

from election.models import Election, WayIn
from election.voters.codes import CodeMistyped, CodeUsed
from kiosk.app.window import KioskWindow

_TYPED = "7K2Q-M4XW-9TDA"


def by_code(election: Election, *ways: WayIn) -> Election:
    """Return `election` as one to which people come by codes."""
    return replace(election, ways_in=ways or (WayIn.SLIP,))


def entered(refusal: CodeMistyped | CodeUsed | None = None) -> Callable[[KioskWindow], None]:
    """Type a code, which is refused if so."""

    def prepare(window: KioskWindow) -> None:
        window.screens.start.ways["code"].click()
        form = window.screens.code
        form.code.line.setText(_TYPED)
        form.set_error(refusal)

    return prepare
