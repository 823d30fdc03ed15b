"""Yes, no or abstain: on a motion, or on each of several candidates."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from election.errors import BlankNotAllowed, MarkingMalformed, NoSuchCandidate
from election.models import Candidate, CandidateCount, Contest, ContestResult, Counts, Marking, Options
from election.voting.methods.method import only_known

KIND = "yes_no"
YES, NO, ABSTAIN = ANSWERS = ("yes", "no", "abstain")
MOTION = 0  # what is answered where there are no candidates, whose ids are larger


@dataclass(frozen=True, slots=True)
class YesNoCount(CandidateCount):
    """The answers on one candidate, or on the motion: `votes` is the number of yes."""

    no: int = 0
    abstain: int = 0


def questions(contest: Contest) -> tuple[Candidate, ...]:
    """Return what is answered one by one: the candidates, or one item that stands for the motion."""
    return contest.candidates or (Candidate(MOTION, contest.title.in_language("ko")),)


class YesNo:
    """A marking is the answers by candidate, ``{3: "yes", 4: "abstain"}``, kept in the order of their ids. On
    a motion it is ``{0: "yes"}``, or for short the word alone. To abstain is an answer, not a blank.
    """

    kind = KIND
    blank: Marking = MappingProxyType({})

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`."""
        only_known(given, ["blank"])
        return Options(**given)

    def canonical(self, contest: Contest, marking: object) -> Mapping[int, str]:
        """See `Method`. Whoever is left out was not answered on."""
        answers = {MOTION: marking} if isinstance(marking, str) and not contest.candidates else marking
        if not isinstance(answers, Mapping) or any(type(each) is not int for each in answers):
            raise MarkingMalformed
        if not {each.id for each in questions(contest)}.issuperset(answers):
            raise NoSuchCandidate
        if any(answer not in ANSWERS for answer in answers.values()):
            raise MarkingMalformed
        if not answers and not contest.options.blank:
            raise BlankNotAllowed
        return dict(sorted(answers.items()))

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: each candidate's id with the answer."""
        return dict(marking).items()  # type: ignore[arg-type]

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`. The counts are of the class `YesNoCount`."""
        return ContestResult(
            contest,
            tuple(_count(each, counts) for each in questions(contest)),
            counts.ballots,
            counts.blank,
        )


def _count(candidate: Candidate, counts: Counts) -> YesNoCount:
    yes, no, abstain = (counts.marks.get((candidate.id, answer), 0) for answer in ANSWERS)
    return YesNoCount(candidate, yes, no, abstain)
