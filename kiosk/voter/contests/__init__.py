"""How each kind of contest is shown to voters. A new kind is a module with a `ContestView` and a line in
`_ALL`; its method comes first (`election.voting.methods`).

They make widgets of `kiosk.widgets.ballot` and know no screen. `view` says what each of them gives.
"""

from collections.abc import Mapping

from election.models import Contest
from kiosk.voter.contests.approval import ApprovalView
from kiosk.voter.contests.choose import ChooseView
from kiosk.voter.contests.ranking import VIEWS_OF_RANKINGS
from kiosk.voter.contests.score import ScoreView, StarView
from kiosk.voter.contests.view import ContestView
from kiosk.voter.contests.yes_no import YesNoView

_ALL: tuple[ContestView, ...] = (
    ChooseView(),
    ApprovalView(),
    YesNoView(),
    ScoreView(),
    StarView(),
    *VIEWS_OF_RANKINGS,
)
VIEWS: Mapping[str, ContestView] = {view.kind: view for view in _ALL}


def view_of(contest: Contest) -> ContestView:
    """Return the view of a contest's kind."""
    return VIEWS[contest.kind]
