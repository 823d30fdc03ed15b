"""The real ballot of an election, to be tried: the voter's own screens, and nothing is cast."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.setup.life_cycle import Definition
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.support.photos import PhotoCache, Photos
from kiosk.widgets.ballot.trial import BallotTrial
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back, Screen


class PreviewScreen(Screen):
    """Shows `trial` below a band that says what it is."""

    def __init__(self, ui: UiContext, trial: BallotTrial) -> None:
        super().__init__(ui)
        self.trial = trial
        self.about = Notice(ui, "warning", aloud=False)
        self.end_button = Button(ui, "primary", "back")
        self.asks(self.end_button, Back())
        trial.moved.connect(self._moved)
        column = Column(ui, Space.TIGHT, parent=self)
        head = Row(ui, edges=(Space.BLOCK, Space.NEAR, Space.BLOCK, None))
        head.addWidget(ButtonBar(ui, (), (self.end_button,), self.about))
        column.addLayout(head)
        column.addWidget(trial, 1)

    def heading(self) -> str:
        """See `Screen`: what it is, and not the title of the contest."""
        return self.ui.text("preview.title")

    def restyle(self) -> None:
        """Larger letters leave no room for more than the button, which says the same."""
        self._say_about()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (self.end_button, *self.trial.tab_order())

    def clear(self) -> None:
        """Forget what was tried."""
        self.trial.forget()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._say_about()
        self.end_button.set_text(self.ui.text("preview.end"))
        self.trial.retranslate()

    @Slot()
    def _moved(self) -> None:
        self.apply_tab_order()

    def _say_about(self) -> None:
        about = self.ui.text("preview.empty" if self.trial.is_empty() else "preview.about")
        self.about.set_text(f"{self.heading()}. {about}" if self.ui.theme.scale <= 1 else "")


class PreviewPage(StaffPage):
    """Opened with the id of an election, current or not."""

    screen: PreviewScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""
        self._photos = PhotoCache()

    def make_screen(self, staff: StaffContext) -> PreviewScreen:
        """See `StaffPage`."""
        return PreviewScreen(staff.ui, staff.trial())

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election's id."""
        if subject is not None:
            self._election_id = str(subject)
        library, election_id = self.staff.services.library, self._election_id

        def read() -> tuple[Definition, Photos]:
            with library.held(election_id) as services:
                definition = services.editing.definition()
            return definition, self._photos.pictures(definition.photos)

        self.run(read, self._show, self._failed)

    def _show(self, found: tuple[Definition, Photos]) -> None:
        definition, photos = found
        self.screen.trial.begin(definition.election, photos)
        self.screen.retranslate()

    def _failed(self, error: Exception) -> None:
        self.screen.about.set_text(self.staff.ui.error(error))
