"""The ballot, one contest a page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from election.errors import Message
from election.models import Contest
from election.rules import MOST_VOTES
from election.voting.deciding.sentences import Sentences
from election.voting.methods.kinds import EXPLAINED
from election.voting.withdrawn import withdrawn_in
from kiosk.style.context import UiContext
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.voter.contests import view_of
from kiosk.voter.contests.view import Touch
from kiosk.voter.requests import Move
from kiosk.voter.session import Session
from kiosk.widgets.ballot.contest_head import ContestHead
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.buttons.skip_link import SkipLink
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.layout.headed_pane import HeadedPane
from kiosk.widgets.layout.page import page_column
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back, Screen
from kiosk.widgets.text import Text

_MOST_TO_GO_THROUGH = 8  # rows; a longer list can be skipped


class BallotScreen(Screen):
    """Shows the contest it is told to (`show_contest`) and marks in `session`, as the view of its kind says.
    Asks for the next contest or the one before, and for the review of all contests.
    """

    fades_in = True

    def __init__(self, ui: UiContext, session: Session) -> None:
        super().__init__(ui)
        self._session = session
        self._contest: Contest | None = None
        self._photos = NO_PHOTOS
        self._number, self._of, self._from_review = 0, 0, False
        self._touch: Touch | None = None  # the last one on this page
        self.title, self.allowed = Text("title"), Text("body")
        self.description, self.rule = Text("small"), Text("small")
        self.order = Text("label")
        self.left = Text("count")
        self.notice = Notice(ui, "news", lines=2, aloud=False)  # told together with the votes left
        self.back_button = Button(ui, "secondary", "back")
        self.forward_button = Button(ui, "primary", "next", icon_last=True)
        self.review_button = Button(ui, "secondary", "list")
        self.asks(self.review_button, Move.REVIEW)
        self.asks(self.back_button, Back())
        self.asks(self.forward_button, Move.NEXT_CONTEST)
        self._lists: dict[str, MarkingList] = {}  # by kind
        self._list: MarkingList | None = None  # the one that is shown
        self._head = ContestHead(
            ui, (self.title, self.description, self.allowed, self.rule, self.order), self.left
        )
        self._main = main = HeadedPane(ui, self._head, items=self._items, together=self._together)
        self._pane = main.pane
        self.skip = SkipLink(ui, self, main)
        self.skip.hide()
        self.skip.clicked.connect(self._skip)
        column = page_column(ui, self)
        column.addWidget(main, 1)
        # Beside the buttons a notice moves no name under a finger when it comes.
        column.addWidget(
            ButtonBar(ui, (self.back_button,), (self.review_button, self.forward_button), self.notice)
        )

    def use_photos(self, photos: Photos) -> None:
        """Show these beside the names from now on."""
        self._photos = photos

    def show_contest(self, contest: Contest, number: int, of: int, *, from_review: bool) -> None:
        """Show `contest`, the `number`-th `of` so many, as it is marked. From the review the one way on leads
        straight back there.
        """
        self._contest, self._number, self._of, self._from_review = contest, number, of, from_review
        self._touch = None
        self._list = self._list_of(contest)
        for each in self._lists.values():
            each.show_contest(contest if each is self._list else None, self._photos)
            each.setVisible(each is self._list)
        self._list.mark(self._session.marking(contest))
        self._pane.to_top()
        self.skip.setVisible(len(self.rows) > _MOST_TO_GO_THROUGH)
        self.back_button.setVisible(not from_review)
        self.retranslate()

    def restyle(self) -> None:
        """Offer all contests at once where there are more to come. Large letters leave room for the icon."""
        self.review_button.setVisible(self._number < self._of and not self._from_review)
        self.review_button.set_text(self.ui.text("ballot.all"), show=self.ui.theme.scale <= 1)

    @property
    def rows(self) -> Sequence[Pressable]:
        """What can be touched to mark, in ballot order."""
        return self._list.rows() if self._list else ()

    def spoken(self) -> str:
        """See `Screen`."""
        texts = (self.title, self.description, self.allowed, self.rule, self.order, self.left)
        said = (text.plain_text() for text in texts)
        return ". ".join(filter(None, said))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        ways = (self.back_button, self.review_button, self.forward_button)
        return (self.skip, *self.rows, *self._pane.buttons(), *ways)

    def clear(self) -> None:
        """Forget the contest, its marks and what was said of them."""
        self._contest, self._touch, self._photos = None, None, NO_PHOTOS
        for each in self._lists.values():
            each.show_contest(None)
        self.skip.hide()
        self.skip.set_text("")
        self.notice.set_text("")
        for text in (self.title, self.description, self.allowed, self.order, self.left):
            text.set_text("")

    def retranslate(self) -> None:
        """Say everything in the language of the moment; the marks stay."""
        ui, contest = self.ui, self._contest
        self._pane.retranslate()
        if contest is None or self._list is None:
            return
        view, marking = view_of(contest), self._session.marking(contest)
        self.title.set_text(ui.title(contest.title))
        description = ui.title(contest.description)
        self.description.set_text(description)
        self.description.setVisible(bool(description))
        self._list.retranslate()
        self.skip.set_text(view.skip_text(ui, contest))
        place = ui.text("ballot.place", number=self._number, of=self._of) if self._of > 1 else ""
        required = "" if contest.options.blank else ui.text("ballot.required")
        self.allowed.set_text(" · ".join(filter(None, (place, view.allowed_text(ui, contest), required))))
        rule = self._rule(contest)
        self.rule.set_text(rule)
        self.rule.setVisible(bool(rule))
        self.left.set_text(view.left_text(ui, contest, marking))
        self._head.show_left(shown=bool(self.left.plain_text()))
        order = view.order_text(ui, contest, marking)
        self.order.set_text(order)
        self.order.setVisible(bool(order))
        self.notice.set_text(self._news() if self._touch and self._touch.shown else "")
        self.restyle()
        # Not urged on before: who may choose more is not told that they are done.
        self.forward_button.set_role("secondary" if view.left(contest, marking) else "primary")
        first, last = self._number == 1, self._number == self._of
        self.back_button.set_text(ui.text("ballot.leave" if first else "button.back"))
        if self._from_review:
            self.forward_button.set_text(ui.text("ballot.to_review_again"))
        else:
            self.forward_button.set_text(ui.text("ballot.to_review" if last else "ballot.next"))

    @Slot()
    def _skip(self) -> None:
        ways = (self.review_button, self.forward_button)
        next(way for way in ways if way.isVisible()).setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _touched(self, touched: object) -> None:
        if self._contest is None or self._list is None:
            return
        marking = self._session.marking(self._contest)
        self._touch = view_of(self._contest).touch(self._contest, marking, touched)
        if (candidate := withdrawn_in(self._contest, self._touch.marking)) is not None:
            news = Message("ballot.withdrawn", {"name": candidate.name})
            self._touch = Touch(marking, news, shown=True, refused=True)
        self._session.mark(self._contest, self._touch.marking)
        self.notice.set_kind("warning" if self._touch.refused else "news")
        self._list.mark(self._touch.marking)
        self.retranslate()
        said = ". ".join(filter(None, (self._news(), self.left.plain_text())))
        self._list.say_news(touched, said)
        self.ui.announcer.say(self, said)

    def _news(self) -> str:
        news = self._touch.news if self._touch else None
        return self.ui.text(news.key, **news.values) if news else ""

    def _items(self) -> Sequence[QWidget]:
        return self._list.items() if self._list else ()

    def _together(self, row: QWidget) -> Sequence[QWidget]:
        return self._list.together(row) if self._list else ()

    def _list_of(self, contest: Contest) -> MarkingList:
        """Return the list for contests of this kind, made when the first of them comes."""
        if contest.kind not in self._lists:
            made = self._lists[contest.kind] = view_of(contest).marking_list(self.ui)
            made.touched.connect(self._touched)
            made.room = self._main.room
            self._pane.resized.connect(made.arrange)
            self._main.add(made)
        return self._lists[contest.kind]

    def _rule(self, contest: Contest) -> str:
        """Return what decides the contest, in words; nothing where it is most votes, as anybody expects."""
        quorum = self._session.election.quorum if self._session.election is not None else None
        if contest.kind not in EXPLAINED and contest.rule == MOST_VOTES and quorum is None:
            return ""
        return ". ".join(Sentences(self.ui.text).rule(contest, quorum, on_ballot=True))
