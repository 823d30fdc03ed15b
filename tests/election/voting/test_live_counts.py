"""Counts that are shown while the polls are open: whoever sees all of them learns nobody's vote."""

import errno
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from election.errors import StorageFailed
from election.events import Events
from election.models import PollsState
from election.setup.edit_history import EditHistory
from election.setup.editing import Editing
from election.setup.life_cycle import Polls, create_election
from election.setup.steps import Step
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Epoch, Store
from election.voting.casting import Ballots
from election.voting.counting import Tally
from election.voting.live_counts import STEP
from tests.election.store.json.disks import fail_at, model_disk
from tests.election.store.json.raw import engine_of

KEY = b"k" * 32
GIVEN: dict[str, Any] = {
    "title": {"en": "Club"},
    "live_results": True,
    "styles": [[1, 2], [1]],
    "contests": [
        {"title": {"en": "President"}, "candidates": ["Kim", "Lee", "Bo"], "withdrawn_votes": "void"},
        {"title": {"en": "Motion"}, "kind": "yes_no", "candidates": []},
    ],
}
PRESIDENT, MOTION = 1, 2
# What was shown of a contest: how many ballots, and who has how many votes.
Figures = tuple[int, tuple[int, ...]]


class Box:
    """An election whose polls are open, and its voters."""

    def __init__(self, path: Path, given: dict[str, Any] = GIVEN) -> None:
        self._stack = ExitStack()
        self._voter = 0
        self.path = path
        is_new = not path.exists()
        self.store: Store = JsonStore(self._stack.enter_context(DataFolder(path)))
        if is_new:
            self.store.write(lambda box: create_election(box, given, PollsState.OPEN))
        self.ballots = Ballots(self.store, Events(), KEY)
        self.polls = Polls(self.store, Events())
        self.tally = Tally(self.store)

    def cast(self, choices: Any, style: int = 1) -> None:
        self._voter = self.store.read(lambda box: box.turnout().voters) + 1
        self.store.write(lambda box: box.add_right(self._voter, style))
        self.ballots.cast(self._voter, choices)

    def shown(self, contest_id: int = PRESIDENT) -> Figures:
        result = next(each for each in self.tally.results() if each.contest.id == contest_id)
        return result.ballots, tuple(each.votes for each in result.counts)

    def copied(self, path: Path) -> "Box":
        """What somebody finds who opens the folder as it lies on the disk now."""
        shutil.copytree(self.path, path)
        return Box(path)

    def close(self) -> None:
        self.store.close()
        self.leave()

    def leave(self) -> None:
        self._stack.close()


@pytest.fixture
def box(tmp_path: Path) -> Any:
    made = Box(tmp_path / "club")
    yield made
    made.close()


def test_figures_move_by_five_ballots_and_one_step_late(box: Box) -> None:
    seen = []
    for number in range(1, 23):
        box.cast({PRESIDENT: (number % 3 + 1,)})
        seen.append(box.shown()[0])
    assert seen == [0] * 9 + [5] * 5 + [10] * 5 + [15] * 3
    assert box.shown() == (15, (5, 5, 5))
    assert box.store.read(lambda snapshot: snapshot.counts(PRESIDENT)).ballots == 22


def test_the_final_figures_are_exact_and_come_with_the_count_alone(box: Box) -> None:
    for _ in range(12):
        box.cast({PRESIDENT: (1,)})
    box.polls.pause()
    assert box.shown() == (5, (5, 0, 0))
    box.polls.resume()
    box.polls.close()
    assert box.shown() == (5, (5, 0, 0))  # it may be reopened: one more vote must not be told then
    box.polls.reopen("too early")
    box.cast({PRESIDENT: (2,)})
    box.polls.close()
    box.polls.count()
    assert box.shown() == (13, (12, 1, 0))


@pytest.mark.parametrize("last", [[Step.CLOSE, Step.COUNT], [Step.ANNUL]])
def test_nothing_that_was_shown_is_kept_once_the_polls_are_over_for_good(box: Box, last: list[Step]) -> None:
    for _ in range(11):
        box.cast({PRESIDENT: (1,), MOTION: "yes"})
    kept = engine_of(box.store).read(lambda tables: len(tables["live_counts"]))
    assert kept == 2
    for step in last:
        box.polls.take(step, why="over")
    assert engine_of(box.store).read(lambda tables: len(tables["live_counts"])) == 0


def test_contests_of_a_group_move_by_the_groups_ballots(box: Box) -> None:
    for _ in range(9):
        box.cast({PRESIDENT: (1,)}, style=2)
        box.cast({PRESIDENT: (1,), MOTION: "no"})
    assert box.shown(PRESIDENT)[0] == 10
    assert box.shown(MOTION)[0] == 0
    box.cast({MOTION: "no"})
    assert box.shown(MOTION) == (5, (0,))


def test_blank_ballots_are_ballots(box: Box) -> None:
    for _ in range(10):
        box.cast({})
    (president, _) = box.tally.results()
    assert (president.ballots, president.blank) == (5, 5)


def test_a_restart_shows_what_was_shown_and_goes_on_from_there(box: Box, tmp_path: Path) -> None:
    for _ in range(13):
        box.cast({PRESIDENT: (1,)})
    again = box.copied(tmp_path / "killed")
    assert again.shown() == (5, (5, 0, 0))
    for number in range(1, 8):
        again.cast({PRESIDENT: (2,)})
        assert again.shown() == ((5, (5, 0, 0)) if number < 6 else (14, (13, 1, 0)))
    again.close()


def test_a_ballot_that_could_not_be_kept_is_in_no_figures(box: Box) -> None:
    for _ in range(9):
        box.cast({PRESIDENT: (1,)})
    box.store.write(lambda tables: tables.add_right(99, 1))
    with model_disk(box.path, fail_at(1, errno.ENOSPC, last=10_000)), pytest.raises(StorageFailed):
        box.ballots.cast(99, {PRESIDENT: (2,)})
    assert box.shown()[0] == 0
    box.ballots.cast(99, {PRESIDENT: (3,)})
    assert box.shown() == (5, (5, 0, 0))


def test_no_step_is_put_off_because_all_marked_alike(box: Box) -> None:
    """Else whoever votes when it moves on would be known as the one who marked otherwise."""
    for _ in range(10):
        box.cast({PRESIDENT: (2,)})
    assert box.shown() == (5, (0, 5, 0))


def test_an_election_that_went_on_while_it_was_under_way_stands_still(box: Box) -> None:
    """What was shown elsewhere meanwhile is not known here."""
    for _ in range(10):
        box.cast({PRESIDENT: (1,)})
    box.store.write(lambda tables: tables.put_epoch(Epoch(1, under_way=True)))
    for _ in range(20):
        box.cast({PRESIDENT: (1,)})
    assert box.shown()[0] == 5


@pytest.mark.parametrize("others", [{"practice": True}, {"sample": True}])
def test_practice_and_samples_are_exact(tmp_path: Path, others: dict[str, Any]) -> None:
    box = Box(tmp_path / "tried", {**GIVEN, **others})
    box.cast({PRESIDENT: (2,)})
    assert box.shown() == (1, (0, 1, 0))
    assert engine_of(box.store).read(lambda tables: len(tables["live_counts"])) == 0
    box.close()


def test_what_comes_with_the_program_is_a_sample(store: Store) -> None:
    assert store.read(lambda box: box.election()).sample


def test_methods_without_live_results_keep_none(tmp_path: Path) -> None:
    contests = [{"title": {"en": "?"}, "kind": "irv", "candidates": ["A", "B"]}]
    contests[0]["rule"] = {"ties": {"by": "order", "order": [2, 1], "made": "drawn"}}
    box = Box(tmp_path / "ranked", {**GIVEN, "styles": [[1], [1]], "contests": contests})
    for _ in range(12):
        box.cast({1: ((1,), (2,))})
    assert engine_of(box.store).read(lambda tables: len(tables["live_counts"])) == 0
    box.close()


# --- whatever happens ----------------------------------------------------------------------------------

MARKS = st.sampled_from([(), (1,), (2,), (3,)])
ANSWERS = st.sampled_from([{}, {0: "yes"}, {0: "no"}, {0: "abstain"}])


class Watched(RuleBasedStateMachine):
    """An election, and somebody who sees every figure and knows all ballots in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp(prefix="live-counts-"))
        self.folders = 0
        self.box = Box(self.room / "0")
        self.cast: dict[int, list[Any]] = {PRESIDENT: [], MOTION: []}
        self.seen: dict[int, list[Figures]] = {PRESIDENT: [], MOTION: []}
        self.withdrawn = False
        self.steady = {PRESIDENT: 0, MOTION: 0}  # ballots since the start

    def teardown(self) -> None:
        self.box.polls.close()
        self.box.polls.count()
        for contest_id, seen in self.seen.items():
            final = self.box.shown(contest_id)
            assert final == self.figures(contest_id, len(self.cast[contest_id]))
            assert seen[-1][0] == 0 or final[0] - seen[-1][0] >= STEP
        self.box.close()
        shutil.rmtree(self.room)

    def figures(self, contest_id: int, ballots: int) -> Figures:
        """What the first so many ballots add up to."""
        marked = self.cast[contest_id][:ballots]
        if contest_id == MOTION:
            return ballots, (sum(each == {0: "yes"} for each in marked),)
        votes = Counter(each[0] for each in marked if each)
        return ballots, tuple(0 if self.withdrawn and each == 3 else votes[each] for each in (1, 2, 3))

    @rule(marks=MARKS, answer=ANSWERS, in_both=st.booleans())
    def vote(self, marks: Any, answer: Any, in_both: bool) -> None:
        if self.box.polls.election().state is not PollsState.OPEN:
            self.box.polls.resume()
        marks = () if self.withdrawn and marks == (3,) else marks
        choices = {PRESIDENT: marks, MOTION: answer} if in_both else {PRESIDENT: marks}
        self.box.cast(choices, style=1 if in_both else 2)
        for contest_id, marking in choices.items():
            self.cast[contest_id].append(marking)
            self.steady[contest_id] += 1

    @rule(marks=MARKS, times=st.integers(2, 6))
    def vote_alike(self, marks: Any, times: int) -> None:
        for _ in range(times):
            self.vote(marks, {}, in_both=True)

    @rule()
    def pause(self) -> None:
        if self.box.polls.election().state is PollsState.OPEN:
            self.box.polls.pause()

    @rule()
    def close_and_reopen(self) -> None:
        self.box.polls.close()
        self.see()
        self.box.polls.reopen("too early")

    @rule(kill=st.booleans())
    def restart(self, kill: bool) -> None:
        self.folders += 1
        path = self.room / str(self.folders)
        if kill:
            again = self.box.copied(path)
            self.box.leave()
        else:
            self.box.close()
            again = self.box.copied(path)
        self.box, self.steady = again, {PRESIDENT: 0, MOTION: 0}

    @precondition(lambda self: not self.withdrawn)
    @rule()
    def withdraw(self) -> None:
        Editing(self.box.store, EditHistory(), Events()).withdraw(3, "ill")
        self.withdrawn = True
        # The same ballots, counted otherwise.
        self.seen[PRESIDENT] = [self.figures(PRESIDENT, ballots) for ballots, _ in self.seen[PRESIDENT]]

    @invariant()
    def see(self) -> None:
        for contest_id, seen in self.seen.items():
            figures, cast = self.box.shown(contest_id), len(self.cast[contest_id])
            assert figures == self.figures(contest_id, figures[0])  # of a moment that there was
            assert figures[0] == 0 or cast - figures[0] >= STEP
            if not seen or figures != seen[-1]:
                assert not seen or figures[0] - seen[-1][0] >= STEP
                seen.append(figures)
            if self.steady[contest_id] >= 2 * STEP:
                assert cast - figures[0] < 2 * STEP + 1  # and it does move


class TestWatched(Watched.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=3, stateful_step_count=20)


@pytest.mark.slow
class TestWatchedLong(Watched.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=20, stateful_step_count=40)
