"""Editing: anything in a draft, each step undoable; texts and withdrawals while the polls are open."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from election.clock import local_now
from election.errors import Message
from election.events import BallotChanged, Events
from election.models import Contest, Election, PollsState
from election.records.definition import kept_definition
from election.setup.changes.candidates import ChangeCandidate
from election.setup.changes.change import Change, candidate_with
from election.setup.changes.contests import ChangeContest, ChangeElection
from election.setup.differences import differences, note_before
from election.setup.edit_history import EditHistory
from election.setup.life_cycle import Definition
from election.setup.refusals import (
    AlreadyWithdrawn,
    NotADraft,
    NotAText,
    NothingToUndo,
    NotUnderWay,
    TooFewLeft,
)
from election.setup.steps import ORGANISER, check_role, needed_reason
from election.store.port import Act, Snapshot, Store, Transaction
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.withdrawn import standing

CORRECTED, WITHDRAWN = "ballot.corrected", "candidate.withdrawn"  # what is noted
_TEXTS = frozenset({"title", "description", "name", "statement", "label"})
_UNDER_WAY = (PollsState.OPEN, PollsState.PAUSED)

Correction = ChangeElection | ChangeContest | ChangeCandidate


class Editing:
    """Changes what is on the ballot of one election. Each change is one transaction: after a crash all of it
    is there, or nothing.
    """

    def __init__(
        self, store: Store, history: EditHistory, events: Events, now: Callable[[], datetime] = local_now
    ) -> None:
        self._store = store
        self._history = history
        self._events = events
        self._now = now

    def definition(self) -> Definition:
        """Return the election as it stands, with its photos. Raises NoElection."""
        return self._store.read(_definition)

    def people(self) -> dict[int, int]:
        """Return how many people on the roll vote in each contest, by its id."""
        turnouts = self._store.read(lambda snapshot: snapshot.turnouts())
        return {contest_id: turnout.voters for contest_id, turnout in turnouts.items()}

    def undoable(self) -> int:
        """Return how many steps can be undone."""
        with self._history.lock:
            return len(self._history)

    def make(self, change: Change) -> Definition:
        """Make a change in a draft, and return what stands there then. Raises NotADraft, what the change
        raises (`changes`), NoElection or StorageFailed, and then nothing is changed.
        """

        def work(transaction: Transaction) -> tuple[Definition, Definition]:
            before = _draft(transaction)
            after = change.made(before)
            if before != after:
                note_before(transaction)
            _put(transaction, before, after)
            return before, after

        with self._history.lock:
            before, after = self._store.write(work)
            if before != after:
                self._history.note(before, after)
        if before != after:
            self._events.publish(BallotChanged())
        return after

    def undo(self) -> Definition:
        """Take back the last step, and return what stands there then. Raises NothingToUndo where there is
        none, or something was changed in another way since; NotADraft, NoElection or StorageFailed.
        """
        with self._history.lock:
            step = self._history.last()

            def work(transaction: Transaction) -> bool:
                now = _draft(transaction)
                if step is None or now != step.after:
                    return False
                note_before(transaction)
                _put(transaction, now, step.before)
                return True

            if not self._store.write(work) or step is None:
                self._history.forget()
                raise NothingToUndo
            self._history.undone()
        self._events.publish(BallotChanged())
        return step.before

    def correct(self, change: Correction, why: str, *, role: str = ORGANISER) -> Definition:
        """Correct a text while the polls are open or paused: a title, a description, or a candidate's name,
        statement or label. Noted as an act, with its reason. Raises NotAText, NotUnderWay, ReasonMissing,
        StepForbidden, what the change raises, NoElection or StorageFailed, and then nothing is changed.
        """
        for name in change.values:
            if name not in _TEXTS:
                raise NotAText(name=name)
        return self._under_way(change, CORRECTED, why, role)

    def withdraw(self, candidate_id: int, why: str, *, role: str = ORGANISER) -> Definition:
        """Mark a candidate as withdrawn while the polls are open or paused: nobody can choose them from then
        on, nor are they elected. What becomes of votes already given is `Contest.withdrawn_votes`. Noted as
        an act. Raises AlreadyWithdrawn, TooFewLeft, and what `correct` does.
        """
        return self._under_way(_Withdrawal(candidate_id), WITHDRAWN, why, role)

    def _under_way(self, change: Change, what: str, why: str, role: str) -> Definition:
        check_role(role)
        act = Act(role, what, needed_reason(why), self._now().isoformat(timespec="seconds"))

        def work(transaction: Transaction) -> Definition:
            state = transaction.hold_election().state
            if state not in _UNDER_WAY:
                raise NotUnderWay(state=Message(f"polls.state.{state}"))
            before = _definition(transaction)
            after = change.made(before)
            kept = [json.loads(kept_definition(each.election, each.photos)) for each in (before, after)]
            _put(transaction, before, after)
            told = list(differences(kept[0], kept[1])) or [{}]
            for each in told if what == CORRECTED else told[:1]:  # of a withdrawal there is one line
                transaction.add_act(replace(act, data=each))
            return after

        after = self._store.write(work)
        self._events.publish(BallotChanged())
        return after


class _Withdrawal:
    """Marks one candidate as withdrawn."""

    def __init__(self, candidate_id: int) -> None:
        self._candidate_id = candidate_id

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest, candidate = candidate_with(definition.election, self._candidate_id)
        if candidate.withdrawn:
            raise AlreadyWithdrawn(name=candidate.name)
        if len(standing(contest)) <= _fewest(contest):
            raise TooFewLeft(name=candidate.name)
        return ChangeCandidate(candidate.id, {"withdrawn": True}).made(definition)


def _fewest(contest: Contest) -> int:
    """Return how many candidates a ballot that is not blank may have to name."""
    if contest.kind == CHOOSE:
        return max(1, options_of(contest).least)
    return 0 if contest.options.blank else 1


def _definition(snapshot: Snapshot) -> Definition:
    return Definition(snapshot.election(), snapshot.photos())


def _draft(transaction: Transaction) -> Definition:
    state = transaction.hold_election().state
    if state is not PollsState.DRAFT:
        raise NotADraft(state=Message(f"polls.state.{state}"))
    return _definition(transaction)


def _put(transaction: Transaction, before: Definition, after: Definition) -> None:
    transaction.replace_election(after.election)
    left = {each for each in before.photos if each in _standing(after.election)}
    for candidate_id in left - after.photos.keys():
        transaction.remove_photo(candidate_id)
    for candidate_id, photo in after.photos.items():
        if candidate_id in left:
            if before.photos[candidate_id] == photo:
                continue
            transaction.remove_photo(candidate_id)
        transaction.put_photo(candidate_id, photo)


def _standing(election: Election) -> set[int]:
    return {candidate.id for contest in election.contests for candidate in contest.candidates}
