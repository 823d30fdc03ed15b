"""A table in the look of the window, as quick with a hundred thousand rows as with ten."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name

_SAMPLE = 40  # rows by which the width of a column is judged


class StaffTable(QTableView):
    """Shows a model a row at a time: rows of one height, the head stays, one row is selected. `shares` part
    the width among the columns; without them each is as wide as what is in it, and the last takes the rest.

    Emits `chosen` with a row's number when it is pressed twice or by Enter, `picked` when another one is
    selected, and `head_pressed` with a column's.
    """

    chosen = Signal(int)
    picked = Signal(int)
    head_pressed = Signal(int)

    def __init__(self, ui: UiContext, model: QAbstractItemModel, shares: Sequence[int] = ()) -> None:
        super().__init__()
        self._ui, self._shares = ui, tuple(shares)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(True)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(1)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        head.sectionClicked.connect(self.head_pressed)
        self.doubleClicked.connect(self._pressed_twice)
        self.selectionModel().currentRowChanged.connect(self._moved)
        model.modelReset.connect(self._reset)
        self._reset()
        self.restyle()

    def restyle(self) -> None:
        """Take the heights from the theme."""
        height = self._ui.theme.px(Length.TABLE_ROW)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(height)
        self.horizontalHeader().setMinimumHeight(height)
        self.setMinimumHeight(4 * height)
        self._fit()

    def name(self, text: str) -> None:
        """Say what it is a table of, to assistive technology."""
        set_accessible_name(self, text)

    def row(self) -> int | None:
        """Return the number of the row that is selected, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def select(self, row: int) -> None:
        """Select a row, and have it be seen."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter."""
        row = self.row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.chosen.emit(row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part the width anew."""
        super().resizeEvent(event)
        self._fit()

    @Slot(QModelIndex)
    def _pressed_twice(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(index.row())

    @Slot()
    def _reset(self) -> None:
        """With no rows there is nothing to be done here."""
        is_empty = not self.model().rowCount()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_empty else Qt.FocusPolicy.StrongFocus)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        room, columns = self.viewport().width(), self.model().columnCount()
        if self._shares:
            widths = [room * share // sum(self._shares) for share in self._shares]
        else:
            widths = [self._wanted(column) for column in range(columns)]
            over = sum(widths) - room
            if widths and 0 < over < max(widths) // 2:  # rather than a bar that hardly moves
                widths[widths.index(max(widths))] -= over
        for column, width in enumerate(widths[: columns - 1 if self._shares else columns]):
            self.setColumnWidth(column, width)

    def _wanted(self, column: int) -> int:
        """Return how wide a column has to be for its head and its first rows."""
        model, metrics = self.model(), self.fontMetrics()
        texts = [str(model.headerData(column, Qt.Orientation.Horizontal) or "")]
        texts += [str(model.index(row, column).data() or "") for row in range(min(_SAMPLE, model.rowCount()))]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return min(widest + 4 * self._ui.theme.px(Space.NEAR), self._ui.theme.px(Length.FORM))
