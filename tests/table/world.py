"""One election in each of its states, as a club has it: people, codes, marks of the desk, ballots.

Each state is made once, by the steps that lead there, and kept as a folder; a test opens a copy.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from election.admin.copies import CopyKind
from election.models import PollsState, Voter, WayIn
from election.setup.changes.contests import ChangeElection
from election.setup.steps import Step
from election.voters.passwords import Passwords
from election.voters.roll_files.entries import Entry
from election.voters.roll_import import ImportMode
from tests.services import Services, opened, whole

DEFINITION: dict[str, Any] = {
    "title": {"en": "Club"},
    "live_results": False,
    "passwords_over_http": True,
    "markings_public": True,
    "contests": [
        {"title": {"en": "President"}, "candidates": ["A", "B", "C"], "rule": "majority_or_run_off"},
        {"title": {"en": "Chair"}, "candidates": ["D", "E", "F"]},
    ],
}
WAYS = (WayIn.PASSWORD, WayIn.CODE, WayIn.SLIP, WayIn.DESK)
EMAIL, PASSWORD = "password@example.org", "correct horse"
BOARD = 2  # people in the one group that votes on the chair, too
# The way from a draft to each other state.
WAY_TO: dict[PollsState, tuple[Step, ...]] = {
    PollsState.DRAFT: (),
    PollsState.OPEN: (Step.OPEN,),
    PollsState.PAUSED: (Step.OPEN, Step.PAUSE),
    PollsState.CLOSED: (Step.OPEN, Step.CLOSE),
    PollsState.COUNTED: (Step.OPEN, Step.CLOSE, Step.COUNT),
    PollsState.ARCHIVED: (Step.OPEN, Step.CLOSE, Step.COUNT, Step.ARCHIVE),
    PollsState.ANNULLED: (Step.OPEN, Step.ANNUL),
}


@dataclass
class World:
    """What a test has to know of the election: its id, another one's, people by number, and codes in clear.

    People 1 and 2 are the board, who vote once the polls are open; 4 has an unused code, 5 was given a slip,
    6 came to the desk, nobody has done anything for 3, 7 and 8; 9 has no code. The last two have a slip and
    a password as their ways in: `slips` are handed out, in hand, in hand.
    """

    folder: Path
    stick: Path = Path()
    id: str = ""
    other: str = ""
    style: int = 0
    people: dict[str, int] = field(default_factory=dict)
    slips: list[str] = field(default_factory=list)
    code: str = ""
    tokens: dict[str, str] = field(default_factory=dict)

    def path(self, state: str) -> Path:
        """Return the folder of the election in this state."""
        return self.folder / state


def build_world(folder: Path, passwords: Passwords) -> World:
    """Make the election in each state, and as a draft without codes (``bare``)."""
    world = World(folder)
    bare = world.path("bare")
    with opened(bare, passwords) as given:
        world.id, world.other = given.library.create(DEFINITION), given.library.create(DEFINITION)
        given.library.use(world.id)
        services = whole(given)
        services.accounts.sign_up(EMAIL, "Password", PASSWORD)
        people = [
            Entry(f"Person {at}", f"M-{at}", group="board" if at <= BOARD else "hall") for at in range(1, 9)
        ]
        services.roll.import_people(people, ImportMode.ADD)
        services.roll.give_contests({"hall": (1,), "": (1,), "board": (1, 2)})
        services.editing.make(ChangeElection({"ways_in": WAYS}))
        world.people = {each.number: each.id for each in services.roll.people()}
    draft = world.path(PollsState.DRAFT)
    shutil.copytree(bare, draft)
    with opened(draft, passwords) as given:
        _hand_out(world, whole(given))
    for state, steps in WAY_TO.items():
        if not steps:
            continue
        shutil.copytree(draft, world.path(state))
        with opened(world.path(state), passwords) as given:
            services = whole(given)
            for step in steps:
                if step is Step.ARCHIVE:
                    services.copies.note(CopyKind.PACK, "pack.zip")
                services.polls.take(step, why="because", small_group=BOARD if step is Step.OPEN else None)
                if step is Step.OPEN:
                    for at, choices in ((1, {1: (1,), 2: (4,)}), (2, {1: (2,), 2: (5,)})):
                        services.ballots.cast(world.people[f"M-{at}"], choices)
    return world


def _hand_out(world: World, services: Services) -> None:
    hall = services.roll.person_by_number("M-3")
    world.style = next(each.style for each in services.codes.styles() if each.people > BOARD)
    assert hall.group == "hall"
    issued = services.codes.issue_slips(world.style, 10)
    services.codes.confirm(issued.batch.id)
    world.slips = [each.code.shown for each in issued.slips]
    services.codes.issue_slips(world.style, 10)  # the second batch still is to be confirmed
    personal = services.codes.issue_personal()
    services.codes.confirm(personal.batch.id)
    world.code = next(each.code.shown for each in personal.slips if each.name.startswith("Person 4"))
    world.people["M-9"] = services.roll.add(Entry("Person 9", "M-9", group="hall")).id
    services.desk.give(world.people["M-5"])
    services.desk.check_in(world.people["M-6"])
    services.codes.note_in_hand(None)
    voter = services.accounts.log_in(EMAIL, PASSWORD)
    world.tokens["nobody_yet"] = services.accounts.issue_token(voter)
    board = Voter(world.people["M-1"], "", "")
    world.tokens["voted"] = services.accounts.issue_token(board)


@contextmanager
def opened_copy(world: World, state: str, into: Path, passwords: Passwords) -> Iterator[Services]:
    """The services over a copy of the election in this state, with everything that belongs to the kiosk."""
    shutil.copytree(world.path(state), into)
    with opened(into, passwords) as given:
        yield whole(given)
