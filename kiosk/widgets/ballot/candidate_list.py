"""The candidates of one contest, in rows of one height."""

from PySide6.QtCore import Slot

from election.models import Contest, Marking
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.layout.boxes import discard_widget

_MOST_IN_ONE_COLUMN = 4  # fewer names look lost in two
_FEW_ARE_TALLER = 1.5  # at most, where there are fewer than four


class CandidateList(MarkingList):
    """Lays out the rows itself: every candidate gets the same room, as much as the longest name needs, and
    more where there is more. They stand in one column where all of it can be seen at once, and in two, read
    from left to right, where that is shorter. Emits `touched` with a candidate's id.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._contest: Contest | None = None
        self._rows: list[CandidateRow] = []

    def show_contest(self, contest: Contest | None, photos: Photos = NO_PHOTOS) -> None:
        """See `MarkingList`. If there is a photo of one candidate, everyone gets the room for it."""
        before, self._rows, self._contest = self._rows, [], contest
        for row in before:
            discard_widget(row)
        if contest is not None:
            one_of = contest.kind == CHOOSE and options_of(contest).most == 1
            pictured = any(each.id in photos for each in contest.candidates)
            self._rows = [
                CandidateRow(
                    self._ui,
                    each,
                    self,
                    Portrait(self._ui, photos.get(each.id)) if pictured else None,
                    one_of=one_of,
                )
                for each in contest.candidates
            ]
        self.retranslate()  # before they are shown: who listens is not told 40 times
        for row in self._rows:
            row.clicked.connect(self._touch)
            row.show()
        self.arrange()

    def mark(self, marking: Marking) -> None:
        """See `MarkingList`."""
        for row in self._rows:
            row.setChecked(row.candidate.id in marking)

    def rows(self) -> list[CandidateRow]:
        """See `MarkingList`: one for each candidate."""
        return self._rows

    def say_news(self, touched: object, news: str) -> None:
        """See `MarkingList`."""
        for row in self._rows:
            row.say_news(news if row.candidate.id == touched else "")

    def retranslate(self) -> None:
        """See `MarkingList`: every row says that it is one of so many of the contest."""
        group = self._ui.title(self._contest.title) if self._contest else ""
        for number, row in enumerate(self._rows, 1):
            row.retranslate()
            row.set_place(group, number, len(self._rows))

    def restyle(self) -> None:
        """Arrange anew, once the rows know their new sizes."""
        for row in self._rows:
            row.restyle()
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Give every row its place."""
        if not self._rows:
            self.setMinimumHeight(0)
            return
        theme = self._ui.theme
        gap = theme.px(Space.NEAR) - theme.px(Length.RING)
        columns, width, need = self._columns(gap)
        lines = -(-len(self._rows) // columns)
        share = (self.room() + gap) // lines - gap
        tallest = round(theme.px(Length.TALLEST_ROW) * min(_FEW_ARE_TALLER, max(1.0, 4 / len(self._rows))))
        height = max(need, min(share, tallest))
        for at, row in enumerate(self._rows):
            line, column = divmod(at, columns)
            row.setGeometry(column * (width + gap), line * (height + gap), width, height)
        self._fit_photos(width, height)
        self.setMinimumHeight(max(0, lines * (need + gap) - gap))  # last: it may come straight back here

    def _fit_photos(self, width: int, height: int) -> None:
        """Make all photos as high as the rows, or as low as they get if a name would not fit beside them."""
        for photo in (height, 0):
            for row in self._rows:
                row.fill(photo)
            if all(row.heightForWidth(width) <= height for row in self._rows):
                return

    def _columns(self, gap: int) -> tuple[int, int, int]:
        """Return how many columns there are, how wide each is, and how high the rows must be."""
        whole, half = self.width(), (self.width() - gap) // 2
        one = self._need(whole)
        several = len(self._rows) > _MOST_IN_ONE_COLUMN and self.width() >= 2 * self._ui.theme.px(
            Length.CHOICE
        )
        if not several or len(self._rows) * (one + gap) - gap <= self.room():
            return 1, whole, one
        two = self._need(half)
        shorter = -(-len(self._rows) // 2) * (two + gap) < len(self._rows) * (one + gap)
        return (2, half, two) if shorter else (1, whole, one)

    def _need(self, width: int) -> int:
        return max(row.least_height(width) for row in self._rows)

    @Slot()
    def _touch(self) -> None:
        row = self.sender()
        if isinstance(row, CandidateRow):
            self.touched.emit(row.candidate.id)
