"""One of the ways in, on the first screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.panel import Panel, let_through
from kiosk.widgets.text import Text


class WayIn(Panel):
    """A large card that is one button: an icon, what it does, and for whom it is."""

    def __init__(self, ui: Ui, icon_name: str, key: str) -> None:
        super().__init__(ui)
        self._icon_name = icon_name
        self._key = key
        self._emblem = QLabel()
        self._emblem.setProperty("role", "emblem")
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self._about = Text("lead"), Text("about")
        self._arrow = QLabel()
        let_through(self._emblem, self.title, self._about, self._arrow)
        self._words = QVBoxLayout()
        self._words.addStretch(1)
        self._words.addWidget(self.title)
        self._words.addWidget(self._about)
        self._words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._emblem)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self._arrow)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes and colours from the theme."""
        ui, theme = self._ui, self._ui.theme
        edge, ratio = theme.px(Space.BLOCK) + theme.px(Length.RING), self.devicePixelRatioF()
        side = theme.px(Length.EMBLEM) + 2 * theme.px(Space.NEAR)
        self._emblem.setFixedSize(side, side)
        self._emblem.setPixmap(ui.icon(self._icon_name, theme.palette.accent, Length.EMBLEM, ratio))
        self._arrow.setPixmap(ui.icon("next", theme.palette.accent, Length.BOX, ratio))
        self._words.setSpacing(theme.px(Space.TIGHT))
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(theme.px(Space.FAR))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, about = self._ui.text(f"{self._key}.title"), self._ui.text(f"{self._key}.about")
        self.title.say(title)
        self._about.say(about)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
