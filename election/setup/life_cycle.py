"""The election itself: what is on the ballot, and the steps of its life."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from election.clock import local_now
from election.errors import CheckpointFailed, Message, NotOnRoll, OptionsRefused
from election.events import CheckpointDone, CheckpointPutOff, Events, PollsChanged
from election.models import Candidate, Contest, Election, LocalText, OpeningRoll, PollsState, Style, Turnout
from election.records.definition import kept_definition
from election.rules import Participation
from election.setup.fields import candidate_fields, contest_fields, election_fields
from election.setup.names import clean_name, clean_title
from election.setup.photos import check_photo
from election.setup.readiness import SmallGroup, check_ready, has_desk, small_groups
from election.setup.refusals import ContinuedElsewhere, LogBroken, NotReady
from election.setup.schedule import closing_time
from election.setup.step_notes import NoNotes, StepLine, StepNotes
from election.setup.steps import (
    ORGANISER,
    SCHEDULE,
    STEPS,
    Step,
    check_role,
    check_step,
    checked_present,
    checked_reason,
)
from election.store.port import Act, Snapshot, Store, Transaction
from election.voting.counting import whole_figures
from election.voting.deciding.checks import check_complete, check_rule
from election.voting.deciding.quorum import QuorumCheck, check_quorum
from election.voting.deciding.reading import quorum_of, rule_of
from election.voting.live_counts import forget_live_counts
from election.voting.methods import METHODS
from election.voting.withdrawn import check_withdrawn_votes


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
    contests. A contest may have a ``rule`` and the election a ``quorum`` (`voting.deciding.reading`), and all
    of them what `fields` lists. Raises OptionsRefused, RuleRefused, SettingRefused, RuleIncomplete where the
    polls are to be open, PhotoRefused, TextTooLong (`names`) or Unclean (`texts`).
    """
    contests: list[Contest] = []
    photos: dict[int, bytes] = {}
    next_candidate = 1
    for contest_id, contest in enumerate(given["contests"], start=1):
        candidates: list[Candidate] = []
        for each in contest["candidates"]:
            row: Mapping[str, Any] = {"name": each} if isinstance(each, str) else each
            candidate = Candidate(
                row.get("id", next_candidate),
                clean_name(row["name"]),
                row.get("carried_over", 0),
                **candidate_fields(row),
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
        standing, fields = tuple(candidates), contest_fields(contest)
        contests.append(Contest(contest_id, _title(contest), kind, options, standing, rule, **fields))
        check_rule(contests[-1])
        check_withdrawn_votes(contests[-1])
    places = given.get("styles", [[contest.id for contest in contests]])
    styles = tuple(Style(at, tuple(style)) for at, style in enumerate(places, start=1))
    quorum = quorum_of(given["quorum"]) if "quorum" in given else None
    election = Election(
        _title(given), state, given["live_results"], tuple(contests), styles, quorum, **election_fields(given)
    )
    if state is PollsState.OPEN:
        check_complete(election, has_desk=has_desk(election))
    return Definition(election, photos)


def _title(given: Mapping[str, Any]) -> LocalText:
    return LocalText.of({language: clean_title(text) for language, text in given["title"].items()})


def create_election(
    transaction: Transaction, given: Mapping[str, Any], state: PollsState = PollsState.DRAFT
) -> None:
    """Put the election that `given` describes into a store that has none. Raises what `read_definition`
    raises.
    """
    definition = read_definition(given, state)
    transaction.create_election(definition.election)
    for candidate_id, photo in definition.photos.items():
        transaction.put_photo(candidate_id, photo)
    if state is PollsState.OPEN:
        transaction.put_committed(kept_definition(definition.election, definition.photos))


def _roll_of(snapshot: Snapshot) -> OpeningRoll:
    by_contest = {contest: turnout.voters for contest, turnout in snapshot.turnouts().items()}
    return OpeningRoll(snapshot.turnout().voters, by_contest)


def _prepare(transaction: Transaction, step: Step, election: Election) -> None:
    """Change what changes together with the state."""
    if step is Step.OPEN:
        transaction.put_roll_before(())  # an import is not undone any more
        transaction.put_opening_roll(_roll_of(transaction))
        transaction.put_committed(kept_definition(election, transaction.photos()))
    if step is Step.REOPEN:
        transaction.replace_election(_by_hand(election))
        transaction.renew_tags()
    if STEPS[step].after.is_over:
        transaction.wipe_tags()


def _note(transaction: Transaction, act: Act, lines: Sequence[StepLine], data: Mapping[str, Any]) -> None:
    for line in lines:
        transaction.add_act(replace(act, what=line.what, why="", present=(), data=line.data))
    transaction.add_act(replace(act, data=data))


def _by_hand(election: Election) -> Election:
    """Return an election that is to be open again: its closing time has passed, so people close it."""
    return replace(election, schedule=replace(election.schedule, by_itself=False))


@dataclass(frozen=True, slots=True)
class PollsStatus:
    """How an election stands, all of it at one moment. `since` is when the last step was taken, None where
    none was noted; `quorum` is the whole election's, None where there is none, or where those present count.
    `opened` is when the polls opened first, and `opening` the roll of then; `small_groups` are those of a
    draft.
    """

    election: Election
    since: datetime | None
    turnout: Turnout
    quorum: QuorumCheck | None
    opened: datetime | None = None
    opening: OpeningRoll | None = None
    small_groups: tuple[SmallGroup, ...] = ()


class Polls:
    """Tells what is on the ballot and moves the election through its life (`steps.STEPS`)."""

    def __init__(
        self,
        store: Store,
        events: Events,
        now: Callable[[], datetime] = local_now,
        check_may_be_archived: Callable[[Election], None] = lambda _election: None,
        notes: StepNotes | None = None,
    ) -> None:
        """`notes` tells what is noted of steps besides who took them."""
        self._check_may_be_archived = check_may_be_archived
        self._store = store
        self._events = events
        self._now = now
        self._notes = notes or NoNotes()
        self._is_practice: bool | None = None

    def election(self) -> Election:
        """Return the election as it stands. Raises NoElection."""
        return self._store.read(lambda snapshot: snapshot.election())

    @property
    def is_practice(self) -> bool:
        """Whether this is no real election, which never changes. Read once: every answer of the API asks.
        Raises NoElection.
        """
        if self._is_practice is None:
            self._is_practice = self.election().practice
        return self._is_practice

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

    def photo_digests(self) -> Mapping[int, str]:
        """Return the SHA-256 of every photo, in hexadecimal, by its candidate's id: who asks often asks for
        these.
        """
        return self._store.read(lambda snapshot: snapshot.photo_digests())

    def status(self) -> PollsStatus:
        """Return how the election stands. It tells no split of votes in any state. Raises NoElection."""
        return self._store.read(_status)

    def acts(self) -> tuple[Act, ...]:
        """Return every act (a step that was taken, a lot that was entered), in order."""
        return self._store.read(lambda snapshot: snapshot.acts())

    def take(
        self,
        step: Step,
        *,
        role: str = ORGANISER,
        why: str = "",
        present: Sequence[str] = (),
        small_group: int | None = None,
    ) -> None:
        """Take a step, and note who did, why and in whose presence in the same transaction. From the instant
        of a pause or a close on nothing is cast. `small_group`, to open: see `readiness.check_ready`.

        Raises StepForbidden, ReasonMissing, PresentRefused, PollsTransition, AlreadyCounted,
        ContinuedElsewhere, NoElection or StorageFailed; to open what `check_ready` does, and LogBroken
        without a reason; to archive ArchiveWithoutCopy. Nothing is changed then.
        """
        check_role(role)
        reason, names = checked_reason(step, why), checked_present(present)
        if step is Step.ARCHIVE and (election := self.election()).state in STEPS[step].before:
            self._check_may_be_archived(election)
        self._move(step, Act(role, STEPS[step].act, reason, self.stamp(), names), small_group=small_group)

    def _move(
        self,
        step: Step,
        act: Act,
        is_due: Callable[[Election], bool] | None = None,
        small_group: int | None = None,
    ) -> None:
        rule, begun = STEPS[step], self._notes.begin(step)
        known_small = {} if small_group is None else {"small_group": small_group}
        if begun.needs_reason and not act.why:
            raise LogBroken

        def move(transaction: Transaction) -> bool:
            election = transaction.hold_election()
            if is_due is not None and (
                election.state not in rule.before or transaction.epoch().continued or not is_due(election)
            ):
                return False
            check_step(step, election.state)
            if transaction.epoch().continued and step is not Step.ARCHIVE:
                raise ContinuedElsewhere
            if step is Step.OPEN:
                check_ready(transaction, small_group)
                self._check_not_over(election)
            _prepare(transaction, step, election)
            lines, data = begun.lines(transaction), {**begun.data(transaction), **known_small}
            transaction.set_state(rule.after)
            forget_live_counts(transaction)
            _note(transaction, act, lines, data)
            return True

        if not self._store.write(move):
            return
        begun.kept()
        if rule.after.is_over:
            self._checkpoint()
        self._events.publish(PollsChanged(rule.after))

    def _check_not_over(self, election: Election) -> None:
        closes = closing_time(election)
        if closes is not None and closes <= self._now():
            raise NotReady(count=1, reason=Message("ready.closing_passed"))

    def take_scheduled(self, step: Step, when: datetime, is_due: Callable[[Election], bool]) -> None:
        """Take a step as the schedule says, noted for the time `when`; nothing is done where the election is
        not as it was meant any more, or `is_due` says no. Raises BoxNotEmpty, NotReady or StorageFailed.
        """
        act = Act(SCHEDULE, STEPS[step].act, "", when.astimezone().isoformat(timespec="seconds"))
        self._move(step, act, is_due)

    def stamp(self) -> str:
        """Return the time of an act that is to be noted now."""
        return self._now().isoformat(timespec="seconds")

    def open(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Start taking ballots, after the zero check; how many are on the roll is kept. This and the
        following: see `take`.
        """
        self.take(Step.OPEN, role=role, why=why)

    def pause(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Take no ballots for a while."""
        self.take(Step.PAUSE, role=role, why=why)

    def resume(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Take ballots again after a pause."""
        self.take(Step.RESUME, role=role, why=why)

    def close(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Take no more ballots; the count is a step of its own. The tags of attempts are wiped."""
        self.take(Step.CLOSE, role=role, why=why)

    def reopen(self, why: str, *, role: str = ORGANISER) -> None:
        """Take ballots again after closing. Needs a reason, and that nobody has counted."""
        self.take(Step.REOPEN, role=role, why=why)

    def count(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Open the box: from now on everybody may see the results, and nobody can go back."""
        self.take(Step.COUNT, role=role, why=why)

    def annul(self, why: str, *, role: str = ORGANISER) -> None:
        """End the election without a result. Needs a reason."""
        self.take(Step.ANNUL, role=role, why=why)

    def archive(self, *, role: str = ORGANISER, why: str = "") -> None:
        """Put a counted election away."""
        self.take(Step.ARCHIVE, role=role, why=why)

    def checkpoint_put_off(self) -> bool:
        """Return whether the polls closed and the checkpoint that follows has not worked yet. The events
        `CheckpointPutOff` and `CheckpointDone` tell when to ask.
        """
        return self._store.checkpoint_put_off

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


_STEP_ACTS = {rule.act for rule in STEPS.values()}


def _status(snapshot: Snapshot) -> PollsStatus:
    election, turnout = snapshot.election(), snapshot.turnout()
    steps = [act.when for act in snapshot.acts() if act.what in _STEP_ACTS]  # and not that a lot was entered
    since = datetime.fromisoformat(steps[-1]) if steps else None
    quorum = None
    if election.quorum is not None:
        figures = whole_figures(snapshot)
        if election.quorum.came is Participation.CAST or figures.present is not None:
            quorum = check_quorum(election.quorum, figures, whole=True)
    opened = [act.when for act in snapshot.acts() if act.what == STEPS[Step.OPEN].act]
    first = datetime.fromisoformat(opened[0]) if opened else None
    small = small_groups(snapshot) if election.state is PollsState.DRAFT and not election.practice else ()
    return PollsStatus(election, since, turnout, quorum, first, snapshot.opening_roll(), small)
