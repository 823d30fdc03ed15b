"""Every screen of a voter: the start at once, the others when one of them is needed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from election.models import Election
from kiosk.style.context import UiContext
from kiosk.support.api_status import ApiStatus
from kiosk.voter.outcomes import Countdown
from kiosk.voter.screens.start import StartScreen
from kiosk.voter.session import Session
from kiosk.widgets.screen import Screen

if TYPE_CHECKING:
    from kiosk.voter.screens.ballot import BallotScreen
    from kiosk.voter.screens.display import DisplayScreen
    from kiosk.voter.screens.log_in import LogInScreen
    from kiosk.voter.screens.outcome import OutcomeScreen
    from kiosk.voter.screens.results import ResultsScreen
    from kiosk.voter.screens.review import ReviewScreen
    from kiosk.voter.screens.sign_up import SignUpScreen


@dataclass(frozen=True)
class _Others:
    log_in: "LogInScreen"
    sign_up: "SignUpScreen"
    ballot: "BallotScreen"
    review: "ReviewScreen"
    outcome: "OutcomeScreen"
    results: "ResultsScreen"
    display: "DisplayScreen"


class VoterScreens(QObject):
    """Every screen a voter meets. So that the window is there sooner only the start is made with it; the
    others are made together when the first of them is asked for, and `made` is emitted once they are.
    """

    made = Signal()

    def __init__(
        self, ui: UiContext, session: Session, election: Election, status: ApiStatus, countdown: Countdown
    ) -> None:
        super().__init__()
        self._ui, self._session, self._countdown = ui, session, countdown
        self._others: _Others | None = None
        self.start = StartScreen(ui, election, status)

    def _make(self) -> _Others:
        if self._others is None:
            from kiosk.voter.screens.ballot import BallotScreen
            from kiosk.voter.screens.display import DisplayScreen
            from kiosk.voter.screens.log_in import LogInScreen
            from kiosk.voter.screens.outcome import OutcomeScreen
            from kiosk.voter.screens.results import ResultsScreen
            from kiosk.voter.screens.review import ReviewScreen
            from kiosk.voter.screens.sign_up import SignUpScreen

            ui = self._ui
            self._others = _Others(
                LogInScreen(ui),
                SignUpScreen(ui),
                BallotScreen(ui, self._session),
                ReviewScreen(ui, self._session),
                OutcomeScreen(ui, self._countdown),
                ResultsScreen(ui),
                DisplayScreen(ui),
            )
            self.made.emit()
        return self._others

    def others(self) -> tuple[Screen, ...]:
        """Return all but the start, in the order a voter meets them; none if they are still to be made."""
        others = self._others
        if others is None:
            return ()
        ballot = (others.ballot, others.review, others.outcome, others.results)
        return (others.log_in, others.sign_up, *ballot, others.display)

    def are_results(self, screen: Screen) -> bool:
        """Return whether `screen` is the one with the count."""
        return self._others is not None and screen is self._others.results

    @property
    def log_in(self) -> "LogInScreen":
        """The way in for who is on the roll."""
        return self._make().log_in

    @property
    def sign_up(self) -> "SignUpScreen":
        """The way in for who is not."""
        return self._make().sign_up

    @property
    def ballot(self) -> "BallotScreen":
        """One contest."""
        return self._make().ballot

    @property
    def review(self) -> "ReviewScreen":
        """All that is marked."""
        return self._make().review

    @property
    def outcome(self) -> "OutcomeScreen":
        """Cast, or not."""
        return self._make().outcome

    @property
    def results(self) -> "ResultsScreen":
        """The count."""
        return self._make().results

    @property
    def display(self) -> "DisplayScreen":
        """Text size, colours, aids."""
        return self._make().display
