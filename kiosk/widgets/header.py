"""The line above every screen: which election this is, the language, and the way home."""

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from election.i18n.catalogue import LANGUAGES
from election.models import LocalText
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.segments import Segments
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text


class Header(QFrame):
    """Emits `home`, `display`, and `language_chosen` with "ko" or "en". It is quieter than any ballot below
    it. Where there is no room for all of it, what can be pressed stays.
    """

    home = Signal()
    display = Signal()
    language_chosen = Signal(str)

    def __init__(self, ui: UiContext, title: LocalText | None) -> None:
        super().__init__()
        self._ui = ui
        self._title = title
        self.title = Text("header")
        self.display_button = Button(ui, "quiet", "display")
        self.home_button = Button(ui, "quiet", "home")
        self.display_button.clicked.connect(self.display)
        self.home_button.clicked.connect(self.home)
        self._languages = {name: Button(ui, "segment") for name in LANGUAGES}
        self._segments = Segments(ui, list(self._languages.values()))
        self._logo = IconLabel(ui, "ballot-box", length=Length.BOX)
        row = Row(ui, Space.NEAR, (Space.BLOCK, Space.TIGHT, Space.BLOCK, Space.TIGHT), self)
        row.addWidget(self._logo)
        row.addWidget(self.title, 1)
        row.addStretch(0)
        for name, button in self._languages.items():
            button.setCheckable(True)
            button.is_one_of = True
            button.setLocale(QLocale(name))
            button.set_text(LANGUAGES[name])
            button.clicked.connect(self._choose)
        for widget in (self._segments, self.display_button, self.home_button):
            row.addWidget(widget)

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

    def set_title(self, title: LocalText | None) -> None:
        """Show the election's title; None: there is no election."""
        self._title = title
        self._show_title()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._show_title()
        for number, (name, button) in enumerate(self._languages.items(), 1):
            button.setChecked(name == self._ui.language)
            button.set_place(self._ui.text("header.language"), number, len(self._languages))
        self._fit()

    def _show_title(self) -> None:
        self.title.set_text(self._ui.title(self._title) if self._title else self._ui.text("app.name"))

    def _fit(self) -> None:
        """Leave out the title where it would be squeezed, and the words beside icons if even that is not
        enough.
        """
        theme = self._ui.theme
        gap = theme.px(Space.NEAR)
        room = self.width() - 2 * theme.px(Space.BLOCK)
        self._say_ways(words=True)
        buttons = (self._segments, self.display_button, self.home_button)
        needed = sum(button.sizeHint().width() + gap for button in buttons)
        self._say_ways(words=needed <= room)
        fits = room - needed - theme.px(Length.BOX) - gap >= theme.px(Length.NAME)
        self._logo.setVisible(fits)
        self.title.setVisible(fits)

    def _say_ways(self, *, words: bool) -> None:
        self.display_button.set_text(self._ui.text("header.display"), show=words)
        self.home_button.set_text(self._ui.text("header.home"), show=words)

    @Slot()
    def _choose(self) -> None:
        self.language_chosen.emit(
            next(name for name, button in self._languages.items() if button is self.sender())
        )
