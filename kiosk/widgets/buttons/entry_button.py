"""A large card that leads on: from the first screen to a way in, from the staff panel to a page."""

from PySide6.QtCore import Qt

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


class EntryButton(CardButton):
    """A large card that is one button: an icon, what it does, and for whom it is."""

    def __init__(self, ui: UiContext, icon_name: str, key: str) -> None:
        super().__init__(ui)
        self._key = key
        self._emblem = IconLabel(ui, icon_name, length=Length.EMBLEM)
        self._emblem.setProperty("role", "emblem")
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self._about = Text("lead"), Text("about")
        arrow = IconLabel(ui, "next", length=Length.BOX)
        pass_touches_through(self._emblem, self.title, self._about, arrow)
        words = Column(ui, Space.TIGHT)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self._about)
        words.addStretch(1)
        row = Row(ui, Space.FAR, Space.BLOCK, parent=self)
        row.addWidget(self._emblem)
        row.addLayout(words, 1)
        row.addWidget(arrow)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, about = self._ui.text(f"{self._key}.title"), self._ui.text(f"{self._key}.about")
        self.title.set_text(title)
        self._about.set_text(about)
        set_accessible_name(self, title)
        set_accessible_description(self, about)
