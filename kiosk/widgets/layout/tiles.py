"""Things of one kind side by side, all in the same room."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.layout.arranged import Arranged


class Tiles(Arranged):
    """Lays `tiles` out in one line, in four columns or in two, so that each can be read in one line; every
    one gets the same width and height. Reads from left to right, then down.
    """

    def __init__(self, ui: UiContext, tiles: Sequence[QWidget]) -> None:
        super().__init__(ui)
        self._tiles = tiles
        for tile in tiles:
            tile.setParent(self)
            tile.show()

    def arrange(self) -> None:
        """See `Arranged`."""
        theme = self._ui.theme
        gap = theme.px(Space.NEAR) - theme.px(Length.RING)
        need = max(tile.sizeHint().width() for tile in self._tiles)
        most = len(self._tiles)
        columns = next((n for n in (most, 4, 2) if n <= most and n * (need + gap) - gap <= self.width()), 1)
        width = (self.width() - gap * (columns - 1)) // columns
        height = max(max(_height(tile, width), tile.minimumHeight()) for tile in self._tiles)
        for at, tile in enumerate(self._tiles):
            line, column = divmod(at, columns)
            tile.setGeometry(column * (width + gap), line * (height + gap), width, height)
        lines = -(-most // columns)
        self.setMinimumHeight(lines * (height + gap) - gap)  # last: it may come straight back here


def _height(tile: QWidget, width: int) -> int:
    return tile.heightForWidth(width) if tile.hasHeightForWidth() else tile.sizeHint().height()
