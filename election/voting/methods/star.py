"""STAR: candidates are given points; of the two with most, whoever more ballots score higher is elected."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from election.errors import OptionsRefused
from election.models import CandidateCount, Contest, ContestResult, Counts, Marking, Options
from election.voting.counts.ballots import NOT_SCORED, Scores
from election.voting.counts.pairwise import pairwise
from election.voting.counts.star import count_star
from election.voting.methods.counted import StarResult, declared_order, withdrawn_places
from election.voting.methods.method import only_known
from election.voting.methods.score import ScoreOptions, Scoring, highest_score

KIND = "star"
HIGHEST = 5


class Star(Scoring):
    """See `Scoring`, and `counts.star` for how it is counted. Several seats are filled one by one."""

    kind = KIND

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`. Scores go from 0 to 5."""
        only_known(given, ["blank", "highest"])
        if type(given.get("highest", HIGHEST)) is not int or given.get("highest", HIGHEST) != HIGHEST:
            raise OptionsRefused(name="highest")
        return ScoreOptions(**given)

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: all scores as a text, ``"3:5,4:0"``; nothing where it is blank."""
        scores: Any = marking
        return [",".join(f"{each}:{score}" for each, score in scores.items())] if scores else []

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. It is a `StarResult`."""
        places = {str(candidate.id): place for place, candidate in enumerate(contest.candidates)}
        packed: dict[bytes, int] = {}
        for text, number in counts.marks.items():
            ballot = bytearray([NOT_SCORED]) * len(places)
            for each in str(text).split(","):
                candidate, _, score = each.partition(":")
                ballot[places[candidate]] = int(score)
            packed[bytes(ballot)] = packed.get(bytes(ballot), 0) + number
        scores = Scores(len(places), highest_score(contest), packed)
        gone = withdrawn_places(contest)
        count = count_star(scores, contest.rule.seats or 1, declared_order(contest), gone)
        votes = tuple(map(CandidateCount, contest.candidates, count.totals))
        above = pairwise(scores.rankings())
        return StarResult(contest, votes, counts.ballots, counts.blank, count, scores.spread, above)
