"""The candidates of one contest, each with a place for its number."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest, Marking
from election.voting.methods.ranking import allows_equal_ranks
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.ballot.rank_row import RankRow
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.layout.boxes import discard_widget

_MOST_IN_ONE_COLUMN = 4


class RankList(MarkingList):
    """Candidates stand in ballot order and stay there; their numbers tell the order they are given. Emits
    `touched` with what `RankRow` is asked for.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._contest: Contest | None = None
        self._rows: list[RankRow] = []
        self._marking: Marking = ()

    def show_contest(self, contest: Contest | None, photos: Photos = NO_PHOTOS) -> None:
        """See `MarkingList`. If there is a photo of one candidate, everyone gets the room for it."""
        before, self._rows, self._contest, self._marking = self._rows, [], contest, ()
        for row in before:
            discard_widget(row)
        if contest is not None:
            pictured = any(each.id in photos for each in contest.candidates)
            self._rows = [
                RankRow(
                    self._ui,
                    each,
                    self,
                    Portrait(self._ui, photos.get(each.id)) if pictured else None,
                    equal=allows_equal_ranks(contest),
                )
                for each in contest.candidates
            ]
        self.retranslate()
        for row in self._rows:
            row.asked.connect(self.touched)
            row.left.connect(self._leave)
            row.show()
        self.arrange()

    def mark(self, marking: Marking) -> None:
        """See `MarkingList`."""
        self._marking = marking
        ranks: Any = marking
        numbers = {each: number for number, rank in enumerate(ranks, 1) for each in rank}
        for row in self._rows:
            number = numbers.get(row.candidate.id, 0)
            told = self._ui.text("ranking.number", number=number, count=len(numbers)) if number else ""
            row.set_rank(number, told)

    def rows(self) -> list[Pressable]:
        """See `MarkingList`: each candidate, followed by the buttons that move them."""
        return [each for row in self._rows for each in (row.name, *row.moves.values())]

    def items(self) -> list[RankRow]:
        """See `MarkingList`: the rows."""
        return self._rows

    def together(self, row: QWidget) -> list[RankRow]:
        """See `MarkingList`: the row that a button is in."""
        return [each for each in self._rows if row is each.name or row in each.moves.values()]

    def say_news(self, touched: object, news: str) -> None:
        """See `MarkingList`."""
        whom = touched[1] if isinstance(touched, tuple) else None
        for row in self._rows:
            for each in (row.name, *row.moves.values()):
                each.say_news(news if row.candidate.id == whom else "")

    def retranslate(self) -> None:
        """See `MarkingList`."""
        group = self._ui.title(self._contest.title) if self._contest else ""
        for number, row in enumerate(self._rows, 1):
            row.retranslate(group, number, len(self._rows))
        self.mark(self._marking)

    def restyle(self) -> None:
        """Arrange anew, once the rows know their new sizes."""
        for row in self._rows:
            row.restyle()
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """See `MarkingList`: one column, or two where that is shorter and names have room."""
        if not self._rows:
            self.setMinimumHeight(0)
            return
        theme = self._ui.theme
        gap = theme.px(Space.NEAR) - theme.px(Length.RING)
        columns, width, need = self._columns(gap)
        lines = -(-len(self._rows) // columns)
        share = (self.room() + gap) // lines - gap
        height = max(need, min(share, theme.px(Length.TALLEST_ROW)))
        for at, row in enumerate(self._rows):
            line, column = divmod(at, columns)
            row.setGeometry(column * (width + gap), line * (height + gap), width, height)
        for photo in (height, 0):
            for row in self._rows:
                row.fill(photo)
            if all(row.fits(width, height) for row in self._rows):
                break
        self.setMinimumHeight(max(0, lines * (need + gap) - gap))  # last: it may come straight back here

    def _columns(self, gap: int) -> tuple[int, int, int]:
        """Return how many columns there are, how wide each is, and how high the rows must be."""
        whole, half = self.width(), (self.width() - gap) // 2
        one = max(row.least_height(whole) for row in self._rows)
        several = len(self._rows) > _MOST_IN_ONE_COLUMN and half >= 1.2 * self._ui.theme.px(Length.CHOICE)
        if not several or len(self._rows) * (one + gap) - gap <= self.room():
            return 1, whole, one
        two = max(row.least_height(half) for row in self._rows)
        shorter = -(-len(self._rows) // 2) * (two + gap) < len(self._rows) * (one + gap)
        return (2, half, two) if shorter else (1, whole, one)

    @Slot(int)
    def _leave(self, step: int) -> None:
        at = next((at for at, row in enumerate(self._rows) if row is self.sender()), 0)
        following = self._rows[(at + step) % len(self._rows)]
        following.name.setFocus(Qt.FocusReason.TabFocusReason)
