"""One voter's way through the screens, from start to outcome and back to start."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from election.errors import PollsClosed
from election.models import NO_TEXT, Contest
from kiosk.lockdown.idle import IdleAction
from kiosk.style.context import UiContext
from kiosk.voter.outcomes import Countdown, Outcome
from kiosk.voter.receipt_printing import ReceiptPrinting
from kiosk.voter.requests import Call, ChangeChoice, LogIn, LogInByCode, Move, Open, PrintReceipt, SignUp
from kiosk.voter.screens.start import StartScreen
from kiosk.voter.service_calls import Admission, Count, ServiceCalls
from kiosk.voter.session import Session
from kiosk.widgets.screen import Back, Screen

if TYPE_CHECKING:  # imported when somebody leaves the start
    from kiosk.voter.registry import VoterScreens


class VoterFlow(QObject):
    """Decides which screen comes next and has the services do what screens ask for.

    Emits `made` with the screens once there are more than `start`, `shown` with each it moves to, `over` when
    everything of the voter is to be forgotten and the start shown, and `casting` with whether a ballot is on
    its way, when there is no way back.
    """

    made = Signal(object)
    shown = Signal(object)
    over = Signal()
    casting = Signal(bool)

    def __init__(
        self,
        ui: UiContext,
        start: StartScreen,
        session: Session,
        service_calls: ServiceCalls,
        printing: ReceiptPrinting,
        countdown: Countdown,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui, self._countdown = ui, countdown
        self._start = start
        self._made: VoterScreens | None = None
        self._session = session
        self._service_calls, self._printing = service_calls, printing
        self._here: Screen = start
        self._contest: Contest | None = None
        self._from_review = False
        self._voted = self._casting = False
        self._moves: dict[Move, Callable[[], None]] = {
            Move.NEXT_CONTEST: self._to_next_contest,
            Move.REVIEW: self._to_review,
            Move.CAST: self._cast,
            Move.RESULTS: self._to_results,
            Move.FINISH: self.over.emit,
        }
        start.asked.connect(self._asked)
        service_calls.admitted.connect(self._admitted)
        service_calls.refused.connect(self._refused)
        service_calls.cast_done.connect(self._cast_done)
        service_calls.cast_refused.connect(self._cast_refused)
        service_calls.counted.connect(self._counted)
        service_calls.count_failed.connect(self._count_failed)

    @property
    def screens(self) -> "VoterScreens":
        """Every screen. So that the window is there sooner only the start is made with it; the others are
        made together when the first of them is asked for.
        """
        if self._made is None:
            from kiosk.voter.registry import VoterScreens

            self._made = VoterScreens(self._start, self._ui, self._session, self._countdown)
            for screen in self._made:
                screen.asked.connect(self._asked)
            self.made.emit(self._made)
        return self._made

    @property
    def here(self) -> Screen:
        """The screen that is shown."""
        return self._here

    @property
    def at_start(self) -> bool:
        """Whether nobody has gone anywhere yet."""
        return self._here is self._start

    @property
    def is_concluding(self) -> bool:
        """Whether a ballot is on its way, or the voter reads what came of it."""
        return self._casting or self._here.leaves_by_itself

    def forget(self) -> None:
        """Forget the voter: answers on their way to them, marks, and whatever a screen holds of them."""
        self._service_calls.forget()
        self._printing.forget()
        self._session.reset()
        self._contest, self._from_review, self._voted, self._casting = None, False, False, False
        for screen in self._made or ():
            screen.clear()
        self.casting.emit(False)  # noqa: FBT003 - a signal's only argument

    def idle_action(self) -> IdleAction:
        """Return what is to happen if nobody touches this screen, which is not the start."""
        if self.is_concluding:
            return IdleAction.NOTHING
        if self._session.voter is not None or any(each.is_touched() for each in self._made or ()):
            return IdleAction.ASK
        return IdleAction.RETURN

    def go(self, screen: Screen) -> None:
        """Move to `screen`."""
        self._here = screen
        self.shown.emit(screen)
        screen.enter()

    @Slot(object)
    def _asked(self, request: object) -> None:
        """Carry out what a screen asks for: the whole walk from the start through the ballot to the cast."""
        match request:
            case Open(screen):
                self.forget()
                self.screens.offer(self._start.ways_in)
                self.screens.sign_up.show_privacy(self._start.privacy)
                self.go(self.screens.named(screen))
            case LogIn() | LogInByCode() | SignUp():
                self._come_in(request)
            case ChangeChoice(contest):
                self._show_contest(self._contests().index(contest), from_review=True)
            case Call(work, done, failed):
                self._service_calls.call(work, done, failed)
            case PrintReceipt():
                self._print(request)
            case Move():
                self._moves[request]()
            case Back():
                self._back()

    def _back(self) -> None:
        screens, here = self.screens, self._here
        if here is screens.review:
            self._show_contest(len(self._contests()) - 1)
        elif here is screens.ballot and self._at() > 0:
            self._show_contest(self._at() - 1)
        elif here is screens.ballot or self._voted:
            self.over.emit()
        else:
            self.forget()  # and not `over`: who turns back before log-in keeps the language they chose
            self.go(self._start)

    # --- the way in ------------------------------------------------------------------------------------

    def _come_in(self, request: LogIn | LogInByCode | SignUp) -> None:
        match request:
            case LogIn(email, password):
                self._service_calls.log_in(email, password)
            case LogInByCode(text):
                self._service_calls.log_in_by_code(text)
            case SignUp(email, name, password):
                self._service_calls.sign_up(email, name, password)

    @Slot(object)
    def _admitted(self, admission: Admission) -> None:
        self.forget()
        if admission.refusal is not None:
            self._conclude(Outcome.NO_BALLOT, admission.refusal)
            return
        self._printing.look()
        self._session.begin(admission.voter, admission.election)
        self.screens.ballot.use_photos(admission.photos)
        self._show_contest(0)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        for form in (self.screens.code, self.screens.log_in, self.screens.sign_up):
            if form is self._here:
                form.set_error(error)

    # --- the ballot ------------------------------------------------------------------------------------

    def _contests(self) -> tuple[Contest, ...]:
        return self._session.election.contests if self._session.election else ()

    def _at(self) -> int:
        return self._contests().index(self._contest) if self._contest in self._contests() else 0

    def _show_contest(self, at: int, *, from_review: bool = False) -> None:
        contests = self._contests()
        self._contest, self._from_review = contests[at], from_review
        self.screens.ballot.show_contest(contests[at], at + 1, len(contests), from_review=from_review)
        self.go(self.screens.ballot)

    def _to_next_contest(self) -> None:
        after = self._at() + 1
        if self._from_review:
            self._to_review(changed=self._contest)
        elif after == len(self._contests()):
            self._to_review()
        else:
            self._show_contest(after)

    def _to_review(self, changed: Contest | None = None) -> None:
        self.screens.review.show_ballot(changed)
        self.go(self.screens.review)

    # --- the cast and after ----------------------------------------------------------------------------

    def _cast(self) -> None:
        if self._session.voter is not None:
            self.screens.review.set_busy(busy=True)
            self._casting = True
            self.casting.emit(True)  # noqa: FBT003 - a signal's only argument
            self._service_calls.cast(self._session.voter, self._session.markings(), self._session.given)

    @Slot(str)
    def _cast_done(self, receipt: str) -> None:
        self._conclude(Outcome.CAST, receipt=receipt)

    @Slot(object)
    def _cast_refused(self, error: Exception) -> None:
        self._conclude(Outcome.NOT_CAST, error)

    @Slot(object)
    def polls_closed(self, at: datetime) -> None:
        """The instant of the close has come: whoever has not cast is told so, and needs mark nothing more."""
        at_ballot = self._made is not None and self._here in (self._made.ballot, self._made.review)
        if at_ballot and not self._casting:
            self._conclude(Outcome.NOT_CAST, PollsClosed(at))

    def _conclude(self, outcome: Outcome, reason: Exception | None = None, receipt: str = "") -> None:
        election = self._session.election
        is_practice = election is not None and election.practice
        title = election.title if election is not None else NO_TEXT
        self.forget()
        self._voted = True
        self.screens.outcome.show_outcome(
            outcome, reason, receipt, title, is_practice=is_practice, printable=self._printing.is_offered
        )
        self.go(self.screens.outcome)

    def _print(self, wanted: PrintReceipt) -> None:
        from kiosk.widgets.receipt import Slip

        card = self.screens.outcome.receipt
        self._printing.print(
            wanted, lambda: card.show_slip(Slip.SENT), lambda _error: card.show_slip(Slip.FAILED)
        )

    def _to_results(self) -> None:
        self.screens.outcome.clear()
        self._service_calls.count()
        self.screens.results.clear()
        self.go(self.screens.results)

    @Slot()
    def count_again(self) -> None:
        """Something has changed that whoever looks at the results is to see."""
        if self._made is not None and self._here is self._made.results:
            self._service_calls.count()

    def drop_count(self) -> None:
        """Keep no count of an election that is not current any more."""
        if self._made is not None:
            self._made.results.drop_count()

    @Slot(object)
    def _counted(self, count: Count) -> None:
        self.screens.results.show_count(count.turnout, count.results, count.outcomes, count.note)

    @Slot(object)
    def _count_failed(self, error: Exception) -> None:
        self.screens.results.show_error(error)
