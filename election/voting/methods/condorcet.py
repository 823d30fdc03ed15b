"""Condorcet: candidates are ranked, whoever beats each of the others is elected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election.errors import OptionsRefused
from election.models import Contest, ContestResult, Counts, Options
from election.voting.counts.condorcet import RULES, SCHULZE, count_condorcet
from election.voting.methods.counted import CountedResult, declared_order
from election.voting.methods.method import only_known
from election.voting.methods.ranking import (
    Ranking,
    RankingOptions,
    checked_most,
    first_preferences,
    rankings_of,
)

KIND = "condorcet"


@dataclass(frozen=True, slots=True)
class CondorcetOptions(RankingOptions):
    """`completion` decides where nobody beats all others, one of `counts.condorcet.RULES`. `equal`:
    candidates may share a rank.
    """

    completion: str = SCHULZE
    equal: bool = False


class Condorcet(Ranking):
    """See `Ranking`, and `counts.condorcet` for how it is counted."""

    kind = KIND

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`."""
        only_known(given, ["blank", "most", "completion", "equal"])
        if given.get("completion", SCHULZE) not in RULES:
            raise OptionsRefused(name="completion")
        if not isinstance(given.get("equal", False), bool):
            raise OptionsRefused(name="equal")
        return CondorcetOptions(**checked_most(given))

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. It is a `CountedResult`."""
        if not isinstance(contest.options, CondorcetOptions):
            raise ValueError(f"contest {contest.id} is of kind {contest.kind}")
        rankings = rankings_of(contest, counts)
        first = first_preferences(contest, rankings)
        count = count_condorcet(rankings, declared_order(contest), contest.options.completion)
        return CountedResult(contest, first, counts.ballots, counts.blank, count)
