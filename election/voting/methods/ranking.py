"""Rankings: what instant run-off, Scottish STV and Condorcet have in common."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from election.errors import (
    BlankNotAllowed,
    MarkingMalformed,
    NoSuchCandidate,
    OptionsRefused,
    TooManyChoices,
)
from election.models import CandidateCount, Contest, Counts, Marking, Options
from election.voting.counts.ballots import Rankings, packed
from election.voting.methods.counted import withdrawn_places
from election.voting.methods.method import only_known


@dataclass(frozen=True, slots=True)
class RankingOptions(Options):
    """At most `most` candidates are ranked; 0: as many as there are."""

    most: int = 0


def ranking_options(contest: Contest) -> RankingOptions:
    """Return the options of a contest in which candidates are ranked. ValueError if it is of another kind."""
    if not isinstance(contest.options, RankingOptions):
        raise ValueError(f"contest {contest.id} is of kind {contest.kind}")
    return contest.options


def most_ranks(contest: Contest) -> int:
    """Return how many candidates can be ranked at most."""
    return ranking_options(contest).most or len(contest.candidates)


def allows_equal_ranks(contest: Contest) -> bool:
    """Return whether candidates may share a rank."""
    return bool(getattr(contest.options, "equal", False))


class Ranking:
    """A marking is the ranks, best first, each the ids of those who share it: ``((5,), (3,))``. Within a rank
    they are kept in the order of their ids.
    """

    blank: Marking = ()

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`. ``most`` is 0 or more."""
        only_known(given, ["blank", "most"])
        return RankingOptions(**checked_most(given))

    def canonical(self, contest: Contest, marking: object) -> tuple[tuple[int, ...], ...]:
        """See `Method`. A rank of one may be given as its id alone."""
        if not isinstance(marking, tuple | list):
            raise MarkingMalformed
        ranks = tuple(_rank(each) for each in marking)
        ranked = [each for rank in ranks for each in rank]
        if not {candidate.id for candidate in contest.candidates}.issuperset(ranked):
            raise NoSuchCandidate
        if len(set(ranked)) != len(ranked):
            raise MarkingMalformed
        if not allows_equal_ranks(contest) and any(len(rank) > 1 for rank in ranks):
            raise MarkingMalformed
        if len(ranked) > most_ranks(contest):
            raise TooManyChoices
        if not ranks and not contest.options.blank:
            raise BlankNotAllowed
        return ranks

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: the whole ranking as a text, ``"5>3=4"``; nothing where it is blank."""
        ranks: Any = marking
        return [">".join("=".join(map(str, rank)) for rank in ranks)] if ranks else []


def checked_most(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return `given`. Raises OptionsRefused if its ``most`` is no number of ranks."""
    most = given.get("most", 0)
    if type(most) is not int or most < 0:
        raise OptionsRefused(name="most")
    return given


def rankings_of(contest: Contest, counts: Counts) -> Rankings:
    """Return the rankings that were added up, by places. Who has withdrawn is passed over."""
    places = {str(candidate.id): place for place, candidate in enumerate(contest.candidates)}
    rankings: dict[bytes, int] = {b"": counts.blank} if counts.blank else {}
    for text, number in counts.marks.items():
        ranks = [[places[each] for each in rank.split("=")] for rank in str(text).split(">")]
        ranking = packed(ranks)
        rankings[ranking] = rankings.get(ranking, 0) + number
    return Rankings(len(places), rankings, withdrawn_places(contest))


def first_preferences(contest: Contest, rankings: Rankings) -> tuple[CandidateCount, ...]:
    """Return how many ballots rank each candidate first, alone."""
    votes = [0] * rankings.candidates
    for ranking, number in rankings.strict().counts.items():
        if ranking:
            votes[ranking[0]] += number
    return tuple(map(CandidateCount, contest.candidates, votes))


def _rank(given: object) -> tuple[int, ...]:
    rank: Sequence[Any] = (given,) if type(given) is int else given if isinstance(given, tuple | list) else ()
    if not rank or any(type(each) is not int for each in rank):
        raise MarkingMalformed
    return tuple(sorted(rank))
