"""Places on a ballot, as people count them: ``2`` is the second contest, ``2.3`` its third candidate."""

import re

import click

from election.models import Candidate, Contest, Election
from election.setup.refusals import NotOnBallot

_PLACE = re.compile(r"([1-9][0-9]{0,4})(?:\.([1-9][0-9]{0,4}))?")


class Place(click.ParamType[tuple[int, int]]):
    """A place on the ballot, as the numbers of a contest and of a candidate in it; 0 is none."""

    name = "place"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the two numbers."""
        if isinstance(value, tuple):
            return value
        found = _PLACE.fullmatch(str(value))
        if found is None:
            self.fail(f"{value!r} is no place: give 2 for a contest, 2.3 for a candidate", param, ctx)
        return int(found[1]), int(found[2] or 0)


PLACE = Place()


def contest_at(election: Election, contest: int) -> Contest:
    """Return the contest at this place, from 1. Raises NotOnBallot."""
    if not 1 <= contest <= len(election.contests):
        raise NotOnBallot
    return election.contests[contest - 1]


def candidate_at(election: Election, contest: int, candidate: int) -> Candidate:
    """Return the candidate at this place in that contest, from 1. Raises NotOnBallot."""
    standing = contest_at(election, contest).candidates
    if not 1 <= candidate <= len(standing):
        raise NotOnBallot
    return standing[candidate - 1]
