"""Made-up ballots of contests that are marked by approval, ranked or scored, and their counts."""

import random
from collections import Counter
from collections.abc import Hashable

from election.models import Contest, ContestResult, Counts, Marking
from election.voting.methods import method_of
from election.voting.methods.kinds import RANKED, SCORED
from election.voting.methods.score import highest_score

BALLOTS, BLANK = 84, 3


def result_of(contest: Contest) -> ContestResult:
    """Return the count of made-up ballots, the same at each call."""
    method, chance = method_of(contest), random.Random(contest.id)  # noqa: S311 - made up
    marks = Counter[Hashable]()
    for _ in range(BALLOTS - BLANK):
        marks.update(method.adds(method.canonical(contest, _marking(contest, chance))))
    return method.result(contest, Counts(BALLOTS, BLANK, marks))


def _marking(contest: Contest, chance: random.Random) -> Marking:
    ids = [each.id for each in contest.candidates]
    liked = sorted(ids, key=lambda each: chance.random() * (1 + ids.index(each) / 3))
    number = chance.randint(1, len(ids))
    if contest.kind in RANKED:
        return tuple((each,) for each in liked[:number])
    if contest.kind in SCORED:
        highest = highest_score(contest)
        return {each: max(0, highest - at * chance.randint(1, 3)) for at, each in enumerate(liked[:number])}
    return tuple(sorted(liked[:number]))
