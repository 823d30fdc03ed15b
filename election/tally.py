"""Counting. Every number here is derived from the ballots; none is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from election.errors import ResultsHidden
from election.models import CandidateCount, Contest, ContestResult, Election, PollsState, Turnout
from election.polls import read_election
from election.store.store import Store
from election.store.tables import Tables

# What the ballot box counts as ballots come and go: one for the ballot, one for each contest voted in,
# one for each choice. The store derives it from the rows and rebuilds it whenever it opens.
BALLOT = "ballot"


def countables(ballot: Mapping[str, Any]) -> Iterable[object]:
    """Return what one ballot adds to the counts; the store's index over ballots uses it."""
    yield BALLOT
    for contest_id, chosen in ballot["choices"].items():
        yield int(contest_id)
        for candidate_id in chosen:
            yield int(contest_id), candidate_id


def results_due(election: Election) -> bool:
    """Return whether counts may be shown: live, or after the polls have closed."""
    return election.live_results or election.state is PollsState.CLOSED


class Tally:
    """The counts, to those who ask when they are due."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def results(self) -> tuple[ContestResult, ...]:
        """Return the count of each contest. Raises ResultsHidden before they are due."""

        def count(tables: Tables) -> tuple[ContestResult, ...]:
            election = read_election(tables)
            if not results_due(election):
                raise ResultsHidden
            counts = tables["ballots"].counts
            return tuple(_contest_result(contest, counts) for contest in election.contests)

        return self._store.read(count)

    def turnout(self) -> Turnout:
        """Return how many are on the roll and how many have voted. Always public: it names nobody."""
        return self._store.read(lambda tables: Turnout(len(tables["voters"]), len(tables["turnout"])))


def _contest_result(contest: Contest, counts: Counter[object]) -> ContestResult:
    return ContestResult(
        contest,
        tuple(CandidateCount(each, counts[contest.id, each.id]) for each in contest.candidates),
        ballots=counts[BALLOT],
        blank=counts[BALLOT] - counts[contest.id],
    )
