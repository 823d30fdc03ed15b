"""What came out, contest by contest, with the sums that prove it, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from election.models import PollsState
from election.results.report import Report
from election.results.words import receipt_words, slip_words, turnout_words
from election.voters.slip_account import SlipAccount
from kiosk.staff.results.card import FoldRow, ReportCard, first_sentence
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column, clear_layout
from kiosk.widgets.text import Text


class Deed(Enum):
    """What can be done with the results, in the order in which it is offered."""

    LOT = auto()
    RUN_OFF = auto()
    REPEAT = auto()
    PACK = auto()
    PRINT = auto()
    EXPORT = auto()
    RECEIPT = auto()
    PROJECTOR = auto()


@dataclass(frozen=True, slots=True)
class Fold:
    """A contest is to be shown whole, or as a line again."""

    contest_id: int


_ENTRIES = {  # icon, and what the keys of the texts begin with
    Deed.LOT: ("ticket", "staff.results.lot"),
    Deed.RUN_OFF: ("next", "staff.results.run_off"),
    Deed.REPEAT: ("ballot-box", "staff.results.repeat"),
    Deed.PACK: ("lock", "staff.results.pack"),
    Deed.PRINT: ("list", "staff.results.print"),
    Deed.EXPORT: ("chart", "staff.results.export"),
    Deed.RECEIPT: ("check", "staff.results.receipt"),
    Deed.PROJECTOR: ("projector", "staff.results.projector"),
}


def deeds_for(report: Report) -> tuple[Deed, ...]:
    """Return what can be done with these results."""
    outcomes = [each.outcome for each in report.contests]
    can_enter = report.election.state is PollsState.COUNTED
    offered = {
        Deed.LOT: can_enter and any(each.tie is not None and each.tie.is_open for each in outcomes),
        Deed.RUN_OFF: any(each.run_off is not None for each in outcomes),
    }
    return tuple(deed for deed in Deed if offered.get(deed, True))


class ResultsScreen(PageScreen):
    """Asks for a `Deed`, or to `Fold` a contest. One contest alone is always shown whole."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.results")
        self.report: Report | None = None
        self._account: SlipAccount | None = None
        self._fingerprint = ""
        self._unfolded: set[int] = set()
        self.cards: dict[int, ReportCard] = {}
        self.folds: dict[int, FoldRow] = {}
        self.slips, self.receipts, self.key = Text("body"), Text("body"), Text("body")
        self.deeds = {deed: EntryButton(ui, *_ENTRIES[deed]) for deed in Deed}
        for deed, button in self.deeds.items():
            self.asks(button, deed)
            button.hide()
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        self._contests = Column(ui, Space.TIGHT)
        edged.addLayout(self._contests)
        edged.addWidget(self.slips)
        edged.addWidget(self.receipts)
        edged.addWidget(self.key)
        column.addLayout(edged)
        for button in self.deeds.values():
            column.addWidget(button)
        column.addStretch(1)
        self.lay_out(content)

    def show_report(
        self, report: Report | None, account: SlipAccount | None = None, fingerprint: str = ""
    ) -> None:
        """Show what came out, whether all slips are where they should be, and the fingerprint of the key that
        signs the pack; None: nothing yet.
        """
        self.report, self._account, self._fingerprint = report, account, fingerprint
        self._fill()

    def fold(self, contest_id: int) -> None:
        """Show a contest whole, or as a line again."""
        self._unfolded ^= {contest_id}
        self._fill()

    def lead(self) -> str:
        """See `PageScreen`: how many voted."""
        if self.report is None:
            return self.ui.text("staff.results.none")
        opening = self.report.opening
        return turnout_words(self.report.turnout, None if opening is None else opening.whole, self.ui.text)

    def spoken(self) -> str:
        """See `Screen`."""
        return ". ".join([self.heading(), self.lead(), *self._told()])

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.folds.values(), *self.deeds.values(), *self.pane.buttons(), self.back_button)

    def clear(self) -> None:
        """Forget what was said and shown, and fold again: another election may be current when this is next
        shown.
        """
        super().clear()
        self._unfolded.clear()
        self.show_report(None)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        offered = deeds_for(self.report) if self.report is not None else ()
        for deed, button in self.deeds.items():
            button.retranslate()
            button.setVisible(deed in offered)
        for card in self.cards.values():
            card.retranslate()
        for row in self.folds.values():
            row.retranslate()
        words = "" if self._account is None else slip_words(self._account, self.ui.text)
        self.slips.set_text(words)
        self.slips.setVisible(bool(words))
        words = "" if self.report is None else receipt_words(self.report.receipts, self.ui.text)
        self.receipts.set_text(self.ui.text("report.receipts", words=words) if words else "")
        self.receipts.setVisible(bool(words))
        has_key = bool(self._fingerprint) and self.report is not None
        self.key.set_text(self.ui.text("records.key", fingerprint=self._fingerprint) if has_key else "")
        self.key.setVisible(has_key)

    def _told(self) -> list[str]:
        return [first_sentence(self.ui, each) for each in self.report.contests] if self.report else []

    def _fill(self) -> None:
        for button in self.folds.values():
            self.asks_no_more(button)
        clear_layout(self._contests)
        self.cards, self.folds = {}, {}
        contests = self.report.contests if self.report is not None else ()
        is_alone = len(contests) == 1
        for each in contests:
            contest_id, is_open = each.contest.id, each.contest.id in self._unfolded
            if not is_alone:
                row = self.folds[contest_id] = FoldRow(self.ui, each, is_open=is_open)
                self.asks(row, Fold(contest_id))
                self._contests.addWidget(row)
            if is_alone or is_open:
                card = self.cards[contest_id] = ReportCard(self.ui, each, is_alone=is_alone)
                self._contests.addWidget(card)
        self.retranslate()
        self.apply_tab_order()
