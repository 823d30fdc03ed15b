"""What stands above a contest on the ballot: its title, what is allowed, and what is left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.layout.arranged import Arranged
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.page import inset_row
from kiosk.widgets.text import Text

_DIRECTION = QBoxLayout.Direction


class ContestHead(Arranged):
    """`texts` one below the other, and `left` in a box beside them, or below them where all of it is lower
    then, as it is where large letters meet long texts.
    """

    def __init__(self, ui: UiContext, texts: Sequence[Text], left: Text) -> None:
        super().__init__(ui)
        self._texts = Column(ui, Space.TIGHT)
        for text in texts:
            self._texts.addWidget(text)
        self._box = QFrame()
        self._box.setProperty("role", "tally")
        inside = Column(ui, edges=(Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=self._box)
        inside.addWidget(left)
        left.setWordWrap(False)
        self._row = inset_row(ui, Space.FAR)
        self._row.addLayout(self._texts, 1)
        self._row.addWidget(self._box)
        self.setLayout(self._row)

    def show_left(self, *, shown: bool) -> None:
        """Show what is left, or have the texts take all of the width."""
        self._box.setVisible(shown)

    def arrange(self) -> None:
        """See `Arranged`: put the box where it makes all of it lower."""
        if self._box.isHidden():
            return
        theme, box = self._ui.theme, self._box.sizeHint()
        width, beside_gap, below_gap = self.width(), theme.px(Space.FAR), theme.px(Space.NEAR)
        width -= 2 * theme.px(Length.RING)
        beside = max(self._texts.heightForWidth(width - box.width() - beside_gap), box.height())
        is_below = self._texts.heightForWidth(width) + below_gap + box.height() < beside
        gap = below_gap if is_below else beside_gap
        direction = _DIRECTION.TopToBottom if is_below else _DIRECTION.LeftToRight
        if (self._row.direction(), self._row.spacing()) == (direction, gap):
            return
        self._row.setDirection(direction)
        self._row.setSpacing(gap)
        self._row.setAlignment(self._box, Qt.AlignmentFlag.AlignLeft if is_below else Qt.AlignmentFlag(0))
        self._row.update()
