"""What is still to be done before the polls can open: a list whose red items stand against it, and whose
amber ones are to be looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from election.errors import Message
from election.models import Contest, Election, PollsState, WayIn
from election.setup.readiness import (
    SMALLEST_GROUP,
    SmallGroup,
    contest_faults,
    has_ballots,
    has_desk,
    lacks_roll,
    small_groups,
    tells_turnout_live,
)
from election.store.port import Snapshot, Store
from election.voting.deciding.checks import missing, warnings
from election.voting.deciding.decide import is_motion
from election.voting.deciding.presets import preset_of

_CODE_WAYS = (WayIn.CODE, WayIn.SLIP)


class Level(StrEnum):
    """How much a task matters."""

    MISSING = "missing"  # red: the polls cannot open
    LOOK = "look"  # amber: it may stay
    DONE = "done"  # green


class Area(StrEnum):
    """Where a task is done, in the order of the walk through all of them."""

    BALLOT = "ballot"
    RULE = "rule"
    WHO = "who"
    CODES = "codes"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Task:
    """One item of the list. `contest` is the id of the one it is about, where it is about one."""

    area: Area
    level: Level
    text: Message
    contest: int | None = None


@dataclass(frozen=True, slots=True)
class TaskList:
    """All tasks of an election, and what the pages on which they are done show. `people` have a right to
    vote; `codes` were printed for them.
    """

    election: Election
    tasks: tuple[Task, ...]
    people: int
    codes: int
    small_groups: tuple[SmallGroup, ...] = ()

    def of(self, area: Area) -> tuple[Task, ...]:
        """Return those of an area."""
        return tuple(task for task in self.tasks if task.area is area)

    def missing(self, area: Area | None = None) -> int:
        """Return how many red ones there are, of an area or of all."""
        return sum(task.level is Level.MISSING and area in (None, task.area) for task in self.tasks)

    def level(self, area: Area) -> Level:
        """Return the most urgent of an area."""
        levels = {task.level for task in self.of(area)}
        return next((level for level in Level if level in levels), Level.DONE)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands against opening."""
        return not self.missing() and self.election.state is PollsState.DRAFT


class Tasks:
    """Reads the list."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> TaskList:
        """Return the list as it is now. Raises NoElection."""
        return self._store.read(_tasks)


def _tasks(snapshot: Snapshot) -> TaskList:
    election, people = snapshot.election(), snapshot.turnout().voters
    codes, small = _codes(snapshot), small_groups(snapshot)
    tasks = (
        *_ballot(election),
        *_rules(election),
        *_who(snapshot, election, people),
        *_passwords(election),
        *_code_tasks(election, people, codes),
        *_opening(snapshot, election),
        *_of_small_roll(election, people, small),
        *(_of_small_group(each) for each in small),
    )
    return TaskList(election, tasks, people, codes, small)


def _ballot(election: Election) -> Iterator[Task]:
    if not election.contests:
        yield Task(Area.BALLOT, Level.MISSING, Message("ready.no_contest"))
    given = {contest for style in election.styles for contest in style.contests}
    for contest in election.contests:
        faults = contest_faults(contest, given=contest.id in given)
        for fault in faults:
            yield _in_contest(Area.BALLOT, Level.MISSING, contest, fault)
        if is_motion(contest) and preset_of(contest.rule) == "sole_candidate":
            yield _in_contest(Area.BALLOT, Level.LOOK, contest, Message("task.nobody_named"))
        elif not faults:
            text = Message("task.candidates", {"count": len(contest.candidates)})
            yield _in_contest(
                Area.BALLOT, Level.DONE, contest, Message("task.motion") if is_motion(contest) else text
            )


def _rules(election: Election) -> Iterator[Task]:
    for contest in election.contests:
        faults = missing(contest, has_desk=has_desk(election), of_election=election.quorum)
        doubts = warnings(contest, live_results=election.live_results, of_election=election.quorum)
        for fault in faults:
            yield _in_contest(Area.RULE, Level.MISSING, contest, fault)
        for doubt in doubts:
            yield _in_contest(Area.RULE, Level.LOOK, contest, doubt)
        if not faults and not doubts:
            yield _in_contest(Area.RULE, Level.DONE, contest, Message("task.rule"))


def _who(snapshot: Snapshot, election: Election, people: int) -> Iterator[Task]:
    if WayIn.SIGN_UP in election.ways_in:
        yield Task(Area.WHO, Level.DONE, Message("task.sign_up"))
    elif lacks_roll(snapshot, election):
        yield Task(Area.WHO, Level.MISSING, Message("ready.nobody_on_roll"))
    else:
        yield Task(Area.WHO, Level.DONE, Message("task.people", {"count": people}))


def _passwords(election: Election) -> Iterator[Task]:
    if election.passwords_over_http and not {WayIn.SIGN_UP, WayIn.PASSWORD}.isdisjoint(election.ways_in):
        yield Task(Area.WHO, Level.LOOK, Message("task.passwords_over_http"))


def _codes(snapshot: Snapshot) -> int:
    return sum(batch.count for batch in snapshot.batches() if batch.confirmed)


def _code_tasks(election: Election, people: int, codes: int) -> Iterator[Task]:
    if not any(way in _CODE_WAYS for way in election.ways_in):
        yield Task(Area.CODES, Level.DONE, Message("task.no_codes"))
    elif codes < people or not codes:
        yield Task(Area.CODES, Level.LOOK, Message("task.few_codes", {"count": codes, "people": people}))
    else:
        yield Task(Area.CODES, Level.DONE, Message("task.codes", {"count": codes}))


def _opening(snapshot: Snapshot, election: Election) -> Iterator[Task]:
    if has_ballots(snapshot):
        yield Task(Area.OPEN, Level.MISSING, Message("error.polls.box_not_empty"))
    else:
        yield Task(Area.OPEN, Level.DONE, Message("task.box_empty"))
    if tells_turnout_live(election):
        yield Task(Area.OPEN, Level.MISSING, Message("ready.live_tells_turnout"))
    if election.markings_public:
        yield Task(Area.OPEN, Level.LOOK, Message("task.markings_public"))
    if election.members_listed:
        yield Task(Area.OPEN, Level.LOOK, Message("task.members_listed"))
    if election.schedule.closes is None:
        yield Task(Area.OPEN, Level.LOOK, Message("task.no_closing_time"))
    else:
        yield Task(Area.OPEN, Level.DONE, Message("task.closing_time"))


def _of_small_roll(election: Election, people: int, small: tuple[SmallGroup, ...]) -> Iterator[Task]:
    """Yield a warning where so few may vote in whole that the result could tell how, unless every contest is
    told of as a small group. It stands against nothing: a board of five may vote.
    """
    if 0 < people < SMALLEST_GROUP and len(small) < len(election.contests):
        key = "task.few_signed_up" if WayIn.SIGN_UP in election.ways_in else "task.few_on_roll"
        yield Task(Area.OPEN, Level.LOOK, Message(key, {"count": people, "least": SMALLEST_GROUP}))


def _of_small_group(small: SmallGroup) -> Task:
    return _in_contest(
        Area.OPEN, Level.LOOK, small.contest, Message("task.small_group", {"count": small.people})
    )


def _in_contest(area: Area, level: Level, contest: Contest, fault: Message) -> Task:
    text = Message("ready.in_contest", {"title": contest.title, "fault": fault})
    return Task(area, level, text, contest.id)
