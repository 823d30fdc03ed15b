"""The ways to vote by what an organiser wants, and where a way does not fit.

Each of `WISHES` has its line under ``wish.of.…``; `voting.example_count` counts an example of each.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from election.errors import Message
from election.models import Contest
from election.rules import Rule, TieRule, Ties
from election.voting.deciding.decide import seats_of
from election.voting.methods.approval import KIND as APPROVAL
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.kinds import ONE_SEAT, RANKED, SCORED
from election.voting.methods.stv_scottish import KIND as STV
from election.voting.methods.yes_no import KIND as YES_NO

# Kinds of contests, in the order in which the wishes are read: one person, several, and how much.
WISHES = (CHOOSE, "irv", "condorcet", STV, APPROVAL, "score", "star", YES_NO)


def wanted_seats(contest: Contest) -> int:
    """Return how many an organiser means to elect: one, where yes or no is asked and no number is set."""
    return 1 if contest.kind == YES_NO and contest.rule.seats is None else seats_of(contest)


def misfits(contest: Contest, kind: str) -> tuple[Message, ...]:
    """Return why `kind` may not be what is wanted, for the seats and candidates of this contest."""
    seats, standing = wanted_seats(contest), len(contest.candidates)
    if kind in ONE_SEAT and seats > 1:
        return (Message("wish.misfit.one_seat", {"count": seats}),)
    if kind == STV and seats == 1:
        return (Message("wish.misfit.stv_for_one"),)
    if kind in (CHOOSE, APPROVAL, *SCORED) and seats > 1:
        return (Message("wish.misfit.majority_takes_all"),)
    if kind == CHOOSE and standing > 2:
        return (Message("wish.misfit.split"),)
    if kind == YES_NO and standing > 1:
        return (Message("wish.misfit.each_alone"),)
    return ()


def values_for(contest: Contest, kind: str) -> Mapping[str, Any]:
    """Return what is to be set, by ``ChangeContest``, for the contest to be of this kind. As many are elected
    as before where the kind can, and the rule stays as far as the kind has its parts.
    """
    if kind not in {APPROVAL, *RANKED, *SCORED}:
        return {"kind": kind}
    rule, seats = contest.rule, wanted_seats(contest)
    wanted = seats if seats > 1 and kind not in ONE_SEAT else None
    if kind == APPROVAL:
        return {"kind": kind, "rule": replace(rule, seats=wanted)}
    ties = Ties() if rule.ties.rule is TieRule.RUN_OFF else rule.ties
    return {"kind": kind, "rule": Rule(seats=wanted, ties=ties, quorum=rule.quorum)}
