"""The people that the table shows: all in one order, or those that a search found."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from election.models import Person
from kiosk.staff.roll.listed import FIELDS, ListedRoll
from kiosk.widgets.table.texts import Index

_TOP = QModelIndex()


class PeopleModel(QAbstractTableModel):
    """A row for each person, a column for each of `FIELDS`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roll: ListedRoll | None = None
        self._order: Sequence[int] = ()  # places in the roll, by row
        self._heads: Sequence[str] = ("",) * len(FIELDS)
        self._by, self._sought = "name", ""
        self.more = 0  # how many a search found beyond those that are shown

    def show(self, roll: ListedRoll | None) -> None:
        """Show this roll, in the order and with the search of before."""
        self._roll = roll
        self._arrange()

    def find(self, text: str) -> None:
        """Show whom `text` names, the best first; all where it is empty."""
        self._sought = text.strip()
        self._arrange()

    def order_by(self, name: str) -> None:
        """Show all in the order of one of `FIELDS`."""
        self._by = name
        self._arrange()

    def set_heads(self, heads: Sequence[str]) -> None:
        """Say the heads of the columns."""
        self._heads = tuple(heads)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads) - 1)

    def person(self, row: int) -> Person | None:
        """Return who stands in a row, or None."""
        if self._roll is None or not 0 <= row < len(self._order):
            return None
        return self._roll.people[self._order[row]]

    def row_of(self, person_id: int) -> int | None:
        """Return the row of somebody, or None where they are not shown."""
        place = None if self._roll is None else self._roll.places.get(person_id)
        if place is None or place not in self._order:
            return None
        return self._order.index(place)

    def rowCount(self, parent: Index = _TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _TOP) -> int:
        """See Qt."""
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        person = self.person(index.row())
        return None if person is None else getattr(person, FIELDS[index.column()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._heads[section]

    def _arrange(self) -> None:
        self.beginResetModel()
        self.more = 0
        if self._roll is None:
            self._order = ()
        elif self._sought:
            hits = self._roll.find(self._sought)
            self._order, self.more = [self._roll.places[each] for each in hits.ids], hits.more
        else:
            self._order = self._roll.orders[self._by]
        self.endResetModel()
