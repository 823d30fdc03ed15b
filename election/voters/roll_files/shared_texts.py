"""How much text the cells of an XLSX file have between them, where many share one text."""

import operator
from array import array

from election.voters.roll_files import limits
from election.voters.roll_files.refusals import Unreadable, damaged


class SharedTexts:
    """Counts the shared texts of a workbook and the cells that refer to them.

    A cell names a shared text by its number, and the reader gives each such cell a copy. Sheets may come
    before the texts, so both are noted, and compared at the end.
    """

    def __init__(self) -> None:
        self._lengths = array("I")  # by number; of several parts with texts the longest counts
        self._cells = array("I")  # how many refer to it, by number

    def note_text(self, number: int, characters: int) -> None:
        """Note the text of this number, counted from 0 in its part. Raises Unreadable."""
        if number >= limits.MOST_CELLS:
            raise Unreadable("roll.file.inflates")
        if number == len(self._lengths):
            self._lengths.append(characters)
        elif characters > self._lengths[number]:
            self._lengths[number] = characters

    def note_cell(self, number: int) -> None:
        """Note a cell that refers to the text of this number. Raises Unreadable."""
        if number >= limits.MOST_CELLS:
            raise damaged()  # there are not so many
        if number >= len(self._cells):
            self._cells.frombytes(bytes((number + 1 - len(self._cells)) * self._cells.itemsize))
        self._cells[number] += 1

    def check(self) -> None:
        """Raise Unreadable where the cells come to more text than may be."""
        if sum(map(operator.mul, self._lengths, self._cells)) > limits.MOST_INFLATED:
            raise Unreadable("roll.file.inflates")
