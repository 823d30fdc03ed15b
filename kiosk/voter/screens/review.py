"""The whole ballot at a glance, before it is cast."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.voter.contests import view_of
from kiosk.voter.requests import ChangeChoice, Move
from kiosk.voter.session import Session
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.layout.headed_pane import HeadedPane
from kiosk.widgets.layout.page import page_column, page_head
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back, Screen
from kiosk.widgets.text import Text

_ROWS_THAT_FILL = 4  # so many share a page; fewer would be too high


class ReviewRow(CardButton):
    """One contest: its title, what is marked, what was left open. All of it is the button to change it."""

    def __init__(self, ui: UiContext, contest: Contest, session: Session) -> None:
        super().__init__(ui)
        self.contest = contest
        self._session = session
        self._title, self._marks, self._change = Text("small"), Text("candidate"), Text("action")
        self._change.setWordWrap(False)
        self.open = Notice(ui, "warning", aloud=False)
        pencil = IconLabel(ui, "change")
        pass_touches_through(self._title, self._marks, self.open, self._change, pencil)
        words = Column(ui, Space.TIGHT)
        words.addStretch(1)
        for widget in (self._title, self._marks, self.open):
            words.addWidget(widget)
        words.addStretch(1)
        row = Row(ui, Space.NEAR, Space.BLOCK, self)
        row.addLayout(words, 1)
        row.addWidget(pencil)
        row.addWidget(self._change)
        self.restyle()

    def restyle(self) -> None:
        """Take the least height from the theme."""
        self.setMinimumHeight(self._ui.theme.px(Length.TARGET))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, contest = self._ui, self.contest
        reviewed = view_of(contest).review(ui, contest, self._session.marking(contest))
        self._title.set_text(ui.title(contest.title))
        self._marks.set_text("\n".join(reviewed.marks))
        self._marks.setVisible(bool(reviewed.marks))
        refusal = self._session.refusal(contest)
        told = (reviewed.left_open, ui.error(refusal) if refusal else "")
        self.open.set_kind("error" if refusal else "warning")
        self.open.set_text(". ".join(filter(None, told)))
        self._change.set_text(ui.text("review.change"))
        set_accessible_name(self, ui.text("review.change_contest", title=ui.title(contest.title)))
        told = (", ".join(reviewed.marks), self.open.plain_text())
        set_accessible_description(self, ". ".join(part for part in told if part))

    def spoken(self) -> str:
        """Return the contest and what is marked in it, to be read out."""
        return f"{self._title.plain_text()}: {self.accessibleDescription()}"


class ReviewScreen(Screen):
    """All that is marked. Asks to change the choice in a contest, and to cast once nothing is missing without
    which the ballot would not be taken.
    """

    fades_in = True

    def __init__(self, ui: UiContext, session: Session) -> None:
        super().__init__(ui)
        self._session = session
        self._title, self._about = Text("title"), Text("body")
        self.rows: list[ReviewRow] = []
        self._changed: ReviewRow | None = None
        self.notice = Notice(ui, "warning", aloud=False)  # told with the page
        self.back_button = Button(ui, "secondary", "back")
        self.cast_button = Button(ui, "primary", "ballot-box")
        self.asks(self.back_button, Back())
        self.cast_button.clicked.connect(self._ask_to_cast)
        rows = QWidget()
        self._rows = Column(ui, Space.NEAR, parent=rows)
        self._rows.addStretch(1)
        main = HeadedPane(ui, page_head(ui, self._title, self._about), rows, items=lambda: self.rows)
        self._pane = main.pane
        column = page_column(ui, self)
        column.addWidget(main, 1)
        # In the middle: not where the way to this page was, nor where the one off the next will be.
        column.addWidget(ButtonBar(ui, (self.back_button,), (), self.notice, middle=self.cast_button))

    def show_ballot(self, changed: Contest | None = None) -> None:
        """Show the session's ballot as it is marked now, from the top or with the contest just `changed` in
        sight.
        """
        clear_layout(self._rows)
        election = self._session.election
        self.rows = (
            [ReviewRow(self.ui, each, self._session) for each in election.contests] if election else []
        )
        for at, row in enumerate(self.rows):
            row.clicked.connect(self._change)
            self._rows.insertWidget(at, row, 1)
        self._rows.setStretch(len(self.rows), max(0, _ROWS_THAT_FILL - len(self.rows)))
        self.retranslate()
        self._pane.to_top()
        self._changed = next((row for row in self.rows if row.contest == changed), None)
        if self._changed is not None:
            self._pane.reveal_soon(self._changed)

    def enter(self) -> None:
        """Be shown, the focus back where it was before a change."""
        super().enter()
        if self._changed is not None:
            self._changed.setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> str:
        """See `Screen`."""
        rows = (row.spoken() for row in self.rows)
        parts = (self._title.plain_text(), self.notice.plain_text(), *rows, self._about.plain_text())
        return ". ".join(part for part in parts if part)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.rows, *self._pane.buttons(), self.back_button, self.cast_button)

    def clear(self) -> None:
        """Forget the ballot."""
        clear_layout(self._rows)
        self.rows, self._changed = [], None
        self.set_busy(busy=False)
        self.notice.set_text("")

    def set_busy(self, *, busy: bool) -> None:
        """Show that the ballot is being cast; nothing can be changed any more."""
        if busy:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would jump to the header's buttons
        self.cast_button.set_busy(busy=busy)
        self.back_button.setEnabled(not busy)
        for row in self.rows:
            row.setEnabled(not busy)
        self._say_cast()
        if busy:
            self.ui.announcer.say_late(self, self.cast_button.text())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui = self.ui
        self._title.set_text(ui.text("review.title"))
        self._about.set_text(ui.text("review.about"))
        self.back_button.set_text(ui.text("button.back"))
        self._say_cast()
        self._pane.retranslate()
        for row in self.rows:
            row.retranslate()
        # Not urged on while something is missing.
        self.cast_button.set_role("secondary" if self._missing() else "primary")
        self.notice.set_kind("error" if self._missing() else "warning")
        self.notice.set_text(self._news())

    def _say_cast(self) -> None:
        self.cast_button.set_text(
            self.ui.text("review.casting" if self.cast_button.is_busy() else "review.cast")
        )

    def _missing(self) -> ReviewRow | None:
        """Return the first contest without which the ballot would not be taken."""
        return next((row for row in self.rows if self._session.refusal(row.contest)), None)

    def _news(self) -> str:
        if self._missing():
            return self.ui.text("review.not_yet")
        blank = bool(self.rows) and not self._session.markings()
        return self.ui.text("review.blank") if blank else ""

    @Slot()
    def _ask_to_cast(self) -> None:
        """Have it cast, or lead to what is missing and say so, as often as it is asked."""
        missing = self._missing()
        if missing is None:
            self.asked.emit(Move.CAST)
            return
        missing.setFocus(Qt.FocusReason.TabFocusReason)
        self.ui.announcer.say(self, self._news(), urgent=True)

    @Slot()
    def _change(self) -> None:
        row = self.sender()
        if isinstance(row, ReviewRow):
            self.asked.emit(ChangeChoice(row.contest))
