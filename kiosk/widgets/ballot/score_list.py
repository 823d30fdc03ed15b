"""The candidates of one contest, each with a row of scores."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from election.models import Contest
from election.voting.methods.score import highest_score
from kiosk.style.context import UiContext
from kiosk.style.theme import Length
from kiosk.widgets.ballot.answer_list import AnswerList
from kiosk.widgets.ballot.question import AnswerRow, Shape

_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_OUT = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
NO_SCORE = ""  # touched in place of a score: it is taken away


class ScoreRow(AnswerRow):
    """One score: the number alone, filled where it is given."""

    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right)

    def __init__(self, ui: UiContext, candidate_id: int, answer: str, parent: QWidget) -> None:
        super().__init__(ui, candidate_id, answer, parent)
        self.box.hide()
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name.setWordWrap(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on up and down, digits and what takes a score away."""
        if event.key() in (_UP, _DOWN, *_OUT) or event.text().isdecimal():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """A number needs no more room than a finger does."""
        super().restyle()
        ring = self._ui.theme.px(Length.RING)
        self._row.setContentsMargins(2 * ring, ring, 2 * ring, ring)
        self._row.setSpacing(0)

    def width_in_one_line(self) -> int:
        """Return how wide it must be: for its number, and for a finger."""
        self.name.ensurePolished()
        theme = self._ui.theme
        number = self.name.fontMetrics().horizontalAdvance(self.name.plain_text())
        return max(number + 6 * theme.px(Length.RING), theme.px(Length.TARGET) + 2 * theme.px(Length.RING))


class ScoreList(AnswerList):
    """Emits `touched` with a candidate's id and a score, as in ``(3, "5")``, or `NO_SCORE` to have none. The
    keys up and down go to the same score of the candidate before or after, a digit gives that score.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._row = ScoreRow
        self._shapes = (Shape.BESIDE, Shape.IN_LINE, Shape.TWO_LINES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        row = next((each for each in self.rows() if each.hasFocus()), None)
        if row is None:
            super().keyPressEvent(event)
        elif event.key() in (_UP, _DOWN):
            self._go(row, -1 if event.key() == _UP else 1)
        elif event.key() in _OUT:
            self.touched.emit((row.candidate_id, NO_SCORE))
        else:
            self._give(row, event.text())

    def _answers(self, contest: Contest) -> Sequence[str]:
        return [str(score) for score in range(highest_score(contest) + 1)]

    def _words(self) -> list[str]:
        return list(self._answers(self._contest)) if self._contest else []

    def _go(self, row: AnswerRow, step: int) -> None:
        same = [each for each in self.rows() if each.answer == row.answer]
        same[(same.index(row) + step) % len(same)].setFocus(Qt.FocusReason.TabFocusReason)

    def _give(self, row: AnswerRow, digit: str) -> None:
        for each in self.rows():
            if (each.candidate_id, each.answer) == (row.candidate_id, digit):
                each.setFocus(Qt.FocusReason.TabFocusReason)
                if not each.isChecked():
                    self.touched.emit((each.candidate_id, each.answer))
