"""A table of figures: names at the left, columns of numbers. All of it is told in sentences as well."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import discard_widget
from kiosk.widgets.text import Text

_MOST_FOR_NAMES = 0.34  # of the width


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands in a table: a title for each column, rows as long. Where there is no room for all columns,
    those in the middle are left out, and the last is there; a `whole` one is not shown at all then.
    """

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    whole: bool = False


class FigureTable(QWidget):
    """Lays out its cells itself. Assistive technology is not told of them."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._figures = Figures((), ())
        self._cells: list[list[Text]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, figures: Figures) -> None:
        """Show these and no others."""
        if figures != self._figures:
            for cell in (each for line in self._cells for each in line):
                discard_widget(cell)
            self._figures = figures
            self._cells = [
                [self._cell(text, column, head=not line) for column, text in enumerate(texts)]
                for line, texts in enumerate([figures.titles, *figures.rows])
            ]
        self.updateGeometry()
        self._arrange()

    def shown(self) -> list[int]:
        """Return the columns that there is room for, at the width of now."""
        return self._columns(self.width())[0]

    def restyle(self) -> None:
        """Arrange anew, with letters of another size."""
        self.updateGeometry()
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        """It has: names may need several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high it is at `width`."""
        columns, widths = self._columns(width)
        return sum(self._heights(widths[0])) if columns else 0

    def sizeHint(self) -> QSize:
        """As wide as there is room; how high depends on that."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """It gets narrower than its columns."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange()

    def _cell(self, text: str, column: int, *, head: bool) -> Text:
        cell = Text("label" if head else "number" if column else "body", self)
        cell.is_decoration = True
        cell.set_text(text)
        cell.setWordWrap(not column)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        cell.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        return cell

    def _columns(self, width: int) -> tuple[list[int], list[int]]:
        """Return the columns that are shown, and how wide each of all columns is."""
        if not self._cells or width <= 0:
            return [], [0]
        gap = self._ui.theme.px(Space.BLOCK)
        widths = [max(_wide(line[at]) for line in self._cells) + gap for at in range(len(self._cells[0]))]
        widths[0] = min(widths[0], round(width * _MOST_FOR_NAMES))
        room, last = width - widths[0], len(widths) - 1
        if sum(widths[1:]) <= room:
            return list(range(len(widths))), widths
        if self._figures.whole:
            return [], widths
        kept: list[int] = []
        for at in (last, 1, *range(last - 1, 1, -1)):
            if widths[at] > room:
                break
            kept.append(at)
            room -= widths[at]
        return [0, *sorted(kept)], widths

    def _heights(self, names: int) -> list[int]:
        gap = self._ui.theme.px(Space.TIGHT)
        return [
            max(line[0].heightForWidth(max(1, names)), *(each.sizeHint().height() for each in line[1:])) + gap
            for line in self._cells
        ]

    def _arrange(self) -> None:
        columns, widths = self._columns(self.width())
        heights = self._heights(widths[0])
        top = 0
        for line, height in zip(self._cells, heights, strict=True):
            left = self.width() - sum(widths[at] for at in columns[1:])
            for at, cell in enumerate(line):
                cell.setVisible(at in columns)
                if not at:
                    cell.setGeometry(0, top, widths[0], height)
                elif at in columns:
                    cell.setGeometry(left, top, widths[at], height)
                    left += widths[at]
            top += height


def _wide(cell: Text) -> int:
    cell.ensurePolished()
    return cell.fontMetrics().horizontalAdvance(cell.plain_text()) + 2
