"""Casting: one voter, one ballot, and nothing that ties the two together afterwards."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from election.errors import (
    AlreadyVoted,
    ElectionChanged,
    ElectionError,
    NoSuchContest,
    NotOneChoice,
    NotOnRoll,
    PollsClosed,
    PollsNotOpen,
    PollsPaused,
)
from election.events import BallotCast, Events
from election.models import Choices, Contest, Marking, PollsState, Voter
from election.records.receipts import key_for_receipts, receipt_of
from election.setup.schedule import has_closed, instant_of_close
from election.setup.steps import STEPS, Step
from election.store.port import TAG_BYTES, Right, Snapshot, Store, Transaction
from election.trusted_time import TrustedTime
from election.voters.ways_in import check_way_in
from election.voting.live_counts import LiveCounts
from election.voting.methods import method_of
from election.voting.methods.choose import is_one_choice
from election.voting.withdrawn import refuse_withdrawn


def key_for_attempts(key: bytes) -> bytes:
    """Return the key that makes tags of clients' keys, derived from the election's."""
    return hmac.digest(key, b"attempts", "sha256")


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot that is in the box. `is_replay`: it was there already, sent with the same key. `receipt`: 16
    digits by which its voter can see later that it was counted in, and nobody what it says.
    """

    is_replay: bool
    receipt: str


class Ballots:
    """The ballot box. `key` is a secret of the election (`key_for_attempts`)."""

    def __init__(self, store: Store, events: Events, key: bytes, time: TrustedTime | None = None) -> None:
        self._store = store
        self._key, self._receipt_key = key, key_for_receipts(key)
        self._events = events
        self._time = time or TrustedTime()
        self._live_counts = LiveCounts(store)

    def cast(
        self,
        voter_id: int,
        choices: Choices,
        *,
        code: int | None = None,
        given: tuple[Contest, ...] | None = None,
    ) -> Cast:
        """Put this voter's ballot in the box; when this returns, the ballot and the voter's mark are on
        the disk together.

        `choices` maps the contests that the voter is given to what was marked in them; contests left out are
        blank. `code` is the id of the code that let the voter in, if one did. `given` are these contests as
        the voter saw them, where that is known.

        Raises PollsNotOpen, NotOnRoll, CodeVoid, SlipGiven for the own right of somebody who has a slip,
        AlreadyVoted, ElectionChanged where contests are not as `given` any more, NoSuchContest,
        CandidateWithdrawn, what `Method.canonical` raises, or StorageFailed, and then nothing was recorded.
        """
        return self.submit(voter_id, choices, code=code, given=given)()

    def submit(
        self,
        voter_id: int,
        choices: Choices,
        *,
        code: int | None = None,
        given: tuple[Contest, ...] | None = None,
        key: str | None = None,
    ) -> Callable[[], Cast]:
        """Begin to cast; the function returned finishes it, and raises as `cast` does. Where the ballot is in
        the box already, sent with the same `key` of the client's, nothing is changed, and what is returned
        says so, with the same receipt. No choices are compared, and none kept for that. Once the polls have
        closed nothing tells which attempt it was: whoever asks with a key and has voted is told AlreadyVoted
        then, not that it is too late.

        Ballots that one thread submits before it finishes the first of them go to the disk together.
        """

        def choose(contests: tuple[Contest, ...]) -> Choices:
            if given not in (None, contests):
                raise ElectionChanged
            return choices

        return self._submit(voter_id, choose, code, key)

    def submit_one(self, voter_id: int, candidate_id: int, *, code: int | None = None) -> Callable[[], Cast]:
        """Begin to cast a ballot that is one mark, as `submit` does. What it returns raises NotOneChoice
        where that is not this voter's whole ballot.
        """

        def choose(contests: tuple[Contest, ...]) -> Choices:
            if not contests:
                raise NoSuchContest
            if not is_one_choice(contests):
                raise NotOneChoice
            return {contests[0].id: (candidate_id,)}

        return self._submit(voter_id, choose, code)

    def has_voted(self, voter_id: int) -> bool:
        """Return whether this voter's ballot is in the box."""
        return self._store.read(lambda snapshot: snapshot.mark(voter_id)) is not None

    def cast_before(self, voter_id: int, key: str) -> Cast | None:
        """Return the ballot of this voter that is in the box and was sent with this `key` (see `submit`), or
        None; always None once the polls have closed.
        """
        tag = self._tag(voter_id, key)
        if self._store.read(lambda snapshot: snapshot.mark(voter_id)) != tag:
            return None
        return Cast(is_replay=True, receipt=receipt_of(self._receipt_key, tag))

    def refusal(self) -> PollsNotOpen | None:
        """Return why no ballot is taken now, or None where the polls are open. Raises NoElection."""
        now = self._time.now()
        return self._store.read(lambda snapshot: polls_refusal(snapshot, now))

    def refusal_for(self, voter: Voter) -> ElectionError | None:
        """Return why no ballot of this voter would be taken now; None where one would."""
        now = self._time.now()

        def look(snapshot: Snapshot) -> ElectionError | None:
            if snapshot.mark(voter.id) is not None:
                return AlreadyVoted()
            if refusal := polls_refusal(snapshot, now):
                return refusal
            try:
                check_way_in(snapshot, voter.id, voter.code)
            except ElectionError as refusal:
                return refusal
            return None

        return self._store.read(look)

    def _submit(
        self,
        voter_id: int,
        choose: Callable[[tuple[Contest, ...]], Choices],
        code: int | None,
        key: str | None = None,
    ) -> Callable[[], Cast]:
        tag = secrets.token_bytes(TAG_BYTES) if key is None else self._tag(voter_id, key)
        receipt, now = receipt_of(self._receipt_key, tag), self._time.now()

        def cast(box: Transaction) -> tuple[bool, tuple[int, ...]]:
            mark = None if key is None else box.mark(voter_id)
            if mark == tag:
                return True, ()
            election = box.hold_election()
            if refusal := polls_refusal(box, now):
                # Once tags were wiped nobody can tell whether it was this attempt; that it is in the box can.
                raise refusal if mark is None or isinstance(refusal, PollsPaused) else AlreadyVoted
            contests = election.contests_of(_use_right(box, voter_id, code, tag).style)
            for contest_id, marking in _checked(contests, choose(contests)).items():
                box.add_ballot(contest_id, marking)
            box.add_receipt(receipt)
            return False, self._live_counts.move_on(box, election, contests)

        pending = self._store.submit(cast)

        def finish() -> Cast:
            is_replay, contest_ids = pending.result()
            self._live_counts.take(contest_ids)
            done = Cast(is_replay, receipt)
            if not done.is_replay:
                self._events.publish(BallotCast())
            return done

        return finish

    def _tag(self, voter_id: int, key: str) -> bytes:
        return hmac.digest(self._key, f"{voter_id} {key}".encode(), "sha256")[:TAG_BYTES]


def _use_right(box: Transaction, voter_id: int, code: int | None, tag: bytes) -> Right:
    """Mark this voter's right as used, and return it. The mark's row is named by the right, a ballot's by
    chance; neither knows of the other.
    """
    right = box.right(voter_id)
    if right is None:
        raise NotOnRoll
    check_way_in(box, right.id, code)
    if not box.put_mark(right.id, tag):
        raise AlreadyVoted
    return right


def polls_refusal(snapshot: Snapshot, now: datetime | None) -> PollsNotOpen | None:
    """Return why no ballot is taken at the moment `now` (see `setup.schedule`), or None where the polls are
    open.
    """
    election = snapshot.election()
    state, ends = election.state, instant_of_close(election)
    if has_closed(election, now) and ends is not None:  # though nobody has noted it yet
        return PollsClosed(ends)
    if state is PollsState.OPEN:
        return None
    if state is PollsState.PAUSED:
        return PollsPaused()
    closed = [act.when for act in snapshot.acts() if act.what == STEPS[Step.CLOSE].act]
    if state in (PollsState.CLOSED, PollsState.COUNTED, PollsState.ARCHIVED) and closed:
        return PollsClosed(datetime.fromisoformat(closed[-1]))
    return PollsNotOpen()


def _checked(contests: tuple[Contest, ...], choices: Choices) -> dict[int, Marking]:
    """Return a marking for each of `contests`, in its canonical form: no order of touching survives."""
    if not choices.keys() <= {contest.id for contest in contests}:
        raise NoSuchContest
    ballot: dict[int, Marking] = {}
    for contest in contests:
        method = method_of(contest)
        marking = choices.get(contest.id, method.blank)
        try:
            ballot[contest.id] = method.canonical(contest, marking)
            refuse_withdrawn(contest, ballot[contest.id])
        except ElectionError as refusal:
            refusal.contest = contest.id
            raise
    return ballot
