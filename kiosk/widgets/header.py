"""The line above every screen: which election this is, the network, the language, and the way home."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel

from election.language import LANGUAGES
from election.models import LocalText
from kiosk.status import ApiStatus
from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.button import Button
from kiosk.widgets.text import Text

_HALF = 0.6  # of a title's width: lines break between words, never just in the middle


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
        self.title = Text("header")
        self.api = Text("small")
        self.api.setFixedWidth(theme.px(Length.ADDRESS))
        self._api_icon = QLabel()
        self.home_button = Button(ui, "secondary", "home")
        self.home_button.clicked.connect(self.home)
        self._languages = {name: Button(ui, "plain") for name in LANGUAGES}
        row = self._row = QHBoxLayout(self)
        near = theme.px(Space.NEAR)
        row.setContentsMargins(theme.px(Space.BLOCK), near // 2, theme.px(Space.BLOCK), near // 2)
        row.setSpacing(near)
        logo = QLabel()
        logo.setPixmap(ui.icon("ballot-box", theme.palette.accent, Length.BOX))
        row.addWidget(logo)
        row.addWidget(self.title, 1)
        row.addWidget(self._api_icon)
        row.addWidget(self.api)
        row.addSpacing(near)
        group = QButtonGroup(self)
        for name, button in self._languages.items():
            button.setCheckable(True)
            button.say(LANGUAGES[name])
            group.addButton(button)
            button.clicked.connect(self._choose)
            row.addWidget(button)
        row.addSpacing(near)
        row.addWidget(self.home_button)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title its room first."""
        super().resizeEvent(event)
        self._make_room()

    def language_button(self, language: str) -> Button:
        """Return the button of `language`."""
        return self._languages[language]

    def set_title(self, title: LocalText) -> None:
        """Show the election's title."""
        self._title = title
        self.title.say(self._ui.title(title))
        self._make_room()

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
        self._api_icon.setAccessibleName(self.api.said())
        self._api_icon.setToolTip(self.api.said())
        self._make_room()
        name, colour = ("network", palette.accent) if status.address else ("warning", palette.warning)
        self._api_icon.setPixmap(ui.icon(name, colour, pixel_ratio=self.devicePixelRatioF()))

    def _make_room(self) -> None:
        """Leave the note on the network to its icon, which names it, where the title would otherwise take
        more than two lines.
        """
        note = self.api.minimumWidth()
        free = self.width() - self._row.minimumSize().width() + self.title.minimumSizeHint().width()
        free += 0 if self.api.isHidden() else note
        half = self.title.fontMetrics().horizontalAdvance(self.title.said()) * _HALF
        self.api.setVisible(free - note >= half)

    @Slot()
    def _choose(self) -> None:
        self.language_chosen.emit(
            next(name for name, button in self._languages.items() if button is self.sender())
        )
