"""Every screen of a voter. Imported when the first but the start is needed."""

from collections.abc import Collection, Iterator

from election.models import WayIn
from kiosk.style.context import UiContext
from kiosk.voter.outcomes import Countdown
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.voter.screens.code import CodeScreen
from kiosk.voter.screens.display import DisplayScreen
from kiosk.voter.screens.log_in import LogInScreen
from kiosk.voter.screens.outcome import OutcomeScreen
from kiosk.voter.screens.results import ResultsScreen
from kiosk.voter.screens.review import ReviewScreen
from kiosk.voter.screens.sign_up import SignUpScreen
from kiosk.voter.screens.start import StartScreen
from kiosk.voter.session import Session
from kiosk.widgets.screen import Screen


class VoterScreens:
    """Every screen a voter meets, in that order. A new one is one more line here."""

    def __init__(self, start: StartScreen, ui: UiContext, session: Session, countdown: Countdown) -> None:
        self.start = start
        self.code = CodeScreen(ui)
        self.log_in = LogInScreen(ui)
        self.sign_up = SignUpScreen(ui)
        self.ballot = BallotScreen(ui, session)
        self.review = ReviewScreen(ui, session)
        self.outcome = OutcomeScreen(ui, countdown)
        self.results = ResultsScreen(ui)
        self.display = DisplayScreen(ui)

    def __iter__(self) -> Iterator[Screen]:
        """Return all but the start."""
        return (screen for screen in vars(self).values() if screen is not self.start)

    def offer(self, ways: Collection[WayIn]) -> None:
        """Have each form lead on to those ways alone by which people come in."""
        self.code.offer_other(offered=WayIn.PASSWORD in ways)
        self.log_in.offer_other(offered=WayIn.SIGN_UP in ways)

    def named(self, name: str) -> Screen:
        """Return the screen that is kept as `name`. Raises KeyError where there is none."""
        return vars(self)[name]  # type: ignore[no-any-return]
