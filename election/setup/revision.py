"""A short name for the ballot as it is, by which a client tells that it was changed meanwhile."""

import hashlib
from functools import lru_cache

from election.models import Contest, Election


def ballot_revision(election: Election) -> str:
    """Return twenty hexadecimal digits that stay the same as long as what voters mark does: contests, their
    kinds and options, candidates, and who withdrew. A corrected text changes nothing in what a marking means,
    and is left out but for names.
    """
    return _revision(election.contests)


@lru_cache(8)
def _revision(contests: tuple[Contest, ...]) -> str:
    marked = [
        (
            contest.id,
            contest.kind,
            repr(contest.options),
            [(each.id, each.name, each.withdrawn) for each in contest.candidates],
        )
        for contest in contests
    ]
    return hashlib.sha256(repr(marked).encode()).hexdigest()[:20]
