"""Which file or print is wanted; each says what is in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from election.errors import Message
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.wanted import COMMITMENT, EXPORTS, PAUSE, PRINTS, ZERO, Wanted
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column

_EVERY = (COMMITMENT, ZERO, PAUSE, *PRINTS, *EXPORTS)


class FilesScreen(PageScreen):
    """Asks for a `Print` or an `Export`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.files")
        self._fingerprint = ""
        self.entries = {each: EntryButton(ui, each.icon, each.key) for each in _EVERY}
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for each, button in self.entries.items():
            self.asks(button, each)
            column.addWidget(button)
        column.addStretch(1)
        self.lay_out(content)

    def offer(self, wanted: Sequence[Wanted]) -> None:
        """Offer these and no others."""
        for each, button in self.entries.items():
            button.setVisible(each in wanted)

    def show_key(self, fingerprint: str) -> None:
        """Say the fingerprint of the election's key."""
        self._fingerprint = fingerprint
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: the fingerprint, where it is to be said."""
        if not self._fingerprint:
            return super().lead()
        return self.ui.text("records.key", fingerprint=self._fingerprint)

    def clear(self) -> None:
        """Forget what was said."""
        super().clear()
        self._fingerprint = ""

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.entries.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for button in self.entries.values():
            button.retranslate()


class FilesPage(StaffPage):
    """Opens the page that asks where to."""

    screen: FilesScreen

    def make_screen(self, staff: StaffContext) -> FilesScreen:
        """See `StaffPage`."""
        return FilesScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is offered."""
        if isinstance(subject, tuple):
            self.screen.offer(subject)

    def tell(self, *news: Message) -> None:
        """See `StaffPage`."""
        if news:
            self.screen.say(news[0])

    def handle(self, request: object) -> None:
        """Ask where to."""
        self.staff.navigator.open(SavePage, request)


class CommitmentPage(FilesPage):
    """What is published before the vote: the sheet, and the fingerprint that stands on it."""

    def prepare(self, _subject: object = None) -> None:
        """Say the fingerprint of the current election's key."""
        self.screen.offer((COMMITMENT,))
        self.ask_election(
            lambda election: election.key.fingerprint, self.screen.show_key, self.screen.show_problem
        )
