"""One control of several parts, of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button


class Segments(QFrame):
    """Lays `buttons` out in one frame. Between what two of them can be touched on is as much room as between
    any two targets.
    """

    def __init__(self, ui: UiContext, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("role", "segments")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            self._row.addWidget(button)
        self.restyle()

    def restyle(self) -> None:
        """Take the gap from the theme: the buttons' own room for their ring is a part of it."""
        theme = self._ui.theme
        self._row.setSpacing(max(0, theme.px(Space.NEAR) - 2 * theme.px(Length.RING)))
