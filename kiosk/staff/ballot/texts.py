"""A text in both languages, typed side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from election.i18n.catalogue import LANGUAGES
from election.models import NO_TEXT, LocalText
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Row


class LocalFields(QWidget):
    """A field for each language. Emits `left` when one is left, or Enter pressed in it."""

    left = Signal()

    def __init__(self, ui: UiContext, key: str, *, longest: int) -> None:
        super().__init__()
        self._shown = NO_TEXT
        self.fields = {each: Field(ui, f"{key}.{each}", longest=longest) for each in LANGUAGES}
        self._ui = ui
        self._row = Row(ui, Space.BLOCK, parent=self)
        for field in self.fields.values():
            field.line.editingFinished.connect(self._left)
            self._row.addWidget(field, 1)

    def restyle(self) -> None:
        """Have the languages one below the other in larger letters."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if self._ui.theme.scale <= 1 else ways.TopToBottom)

    def show_text(self, text: LocalText) -> None:
        """Show this text. What is being typed and differs from what was shown stays."""
        typed, self._shown = self.changed(), text
        if typed is None:
            for language, field in self.fields.items():
                said = dict(text.texts).get(language, "")
                if field.text() != said:
                    field.line.setText(said)

    def changed(self) -> LocalText | None:
        """Return what was typed, or None where that is what was shown."""
        typed = {language: field.text().strip() for language, field in self.fields.items()}
        text = LocalText.of({language: said for language, said in typed.items() if said})
        return None if text == self._shown else text

    def taken(self) -> None:
        """What was typed has been asked for: it counts as shown."""
        self._shown = self.changed() or self._shown

    def lines(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        return [field.line for field in self.fields.values()]

    def forget(self) -> None:
        """Forget what was shown and typed."""
        self._shown = NO_TEXT
        for field in self.fields.values():
            field.clear()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for field in self.fields.values():
            field.retranslate()

    @Slot()
    def _left(self) -> None:
        self.left.emit()
