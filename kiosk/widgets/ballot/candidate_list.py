"""The candidates of one contest, in rows of one height."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from election.models import Candidate
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.layout.boxes import let_go

_MOST_IN_ONE_COLUMN = 4  # fewer names look lost in two
_FEW_ARE_TALLER = 1.5  # at most, where there are fewer than four


class CandidateList(QWidget):
    """Lays out the rows itself: every candidate gets the same room, as much as the longest name needs, and
    more where there is more. They stand in one column where all of it can be seen at once, and in two, read
    from left to right, where that is shorter. Emits `touched` with a candidate.
    """

    touched = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.rows: list[CandidateRow] = []
        self.room: Callable[[], int] = self.height  # what can be seen at once

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
        self.arrange()

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
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Give every row its place."""
        if not self.rows:
            self.setMinimumHeight(0)
            return
        theme = self._ui.theme
        gap = theme.px(Space.NEAR) - theme.px(Length.RING)
        columns, width, need = self._columns(gap)
        lines = -(-len(self.rows) // columns)
        share = (self.room() + gap) // lines - gap
        tallest = round(theme.px(Length.TALLEST_ROW) * min(_FEW_ARE_TALLER, max(1.0, 4 / len(self.rows))))
        height = max(need, min(share, tallest))
        for at, row in enumerate(self.rows):
            line, column = divmod(at, columns)
            row.setGeometry(column * (width + gap), line * (height + gap), width, height)
        self._fit_photos(width, height)
        self.setMinimumHeight(max(0, lines * (need + gap) - gap))  # last: it may come straight back here

    def _fit_photos(self, width: int, height: int) -> None:
        """Make all photos as high as the rows, or as low as they get if a name would not fit beside them."""
        for photo in (height, 0):
            for row in self.rows:
                row.fill(photo)
            if all(row.heightForWidth(width) <= height for row in self.rows):
                return

    def _columns(self, gap: int) -> tuple[int, int, int]:
        """Return how many columns there are, how wide each is, and how high the rows must be."""
        whole, half = self.width(), (self.width() - gap) // 2
        one = self._need(whole)
        several = len(self.rows) > _MOST_IN_ONE_COLUMN and self.width() >= 2 * self._ui.theme.px(
            Length.CHOICE
        )
        if not several or len(self.rows) * (one + gap) - gap <= self.room():
            return 1, whole, one
        two = self._need(half)
        shorter = -(-len(self.rows) // 2) * (two + gap) < len(self.rows) * (one + gap)
        return (2, half, two) if shorter else (1, whole, one)

    def _need(self, width: int) -> int:
        return max(row.least_height(width) for row in self.rows)

    @Slot()
    def _touch(self) -> None:
        row = self.sender()
        if isinstance(row, CandidateRow):
            self.touched.emit(row.candidate)
