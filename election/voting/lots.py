"""Lots drawn by hand, entered with the names of who saw it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from election.clock import local_now
from election.errors import LotEntered, LotRefused, Message, NoSuchContest, ResultsHidden
from election.events import Events, TieDecided
from election.models import Lot, PollsState
from election.setup.refusals import PollsTransition
from election.store.port import Act, Store, Transaction
from election.texts import Unclean, clean_text
from election.voting.counting import outcome_of
from election.voting.deciding.ties import WITNESSES

LONGEST_NAME = 100


class Lots:
    """Takes the lot that decides a tie, once."""

    def __init__(self, store: Store, events: Events, now: Callable[[], datetime] = local_now) -> None:
        self._store = store
        self._events = events
        self._now = now

    def enter(self, contest_id: int, favoured: Sequence[int], witnesses: Sequence[str], *, role: str) -> None:
        """Keep that the lot favoured these candidates, before these witnesses, and note that `role` entered
        it. Nobody can change it.

        Raises ResultsHidden before the count, PollsTransition once it is archived, NoSuchContest, LotEntered,
        or LotRefused where there is no tie for it, it is not of those who are level, or fewer than two
        witnesses are named.
        """
        lot = Lot(tuple(favoured), tuple(map(_name, witnesses)))
        act = Act(role, "tie.lot_entered", "", self._now().isoformat(timespec="seconds"))

        def enter(transaction: Transaction) -> None:
            election = transaction.hold_election()
            if not election.state.is_counted:
                raise ResultsHidden
            if election.state is not PollsState.COUNTED:
                raise PollsTransition(state=Message(f"polls.state.{election.state}"))
            contest = next((each for each in election.contests if each.id == contest_id), None)
            if contest is None:
                raise NoSuchContest
            if transaction.lot(contest_id) is not None:
                raise LotEntered
            outcome_of(election, contest, transaction, lot)
            transaction.put_lot(contest_id, lot)
            transaction.add_act(act)

        self._store.write(enter)
        self._events.publish(TieDecided(contest_id))


def _name(given: str) -> str:
    try:
        name = clean_text(given)
    except Unclean:
        return ""  # which is no witness
    if len(name) > LONGEST_NAME:
        raise LotRefused(reason=Message("lot_fault.witnesses", {"count": WITNESSES}))
    return name
