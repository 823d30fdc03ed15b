"""One contest of the report: what came out in words, its sums, and a row for each candidate."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from election.models import CandidateCount
from election.results.exports import mark_of, unanswered
from election.results.report import ContestReport
from election.results.words import Unit, row_name, sum_words, turnout_words, unit_of
from election.voting.deciding.sentences import Sentences, percent
from election.voting.methods.yes_no import YesNoCount
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Grid, Row
from kiosk.widgets.text import Text


def first_sentence(ui: UiContext, report: ContestReport) -> str:
    """Return what came out, in a sentence."""
    return Sentences(ui.text).outcome(report.outcome)[0]


class FoldRow(CardButton):
    """One contest in a line, which shows it whole when it is pressed, and folds it again."""

    def __init__(self, ui: UiContext, report: ContestReport, *, is_open: bool) -> None:
        super().__init__(ui)
        self._report, self._is_open = report, is_open
        self.title, self.first = Text("lead"), Text("about")
        icon = IconLabel(ui, "up" if is_open else "down", length=Length.BOX)
        pass_touches_through(self.title, self.first, icon)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.title)
        words.addWidget(self.first)
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=self)
        row.addLayout(words, 1)
        row.addWidget(icon)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, first = self._ui.title(self._report.contest.title), first_sentence(self._ui, self._report)
        self.title.set_text(title)
        self.first.set_text(first)
        set_accessible_name(self, title)
        state = self._ui.text("staff.results.open" if self._is_open else "staff.results.folded")
        set_accessible_description(self, f"{first}. {state}")


class ReportCard(QFrame):
    """Shows one contest. Where its box stays closed it says why, and has no rows. `is_alone`: no row above
    says its title, and the page says the turnout.
    """

    def __init__(self, ui: UiContext, report: ContestReport, *, is_alone: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui, self.report, self._is_alone = ui, report, is_alone
        counts = report.result.counts if report.result is not None else ()
        self.title, self.first = Text("lead"), Text("action")
        self.why, self.sums = Text("body"), Text("body")
        self.names = [Text("body") for _ in counts]
        self.numbers = [Text("number") for _ in counts]
        self.bars = [Bar(ui) for _ in counts]
        column = Column(ui, Space.NEAR, Space.BLOCK, self)
        for text in (self.title, self.first, self.why):
            column.addWidget(text)
        grid = Grid(ui, Space.BLOCK, Space.NEAR)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for line, parts in enumerate(zip(self.names, self.bars, self.numbers, strict=True)):
            name, bar, number = parts
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.is_decoration = True  # the name says all of the row to screen readers
            grid.addWidget(name, line, 0)
            grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(number, line, 2)
        column.addLayout(grid)
        column.addWidget(self.sums)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, report = self._ui, self.report
        first, *why = Sentences(ui.text).outcome(report.outcome)
        self.title.set_text(ui.title(report.contest.title))
        self.title.setVisible(self._is_alone)
        self.first.set_text(first)
        if not self._is_alone:
            why.append(turnout_words(report.turnout, report.at_opening, ui.text))
        self.why.set_text(". ".join(why))
        self.why.setVisible(bool(why))
        sums = sum_words(report.sums, ui.text) if report.sums is not None else ()
        self.sums.set_text("\n".join(sums))
        self.sums.setVisible(bool(sums))
        counts = report.result.counts if report.result is not None else ()
        for name, number, bar, count in zip(self.names, self.numbers, self.bars, counts, strict=True):
            mark = ui.text(f"export.mark.{mark_of(report.outcome, count.candidate)}")
            words = " · ".join(self._words(count))
            who = row_name(report.contest, count.candidate, ui.language)
            name.set_text(who, name=f"{who}: {words} · {mark}")
            number.set_text(words)
            bar.show_votes(*self._bar(count))

    def told(self) -> str:
        """Return what is read out."""
        return f"{self.title.plain_text()}. {self.first.plain_text()}"

    def _words(self, count: CandidateCount) -> Iterator[str]:
        text = self._ui.text
        if isinstance(count, YesNoCount):
            left = unanswered(count, self.report.result.ballots) if self.report.result is not None else 0
            numbers = {"yes": count.votes, "no": count.no, "abstain": count.abstain, "unanswered": left}
            yield from (f"{text(f'sheet.column.{name}')} {number:,}" for name, number in numbers.items())
            return
        unit = unit_of(self.report.contest)
        yield f"{count.votes:,}"
        if unit is not Unit.VOTES:
            yield text(f"sheet.column.{unit}")
        elif self.report.sums is not None:
            yield text("staff.results.share", percent=percent(count.votes, self.report.sums.valid))
        if count.candidate.carried_over:
            yield f"{text('sheet.column.carried_over')} {count.candidate.carried_over:,}"

    def _bar(self, count: CandidateCount) -> tuple[int, int, int]:
        if isinstance(count, YesNoCount):
            return count.votes, 0, count.votes + count.no
        counts = self.report.result.counts if self.report.result is not None else ()
        return count.votes, count.candidate.carried_over, max(each.total for each in counts)
