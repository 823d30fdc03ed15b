"""The election itself: what is on the ballot, and whether the polls are open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from election.errors import CheckpointFailed, NotOnRoll, OptionsRefused, PollsTransition
from election.events import CheckpointDone, CheckpointPutOff, Events, PollsChanged
from election.models import Candidate, Contest, Election, LocalText, OpeningRoll, PollsState, Style
from election.setup.photos import check_photo
from election.store.port import Act, Snapshot, Store, Transaction
from election.texts import clean_text
from election.voting.deciding.checks import check_complete, check_rule
from election.voting.deciding.reading import quorum_of, rule_of
from election.voting.methods import METHODS

_NEXT = {
    PollsState.SETUP: (PollsState.OPEN,),
    PollsState.OPEN: (PollsState.CLOSED,),
    PollsState.CLOSED: (PollsState.OPEN,),
}
_ACTS = {PollsState.OPEN: "polls.opened", PollsState.CLOSED: "polls.closed"}
HAS_DESK = False  # nobody is checked in anywhere yet
ORGANISER = "organiser"  # the role of whoever knows the passphrase or has the data folder


@dataclass(frozen=True, slots=True)
class Definition:
    """An election to be created, and the photos of its candidates by their ids."""

    election: Election
    photos: Mapping[int, bytes]


def read_definition(given: Mapping[str, Any], state: PollsState) -> Definition:
    """Return the election that `given` describes, in the form of ``resources/elections/sample.json``.

    A contest has a ``title`` in each language, a ``kind`` (left out: choose), ``options`` of that kind and
    ``candidates``. A candidate is a name, or an object of ``name``, perhaps ``photo`` (the bytes of a file;
    see `photos`) and, for one brought along, ``id`` and ``carried_over``. Ids not given count from 1.
    ``styles`` lists the contests of each style by their places, from 1; without it there is one, of all
    contests. A contest may have a ``rule`` and the election a ``quorum`` (`voting.deciding.reading`).
    Raises OptionsRefused, RuleRefused, RuleIncomplete where the polls are to be open, PhotoRefused, or
    Unclean (`texts`).
    """
    contests: list[Contest] = []
    photos: dict[int, bytes] = {}
    next_candidate = 1
    for contest_id, contest in enumerate(given["contests"], start=1):
        candidates: list[Candidate] = []
        for each in contest["candidates"]:
            row: Mapping[str, Any] = {"name": each} if isinstance(each, str) else each
            candidate = Candidate(
                row.get("id", next_candidate), clean_text(row["name"]), row.get("carried_over", 0)
            )
            candidates.append(candidate)
            if "photo" in row:
                check_photo(row["photo"])
                photos[candidate.id] = row["photo"]
            next_candidate = candidate.id + 1
        kind = contest.get("kind", "choose")
        if kind not in METHODS:
            raise OptionsRefused(name="kind")
        options = METHODS[kind].options(contest.get("options", {}))
        rule = rule_of(contest.get("rule", {}), [each.id for each in candidates])
        contests.append(Contest(contest_id, _title(contest), kind, options, tuple(candidates), rule))
        check_rule(contests[-1])
    places = given.get("styles", [[contest.id for contest in contests]])
    styles = tuple(Style(at, tuple(style)) for at, style in enumerate(places, start=1))
    quorum = quorum_of(given["quorum"]) if "quorum" in given else None
    election = Election(_title(given), state, given["live_results"], tuple(contests), styles, quorum)
    if state is PollsState.OPEN:
        check_complete(election, has_desk=HAS_DESK)
    return Definition(election, photos)


def _title(given: Mapping[str, Any]) -> LocalText:
    return LocalText.of({language: clean_text(text) for language, text in given["title"].items()})


def create_election(
    transaction: Transaction, given: Mapping[str, Any], state: PollsState = PollsState.SETUP
) -> None:
    """Put the election that `given` describes into a store that has none. Raises what `read_definition`
    raises.
    """
    definition = read_definition(given, state)
    transaction.create_election(definition.election)
    for candidate_id, photo in definition.photos.items():
        transaction.put_photo(candidate_id, photo)


def _roll_of(snapshot: Snapshot) -> OpeningRoll:
    by_contest = {contest: turnout.voters for contest, turnout in snapshot.turnouts().items()}
    return OpeningRoll(snapshot.turnout().voters, by_contest)


def _is_decided(election: Election, snapshot: Snapshot) -> bool:
    """Return whether a lot has been entered: no vote may come after it."""
    return any(snapshot.lot(contest.id) is not None for contest in election.contests)


def _now() -> datetime:
    return datetime.now(UTC)


class Polls:
    """Tells what is on the ballot and moves the polls through their life: set-up, open, closed."""

    def __init__(self, store: Store, events: Events, now: Callable[[], datetime] = _now) -> None:
        self._store = store
        self._events = events
        self._now = now

    def election(self) -> Election:
        """Return the election as it stands. Raises NoElection."""
        return self._store.read(lambda snapshot: snapshot.election())

    def election_for(self, voter_id: int) -> Election:
        """Return the election with those contests only that this voter is given. Raises NoElection or
        NotOnRoll.
        """

        def read(snapshot: Snapshot) -> Election:
            right = snapshot.right(voter_id)
            if right is None:
                raise NotOnRoll
            return snapshot.election().as_given(right.style)

        return self._store.read(read)

    def photo(self, candidate_id: int) -> bytes | None:
        """Return a candidate's photo, a JPEG or PNG file, or None if there is none."""
        return self._store.read(lambda snapshot: snapshot.photo(candidate_id))

    def photos(self) -> dict[int, bytes]:
        """Return every photo there is, by its candidate's id."""
        return self._store.read(lambda snapshot: snapshot.photos())

    def open(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Start taking ballots, and note who did so and why; the first time also how many are on the roll.
        Raises PollsTransition if they are open already or a lot has decided a tie, RuleIncomplete,
        NoElection, or StorageFailed.
        """
        self._move(PollsState.OPEN, role, why)

    def close(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Stop taking ballots; results are due from now on. Noted, and refused, as `open` is."""
        self._move(PollsState.CLOSED, role, why)

    def checkpoint_put_off(self) -> bool:
        """Return whether the polls closed and the checkpoint that follows has not worked yet. The events
        `CheckpointPutOff` and `CheckpointDone` tell when to ask.
        """
        return self._store.checkpoint_put_off

    def _move(self, state: PollsState, role: str, why: str) -> None:
        act = Act(role, _ACTS[state], why, self._now().isoformat(timespec="seconds"))

        def move(transaction: Transaction) -> None:
            election = transaction.hold_election()
            if state not in _NEXT[election.state] or _is_decided(election, transaction):
                raise PollsTransition
            if state is PollsState.OPEN:
                check_complete(election, has_desk=HAS_DESK)
            if election.state is PollsState.SETUP:
                transaction.put_opening_roll(_roll_of(transaction))
            transaction.set_state(state)
            transaction.add_act(act)

        self._store.write(move)
        if state is not PollsState.OPEN:
            self._checkpoint()
        self._events.publish(PollsChanged(state))

    def _checkpoint(self) -> None:
        was_put_off = self._store.checkpoint_put_off
        try:
            self._store.checkpoint(self._checkpointed_later)
        except CheckpointFailed:  # logged by the store, which tries again; the polls are closed all the same
            self._events.publish(CheckpointPutOff())
        else:
            if was_put_off:
                self._events.publish(CheckpointDone())

    def _checkpointed_later(self) -> None:
        self._events.publish(CheckpointDone())
