"""What the health of the laptop is, one line each."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.health import Health, HealthLine, Level
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.text import Text

_ICONS = {Level.WELL: ("check", "ink"), Level.LOOK: ("warning", "warning"), Level.BAD: ("error", "error")}


class HealthLines(QFrame):
    """Says of each thing whether it is well, to be looked at or bad, and what to do, while it is shown. A
    page lays it out like any widget, and has it `retranslate`.
    """

    def __init__(self, ui: UiContext, health: Health) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui, self._health = ui, health
        self._shown: tuple[HealthLine, ...] = ()
        self.texts: list[Text] = []
        self._column = Column(ui, Space.TIGHT, Space.NEAR, self)
        health.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Have it looked at from now on."""
        super().showEvent(event)
        self._health.watch(on=True)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._health.watch(on=False)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for line, text in zip(self._shown, self.texts, strict=True):
            text.set_text(self._sentence(line))

    @Slot()
    def _show(self) -> None:
        lines = self._health.lines
        if [each.level for each in lines] != [each.level for each in self._shown]:
            clear_layout(self._column)
            self.texts = []
            for line in lines:
                row, text = self._row(line.level)
                self._column.addWidget(row)
                self.texts.append(text)
        self._shown = lines
        self.retranslate()

    def _row(self, level: Level) -> tuple[QWidget, Text]:
        row = QWidget()
        across = Row(self._ui, Space.TIGHT, parent=row)
        sign = IconLabel(self._ui, length=Length.SIGN)
        sign.show_icon(*_ICONS[level])
        text = Text("body" if level is Level.WELL else "label")
        across.addWidget(sign)
        across.addWidget(text, 1)
        return row, text

    def _sentence(self, line: HealthLine) -> str:
        """Return the name, the word for how it is, and the sentence."""
        name, word = self._ui.text(f"health.name.{line.name}"), self._ui.text(f"health.level.{line.level}")
        return f"{name} · {word} · {self._ui.text(line.key, **line.values)}"
