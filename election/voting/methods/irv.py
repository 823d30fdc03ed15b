"""Instant run-off: candidates are ranked, one is elected."""

from election.models import Contest, ContestResult, Counts
from election.voting.counts.irv import count_irv
from election.voting.methods.counted import CountedResult, declared_order
from election.voting.methods.ranking import Ranking, first_preferences, rankings_of

KIND = "irv"


class InstantRunOff(Ranking):
    """See `Ranking`, and `counts.irv` for how it is counted."""

    kind = KIND

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. It is a `CountedResult`."""
        rankings = rankings_of(contest, counts)
        first = first_preferences(contest, rankings)
        count = count_irv(rankings, declared_order(contest))
        return CountedResult(contest, first, counts.ballots, counts.blank, count)
