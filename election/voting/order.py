"""The order in which a ballot shows the candidates of a contest."""

import random
from dataclasses import replace

from election.models import CandidateOrder, Contest


def ballot_order(contest: Contest) -> Contest:
    """Return the contest with its candidates in the order for one voter's ballot: every order is as likely as
    any other where they are shuffled. It is kept with that ballot alone, and nowhere when it is cast.
    """
    if contest.order is not CandidateOrder.SHUFFLED:
        return contest
    drawn = random.SystemRandom().sample(contest.candidates, len(contest.candidates))
    return replace(contest, candidates=tuple(drawn))
