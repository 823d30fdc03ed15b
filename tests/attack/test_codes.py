"""Attacks on an election in which some people get a slip at the desk and others vote by their own right: what
can be read of a disk that forgets nothing tells neither pairs nor an order, of ballots, marks or the desk.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bench.roll import enrol
from election.events import Events
from election.models import PollsState, WayIn
from election.setup.life_cycle import create_election
from election.store.json.files import compaction, disk_io, plain_file
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.desk import Desk
from election.voting.casting import Ballots
from tests.attack.reading import State, paired, states
from tests.attack.test_contests import COVER_ROWS, NEVER, WAYS, told_apart
from tests.election.store.json.disks import ModelDisk, model_disk
from tests.election.voters.codes import CODE_KEY, id_of, let_in_by, put_codes

DEFINITION = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "contests": [{"title": {"en": "President"}, "candidates": ["a", "b", "c"]}],
}
CONTEST, FIRST = 1, 1
# Whose rows are looked at, and what is expected of the rows that hide among each other there.
VIEWS = {"marks": ("marks", "ballots"), "desk": ("desk", "ballots")}


class Hall:
    """People vote one after the other, each second one by a slip from the desk."""

    def __init__(self, path: Path, voters: int, checkpoint_after: int, restart_after: int) -> None:
        self._path, self._voters = path, voters
        self._checkpoint_after, self._restart_after = checkpoint_after, restart_after
        self.marks: set[int] = set()
        self.desk: set[int] = set()
        self.store: JsonStore

    def vote(self) -> Iterator[None]:
        chance = Random(self._voters)
        with DataFolder(self._path) as folder:
            self.store = JsonStore(folder)
            self.store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
            people = enrol(self.store, self._voters)
            slips = [id_of(each) for each in put_codes(self.store, self._voters)]
            let_in_by(self.store, WayIn.PASSWORD, WayIn.SLIP, WayIn.DESK)
            chance.shuffle(people)
            for at, person in enumerate(people, start=1):
                right = slips.pop(chance.randrange(len(slips))) if at % 2 else person
                desk = Desk(self.store, CODE_KEY, Events())
                (desk.give if at % 2 else desk.check_in)(person)
                choices = {CONTEST: (FIRST + chance.randrange(3),)}
                Ballots(self.store, Events(), CODE_KEY).cast(right, choices)
                self.marks.add(right)
                self.desk.add(person)
                yield
                if at % self._checkpoint_after == 0:
                    self.store.checkpoint()
                if at % self._restart_after == 0:
                    self.store.close()
                    self.store = JsonStore(folder)
            self.store.close()


def readable(disk: ModelDisk, view: str) -> list[State]:
    return [each for each in states(disk.blocks(), VIEWS[view]) if each.marks or each.ballots]


def attack(path: Path, voters: int, checkpoint_after: int, restart_after: int) -> tuple[int, list[str]]:
    """Attack the disk after every tenth vote; return pairs, and in which rows two states were told apart."""
    path.mkdir()
    pairs, told = 0, []
    with model_disk(path) as disk:
        hall = Hall(path, voters, checkpoint_after, restart_after)
        for at, _ in enumerate(hall.vote(), start=1):
            if at % 10 == 0:
                for view, rows in (("marks", hall.marks), ("desk", hall.desk)):
                    found = readable(disk, view)
                    assert found, "the attacker reads at least the state of the moment"
                    pairs += len(paired(found, most=COVER_ROWS - 1))
                    told += [f"{view} {each}" for each in told_apart(found, {"style": rows})]
    return pairs, told


@pytest.mark.parametrize("way", WAYS)
def test_neither_the_desk_nor_slips_are_told_apart(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 8_000)
    assert attack(tmp_path / "data", 40, *WAYS[way]) == (0, [])


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("way", WAYS)
def test_neither_the_desk_nor_slips_of_three_hundred_are_told_apart(tmp_path: Path, way: str) -> None:
    assert attack(tmp_path / "data", 300, *WAYS[way]) == (0, [])


def test_the_attacker_wins_where_readable_files_are_only_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack is worth something."""
    monkeypatch.setattr(plain_file, "shred", disk_io.remove)
    _, told = attack(tmp_path / "data", 20, NEVER, 1)
    assert {"marks style", "desk style"} <= set(told)
