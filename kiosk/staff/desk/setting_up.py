"""The organiser's page of the desk: its PIN, and where it stands."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text


class SetUp(Enum):
    """What the organiser may want."""

    MAKE_PIN = auto()
    OPEN_HERE = auto()
    OPEN_WINDOW = auto()
    CLOSE_WINDOW = auto()


class DeskSetUpScreen(PageScreen):
    """Shows a new PIN once, and asks for one of `SetUp`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.desk_set_up")
        self._pin = ""
        self.pin, self._pin_about = Text("title"), Text("body")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self.warning = Notice(ui, "warning")
        self.entries = {
            SetUp.MAKE_PIN: EntryButton(ui, "lock", "staff.desk_set_up.pin"),
            SetUp.OPEN_HERE: EntryButton(ui, "person", "staff.desk_set_up.here"),
            SetUp.OPEN_WINDOW: EntryButton(ui, "projector", "staff.desk_set_up.window"),
        }
        self.close_button = Button(ui, "secondary", "cross")
        for request, button in self.entries.items():
            self.asks(button, request)
        self.asks(self.close_button, SetUp.CLOSE_WINDOW)
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        inner = Column(ui, Space.TIGHT, Space.BLOCK, self._card)
        inner.addWidget(self.pin)
        inner.addWidget(self._pin_about)
        edged.addWidget(self._card)
        edged.addWidget(self.warning)
        column.addLayout(edged)
        for button in self.entries.values():
            column.addWidget(button)
        column.addStretch(1)
        self.lay_out(content, (self.close_button,))
        self.show_pin("")

    def show_pin(self, pin: str) -> None:
        """Show a PIN that was made just now; an empty one shows none."""
        self._pin = pin
        self._card.setVisible(bool(pin))
        self.pin.set_text(f"{pin[:3]} {pin[3:]}")

    def show_place(self, *, is_set: bool, can_open: bool, is_open: bool) -> None:
        """Show what can be done: the desk opens once it has a PIN, in a window where there is a screen."""
        self.entries[SetUp.OPEN_HERE].setVisible(is_set)
        self.entries[SetUp.OPEN_WINDOW].setVisible(is_set and can_open and not is_open)
        self.close_button.setVisible(is_open)
        self.warning.set_text("" if is_set else self.ui.text("staff.desk_set_up.no_pin"))

    def clear(self) -> None:
        """The PIN is not shown twice."""
        super().clear()
        self.show_pin("")

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.entries.values(), *self.pane.buttons(), self.back_button, self.close_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self._pin_about.set_text(self.ui.text("staff.desk_set_up.once"))
        self.close_button.set_text(self.ui.text("staff.desk_set_up.close"))
        for button in self.entries.values():
            button.retranslate()


class DeskSetUpPage(StaffPage):
    """Makes the PIN, and opens the desk here, where the organiser leaves it, or on a second screen."""

    name, icon = "staff.desk_set_up", "person"
    screen: DeskSetUpScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._window = staff.desk_window()
        self._window.changed.connect(self._show)

    def make_screen(self, staff: StaffContext) -> DeskSetUpScreen:
        """See `StaffPage`."""
        return DeskSetUpScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show how it stands."""
        self._show()

    def handle(self, request: object) -> None:
        """Do what is asked for."""
        if request is SetUp.MAKE_PIN:
            self.run(self.staff.services.desk_passphrase.make_pin, self._made, self.screen.show_problem)
        elif request is SetUp.OPEN_HERE:
            self.staff.navigator.to_desk()
        elif request is SetUp.OPEN_WINDOW:
            self._window.open()
        elif request is SetUp.CLOSE_WINDOW:
            self._window.close()

    def _made(self, pin: str) -> None:
        self.screen.show_pin(pin)
        self._show()

    @Slot()
    def _show(self) -> None:
        is_set = self.staff.services.desk_passphrase.is_set()
        window = self._window
        self.screen.show_place(is_set=is_set, can_open=bool(window.screens()), is_open=window.is_open)
