"""The count of one contest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from election.models import ContestResult
from election.voting.counts.log import StagedCount
from election.voting.deciding.outcome import Outcome
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.ballot.figure_table import Figures, FigureTable
from kiosk.widgets.ballot.flow_picture import FlowPicture
from kiosk.widgets.ballot.outcome_card import outcome_lines
from kiosk.widgets.layout.boxes import Column, Grid
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of a count: whose or what votes they are, those from ballots and those `carried` over, how
    many would fill the bar, and how many all share. `rank` is what screen readers are told of its place.
    Lines of one `heading` stand below it. `text` says how many they are, where they are no votes; `more`
    stands below them.
    """

    name: str
    votes: int
    carried: int
    full: int
    of: int
    rank: str = ""
    heading: str = ""
    text: str = ""
    more: str = ""

    @property
    def total(self) -> int:
        """Votes from ballots plus votes carried over."""
        return self.votes + self.carried


@dataclass(frozen=True, slots=True)
class CountTable:
    """What a card shows below its title: how many ballots were `blank`, in a sentence, who is `leading`
    (empty: not said), and the rows. The `gist` is told before all else. Below the rows stand
    `figures`, a drawing of the `flow`, and `notes`, a line each.
    """

    blank: str
    leading: str
    rows: Sequence[CountRow]
    gist: Sequence[str]
    notes: Sequence[str] = ()
    figures: Figures | None = None
    flow: StagedCount | None = None


class ContestCard(QFrame):
    """A name, a bar, the votes and their share in each row of what `table_of` makes of a result, and who
    leads. Where it is given more height than it needs, the rows share it.
    """

    def __init__(
        self,
        ui: UiContext,
        table_of: Callable[[UiContext, ContestResult], CountTable],
        result: ContestResult,
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui = ui
        self._table_of = table_of
        self.result = result
        self._table = table_of(ui, result)
        rows = self._table.rows
        self._title, self._ballots, self._legend = Text("lead"), Text("small"), Text("small")
        self.leading, self.why = Text("action"), Text("body")
        self.outcome: Outcome | None = None
        self.bars = [Bar(ui) for _ in rows]
        self.totals = [Text("number") for _ in rows]
        self.shares = [Text("number") for _ in rows]
        self._parts = [Text("small") for _ in rows]
        self.names = [Text("body") for _ in rows]
        self._headings = [Text("label") for _ in rows]
        self._numbers = [Grid(ui, Space.NEAR) for _ in rows]
        head = Column(ui, Space.TIGHT)
        for text in (self._title, self._ballots, self._legend):
            head.addWidget(text)
        column = Column(ui, Space.BLOCK, Space.BLOCK, self)
        column.addLayout(head)
        column.addWidget(self.leading)
        column.addWidget(self.why)
        grid = Grid(ui, Space.BLOCK, Space.NEAR)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        line, heading = 0, ""
        for at, row in enumerate(rows):
            self.names[at].set_text(row.name)  # whose name to screen readers is all of the row
            for text in (self.totals[at], self.shares[at], self._parts[at]):
                text.is_decoration = True
                text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for text in (self.totals[at], self.shares[at]):
                text.setWordWrap(False)
            if row.heading != heading:
                heading = row.heading
                grid.addWidget(self._headings[at], line, 0, 1, 3)
                line += 1
            grid.setRowStretch(line, 1)
            grid.addWidget(self.names[at], line, 0)
            grid.addWidget(
                self.bars[at], line, 1, Qt.AlignmentFlag.AlignVCenter
            )  # or it would keep the row low
            grid.addLayout(self._numbers[at], line, 2)
            line += 1
        column.addLayout(grid, 1)
        self.figures = FigureTable(ui)
        column.addWidget(self.figures)
        self.flow = FlowPicture(ui)
        column.addWidget(self.flow)
        self.notes = Text("small")
        column.addWidget(self.notes)
        self.show_result(result)

    def show_result(self, result: ContestResult, outcome: Outcome | None = None) -> None:
        """Show newer numbers of the same contest, and what they decide once that is known, in place of who
        leads.
        """
        self.result, self.outcome = result, outcome
        ui = self._ui
        self._table = table = self._table_of(ui, result)
        self.restyle()
        self._title.set_text(ui.title(result.contest.title))
        ballots = ui.text("results.ballots", count=result.ballots)
        self._ballots.set_text(f"{ballots} · {table.blank}")
        carried = any(row.carried for row in table.rows)
        self._legend.set_text(ui.text("results.legend") if carried else "")
        self._legend.setVisible(carried)
        leading, *why = outcome_lines(ui, outcome) if outcome is not None else (table.leading,)
        self._gist = tuple(filter(None, (leading,))) if outcome is not None else tuple(table.gist)
        self.leading.set_text(leading)
        self.leading.setVisible(bool(leading))
        self.why.set_text(". ".join(why))
        self.why.setVisible(bool(why))
        self.figures.setVisible(table.figures is not None)
        if table.figures is not None:
            self.figures.show_figures(table.figures)
        self.flow.setVisible(table.flow is not None)
        if table.flow is not None:
            names = [each.name for each in result.contest.candidates]
            key = "counting.exhausted" if table.flow.quota is None else "counting.not_transferable"
            self.flow.show_flow(table.flow, names, ui.text(key))
        self.notes.set_text("\n".join(table.notes))
        self.notes.setVisible(bool(table.notes))
        for at, row in enumerate(table.rows):
            self.bars[at].show_votes(row.votes, row.carried, row.full)
            self.totals[at].set_text(row.text or ui.text("results.votes", count=row.total))
            self.shares[at].set_text(ui.text("results.share", percent=percent(row.total, row.of)))
            parts = ui.text("results.parts", new=row.votes, old=row.carried) if carried else row.more
            self._parts[at].setVisible(bool(parts))
            self._parts[at].set_text(parts)
            self._headings[at].set_text(row.heading)
            told = [*self._row(at), self._parts[at].plain_text(), row.rank]
            self.names[at].set_text(row.name, name=", ".join(text for text in told if text))

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
        """Return the contest and what one wants to know of it first."""
        return [text for text in (self._title.plain_text(), *self._gist) if text]

    def told(self) -> list[str]:
        """Return what is read out: the contest, the gist of it, then every row with its votes."""
        rows = (", ".join(self._row(at)) for at in range(len(self.names)))
        return [*self.gist(), *filter(None, (self.why.plain_text(),)), *rows, *self._table.notes]

    def _row(self, at: int) -> list[str]:
        row = self._table.rows[at]
        texts = (row.heading, row.name, self.totals[at].plain_text(), self.shares[at].plain_text())
        return [text for text in texts if text]


def percent(part: int, whole: int) -> str:
    """Return how many of a hundred `part` is of `whole`, to the nearest; few are not nothing."""
    if not whole:
        return "0"
    rounded = (200 * part + whole) // (2 * whole)
    return "<1" if part and not rounded else str(rounded)
