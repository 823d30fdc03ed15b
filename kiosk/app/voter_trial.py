"""The voter's ballot to be tried by staff: its screens and a session of its own, and no service at all."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest, Election, Voter
from kiosk.style.context import UiContext
from kiosk.support.photos import Photos
from kiosk.voter.requests import ChangeChoice, Move
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.voter.screens.review import ReviewScreen
from kiosk.voter.session import Session
from kiosk.widgets.ballot.trial import BallotTrial
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.stack import Stack
from kiosk.widgets.screen import Back, Screen

_NOBODY = Voter(0, "", "")


class VoterTrial(BallotTrial):
    """Goes through contests and review as `VoterFlow` does. To cast leads back to the first contest."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._session = Session()
        self.ballot, self.review = BallotScreen(ui, self._session), ReviewScreen(ui, self._session)
        self._at, self._from_review = 0, False
        self._stack = Stack()
        Column(ui, parent=self).addWidget(self._stack)
        for screen in (self.ballot, self.review):
            screen.asked.connect(self._asked)
            self._stack.addWidget(screen)

    def begin(self, election: Election, photos: Photos) -> None:
        """See `BallotTrial`."""
        self._session.begin(_NOBODY, election)
        self.ballot.use_photos(photos)
        self._show(0)

    def is_empty(self) -> bool:
        """See `BallotTrial`."""
        return not self._contests()

    def tab_order(self) -> Sequence[QWidget]:
        """See `BallotTrial`."""
        return self._here().tab_order()

    def forget(self) -> None:
        """See `BallotTrial`."""
        self._session.reset()
        self.ballot.clear()
        self.review.clear()

    def retranslate(self) -> None:
        """See `BallotTrial`."""
        self.ballot.retranslate()
        self.review.retranslate()

    def _here(self) -> Screen:
        return self.review if self._stack.currentWidget() is self.review else self.ballot

    def _contests(self) -> tuple[Contest, ...]:
        return self._session.election.contests if self._session.election else ()

    def _show(self, at: int, *, from_review: bool = False) -> None:
        contests = self._contests()
        self._stack.setCurrentWidget(self.ballot)
        self.ballot.setEnabled(bool(contests))
        if contests:
            self._at, self._from_review = max(0, min(at, len(contests) - 1)), from_review
            self.ballot.show_contest(contests[self._at], self._at + 1, len(contests), from_review=from_review)
        self.moved.emit()

    def _show_review(self, changed: Contest | None = None) -> None:
        self.review.show_ballot(changed)
        self._stack.setCurrentWidget(self.review)
        self.moved.emit()

    @Slot(object)
    def _asked(self, request: object) -> None:
        last = len(self._contests()) - 1
        if isinstance(request, ChangeChoice):
            self._show(self._contests().index(request.contest), from_review=True)
        elif request is Move.CAST:
            self._show(0)
        elif request is Move.REVIEW or (request is Move.NEXT_CONTEST and self._from_review):
            self._show_review(self._contests()[self._at] if self._from_review else None)
        elif request is Move.NEXT_CONTEST:
            if self._at == last:
                self._show_review()
            else:
                self._show(self._at + 1)
        elif isinstance(request, Back):
            self._show(last if self._here() is self.review else self._at - 1)
