"""Candidates who withdrew: nobody can choose them any more, in whatever form of marking."""

from collections.abc import Iterator, Mapping

from election.errors import CandidateWithdrawn
from election.models import Candidate, Contest, Marking


def withdrawn_in(contest: Contest, marking: Marking) -> Candidate | None:
    """Return the first candidate who has withdrawn and is marked all the same; None where nobody is."""
    marked = set(_marked(marking))
    return next((each for each in contest.candidates if each.withdrawn and each.id in marked), None)


def refuse_withdrawn(contest: Contest, marking: Marking) -> None:
    """Raises CandidateWithdrawn where somebody who has withdrawn is marked."""
    if (candidate := withdrawn_in(contest, marking)) is not None:
        raise CandidateWithdrawn(name=candidate.name)


def standing(contest: Contest) -> tuple[Candidate, ...]:
    """Return the candidates who can be chosen."""
    return tuple(each for each in contest.candidates if not each.withdrawn)


def _marked(marking: Marking) -> Iterator[int]:
    if isinstance(marking, Mapping):
        yield from marking
        return
    for each in marking:
        if isinstance(each, tuple):
            yield from each
        else:
            yield each
