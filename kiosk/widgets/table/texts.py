"""A model of rows of texts, which are asked for one by one as they are seen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class TextsModel(QAbstractTableModel):
    """`count` rows, whose texts `cells` returns by their number; `heads` stand above."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self._count = 0
        self._cells: Callable[[int], Sequence[str]] = lambda _row: ()
        self._last: tuple[int, Sequence[str]] = (-1, ())  # every column of a row is asked for in turn

    def show(self, heads: Sequence[str], count: int, cells: Callable[[int], Sequence[str]]) -> None:
        """Show these rows in place of those before."""
        self.beginResetModel()
        self._heads, self._count, self._cells, self._last = tuple(heads), count, cells, (-1, ())
        self.endResetModel()

    def set_heads(self, heads: Sequence[str]) -> None:
        """Say the heads anew; the rows stay."""
        if len(heads) != len(self._heads):
            raise ValueError("a head for each column")
        self._heads = tuple(heads)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads) - 1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        row = index.row()
        if self._last[0] != row:
            self._last = row, self._cells(row)
        cells, column = self._last[1], index.column()
        return cells[column] if column < len(cells) else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._heads[section] if 0 <= section < len(self._heads) else None
