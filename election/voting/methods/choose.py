"""Choose up to so many of the candidates. Each mark is one vote."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from election.errors import (
    BlankNotAllowed,
    MarkingMalformed,
    NoSuchCandidate,
    OptionsRefused,
    TooFewChoices,
    TooManyChoices,
)
from election.models import CandidateCount, Contest, ContestResult, Counts, Marking, Options
from election.voting.methods.method import only_known

KIND = "choose"


@dataclass(frozen=True, slots=True)
class ChooseOptions(Options):
    """At most `most` candidates are chosen, and unless the contest is left blank, at least `least`."""

    most: int = 1
    least: int = 0


def options_of(contest: Contest) -> ChooseOptions:
    """Return the options of a contest of this kind. ValueError if it is of another."""
    if not isinstance(contest.options, ChooseOptions):
        raise ValueError(f"contest {contest.id} is of kind {contest.kind}")
    return contest.options


def is_one_choice(contests: Sequence[Contest]) -> bool:
    """Return whether one mark is a whole ballot of `contests`: there is one, of this kind, and it asks for no
    more.
    """
    return len(contests) == 1 and contests[0].kind == KIND and options_of(contests[0]).least <= 1


class Choose:
    """A marking is the ids of those chosen, ``(3, 5)``; kept in the order of their ids."""

    kind = KIND
    blank: Marking = ()

    def options(self, given: Mapping[str, Any]) -> ChooseOptions:
        """See `Method`. ``most`` is from 1, ``least`` from 0 to `most`."""
        only_known(given, [field.name for field in fields(ChooseOptions)])
        options = ChooseOptions(**given)
        if type(options.most) is not int or options.most < 1:
            raise OptionsRefused(name="most")
        if type(options.least) is not int or not 0 <= options.least <= options.most:
            raise OptionsRefused(name="least")
        return options

    def canonical(self, contest: Contest, marking: object) -> tuple[int, ...]:
        """See `Method`."""
        if not isinstance(marking, tuple | list) or any(type(each) is not int for each in marking):
            raise MarkingMalformed
        options = options_of(contest)
        standing = {candidate.id for candidate in contest.candidates}
        if not standing.issuperset(marking):
            raise NoSuchCandidate
        if len(marking) > options.most or len(set(marking)) != len(marking):
            raise TooManyChoices
        if not marking and not options.blank:
            raise BlankNotAllowed
        if 0 < len(marking) < options.least:
            raise TooFewChoices(least=options.least)
        return tuple(sorted(marking))

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """See `Method`: the id of each candidate chosen."""
        return iter(marking)

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """See `Method`."""
        votes = tuple(CandidateCount(each, counts.marks.get(each.id, 0)) for each in contest.candidates)
        return ContestResult(contest, votes, counts.ballots, counts.blank)
