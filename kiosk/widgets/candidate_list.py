"""The candidates of one contest, in rows of one height."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from election.models import Candidate
from kiosk.photos import NO_PHOTOS, Photos
from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.candidate import CandidateRow
from kiosk.widgets.layout import let_go
from kiosk.widgets.portrait import Portrait

_MOST_IN_ONE_COLUMN = 4  # fewer names look lost in two


class CandidateList(QWidget):
    """Lays out the rows itself: every candidate gets the same room, as much as the longest name needs, and
    more where there is more. Reads from left to right, then down. Emits `touched` with a candidate.
    """

    touched = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.rows: list[CandidateRow] = []

    def show_candidates(
        self,
        candidates: tuple[Candidate, ...],
        photos: Photos = NO_PHOTOS,
        *,
        group: str = "",
        one_of: bool = False,
    ) -> None:
        """Show these of `group` and no others, of whom several may be marked, or `one_of` them. If there is a
        photo of one, everyone gets the room for it.
        """
        before, self.rows = self.rows, []
        for row in before:
            let_go(row)
        pictured = any(each.id in photos for each in candidates)
        self.rows = [
            CandidateRow(
                self._ui,
                each,
                self,
                Portrait(self._ui, photos.get(each.id)) if pictured else None,
                one_of=one_of,
            )
            for each in candidates
        ]
        self.say_places(group)  # before they are shown: who listens is not told 40 times
        for row in self.rows:
            row.clicked.connect(self._touch)
            row.show()
        self._arrange()

    def mark(self, chosen: tuple[Candidate, ...]) -> None:
        """Show these as marked and no others."""
        for row in self.rows:
            row.setChecked(row.candidate in chosen)

    def say_places(self, group: str) -> None:
        """Have every row say that it is one of so many of `group`."""
        for number, row in enumerate(self.rows, 1):
            row.say_place(group, number, len(self.rows))

    def say_news(self, candidate: Candidate, news: str) -> None:
        """Have the row of `candidate` say what came of touching it, and no other row any more."""
        for row in self.rows:
            row.say_news(news if row.candidate == candidate else "")

    def restyle(self) -> None:
        """Arrange anew, once the rows know their new sizes."""
        for row in self.rows:
            row.restyle()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._ui.theme
        gap = theme.px(Space.NEAR) - theme.px(Length.RING)
        two = len(self.rows) > _MOST_IN_ONE_COLUMN and self.width() >= 2 * theme.px(Length.CHOICE)
        columns = 2 if two else 1
        lines = -(-len(self.rows) // columns)
        width = (self.width() - gap * (columns - 1)) // columns
        need = max((max(row.heightForWidth(width), row.minimumHeight()) for row in self.rows), default=0)
        share = (self.height() + gap) // lines - gap if lines else 0
        height = max(need, min(share, theme.px(Length.ROW)))
        for at, row in enumerate(self.rows):
            line, column = divmod(at, columns)
            row.setGeometry(column * (width + gap), line * (height + gap), width, height)
        self.setMinimumHeight(max(0, lines * (need + gap) - gap))  # last: it may come straight back here

    @Slot()
    def _touch(self) -> None:
        row = self.sender()
        if isinstance(row, CandidateRow):
            self.touched.emit(row.candidate)
