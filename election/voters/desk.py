"""The desk: who came, and who was given a slip. Nothing of it has a time, and nobody sees who chose what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from election.errors import AlreadyVoted, NotOnRoll, PollsNotOpen
from election.events import DeskChanged, Events
from election.models import Voter, WayIn
from election.setup.schedule import check_let_in
from election.setup.steps import needed_reason
from election.store.port import DeskMark, Right, Snapshot, Store, Transaction
from election.trusted_time import TrustedTime
from election.voters import codes
from election.voters.code_batches import void_unused
from election.voters.code_refusals import (
    AlreadyReceived,
    DeskNotHere,
    NoCodesHere,
    NoSlipsLeft,
    NothingReceived,
    SlipOfOthers,
)
from election.voters.refusals import SlipGiven
from election.voters.slip_account import account_of
from election.voting.casting import polls_refusal

T = TypeVar("T")


class DeskState(StrEnum):
    """How the desk finds a person. Whether the holder of a slip has voted nobody can tell."""

    NOT_YET = "not_yet"
    CAME = "came"
    RECEIVED = "received"
    HELD = "held"  # a slip of the election before, and was not checked in for this one
    VOTED = "voted"  # with the right of their own
    REMOVED = "removed"  # from the roll


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """How many people are on the roll, how many of them came, to how many a slip was given, how many slips
    were given for lost ones, and how many ballots were cast.
    """

    roll: int
    came: int
    given: int
    replaced: int
    voted: int


class Desk:
    """What the poll worker does. A person is named by their id; who is not on the roll raises NotOnRoll, and
    everything but looking raises PollsNotOpen once the polls are over.
    """

    def __init__(self, store: Store, key: bytes, events: Events, time: TrustedTime | None = None) -> None:
        self._time = time or TrustedTime()
        self._store = store
        self._key = key
        self._events = events

    def state(self, person_id: int) -> DeskState:
        """Return how the desk finds this person."""
        return self._store.read(lambda snapshot: state_of(snapshot, person_id))

    def states(self, person_ids: Iterable[int]) -> Mapping[int, DeskState]:
        """Return the same of several people, as they are at one moment."""
        return self._store.read(lambda snapshot: {each: state_of(snapshot, each) for each in person_ids})

    def totals(self) -> DeskTotals:
        """Return the sums."""

        def read(snapshot: Snapshot) -> DeskTotals:
            desk, turnout = snapshot.desk_counts().values(), snapshot.turnout()
            return DeskTotals(
                turnout.voters,
                sum(each.came for each in desk),
                sum(each.given for each in desk),
                len(snapshot.slip_notes().replaced),
                turnout.voted,
            )

        return self._store.read(read)

    def check_in(self, person_id: int) -> None:
        """Note that this person came; who holds a slip of the election before holds it still. Raises
        AlreadyReceived where they were given a slip, too.
        """

        def put(transaction: Transaction) -> None:
            _right(transaction, person_id)
            mark = transaction.desk_mark(person_id)
            if mark is DeskMark.SLIP:
                raise AlreadyReceived
            is_held = mark in (DeskMark.HELD, DeskMark.BOTH)
            transaction.put_desk_mark(person_id, DeskMark.BOTH if is_held else DeskMark.CAME)

        self._write(put)

    def undo_check_in(self, person_id: int) -> None:
        """Take back that this person came. Raises NothingReceived, or AlreadyReceived where they were given a
        slip since: that is taken back with the slip (`take_back`). A slip of the election before stays.
        """

        def put(transaction: Transaction) -> None:
            _right(transaction, person_id)
            mark = transaction.desk_mark(person_id)
            if mark in (None, DeskMark.HELD):
                raise NothingReceived
            if mark is DeskMark.SLIP:
                raise AlreadyReceived
            transaction.put_desk_mark(person_id, DeskMark.HELD if mark is DeskMark.BOTH else None)

        self._write(put)

    def give(self, person_id: int) -> None:
        """Note that this person was given a slip of their style, whichever: from now on the right of their
        own is worth nothing. Raises NoCodesHere, LastCall where a slip would let nobody in any more,
        AlreadyReceived, AlreadyVoted, or NoSlipsLeft where by the account there is none in hand.
        """
        now = self._time.now()

        def put(transaction: Transaction) -> None:
            right = _right(transaction, person_id)
            _needs_slips(transaction)
            check_let_in(transaction.hold_election(), now)
            if _has_slip(transaction, person_id):
                raise AlreadyReceived
            if transaction.mark(person_id) is not None:
                raise AlreadyVoted
            _check_left(transaction, right.style)
            transaction.put_desk_mark(person_id, DeskMark.SLIP)

        self._write(put)

    def take_back(self, person_id: int, slip: str) -> None:
        """Take a wrong mark back: this person is as if they had not come. It takes the unused slip itself,
        whose code, typed or scanned, is in `slip`; it is void from now on, in the same step.

        Raises NothingReceived, SlipOfOthers, CodeMalformed, CodeMistyped, CodeUnknown, CodeUsed or CodeVoid.
        """
        self._void_slip_of(person_id, slip, lambda tx: tx.put_desk_mark(person_id, None))

    def exchange(self, person_id: int, slip: str) -> None:
        """Take a spoilt slip back and hand out another: the code in `slip` is void, the person's mark stays.
        Raises what `take_back` does, or NoSlipsLeft.
        """

        def hand_out(transaction: Transaction) -> None:
            _check_left(transaction, _right(transaction, person_id).style, came_back=1)

        self._void_slip_of(person_id, slip, hand_out)

    def replace_lost(self, person_id: int, why: str) -> None:
        """Hand out another slip for one that was lost, which nobody can void: the organiser's exception. The
        reason is kept, without the person and the time, and the result says how many there were. Raises
        ReasonMissing, NothingReceived, LastCall as `give` does, or NoSlipsLeft.
        """
        reason, now = needed_reason(why), self._time.now()

        def put(transaction: Transaction) -> None:
            right = _right(transaction, person_id)
            check_let_in(transaction.hold_election(), now)
            if not _has_slip(transaction, person_id):
                raise NothingReceived
            _check_left(transaction, right.style)
            notes = transaction.slip_notes()
            transaction.put_slip_notes(replace(notes, replaced=(*notes.replaced, reason)))

        self._write(put)

    def let_vote(self, person_id: int) -> Voter:
        """Check this person in and return the voter to whose ballot the booth is turned. Raises DeskNotHere,
        PollsNotOpen, LastCall, SlipGiven, or AlreadyVoted.
        """
        now = self._time.now()

        def put(transaction: Transaction) -> Voter:
            right = _right(transaction, person_id)
            election = transaction.hold_election()
            if WayIn.DESK not in election.ways_in:
                raise DeskNotHere
            if refusal := polls_refusal(transaction, now):
                raise refusal
            check_let_in(election, now)
            if _has_slip(transaction, person_id):
                raise SlipGiven
            if transaction.mark(right.id) is not None:
                raise AlreadyVoted
            transaction.put_desk_mark(person_id, DeskMark.CAME)
            person = transaction.person(person_id)
            return Voter(
                person_id, "" if person is None else person.email, "" if person is None else person.name
            )

        return self._write(put)

    def _void_slip_of(self, person_id: int, slip: str, then: Callable[[Transaction], None]) -> None:
        code_id = codes.code_id(codes.read(slip), self._key)

        def put(transaction: Transaction) -> None:
            right = _right(transaction, person_id)
            if not _has_slip(transaction, person_id):
                raise NothingReceived
            code = void_unused(transaction, code_id)
            if code.style != right.style:
                raise SlipOfOthers
            then(transaction)

        self._write(put)

    def _write(self, work: Callable[[Transaction], T]) -> T:
        done = self._store.write(work)
        self._events.publish(DeskChanged())
        return done


def state_of(snapshot: Snapshot, person_id: int) -> DeskState:
    """Return how the desk finds this person."""
    if snapshot.person(person_id) is None:
        return DeskState.REMOVED
    mark = snapshot.desk_mark(person_id)
    if mark is not None and mark.has_slip:
        return DeskState.HELD if mark is DeskMark.HELD else DeskState.RECEIVED
    if snapshot.mark(person_id) is not None:
        return DeskState.VOTED
    return DeskState.NOT_YET if mark is None else DeskState.CAME


def _right(transaction: Transaction, person_id: int) -> Right:
    """Return the right of a person on the roll, while the polls are not over."""
    if transaction.hold_election().state.is_over:
        raise PollsNotOpen
    right = transaction.right(person_id)
    if right is None or transaction.person(person_id) is None:
        raise NotOnRoll
    return right


def _has_slip(transaction: Transaction, person_id: int) -> bool:
    mark = transaction.desk_mark(person_id)
    return mark is not None and mark.has_slip


def _needs_slips(transaction: Transaction) -> None:
    if WayIn.SLIP not in transaction.hold_election().ways_in:
        raise NoCodesHere


def _check_left(transaction: Transaction, style: int, came_back: int = 0) -> None:
    """Raise NoSlipsLeft where by the account there is no slip in hand, of this style or at all. `came_back`:
    how many slips were voided in this step, in place of which one is to be given.
    """
    slips, desk = transaction.slip_counts().get(style), transaction.desk_counts().get(style)
    left = 0 if slips is None else slips.printed - slips.void - (0 if desk is None else desk.given)
    if min(left, account_of(transaction).in_hand) + came_back <= 0:
        raise NoSlipsLeft
