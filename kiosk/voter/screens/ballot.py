"""The ballot, one contest a page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from election.errors import Message
from election.models import Candidate, Contest
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.voter.session import Mark, Marking, Session
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.ballot.candidate_list import CandidateList
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.skip_link import SkipLink
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.foot import Foot
from kiosk.widgets.layout.headed import Headed
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Screen, aligned, page
from kiosk.widgets.text import Text

_TOLD = {Mark.MARKED: "spoken.marked", Mark.UNMARKED: "spoken.unmarked"}
_MOST_TO_GO_THROUGH = 8  # candidates; a longer list can be skipped


class BallotScreen(Screen):
    """Shows the contest it is told to (`show_contest`) and marks in `session`. Emits `back`, `forward`, and
    `review` for all contests at once.
    """

    fades_in = True

    back = Signal()
    forward = Signal()
    review = Signal()

    def __init__(self, ui: UiContext, session: Session) -> None:
        super().__init__(ui)
        self._session = session
        self._contest: Contest | None = None
        self._photos = NO_PHOTOS
        self._number, self._of, self._from_review = 0, 0, False
        self._message: Message | None = None
        self.title, self.allowed = Text("title"), Text("body")
        self.left = Text("count")
        self.notice = Notice(ui, "news", lines=2, aloud=False)  # told together with the votes left
        self.back_button = Button(ui, "secondary", "back")
        self.forward_button = Button(ui, "primary", "next", icon_last=True)
        self.review_button = Button(ui, "secondary", "list")
        self.review_button.clicked.connect(self.review)
        self.back_button.clicked.connect(self.back)
        self.forward_button.clicked.connect(self.forward)
        self.candidates = CandidateList(ui)
        self.candidates.touched.connect(self._touched)
        main = Headed(ui, self._head(), self.candidates, items=lambda: self.candidates.rows)
        self._pane = main.pane
        self.skip = SkipLink(ui, self, main)
        self.skip.hide()
        self.skip.clicked.connect(self._skip)
        self.candidates.room = main.room
        main.pane.resized.connect(self.candidates.arrange)
        column = page(ui, self)
        column.addWidget(main, 1)
        # Beside the buttons a notice moves no name under a finger when it comes.
        column.addWidget(
            Foot(ui, (self.back_button,), (self.review_button, self.forward_button), self.notice)
        )

    def use_photos(self, photos: Photos) -> None:
        """Show these beside the names from now on."""
        self._photos = photos

    def show_contest(self, contest: Contest, number: int, of: int, *, from_review: bool) -> None:
        """Show `contest`, the `number`-th `of` so many, as it is marked. From the review the one way on leads
        straight back there.
        """
        self._contest, self._number, self._of, self._from_review = contest, number, of, from_review
        self._message = None
        group, one_of = self.ui.title(contest.title), contest.votes_allowed == 1
        self.candidates.show_candidates(contest.candidates, self._photos, group=group, one_of=one_of)
        self.candidates.mark(self._session.chosen(contest))
        self._pane.to_top()
        self.skip.setVisible(len(self.rows) > _MOST_TO_GO_THROUGH)
        self.back_button.setVisible(not from_review)
        self.retranslate()

    def restyle(self) -> None:
        """Offer all contests at once where there are more to come. Large letters leave room for the icon."""
        self.review_button.setVisible(self._number < self._of and not self._from_review)
        self.review_button.say(self.ui.text("ballot.all"), show=self.ui.theme.scale <= 1)

    @property
    def rows(self) -> list[CandidateRow]:
        """The rows that are shown, in ballot order."""
        return self.candidates.rows

    def spoken(self) -> str:
        """See `Screen`."""
        return ". ".join(text.said() for text in (self.title, self.allowed, self.left))

    def stops(self) -> Sequence[QWidget]:
        """See `Screen`."""
        ways = (self.back_button, self.review_button, self.forward_button)
        return (self.skip, *self.rows, *self._pane.buttons(), *ways)

    def clear(self) -> None:
        """Forget the contest, its marks and what was said of them."""
        self._contest, self._message, self._photos = None, None, NO_PHOTOS
        self.candidates.show_candidates(())
        self.skip.hide()
        self.skip.say("")
        self.notice.say("")
        for text in (self.title, self.allowed, self.left):
            text.say("")

    def retranslate(self) -> None:
        """Say everything in the language of the moment; the marks stay."""
        ui, contest = self.ui, self._contest
        self._pane.retranslate()
        if contest is None:
            return
        self.title.say(ui.title(contest.title))
        self.candidates.say_places(self.title.said())
        self.skip.say(ui.text("ballot.skip", count=len(self.rows)))
        place = ui.text("ballot.place", number=self._number, of=self._of)
        allowed = ui.text("ballot.allowed", count=contest.votes_allowed)
        self.allowed.say(f"{place} · {allowed}" if self._of > 1 else allowed)
        self.left.say(ui.text("ballot.left", count=self._session.left(contest)))
        self.notice.say(ui.text(self._message.key, **self._message.values) if self._message else "")
        self.restyle()
        # Not urged on before: who may choose more is not told that they are done.
        self.forward_button.set_role("secondary" if self._session.left(contest) else "primary")
        first, last = self._number == 1, self._number == self._of
        self.back_button.say(ui.text("ballot.leave" if first else "button.back"))
        if self._from_review:
            self.forward_button.say(ui.text("ballot.to_review_again"))
        else:
            self.forward_button.say(ui.text("ballot.to_review" if last else "ballot.next"))

    @Slot()
    def _skip(self) -> None:
        ways = (self.review_button, self.forward_button)
        next(way for way in ways if way.isVisible()).setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _touched(self, candidate: Candidate) -> None:
        if self._contest is None:
            return
        marking = self._session.touch(self._contest, candidate)
        self._message = _message(self._contest, marking)
        self.notice.set_kind("warning" if marking.mark is Mark.REFUSED else "news")
        self.candidates.mark(self._session.chosen(self._contest))
        self.retranslate()
        told = _TOLD.get(marking.mark)
        became = self.ui.text(told, name=candidate.name) if told else self.notice.said()
        said = f"{became}. {self.left.said()}"
        self.candidates.say_news(candidate, said)
        self.ui.announcer.say(self, said)

    def _head(self) -> QWidget:
        words = Column(self.ui, Space.TIGHT)
        words.addWidget(self.title)
        words.addWidget(self.allowed)
        tally = QFrame()
        tally.setProperty("role", "tally")
        inside = Column(self.ui, edges=(Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=tally)
        inside.addWidget(self.left)
        self.left.setWordWrap(False)
        row = aligned(self.ui, Space.FAR)
        row.addLayout(words, 1)
        row.addWidget(tally)
        head = QWidget()
        head.setLayout(row)
        return head


def _message(contest: Contest, marking: Marking) -> Message | None:
    name = marking.candidate.name
    if marking.mark is Mark.REPLACED and marking.instead_of is not None:
        return Message("ballot.replaced", {"name": name, "instead_of": marking.instead_of.name})
    if marking.mark is Mark.REFUSED:
        return Message("ballot.refused", {"count": contest.votes_allowed})
    return None
