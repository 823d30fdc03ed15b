"""The notice of a failure that nobody foresaw."""

from PySide6.QtCore import Slot

from election.errors import ElectionError
from kiosk.style.context import UiContext
from kiosk.widgets.notices.notice import Notice


class FailureNotice(Notice):
    """Says the one general sentence after `fail`, until `recover`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "error")
        self._failed = False

    @Slot()
    def fail(self) -> None:
        """Say that something failed."""
        self._failed = True
        self.retranslate()

    def recover(self) -> None:
        """Say nothing any more."""
        self._failed = False
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        self.set_text(self._ui.error(ElectionError()) if self._failed else "")
