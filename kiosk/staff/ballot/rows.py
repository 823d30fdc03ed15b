"""A row of the editor: what it is about, which opens its page, and two buttons that move it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


class OpenButton(CardButton):
    """A title and something about it, with a number before it."""

    def __init__(self, ui: UiContext, portrait: Portrait | None = None) -> None:
        super().__init__(ui)
        self.number, self.title, self.about = Text("number"), Text("label"), Text("about")
        self.number.setWordWrap(False)
        arrow = IconLabel(ui, "change")
        words = Column(ui)
        for part in (self.title, self.about):
            words.addWidget(part)
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.TIGHT, Space.BLOCK, Space.TIGHT), self)
        row.addWidget(self.number)
        if portrait is not None:
            row.addWidget(portrait)
            pass_touches_through(portrait)
        row.addLayout(words, 1)
        row.addWidget(arrow)
        pass_touches_through(self.number, self.title, self.about, arrow)
        self.restyle()

    def restyle(self) -> None:
        """Take the least height from the theme."""
        theme = self._ui.theme
        self.setMinimumHeight(theme.px(Length.TARGET) + 2 * theme.px(Length.RING))


class PlacedRow(QWidget):
    """Emits `opened` with its id, and `moved` with its id and -1 or 1. Alt with an arrow key moves it too."""

    opened = Signal(int)
    moved = Signal(int, int)

    def __init__(self, ui: UiContext, row_id: int, portrait: Portrait | None = None) -> None:
        super().__init__()
        self._ui, self.row_id = ui, row_id
        self.open = OpenButton(ui, portrait)
        self.up, self.down = Button(ui, "plain", "up"), Button(ui, "plain", "down")
        self.open.clicked.connect(self._open)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        row = Row(ui, Space.NEAR, parent=self)
        row.addWidget(self.open, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)

    def show_row(self, number: int, of: int, title: str, about: str) -> None:
        """Show what it is about, the `number`-th `of` so many."""
        self.open.number.set_text(f"{number}")
        self.open.title.set_text(title)
        self.open.about.set_text(about)
        self.open.about.setVisible(bool(about))
        set_accessible_name(self.open, f"{number}. {title}")
        set_accessible_description(self.open, about)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < of)
        self.up.set_text(self._ui.text("editor.up", name=title), show=False)
        self.down.set_text(self._ui.text("editor.down", name=title), show=False)

    def offer_moves(self, *, offered: bool) -> None:
        """Have the buttons that move it, or not."""
        self.up.setVisible(offered)
        self.down.setVisible(offered)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        return (self.open, self.up, self.down)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it by Alt and an arrow key."""
        if not self.up.isHidden() and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if event.key() == Qt.Key.Key_Up:
                self.up.click()
                return
            if event.key() == Qt.Key.Key_Down:
                self.down.click()
                return
        super().keyPressEvent(event)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.row_id)

    @Slot()
    def _up(self) -> None:
        self.moved.emit(self.row_id, -1)

    @Slot()
    def _down(self) -> None:
        self.moved.emit(self.row_id, 1)
