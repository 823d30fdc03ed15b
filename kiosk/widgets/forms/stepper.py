"""A small number, one up or one down."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text


class Stepper(QWidget):
    """Shows what is chosen in words, between two buttons. Emits `changed` with the next number; who made it
    answers with `show_number`.
    """

    changed = Signal(int)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._number, self._least, self._most = 0, 0, 0
        self.less, self.more = Button(ui, "plain", "down"), Button(ui, "plain", "up")
        self.text = Text("label")
        self.less.clicked.connect(self._step)
        self.more.clicked.connect(self._step)
        row = Row(ui, Space.NEAR, parent=self)
        row.addWidget(self.text, 1)
        row.addWidget(self.less)
        row.addWidget(self.more)

    def show_number(self, number: int, least: int, most: int, text: str) -> None:
        """Show `number`, which may be from `least` to `most`, as `text` says it."""
        self._number, self._least, self._most = number, least, most
        self.text.set_text(text)
        self.less.setEnabled(number > least)
        self.more.setEnabled(number < most)
        for button, key in ((self.less, "stepper.less"), (self.more, "stepper.more")):
            button.set_text(self._ui.text(key), name=f"{text}. {self._ui.text(key)}", show=False)
        set_accessible_name(self, text)

    @Slot()
    def _step(self) -> None:
        number = self._number + (1 if self.sender() is self.more else -1)
        if self._least <= number <= self._most:
            self.changed.emit(number)
