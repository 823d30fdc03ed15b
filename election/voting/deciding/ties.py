"""Who gets the seats, and what decides between those who are level for the last of them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from election.errors import LotRefused, Message
from election.models import Candidate, Lot
from election.rules import TieRule, Ties
from election.voting.deciding.outcome import Standing, Tie

WITNESSES = 2  # at least


@dataclass(frozen=True, slots=True)
class Seated:
    """Who has a seat, in order of votes, and the tie for the last seats, if there is one."""

    elected: tuple[Candidate, ...]
    tie: Tie | None


def drawn_order(candidates: Sequence[int]) -> tuple[int, ...]:
    """Return the ids in an order drawn by the program: a declared order, to be published before the polls
    open.
    """
    order = list(candidates)
    secrets.SystemRandom().shuffle(order)
    return tuple(order)


def by_votes(standings: Sequence[Standing], ties: Ties) -> list[list[Standing]]:
    """Return the standings in groups of the same votes, most votes first; within a group in the declared
    order, or else as they came.
    """
    place = {candidate_id: at for at, candidate_id in enumerate(ties.order)}
    ordered = sorted(standings, key=lambda each: (-each.votes, place.get(each.candidate.id, len(place))))
    return [list(group) for _, group in groupby(ordered, key=lambda each: each.votes)]


def seat(standings: Sequence[Standing], seats: int, ties: Ties, lot: Lot | None) -> Seated:
    """Give up to `seats` seats to those with most votes. Where more are level than seats are left, the rule
    for ties decides. Raises LotRefused if there is a `lot` and nothing it can decide.
    """
    elected: list[Candidate] = []
    for group in by_votes(standings, ties):
        left = seats - len(elected)
        if not left:
            break
        among = [each.candidate for each in group]
        if len(among) > left:
            tie = _decided(Tie(tuple(among), group[0].votes, left, ties.rule), ties, lot)
            return Seated((*elected, *tie.chosen), tie)
        elected += among
    refuse(lot)
    return Seated(tuple(elected), None)


def refuse(lot: Lot | None) -> None:
    """Raises LotRefused if there is a lot: nothing here is to be decided by one."""
    if lot is not None:
        raise LotRefused(reason=Message("lot_fault.no_tie"))


def _decided(tie: Tie, ties: Ties, lot: Lot | None) -> Tie:
    if tie.by is not TieRule.LOT:
        refuse(lot)
    if lot is not None:
        return _by_lot(tie, lot)
    if tie.by is TieRule.ORDER:
        if not {each.id for each in tie.among} <= set(ties.order):
            raise ValueError("the declared order does not name everybody")
        return replace(tie, chosen=tie.among[: tie.seats])
    return tie


def _by_lot(tie: Tie, lot: Lot) -> Tie:
    by_id = {each.id: each for each in tie.among}
    is_of_them = len(set(lot.favoured)) == len(lot.favoured) and by_id.keys() >= set(lot.favoured)
    if not is_of_them or len(lot.favoured) != tie.seats:
        raise LotRefused(reason=Message("lot_fault.names", {"count": tie.seats}))
    if len(lot.witnesses) < WITNESSES or not all(name.strip() for name in lot.witnesses):
        raise LotRefused(reason=Message("lot_fault.witnesses", {"count": WITNESSES}))
    chosen = tuple(by_id[each] for each in lot.favoured)
    return replace(tie, chosen=chosen, witnesses=lot.witnesses)
