"""Approval: mark everybody who is acceptable. Each mark is one vote."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from election.errors import BlankNotAllowed, MarkingMalformed, NoSuchCandidate
from election.models import CandidateCount, Contest, ContestResult, Counts, Marking, Options
from election.voting.methods.method import only_known

KIND = "approval"


class Approval:
    """A marking is the ids of those who are marked, ``(3, 5)``; kept in the order of their ids."""

    kind = KIND
    blank: Marking = ()

    def options(self, given: Mapping[str, Any]) -> Options:
        """See `Method`."""
        only_known(given, ["blank"])
        return Options(**given)

    def canonical(self, contest: Contest, marking: object) -> tuple[int, ...]:
        """See `Method`."""
        if not isinstance(marking, tuple | list) or any(type(each) is not int for each in marking):
            raise MarkingMalformed
        if not {candidate.id for candidate in contest.candidates}.issuperset(marking):
            raise NoSuchCandidate
        if len(set(marking)) != len(marking):
            raise MarkingMalformed
        if not marking and not contest.options.blank:
            raise BlankNotAllowed
        return tuple(sorted(marking))

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: the id of each candidate marked."""
        return iter(marking)

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`."""
        votes = tuple(CandidateCount(each, counts.marks.get(each.id, 0)) for each in contest.candidates)
        return ContestResult(contest, votes, counts.ballots, counts.blank)
