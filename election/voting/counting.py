"""Counting. Every number here is derived from the ballots; none is kept."""

from election.errors import ResultsHidden
from election.models import ContestResult, Election, PollsState, Turnout
from election.store.port import Snapshot, Store
from election.voting.methods import method_of


def results_due(election: Election) -> bool:
    """Return whether counts may be shown: live, or after the polls have closed."""
    return election.live_results or election.state is PollsState.CLOSED


class Tally:
    """The counts, to those who ask when they are due."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def results(self) -> tuple[ContestResult, ...]:
        """Return the count of each contest. Raises ResultsHidden before they are due."""

        def due(snapshot: Snapshot) -> tuple[ContestResult, ...]:
            election = snapshot.election()
            if not results_due(election):
                raise ResultsHidden
            return tuple(
                method_of(contest).result(contest, snapshot.counts(contest.id))
                for contest in election.contests
            )

        return self._store.read(due)

    def turnout(self) -> Turnout:
        """Return how many may vote and how many have voted. Always public: it names nobody."""
        return self._store.read(lambda snapshot: snapshot.turnout())
