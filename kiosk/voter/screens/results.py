"""The count, as it stands, or when it will be shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from election.errors import Message, ResultsHidden
from election.models import Contest, ContestResult, Turnout
from election.voting.deciding.outcome import Outcome
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.voter.contests import view_of
from kiosk.widgets.accessible import set_accessible_description
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.ballot.contest_card import ContestCard
from kiosk.widgets.ballot.outcome_card import OutcomeCard
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.page import page_column, page_head
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.notices.waiting import Waiting
from kiosk.widgets.screen import Back, Screen
from kiosk.widgets.text import Text

_ROWS_THAT_FILL = 8  # so many share a page; fewer would stand too far apart
_HEAD_ROWS = 3  # what stands above them takes about as much


class ResultsScreen(Screen):
    """Shows what it is given: the count (`show_count`) or why there is none (`show_error`), and until then
    that it is being counted. The first thing it is given after it was entered is announced, and its gist
    describes the page from then on; the numbers follow every vote, too often to be told.
    """

    fades_in = True

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._turnout: Turnout | None = None
        self._note: Message | None = None
        self._has_come = False
        self._is_told = False
        self._error: Exception | None = None
        self._is_hidden = False
        self.title, self.turnout_text = Text("title"), Text("body")
        self.waiting = Waiting(ui)
        self.turnout_bar = Bar(ui)
        self.note = Text("small")
        self.cards: list[ContestCard] = []
        self.outcome_cards: list[OutcomeCard] = []
        self.hidden = QFrame()
        self.hidden.setProperty("role", "card")
        self.hidden_title, self.hidden_about = Text("lead"), Text("body")
        self.notice = Notice(ui, "error")
        self.back_button = Button(ui, "secondary", "back")
        self.asks(self.back_button, Back())
        self._lay_out()

    def show_count(
        self,
        turnout: Turnout | None,
        results: tuple[ContestResult, ...] | None,
        outcomes: tuple[Outcome, ...] = (),
        note: Message | None = None,
    ) -> None:
        """Show turnout and count as they stand, each None where it is not due, and what came out, once that
        is known, and a `note` on how counts move until then; what is scrolled to stays in sight.
        """
        self._note = note
        self._turnout, self._error, self._has_come = turnout, None, True
        self._is_hidden = results is None
        by_contest = {outcome.contest.id: outcome for outcome in outcomes}
        counted = {result.contest.id for result in results or ()}
        without_votes = [each for each in outcomes if each.contest.id not in counted]
        contests = [result.contest for result in results or ()]
        if contests != [card.result.contest for card in self.cards] or without_votes != [
            card.outcome for card in self.outcome_cards
        ]:
            self._drop_cards()
            self.cards = [_card(self.ui, result) for result in results or ()]
            self.outcome_cards = [OutcomeCard(self.ui, outcome) for outcome in without_votes]
            for each in self._all_cards():
                self._column.addWidget(each)
        for card, result in zip(self.cards, results or (), strict=True):
            card.show_result(result, by_contest.get(result.contest.id))
        self.retranslate()
        self._tell()

    def show_error(self, error: Exception) -> None:
        """Say why there is no count to see."""
        self._error = error
        self._drop_cards()
        self.retranslate()
        self._tell()

    def drop_count(self) -> None:
        """Show none until one comes: the last was of another election."""
        self._turnout, self._error, self._is_hidden, self._has_come = None, None, False, False
        self._note = None
        self._drop_cards()
        self.retranslate()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self._pane.buttons(), self.back_button)

    def enter(self) -> None:
        """Start from the top."""
        super().enter()
        self._pane.to_top()
        self.clear()

    def clear(self) -> None:
        """Whoever comes next is told anew."""
        self._is_told = False

    def spoken(self) -> str:
        """Once the count has come, the gist of it as well."""
        has_come = self._is_told and self._error is None
        return ". ".join([self.heading(), *(self._gist() if has_come else ())])

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, turnout = self.ui, self._turnout
        self.title.set_text(ui.text("results.title"))
        self.waiting.set_text(ui.text("results.counting"))
        self.waiting.setVisible(not self._has_come and self._error is None)
        for part in (self.turnout_text, self.turnout_bar):
            part.setVisible(turnout is not None)
        if turnout is not None:
            self.turnout_text.set_text(ui.text("results.turnout", voted=turnout.voted, count=turnout.voters))
            self.turnout_bar.show_votes(turnout.voted, 0, turnout.voters)
        note = self._note if self._error is None else None
        self.note.set_text("" if note is None else ui.text(note.key, **note.values))
        self.note.setVisible(note is not None)
        self.back_button.set_text(ui.text("button.back"))
        self._pane.retranslate()
        self.hidden.setVisible(self._is_hidden and self._error is None)
        self.hidden_title.set_text(ui.error(ResultsHidden()))
        self.hidden_about.set_text(ui.text("results.hidden.about"))
        self.notice.set_text(ui.error(self._error) if self._error is not None else "")
        for card in self.cards:
            card.show_result(card.result, card.outcome)
        for outcome_card in self.outcome_cards:
            outcome_card.retranslate()
        self._share_out()

    def _tell(self) -> None:
        """Have it read out what has come: nothing here can take the focus and be read by that."""
        if self._is_told or not self.isVisible():
            return
        self._is_told = True
        if self._error is not None:
            return  # the notice tells it
        set_accessible_description(self, ". ".join(self._gist()))
        rows = [text for card in self._all_cards() for text in card.told()]
        self.ui.announcer.say(self, ". ".join([*self._summary(), *rows]))

    def _summary(self) -> list[str]:
        hidden = [self.hidden_title.plain_text(), self.hidden_about.plain_text()] if self._is_hidden else []
        noted = [] if self._note is None else [self.note.plain_text()]
        return [*([] if self._turnout is None else [self.turnout_text.plain_text()]), *noted, *hidden]

    def _gist(self) -> list[str]:
        """Return how many have voted, and who leads in each contest: what one wants to know first."""
        return [*self._summary(), *(text for card in self._all_cards() for text in card.gist())]

    def _all_cards(self) -> list[ContestCard | OutcomeCard]:
        """Return a card for each contest, in ballot order."""
        cards: list[ContestCard | OutcomeCard] = [*self.cards, *self.outcome_cards]
        return sorted(cards, key=lambda card: _contest_of(card).id)

    def _share_out(self) -> None:
        """Have the only card fill the page, with a few rows only a part of it."""
        rows = len(self.cards[0].names) if len(self._all_cards()) == len(self.cards) == 1 else 0
        end = self._all.count() - 1
        rest = max(0, _ROWS_THAT_FILL - rows) if rows else int(not self._is_hidden)
        self._all.setStretch(end - 1, rows + _HEAD_ROWS if rows else 0)
        self._all.setStretch(end, rest)
        self._all.setStretchFactor(self.hidden, int(self._is_hidden))

    def _drop_cards(self) -> None:
        clear_layout(self._column)
        self.cards, self.outcome_cards = [], []

    def _lay_out(self) -> None:
        ui = self.ui
        body = QWidget()
        all_of_it = Column(ui, Space.FAR, (Length.RING, None, Length.RING, None), body)
        turnout = Column(ui, Space.TIGHT)  # what belongs together is closer than what does not
        turnout.addWidget(self.waiting)
        turnout.addWidget(self.turnout_text)
        turnout.addWidget(self.turnout_bar)
        turnout.addWidget(self.note)
        all_of_it.addLayout(turnout)
        all_of_it.addWidget(self._hidden_card())
        all_of_it.addWidget(self.notice)
        self._column = Column(ui, Space.BLOCK)
        all_of_it.addLayout(self._column)
        all_of_it.addStretch(1)
        self._all = all_of_it
        self._pane = ScrollPane(ui, body, items=lambda: [name for card in self.cards for name in card.names])
        column = page_column(ui, self)
        column.addWidget(page_head(ui, self.title))
        column.addWidget(self._pane, 1)
        foot = Row(ui, Space.BLOCK)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def _hidden_card(self) -> QWidget:
        symbol = IconLabel(self.ui, "lock", length=Length.SYMBOL)
        column = Column(self.ui, Space.BLOCK, Space.WIDE, self.hidden)
        column.addStretch(1)
        column.addWidget(symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self.hidden_title, self.hidden_about):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addStretch(1)
        return self.hidden


def _contest_of(card: ContestCard | OutcomeCard) -> Contest:
    return card.outcome.contest if isinstance(card, OutcomeCard) else card.result.contest


def _card(ui: UiContext, result: ContestResult) -> ContestCard:
    return ContestCard(ui, view_of(result.contest).count_table, result)
