"""The line above every screen: which election this is, the network, the language, and the way home."""

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from election.language import LANGUAGES
from election.models import LocalText
from kiosk.status import ApiStatus
from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.button import Button
from kiosk.widgets.layout import Column, Row
from kiosk.widgets.sign import Sign
from kiosk.widgets.text import Text


class Header(QFrame):
    """Emits `home`, `display`, and `language_chosen` with "ko" or "en". Where there is no room for all of it,
    what can be pressed stays.
    """

    home = Signal()
    display = Signal()
    language_chosen = Signal(str)

    def __init__(self, ui: Ui, status: ApiStatus, title: LocalText) -> None:
        super().__init__()
        self._ui = ui
        self._status = status
        self._title = title
        self.title, self.api = Text("header"), Text("small")
        self._api_sign = Sign(ui, length=Length.SIGN)
        self.display_button = Button(ui, "secondary", "display")
        self.home_button = Button(ui, "secondary", "home")
        self.display_button.clicked.connect(self.display)
        self.home_button.clicked.connect(self.home)
        self._languages = {name: Button(ui, "plain") for name in LANGUAGES}
        self._logo = Sign(ui, "ballot-box", length=Length.BOX)
        self._words = QWidget()
        words = Column(ui, parent=self._words)
        words.addWidget(self.title)
        self._network = QWidget()
        network = Row(ui, Space.TIGHT, parent=self._network)
        network.addWidget(self._api_sign)
        network.addWidget(self.api, 1)
        words.addWidget(self._network)
        row = Row(ui, Space.NEAR, (Space.BLOCK, Space.TIGHT, Space.BLOCK, Space.TIGHT), self)
        row.addWidget(self._logo)
        row.addWidget(self._words, 1)
        row.addStretch(0)
        for name, button in self._languages.items():
            button.setCheckable(True)
            button.is_one_of = True
            button.setLocale(QLocale(name))
            button.say(LANGUAGES[name])
            button.clicked.connect(self._choose)
            row.addWidget(button)
        row.addWidget(self.display_button)
        row.addWidget(self.home_button)

    def restyle(self) -> None:
        """See what there is room for."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def language_button(self, language: str) -> Button:
        """Return the button of `language`."""
        return self._languages[language]

    def set_title(self, title: LocalText) -> None:
        """Show the election's title."""
        self._title = title
        self.title.say(self._ui.title(title))

    def set_status(self, status: ApiStatus) -> None:
        """Show how the API can be reached from now on, or why it cannot."""
        self._status = status
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, status = self._ui, self._status
        self.title.say(ui.title(self._title))
        for number, (name, button) in enumerate(self._languages.items(), 1):
            button.setChecked(name == ui.language)
            button.say_place(ui.text("header.language"), number, len(self._languages))
        if status.problem is not None:
            self.api.say(ui.text("header.api_problem"))
        elif status.address is not None:
            self.api.say(ui.text("header.api_up", address=status.address))
        elif status.starting:
            self.api.say(ui.text("header.api_starting"))
        else:
            self.api.say(ui.text("header.api_off"))
        well = status.address is not None or status.starting
        self._api_sign.show_icon(*("network", "accent") if well else ("warning", "warning"))
        self._fit()

    def _fit(self) -> None:
        """Leave out an address longer than a line, the title where it would be squeezed, and the words beside
        icons if even that is not enough.
        """
        theme = self._ui.theme
        gap = theme.px(Space.NEAR)
        room = self.width() - 2 * theme.px(Space.BLOCK)
        self._say_ways(words=True)
        buttons = (*self._languages.values(), self.display_button, self.home_button)
        needed = sum(button.sizeHint().width() + gap for button in buttons)
        self._say_ways(words=needed <= room)
        left = room - needed - theme.px(Length.BOX) - gap
        fits = left >= theme.px(Length.NAME)
        line = self.api.fontMetrics().horizontalAdvance(self.api.said()) + 1
        one_line = theme.px(Length.SIGN) + theme.px(Space.TIGHT) + line <= left
        self._network.setVisible(one_line or self._status.problem is not None)
        self._logo.setVisible(fits)
        self._words.setVisible(fits)

    def _say_ways(self, *, words: bool) -> None:
        self.display_button.say(self._ui.text("header.display"), show=words)
        self.home_button.say(self._ui.text("header.home"), show=words)

    @Slot()
    def _choose(self) -> None:
        self.language_chosen.emit(
            next(name for name, button in self._languages.items() if button is self.sender())
        )
