"""A row of the ballot: a box and what it stands for, all of it one thing to touch."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.card_button import pass_touches_through
from kiosk.widgets.buttons.markable import Markable
from kiosk.widgets.text import Text


class MarkRow(Markable):
    """A box and a `name`, in the letters of the ballot, with what is said `about` it below."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None, *, one_of: bool = False) -> None:
        super().__init__(ui, parent, one_of=one_of)
        self.name = Text("candidate", self)
        self.about = Text("small", self)
        self.about.hide()
        pass_touches_through(self.name, self.about)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.box)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.about)
        words.addStretch(1)
        words.setSpacing(0)
        self._row.addLayout(words, 1)
        self.restyle()

    def set_text(self, name: str) -> None:
        """Name it."""
        self.name.set_text(name)
        self._tell()

    def set_about(self, about: str) -> None:
        """Say this of it; nothing takes no room."""
        self.about.set_text(about)
        self.about.setVisible(bool(about))
        self._tell()

    def _tell(self) -> None:
        told = (self.name.plain_text(), self.about.plain_text())
        set_accessible_name(self, ". ".join(filter(None, told)))

    def restyle(self) -> None:
        """Take every size from the theme."""
        theme = self._ui.theme
        ring, near = theme.px(Length.RING), theme.px(Space.NEAR)
        side, above = ring + near * 2, ring + near * 3 // 4
        self._row.setContentsMargins(side, above, side, above)
        self._row.setSpacing(near * 2)
        self.setMinimumHeight(theme.px(Length.TARGET) + 2 * ring)

    def least_height(self, width: int) -> int:
        """Return how high it must be at `width`."""
        return max(self.heightForWidth(width), self.minimumHeight())

    def width_in_one_line(self) -> int:
        """Return how wide it must be for its name to stand in one line."""
        edges = self._row.contentsMargins()
        self.name.ensurePolished()
        words = self.name.fontMetrics().horizontalAdvance(self.name.plain_text()) + 2
        return edges.left() + self.box.width() + self._row.spacing() + words + edges.right()
