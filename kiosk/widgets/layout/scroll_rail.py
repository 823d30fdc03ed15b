"""What stands beside something that scrolls: two large buttons, and a bar between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollBar, QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.card_button import pass_touches_through

# Times the way there is to scroll: the bar's handle leaves a sixth of the bar free, so that it is seen to be
# one, and to move, also where a page is only a few dots too long.
_LARGEST_PAGE = 5


class ScrollRail(QWidget):
    """The buttons `up` and `down` say how many more there are that way, and the bar shows where one is. A
    short rail has them side by side, as icons, and no bar.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._is_short = False
        self.up = Button(ui, "plain", "up")
        self.down = Button(ui, "plain", "down")
        for button in (self.up, self.down):
            button.in_series = button.repeats = True
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._bar.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt gives every bar a menu
        pass_touches_through(self._bar)  # too narrow for a finger
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addWidget(self.up)
        self._box.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignHCenter)
        self._box.addWidget(self.down)
        self.restyle()

    def restyle(self) -> None:
        """Take edge and gap from the theme: where the bar does not stand between the buttons, a gap must."""
        near = self._ui.theme.px(Space.NEAR)
        self._box.setContentsMargins(near, 0, 0, 0)
        self._box.setSpacing(near - self._ui.theme.px(Length.RING) if self._is_short else 0)

    def tall_height(self) -> int:
        """Return the height, in dots, below which it must be short."""
        theme = self._ui.theme
        return 2 * (theme.px(Length.TARGET) + 2 * theme.px(Length.RING)) + 2 * theme.px(Space.BLOCK)

    def set_short(self, *, short: bool) -> None:
        """Have the buttons side by side, or one above the other."""
        if short is self._is_short:
            return
        self._is_short = short
        self._bar.setVisible(not short)
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if short else direction.TopToBottom)
        self.restyle()

    def show_place(self, value: int, most: int, page: int) -> None:
        """Show how far down it is scrolled: `value` of at most `most`, with a `page` in sight; in dots."""
        self._bar.setPageStep(min(page, _LARGEST_PAGE * most))
        self._bar.setRange(0, most)
        self._bar.setValue(value)
        self.up.setEnabled(value > 0)
        self.down.setEnabled(value < most)

    def set_counts(self, above: int, below: int, of: int) -> None:
        """Say how many of a list `of` so many are not seen whole on either side; 0 where it is no list."""
        text = self._ui.text
        for button, way, count in ((self.up, "up", above), (self.down, "down", below)):
            more = text("pane.more", count=count) if count else ""
            name = text(f"pane.{way}")
            button.set_text(more, name=f"{name}: {more}" if more else name, show=not self._is_short)
            widest = text("pane.more", count=of) if of and not self._is_short else ""
            button.setMinimumWidth(button.width_with(widest))  # or the page would move as the count changes
