"""The first screen: which election this is, whether the polls are open, how to vote, and the ways in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from election.models import Election, PollsState, Privacy, WayIn
from election.voters.ways_in import votes_by_phone
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.api_status import ApiStatus
from kiosk.voter.requests import Move, Open
from kiosk.widgets.banner import Banner
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.how_to_vote import HowToVote
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.network_line import NetworkLine
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.phone import PhoneCard
from kiosk.widgets.screen import Screen
from kiosk.widgets.text import Text

_STATE_ICONS = {
    PollsState.DRAFT: "clock",
    PollsState.OPEN: "check",
    PollsState.PAUSED: "pause",
    PollsState.CLOSED: "lock",
    PollsState.COUNTED: "chart",
    PollsState.ARCHIVED: "chart",
    PollsState.ANNULLED: "cross",
    "none": "info",
    "unopened": "error",
}
_BANNER, _ENTRIES = 4, 5  # their shares of the width, where they stand side by side
_LEAST_WIDTH = 2.1  # of the ways in: with less room everything stands in one column


class StartScreen(Screen):
    """The screen between two voters: it shows nothing of a voter, and no counts. Asks for the way that is
    taken; emits `staff` for the organiser's pages, whose button alone is there where there is no election.
    """

    staff = Signal()

    def __init__(
        self, ui: UiContext, election: Election | None, status: ApiStatus, *, is_unopened: bool = False
    ) -> None:
        super().__init__(ui)
        self._election, self._is_unopened = election, is_unopened
        self._status = status
        self._beside, self._with_steps = True, True
        self.banner, self.how_to_vote = Banner(ui), HowToVote(ui)
        self._how = Text("lead")
        self.ways = {
            "code": EntryButton(ui, "ticket", "start.code"),
            "log_in": EntryButton(ui, "person", "start.log_in"),
            "sign_up": EntryButton(ui, "person-new", "start.sign_up"),
            "results": EntryButton(ui, "chart", "start.see_results"),
        }
        self.phone, self.network = PhoneCard(ui), NetworkLine(ui)
        self.api_notice = Notice(ui, "warning")
        self.results_button, self.staff_button = Button(ui, "secondary", "chart"), Button(ui, "plain", "lock")
        for way in ("code", "log_in", "sign_up"):
            self.asks(self.ways[way], Open(way))
        for button in (self.ways["results"], self.results_button):
            self.asks(button, Move.RESULTS)
        self.staff_button.clicked.connect(self.staff)
        self._lay_out()
        self.restyle()

    def show_election(self, election: Election | None, *, is_unopened: bool = False) -> None:
        """Show this election's title, and only the ways that its polls leave open; None: that there is no
        election, or that it cannot be opened, and only the button for the staff.
        """
        self._election, self._is_unopened = election, is_unopened
        self.retranslate()

    @property
    def ways_in(self) -> frozenset[WayIn]:
        """By which ways people come in to this election."""
        return frozenset(() if self._election is None else self._election.ways_in)

    @property
    def _is_for_phones(self) -> bool:
        """Whether there is anything to vote on with one's own phone, now or later."""
        election = self._election
        return election is not None and not election.state.is_over and votes_by_phone(election)

    @property
    def privacy(self) -> Privacy | None:
        """What people are told of their data here."""
        return None if self._election is None else self._election.privacy

    def set_status(self, status: ApiStatus) -> None:
        """Show how the API can be reached from now on, or why it cannot."""
        self._status = status
        self.retranslate()

    def spoken(self) -> str:
        """See `Screen`."""
        said = (self.banner.title, self.banner.about, self.banner.state)
        return ". ".join(filter(None, (text.plain_text() for text in said)))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.ways.values(), self.results_button, self.staff_button, *self._pane.buttons())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, problem = self.ui, self._status.problem
        self._show_state()
        for way in self.ways.values():
            way.retranslate()
        self.how_to_vote.retranslate()
        self.phone.follow(self._status)
        self.network.follow(self._status)
        if not self._is_for_phones:
            self.phone.hide()
        # The card has the address, and the notice what is wrong.
        self.network.setVisible(self.phone.isHidden() and problem is None)
        self.results_button.set_text(ui.text("start.results"))
        self.staff_button.set_text(ui.text("start.staff"))
        self.api_notice.set_text(ui.error(problem) if problem else "")
        self._pane.retranslate()
        self._arrange()

    def _show_state(self) -> None:
        """Say how the polls stand, and leave only the ways that are open."""
        ui, election = self.ui, self._election
        state = None if election is None else election.state
        title = ui.text("app.name") if election is None else ui.title(election.title)
        said: str = state or ("unopened" if self._is_unopened else "none")
        about = "" if election is None else ui.title(election.description)
        self.banner.set_election(title, about, ui.text(f"start.polls.{said}"), _STATE_ICONS[said])
        is_open, by_code = state is PollsState.OPEN, bool(self.ways_in & {WayIn.CODE, WayIn.SLIP})
        by_password = bool(self.ways_in & {WayIn.PASSWORD, WayIn.SIGN_UP})
        signs_up = WayIn.SIGN_UP in self.ways_in
        self.ways["code"].setVisible(is_open and by_code)
        self.ways["log_in"].setVisible(is_open and by_password)
        self.ways["sign_up"].setVisible(signs_up and state in (PollsState.DRAFT, PollsState.OPEN))
        if state is PollsState.DRAFT and not signs_up:
            said = "draft_roll"
        elif is_open and not (by_code or by_password):
            said = "open_desk"
        self._how.set_text(ui.text(f"start.how.{said}"))
        self.how_to_vote.set_by_code(by_code=by_code and not by_password)
        is_counted = state is not None and state.is_counted
        self.ways["results"].setVisible(is_counted)
        self.results_button.setVisible(state not in (None, PollsState.ANNULLED) and not is_counted)
        self.how_to_vote.setVisible(state in (PollsState.DRAFT, PollsState.OPEN, PollsState.PAUSED))

    def restyle(self) -> None:
        """Take the widths from the theme; everything in it takes its own sizes."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is the room, else in one column."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        entries, self._inner = QWidget(), QWidget()
        outer = Row(self.ui, edges=(Space.FAR, Space.BLOCK, Space.FAR, Space.BLOCK), parent=entries)
        outer.addWidget(self._inner)
        self._column = Column(self.ui, Space.BLOCK, parent=self._inner)
        foot = Row(self.ui, Space.BLOCK)
        foot.addWidget(self.results_button)
        foot.addStretch(1)
        foot.addWidget(self.staff_button)
        self._column.addStretch(1)
        for widget in (self._how, *self.ways.values(), self.phone, self.api_notice):
            self._column.addWidget(widget)
        self._column.addLayout(foot)
        self._column.addWidget(self.network)
        self._column.addStretch(1)
        self._pane = ScrollPane(self.ui, entries)
        self._halves = Row(self.ui, parent=self)
        self._halves.addWidget(self._pane, _ENTRIES)
        self._place()

    def _arrange(self) -> None:
        entries = self.ui.theme.px(Length.ENTRIES)
        beside = self.width() >= entries * _LEAST_WIDTH
        banner = self.width() * _BANNER // (_BANNER + _ENTRIES)
        needed = self.banner.height_at(banner) + self.how_to_vote.height_at(self.banner.inner_width(banner))
        with_steps = beside and needed <= self.height()
        self._pane.setMinimumWidth(entries if beside else 0)
        self._inner.setMaximumWidth(self.ui.theme.px(Length.FORM if beside else Length.PAGE))
        if (beside, with_steps) != (self._beside, self._with_steps):
            self._beside, self._with_steps = beside, with_steps
            self._place()

    def _place(self) -> None:
        """Put the banner beside the entries or above them, and the steps into it or below the entries."""
        # Beside them it must not keep the window high: it gives up the steps before its words are cut.
        height = QSizePolicy.Policy.Ignored if self._beside else QSizePolicy.Policy.Minimum
        self.banner.setSizePolicy(QSizePolicy.Policy.Expanding, height)
        if self._beside:
            self._halves.insertWidget(0, self.banner, _BANNER)
        else:
            self._column.insertWidget(1, self.banner)
        if self._with_steps:
            self.banner.hold(self.how_to_vote)
        else:
            self._column.insertWidget(self._column.indexOf(self.phone), self.how_to_vote)
        self.how_to_vote.set_stacked(stacked=not self._beside)
