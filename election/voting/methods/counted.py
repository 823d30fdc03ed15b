"""Results of contests whose ballots say more than whom they are for."""

from dataclasses import dataclass

from election.models import Contest, ContestResult
from election.voting.counts.log import Count, Matrix
from election.voting.counts.ties import DeclaredOrder


@dataclass(frozen=True, slots=True)
class CountedResult(ContestResult):
    """A result that its `count` has decided. Candidates are places in the contest there. `counts` are first
    preferences, or points.
    """

    count: Count


@dataclass(frozen=True, slots=True)
class ScoredResult(ContestResult):
    """Points, and how many ballots give each candidate each score: ``spread[candidate][score]``."""

    spread: Matrix


@dataclass(frozen=True, slots=True)
class StarResult(CountedResult):
    """What a count by STAR decided, with the scores, and ``above[a][b]`` ballots that score a above b."""

    spread: Matrix
    above: Matrix


def declared_order(contest: Contest) -> DeclaredOrder:
    """Return the declared order of a contest, by the places of its candidates; empty where there is none."""
    places = {candidate.id: place for place, candidate in enumerate(contest.candidates)}
    return DeclaredOrder([places[each] for each in contest.rule.ties.order])


def withdrawn_places(contest: Contest) -> frozenset[int]:
    """Return the places of those who have withdrawn."""
    return frozenset(place for place, each in enumerate(contest.candidates) if each.withdrawn)
