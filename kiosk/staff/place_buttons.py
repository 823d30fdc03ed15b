"""The places where a file can be put, as buttons."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.places import Place, PlaceKind
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.notices.waiting import Waiting


class PlaceButtons(QWidget):
    """A button for each place, which says what `words` returns for it, and `chosen` once one is pressed; or
    that places are being looked for.
    """

    chosen = Signal(object)

    def __init__(
        self, ui: UiContext, words: Callable[[Place], str], icons: Mapping[PlaceKind, str] | None = None
    ) -> None:
        super().__init__()
        self._ui, self._words, self._icons = ui, words, icons or {}
        self._is_usable = True
        self.buttons: dict[Place, Button] = {}
        self.waiting = Waiting(ui)
        column = Column(ui, Space.NEAR, parent=self)
        edged = Column(ui, None, (Length.RING, None, Length.RING, None))
        edged.addWidget(self.waiting)
        column.addLayout(edged)
        self._column = Column(ui, Space.NEAR)
        column.addLayout(self._column)

    def look(self) -> None:
        """Forget the places of before, and say that others are being looked for."""
        self._set(())
        self.waiting.show()
        self.retranslate()

    def show_places(self, found: Sequence[Place]) -> None:
        """Offer these. Presses on what they move away from under a finger do not count."""
        self.waiting.hide()
        if tuple(found) != tuple(self.buttons):
            self._ui.presses.changed()
            self._set(found)
            self.retranslate()

    def set_usable(self, *, usable: bool) -> None:
        """Take presses, or none."""
        self._is_usable = usable
        for button in self.buttons.values():
            button.setEnabled(usable)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.waiting.set_text(self._ui.text("place.looking"))
        for place, button in self.buttons.items():
            button.set_text(self._words(place))

    def _set(self, found: Sequence[Place]) -> None:
        clear_layout(self._column)
        self.buttons = {}
        for place in found:
            button = self.buttons[place] = Button(self._ui, "plain", self._icons.get(place.kind, "list"))
            button.clicked.connect(self._pressed)
            button.setEnabled(self._is_usable)
            self._column.addWidget(button)

    @Slot()
    def _pressed(self) -> None:
        self.chosen.emit(next(place for place, button in self.buttons.items() if button is self.sender()))
