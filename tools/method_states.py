"""Pictures of contests that are marked by approval, ranked or scored, and of their results."""

from collections.abc import Callable

from election.models import Election, Turnout
from election.voting.deciding.decide import decide
from election.voting.deciding.quorum import Figures, attendance
from kiosk.app.window import KioskWindow
from kiosk.voter.service_calls import Count
from tools.made_up_ballots import BALLOTS, result_of
from tools.sample_elections import sample_election


def methods_election() -> Election:
    """Return the sample election with all these methods."""
    return sample_election("methods")


def methods_count(*kinds: str) -> Count:
    """Return what came out of made-up ballots in the contests of these kinds."""
    election = methods_election()
    contests = [each for each in election.contests if each.kind in kinds]
    results = tuple(result_of(contest) for contest in contests)
    figures = Figures(roll_at_opening=120, cast=BALLOTS)
    outcomes = tuple(decide(each, figures, attendance(each.contest, figures)) for each in results)
    return Count(Turnout(120, BALLOTS), results, outcomes)


def show_results(*kinds: str) -> Callable[[KioskWindow], None]:
    """Return what shows the results of contests of these kinds."""

    def prepare(window: KioskWindow) -> None:
        window.voter_flow.go(window.screens.results)
        window.service_calls.counted.emit(methods_count(*kinds))

    return prepare
