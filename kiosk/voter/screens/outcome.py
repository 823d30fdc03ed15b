"""Tells over the full screen what became of the ballot, and then returns to the start."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from election.errors import AlreadyVoted, PollsClosed, PollsPaused
from election.models import NO_TEXT, LocalText
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.voter.outcomes import Countdown, Outcome
from kiosk.voter.requests import Move, PrintReceipt
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.page import page_column
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.notices.countdown import CountdownRing
from kiosk.widgets.receipt import ReceiptCard, Slip
from kiosk.widgets.screen import Screen
from kiosk.widgets.text import Text

_TOLD_AT = 10  # ticks before it goes home


class OutcomeScreen(Screen):
    """Asks for `Move.FINISH` when the time is up or the voter is done, for the results, and to
    `PrintReceipt`.
    """

    fades_in = True
    leaves_by_itself = True

    def __init__(self, ui: UiContext, countdown: Countdown) -> None:
        super().__init__(ui)
        self._countdown = countdown
        self._outcome = Outcome.CAST
        self._reason: Exception | None = None
        self._receipt, self._title, self._is_practice = "", NO_TEXT, False
        self._timer = QTimer(self)
        self._timer.setInterval(countdown.tick_ms)
        self._timer.timeout.connect(self._tick)
        self._symbol = IconLabel(ui, colour="on_banner", length=Length.SYMBOL)
        self.title, self.reason, self._then = Text("verdict"), Text("verdict_reason"), Text("verdict_small")
        self.receipt = ReceiptCard(ui)
        self.receipt.read.connect(self._begin_again)
        self.receipt.print_button.clicked.connect(self._print)
        self._ring = CountdownRing(ui)
        self.done_button, self.results_button = Button(ui, "filled", "home"), Button(ui, "filled", "chart")
        self.asks(self.done_button, Move.FINISH)
        self.asks(self.results_button, Move.RESULTS)
        self._pane = ScrollPane(ui, self._content())
        column = page_column(ui, self)
        column.addWidget(self._pane, 1)
        column.addLayout(self._foot())

    def show_outcome(
        self,
        outcome: Outcome,
        reason: Exception | None = None,
        receipt: str = "",
        title: LocalText = NO_TEXT,
        *,
        is_practice: bool = False,
        printable: bool = False,
    ) -> None:
        """Tell `outcome`, with the reason if it is a refusal, or the receipt of a ballot that was cast in the
        election of this title, and start counting down.
        """
        self._outcome, self._reason = outcome, reason
        self._receipt, self._title, self._is_practice = receipt, title, is_practice
        self.receipt.show_receipt(receipt, is_practice=is_practice, printable=printable)
        self._ring.left = self._ring.whole = self._countdown.ticks
        self._timer.start()
        failed = outcome is Outcome.NOT_CAST
        self.setProperty("verdict", "bad" if failed else "good")
        self.style().polish(self)
        name = {Outcome.CAST: "done", Outcome.NOT_CAST: "failed", Outcome.NO_BALLOT: "info"}[outcome]
        self._symbol.show_icon(name)
        self.retranslate()

    def spoken(self) -> str:
        """See `Screen`."""
        told = (self.title.plain_text(), self.reason.plain_text(), self.receipt.spoken())
        return ". ".join(filter(None, (*told, self._then.plain_text())))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        card = self.receipt
        receipt = (card.number, card.print_button) if card.isVisibleTo(self) else ()
        return (*receipt, *self._pane.buttons(), self.results_button, self.done_button)

    def clear(self) -> None:
        """Stop the clock and forget the reason and the receipt."""
        self._timer.stop()
        self._reason, self._receipt, self._title = None, "", NO_TEXT
        self.receipt.show_receipt("")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui = self.ui
        self.title.set_text(ui.text(self._title_key()))
        self.reason.set_text(self._reason_text())
        self._then.set_text(ui.text("outcome.then", count=self._ring.left))
        self.done_button.set_text(ui.text("outcome.done"))
        self.results_button.set_text(ui.text("start.results"))
        self.receipt.retranslate()
        self._pane.retranslate()

    def _title_key(self) -> str:
        if self._outcome is Outcome.NO_BALLOT and isinstance(self._reason, AlreadyVoted):
            return "outcome.voted_before.title"
        return f"{self._outcome.value}.title"

    def _reason_text(self) -> str:
        if self._reason is None:
            return self.ui.text("outcome.cast.about")
        if self._outcome is Outcome.NOT_CAST:  # else there were no choices to be erased
            if isinstance(self._reason, PollsPaused):
                return self.ui.text("outcome.not_cast.paused")
            if isinstance(self._reason, PollsClosed):
                time = self._reason.at.astimezone().strftime("%H:%M")
                return self.ui.text("outcome.not_cast.closed", time=time)
        return self.ui.error(self._reason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the whole screen with the colour of the message."""
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)

    def _content(self) -> QWidget:
        content = QWidget()
        column = Column(self.ui, Space.FAR, parent=content)
        column.addStretch(1)
        column.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self.title, self.reason):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addWidget(self.receipt)
        column.addStretch(1)
        return content

    def _foot(self) -> Row:
        foot = Row(self.ui, Space.BLOCK)
        foot.addWidget(self.results_button)
        foot.addStretch(1)
        foot.addWidget(self._ring)
        foot.addWidget(self._then)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        return foot

    @Slot()
    def _begin_again(self) -> None:
        """Somebody reads the receipt: they get all of the time once more."""
        self._ring.left = self._ring.whole
        self._ring.update()

    @Slot()
    def _print(self) -> None:
        self._begin_again()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would jump to the next button
        self.receipt.show_slip(Slip.UNDER_WAY)
        language = self.ui.language
        title = self._title.in_language(language)
        self.asked.emit(PrintReceipt(title, self._receipt, language, self._is_practice))

    @Slot()
    def _tick(self) -> None:
        self._ring.left -= 1
        self._ring.update()
        self._then.set_text(self.ui.text("outcome.then", count=self._ring.left))
        if self._ring.left == _TOLD_AT:  # and not every second
            self.ui.announcer.say(self, self._then.plain_text())
        if self._ring.left <= 0:
            self._timer.stop()
            self.asked.emit(Move.FINISH)
