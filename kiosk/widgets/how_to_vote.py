"""How to vote, in three pictures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.text import Text

STEPS = ("come-in", "mark", "cast")


class HowToStep(QWidget):
    """One picture and a few words: below it, or where steps stand one above the other, beside it."""

    def __init__(self, ui: UiContext, name: str) -> None:
        super().__init__()
        self._ui = ui
        self._name = name
        self._beside = False
        self.said = name
        self._picture = QLabel()
        self._words = Text("body")
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignCenter)
        self._box.addWidget(self._words, 1)
        self.restyle()

    def set_beside(self, *, beside: bool) -> None:
        """Put the words beside the picture, or below it."""
        self._beside = beside
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        align = Qt.AlignmentFlag
        self._words.setAlignment(align.AlignVCenter if beside else align.AlignHCenter | align.AlignTop)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes and colours from the theme."""
        ui, theme = self._ui, self._ui.theme
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(Space.BLOCK if self._beside else Space.TIGHT))
        length = Length.EMBLEM if self._beside else Length.SYMBOL
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(ui.icon(f"step-{self._name}", theme.palette.accent, length, ratio))
        self._picture.setFixedSize(theme.px(length), theme.px(length))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        number = STEPS.index(self._name) + 1
        self._words.set_text(f"{number}. {self._ui.text(f'steps.{self.said}')}")


class HowToVote(QFrame):
    """The three of them on a card, side by side or one above the other."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("role", "card")
        self._steps = [HowToStep(ui, name) for name in STEPS]
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for step in self._steps:
            self._box.addWidget(step, 1)
        self.restyle()

    def set_stacked(self, *, stacked: bool) -> None:
        """Put the steps one above the other, or side by side."""
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(direction)
        for step in self._steps:
            step.set_beside(beside=stacked)

    def set_by_code(self, *, by_code: bool) -> None:
        """Say that one comes in by a code, or by logging in."""
        self._steps[0].said = "code" if by_code else STEPS[0]
        self._steps[0].retranslate()

    def height_at(self, width: int) -> int:
        """Return how high it is at `width`."""
        return self._box.totalHeightForWidth(width)

    def restyle(self) -> None:
        """Take sizes and colours from the theme."""
        edge, between = self._ui.theme.px(Space.BLOCK), self._ui.theme.px(Space.NEAR)
        self._box.setContentsMargins(edge, edge, edge, edge)
        self._box.setSpacing(between)
        for step in self._steps:
            step.restyle()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        set_accessible_name(self, self._ui.text("steps.title"))
        for step in self._steps:
            step.retranslate()
