"""One voter's way through the screens, from start to outcome and back to start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from election.models import Contest
from kiosk.lockdown.idle import Watch
from kiosk.voter.outcomes import Outcome
from kiosk.voter.registry import VoterScreens
from kiosk.voter.service_calls import Admission, Count, ServiceCalls
from kiosk.voter.session import Session
from kiosk.widgets.screen import Screen

if TYPE_CHECKING:
    from kiosk.widgets.forms.form import FormScreen


class VoterFlow(QObject):
    """Decides which screen comes next and has the services do what screens ask for.

    Emits `shown` with each screen it moves to, `over` when everything of the voter is to be forgotten and
    the start shown, and `casting` with whether a ballot is on its way, when there is no way back.
    """

    shown = Signal(object)
    over = Signal()
    casting = Signal(bool)

    def __init__(
        self, screens: VoterScreens, session: Session, service_calls: ServiceCalls, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screens = screens
        self._session = session
        self._service_calls = service_calls
        self._here: Screen = screens.start
        self._contest: Contest | None = None
        self._from_review = False
        self._voted = self._casting = False
        self._connect()

    @property
    def here(self) -> Screen:
        """The screen that is shown."""
        return self._here

    @property
    def at_start(self) -> bool:
        """Whether nobody has gone anywhere yet."""
        return self._here is self._screens.start

    def forget(self) -> None:
        """Forget the voter: answers on their way to them, marks, and whatever a screen holds of them."""
        self._service_calls.forget()
        self._session.reset()
        self._contest, self._from_review, self._voted, self._casting = None, False, False, False
        for screen in self._screens.others():
            screen.clear()
        self.casting.emit(False)  # noqa: FBT003 - a signal's only argument

    def to_lose(self) -> Watch:
        """Return what there would be to lose if nobody was there any more, away from the start."""
        if self._casting or self._here.leaves_by_itself:
            return Watch.NOTHING
        if self._session.voter is not None or any(each.is_touched() for each in self._screens.others()):
            return Watch.ASK
        return Watch.RETURN

    def go(self, screen: Screen) -> None:
        """Move to `screen`."""
        self._here = screen
        self.shown.emit(screen)
        screen.enter()

    def _connect(self) -> None:
        start, service_calls = self._screens.start, self._service_calls
        start.log_in.connect(self._to_log_in)
        start.sign_up.connect(self._to_sign_up)
        start.results.connect(self._to_results)
        self._screens.made.connect(self._connect_others)
        service_calls.admitted.connect(self._admitted)
        service_calls.refused.connect(self._refused)
        service_calls.cast_done.connect(self._cast_done)
        service_calls.cast_refused.connect(self._cast_refused)
        service_calls.counted.connect(self._counted)
        service_calls.count_failed.connect(self._count_failed)

    @Slot()
    def _connect_others(self) -> None:
        screens = self._screens
        screens.log_in.submitted.connect(self._ask_log_in)
        screens.log_in.other.connect(self._to_sign_up)
        screens.log_in.back.connect(self._leave_form)
        screens.sign_up.submitted.connect(self._ask_sign_up)
        screens.sign_up.other.connect(self._to_log_in)
        screens.sign_up.back.connect(self._leave_form)
        screens.ballot.back.connect(self._to_contest_before)
        screens.ballot.forward.connect(self._to_contest_after)
        screens.ballot.review.connect(self._to_review)
        screens.review.back.connect(self._to_last_contest)
        screens.review.change.connect(self._change)
        screens.review.cast.connect(self._cast)
        screens.outcome.finished.connect(self.over)
        screens.outcome.results.connect(self._to_results)
        screens.results.back.connect(self._leave_results)

    # --- the ways in -----------------------------------------------------------------------------------

    @Slot()
    def _to_log_in(self) -> None:
        self._open_form(self._screens.log_in)

    @Slot()
    def _to_sign_up(self) -> None:
        self._open_form(self._screens.sign_up)

    def _open_form(self, form: "FormScreen") -> None:
        self.forget()
        self.go(form)

    @Slot()
    def _leave_form(self) -> None:
        self.forget()  # and not `over`: who turns back before log-in keeps the language they chose
        self.go(self._screens.start)

    @Slot()
    def _ask_log_in(self) -> None:
        form = self._screens.log_in
        form.set_busy(busy=True)
        self._service_calls.log_in(form.email.text(), form.password.text())

    @Slot()
    def _ask_sign_up(self) -> None:
        form = self._screens.sign_up
        form.set_busy(busy=True)
        self._service_calls.sign_up(form.email.text(), form.name.text(), form.password.text())

    @Slot(object)
    def _admitted(self, admission: Admission) -> None:
        self.forget()
        if admission.refusal is not None:
            self._conclude(Outcome.NO_BALLOT, admission.refusal)
            return
        self._session.begin(admission.voter, admission.election)
        self._screens.ballot.use_photos(admission.photos)
        self._show_contest(0)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        for form in (self._screens.log_in, self._screens.sign_up):
            if form is self._here:
                form.set_busy(busy=False)
                form.set_error(error)

    # --- the ballot ------------------------------------------------------------------------------------

    def _contests(self) -> tuple[Contest, ...]:
        return self._session.election.contests if self._session.election else ()

    def _at(self) -> int:
        return self._contests().index(self._contest) if self._contest in self._contests() else 0

    def _show_contest(self, at: int, *, from_review: bool = False) -> None:
        contests = self._contests()
        self._contest, self._from_review = contests[at], from_review
        self._screens.ballot.show_contest(contests[at], at + 1, len(contests), from_review=from_review)
        self.go(self._screens.ballot)

    @Slot()
    def _to_contest_before(self) -> None:
        if self._at() == 0:
            self.over.emit()
        else:
            self._show_contest(self._at() - 1)

    @Slot()
    def _to_contest_after(self) -> None:
        after = self._at() + 1
        if self._from_review:
            self._to_review(changed=self._contest)
        elif after == len(self._contests()):
            self._to_review()
        else:
            self._show_contest(after)

    @Slot()
    def _to_review(self, changed: Contest | None = None) -> None:
        self._screens.review.show_ballot(changed)
        self.go(self._screens.review)

    @Slot()
    def _to_last_contest(self) -> None:
        self._show_contest(len(self._contests()) - 1)

    @Slot(object)
    def _change(self, contest: Contest) -> None:
        self._show_contest(self._contests().index(contest), from_review=True)

    # --- the cast and after ----------------------------------------------------------------------------

    @Slot()
    def _cast(self) -> None:
        if self._session.voter is not None:
            self._screens.review.set_busy(busy=True)
            self._casting = True
            self.casting.emit(True)  # noqa: FBT003 - a signal's only argument
            self._service_calls.cast(self._session.voter, self._session.markings())

    @Slot()
    def _cast_done(self) -> None:
        self._conclude(Outcome.CAST)

    @Slot(object)
    def _cast_refused(self, error: Exception) -> None:
        self._conclude(Outcome.NOT_CAST, error)

    def _conclude(self, outcome: Outcome, reason: Exception | None = None) -> None:
        self.forget()
        self._voted = True
        self._screens.outcome.show_outcome(outcome, reason)
        self.go(self._screens.outcome)

    @Slot()
    def _to_results(self) -> None:
        self._screens.outcome.clear()
        self._service_calls.count()
        self._screens.results.clear()
        self.go(self._screens.results)

    @Slot()
    def _leave_results(self) -> None:
        if self._voted:
            self.over.emit()
        else:
            self.go(self._screens.start)

    @Slot(object)
    def _counted(self, count: Count) -> None:
        self._screens.results.show_count(count.turnout, count.results)

    @Slot(object)
    def _count_failed(self, error: Exception) -> None:
        self._screens.results.show_error(error)
