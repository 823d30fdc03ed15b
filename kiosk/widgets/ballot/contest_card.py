"""The count of one contest."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from election.models import CandidateCount, ContestResult
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.layout.boxes import Column, Grid
from kiosk.widgets.text import Text

_MOST_NAMED = 3  # who have as many votes as each other; of more it is said how many they are


class ContestCard(QFrame):
    """A name, a bar, the votes and their share for each candidate, in ballot order, and who has the most.
    Where it is given more height than it needs, the rows share it.
    """

    def __init__(self, ui: UiContext, result: ContestResult) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui = ui
        self.result = result
        self._title, self._ballots, self._legend = Text("lead"), Text("small"), Text("small")
        self.leading = Text("action")
        self.bars = [Bar(ui) for _ in result.counts]
        self.totals = [Text("number") for _ in result.counts]
        self.shares = [Text("number") for _ in result.counts]
        self._parts = [Text("small") for _ in result.counts]
        self.names = [Text("body") for _ in result.counts]
        self._numbers = [Grid(ui, Space.NEAR) for _ in result.counts]
        head = Column(ui, Space.TIGHT)
        for text in (self._title, self._ballots, self._legend):
            head.addWidget(text)
        column = Column(ui, Space.BLOCK, Space.BLOCK, self)
        column.addLayout(head)
        column.addWidget(self.leading)
        grid = Grid(ui, Space.BLOCK, Space.NEAR)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for at, count in enumerate(result.counts):
            self.names[at].say(count.candidate.name)  # whose name to screen readers is all of the row
            for text in (self.totals[at], self.shares[at], self._parts[at]):
                text.is_decoration = True
                text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for text in (self.totals[at], self.shares[at]):
                text.setWordWrap(False)
            grid.setRowStretch(at, 1)
            grid.addWidget(self.names[at], at, 0)
            grid.addWidget(
                self.bars[at], at, 1, Qt.AlignmentFlag.AlignVCenter
            )  # or it would keep the row low
            grid.addLayout(self._numbers[at], at, 2)
        column.addLayout(grid, 1)
        self.show_result(result)

    def show_result(self, result: ContestResult) -> None:
        """Show newer numbers of the same contest."""
        self.result = result
        ui = self._ui
        self.restyle()
        self._title.say(ui.title(result.contest.title))
        ballots = ui.text("results.ballots", count=result.ballots)
        self._ballots.say(f"{ballots} · {ui.text('results.blank', count=result.blank)}")
        carried = any(count.candidate.carried_over for count in result.counts)
        self._legend.say(ui.text("results.legend") if carried else "")
        self._legend.setVisible(carried)
        most = max((count.total for count in result.counts), default=0)
        first = [count for count in result.counts if most and count.total == most]
        self._say_leading(first)
        rank = ui.text("spoken.most_votes" if len(first) == 1 else "spoken.tied")
        votes = sum(count.total for count in result.counts)
        for at, count in enumerate(result.counts):
            self.bars[at].show_votes(count.votes, count.candidate.carried_over, most)
            self.totals[at].say(ui.text("results.votes", count=count.total))
            self.shares[at].say(ui.text("results.share", percent=percent(count.total, votes)))
            self._parts[at].setVisible(carried)
            old = count.candidate.carried_over
            self._parts[at].say(ui.text("results.parts", new=count.votes, old=old) if carried else "")
            row = [*self._row(at), self._parts[at].said(), rank if count in first else ""]
            self.names[at].say(count.candidate.name, name=", ".join(text for text in row if text))

    def restyle(self) -> None:
        """Put the share beside the votes, with room for the largest, so that both stand in columns. Large
        letters leave room for it below them.
        """
        beside = self._ui.theme.scale <= 1
        for share in self.shares:
            share.ensurePolished()
            share.setMinimumWidth(share.fontMetrics().horizontalAdvance("100%") if beside else 0)
        for numbers, *texts in zip(self._numbers, self.totals, self.shares, self._parts, strict=True):
            for text in texts:
                numbers.removeWidget(text)
            total, share, parts = texts
            numbers.setColumnStretch(0, 1)
            numbers.addWidget(total, 0, 0)
            numbers.addWidget(share, *((0, 1) if beside else (1, 0)))
            numbers.addWidget(parts, 2, 0, 1, 2 if beside else 1)

    def gist(self) -> list[str]:
        """Return the contest and who leads."""
        return [text for text in (self._title.said(), self.leading.said()) if text]

    def told(self) -> list[str]:
        """Return what is read out: the contest, who leads, then every candidate with their votes."""
        return [*self.gist(), *(", ".join(self._row(at)) for at in range(len(self.names)))]

    def _row(self, at: int) -> list[str]:
        return [text.said() for text in (self.names[at], self.totals[at], self.shares[at])]

    def _say_leading(self, first: list[CandidateCount]) -> None:
        names = ", ".join(count.candidate.name for count in first)
        if len(first) > _MOST_NAMED:
            self.leading.say(self._ui.text("results.tied_many", count=len(first)))
        elif len(first) > 1:
            self.leading.say(self._ui.text("results.tied", names=names))
        else:
            self.leading.say(self._ui.text("results.leading", name=names) if first else "")
        self.leading.setVisible(bool(first))


def percent(part: int, whole: int) -> str:
    """Return how many of a hundred `part` is of `whole`, to the nearest; few are not nothing."""
    if not whole:
        return "0"
    rounded = (200 * part + whole) // (2 * whole)
    return "<1" if part and not rounded else str(rounded)
