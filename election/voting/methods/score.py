"""Score: each candidate is given points. Most points win."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from election.errors import BlankNotAllowed, MarkingMalformed, NoSuchCandidate, OptionsRefused
from election.models import CandidateCount, Contest, ContestResult, Counts, Marking, Options
from election.voting.methods.counted import ScoredResult
from election.voting.methods.method import only_known

KIND = "score"
HIGHEST = (5, 10)


@dataclass(frozen=True, slots=True)
class ScoreOptions(Options):
    """Scores go from 0 to `highest`."""

    highest: int = 5


def highest_score(contest: Contest) -> int:
    """Return the highest score of a contest with scores. ValueError if it is of another kind."""
    if not isinstance(contest.options, ScoreOptions):
        raise ValueError(f"contest {contest.id} is of kind {contest.kind}")
    return contest.options.highest


class Scoring:
    """A marking is the scores by candidate, ``{3: 5, 4: 0}``, kept in the order of their ids. Whoever is left
    out counts as 0.
    """

    blank: Marking = MappingProxyType({})

    def canonical(self, contest: Contest, marking: object) -> Mapping[int, int]:
        """See `Method`."""
        if not isinstance(marking, Mapping) or any(type(each) is not int for each in marking):
            raise MarkingMalformed
        if not {each.id for each in contest.candidates}.issuperset(marking):
            raise NoSuchCandidate
        highest = highest_score(contest)
        if any(type(score) is not int or not 0 <= score <= highest for score in marking.values()):
            raise MarkingMalformed
        if not marking and not contest.options.blank:
            raise BlankNotAllowed
        return dict(sorted(marking.items()))


class Score(Scoring):
    """See `Scoring`."""

    kind = KIND

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`. ``highest`` is one of `HIGHEST`."""
        only_known(given, ["blank", "highest"])
        highest = given.get("highest", 5)
        if type(highest) is not int or highest not in HIGHEST:
            raise OptionsRefused(name="highest")
        return ScoreOptions(**given)

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: each candidate's id with the score."""
        return dict(marking).items()  # type: ignore[arg-type]

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. It is a `ScoredResult`."""
        valid, steps = counts.ballots - counts.blank, range(1, highest_score(contest) + 1)
        given = [[counts.marks.get((each.id, score), 0) for score in steps] for each in contest.candidates]
        spread = tuple((valid - sum(row), *row) for row in given)
        points = [sum(score * number for score, number in enumerate(row)) for row in spread]
        votes = tuple(map(CandidateCount, contest.candidates, points))
        return ScoredResult(contest, votes, counts.ballots, counts.blank, spread)
