"""Scottish STV: candidates are ranked, several are elected in proportion."""

from election.models import Contest, ContestResult, Counts
from election.voting.counts.stv import count_stv
from election.voting.methods.counted import CountedResult, declared_order
from election.voting.methods.ranking import Ranking, first_preferences, rankings_of

KIND = "stv_scottish"


class ScottishStv(Ranking):
    """See `Ranking`, and `counts.stv` for how it is counted. The rule says how many are elected; one, if it
    does not.
    """

    kind = KIND

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. It is a `CountedResult`."""
        rankings = rankings_of(contest, counts)
        first = first_preferences(contest, rankings)
        count = count_stv(rankings, contest.rule.seats or 1, declared_order(contest))
        return CountedResult(contest, first, counts.ballots, counts.blank, count)
