"""What all screens have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.style.context import UiContext
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.text import Text

_TITLES = ("title", "display", "verdict")


@dataclass(frozen=True, slots=True)
class Back:
    """What a screen asks for to lead back to where one came from."""


class Screen(QWidget):
    """One full page below the header. It is told the language by `retranslate`, and that it is shown or
    must forget by `enter` and `clear`. What its user wants it asks for by the signal `asked`, which carries a
    request: `Back`, one of `kiosk/voter/requests.py`, or one that a staff page defines beside its screen.

    One that `fades_in` comes after screens of the same voter; any other replaces what was there at once and
    without a trace. One that `leaves_by_itself` does not wait for anybody.
    """

    fades_in = False
    leaves_by_itself = False
    asked = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.ui = ui
        self._requests: dict[QObject, object] = {}
        # A page takes the focus without a ring, so that no choice looks better than another at first.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def asks(self, button: QAbstractButton, request: object) -> None:
        """Have `button` ask for `request` when it is pressed."""
        self._requests[button] = request
        button.clicked.connect(self._pressed)

    def asks_no_more(self, button: QAbstractButton) -> None:
        """Forget a button that is about to go."""
        self._requests.pop(button, None)

    def retranslate(self) -> None:
        """Say everything in the language of the moment; nothing else changes."""

    def heading(self) -> str:
        """Return the page's title, its name for screen readers."""
        titles = (text for text in self.findChildren(Text) if text.property("role") in _TITLES)
        return next((text.plain_text() for text in titles), "")

    def spoken(self) -> str:
        """Return what is read out when the page comes: its title, and what one must know to begin."""
        return self.heading()

    def make_room(self, *, needed: bool) -> None:
        """The keyboard on the screen takes its room, or gives it back."""

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through on this screen, in the order it is read."""
        return ()

    def apply_tab_order(self) -> None:
        """Have Tab go from this page through its stops; Qt's own order is that of making."""
        for one, after in pairwise((self, *self.tab_order())):
            QWidget.setTabOrder(one, after)

    def enter(self) -> None:
        """Be shown: take the focus, start from the top."""
        self.apply_tab_order()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page through what scrolls, wherever on the page the focus is."""
        pane = self.findChild(ScrollPane)
        if not isinstance(pane, ScrollPane) or not pane.turn(event.key()):
            super().keyPressEvent(event)

    def is_touched(self) -> bool:
        """Return whether anything was typed that would be missed."""
        return False

    def clear(self) -> None:
        """Forget everything of the voter."""

    @Slot()
    def _pressed(self) -> None:
        self.asked.emit(self._requests[self.sender()])
