"""The line above every screen: which election this is, the network, the language, and the way home."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from election.language import LANGUAGES
from election.models import LocalText
from kiosk.status import ApiStatus
from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.button import Button
from kiosk.widgets.text import Text


class Header(QFrame):
    """Emits `home`, and `language_chosen` with "ko" or "en"."""

    home = Signal()
    language_chosen = Signal(str)

    def __init__(self, ui: Ui, status: ApiStatus, title: LocalText) -> None:
        super().__init__()
        self._ui = ui
        self._status = status
        self._title = title
        theme = ui.theme
        near = theme.px(Space.NEAR)
        self.title, self.api = Text("header"), Text("small")
        self._api_icon = QLabel()
        self.home_button = Button(ui, "secondary", "home")
        self.home_button.clicked.connect(self.home)
        self._languages = {name: Button(ui, "plain") for name in LANGUAGES}
        logo = QLabel()
        logo.setPixmap(ui.icon("ballot-box", theme.palette.accent, Length.BOX))
        network = QHBoxLayout()
        network.setSpacing(theme.px(Space.TIGHT))
        network.addWidget(self._api_icon)
        network.addWidget(self.api, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addLayout(network)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(Space.BLOCK), near // 2, theme.px(Space.BLOCK), near // 2)
        row.setSpacing(near)
        row.addWidget(logo)
        row.addLayout(words, 1)
        for name, button in self._languages.items():
            button.setCheckable(True)
            button.say(LANGUAGES[name])
            button.clicked.connect(self._choose)
            row.addWidget(button)
        row.addSpacing(near)
        row.addWidget(self.home_button)

    def language_button(self, language: str) -> Button:
        """Return the button of `language`."""
        return self._languages[language]

    def set_title(self, title: LocalText) -> None:
        """Show the election's title."""
        self._title = title
        self.title.say(self._ui.title(title))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, status, palette = self._ui, self._status, self._ui.theme.palette
        self.title.say(ui.title(self._title))
        self.home_button.say(ui.text("header.home"))
        for name, button in self._languages.items():
            button.setChecked(name == ui.language)
        if status.problem is not None:
            self.api.say(ui.text("header.api_problem"))
        elif status.address is not None:
            self.api.say(ui.text("header.api_up", address=status.address))
        else:
            self.api.say(ui.text("header.api_off"))
        name, colour = ("network", palette.accent) if status.address else ("warning", palette.warning)
        self._api_icon.setPixmap(ui.icon(name, colour, Length.SIGN, self.devicePixelRatioF()))

    @Slot()
    def _choose(self) -> None:
        self.language_chosen.emit(
            next(name for name, button in self._languages.items() if button is self.sender())
        )
