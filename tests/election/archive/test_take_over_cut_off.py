"""Copying an election out, and going on with it, may be cut off at any operation of the disk."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from election.errors import ElectionError, FolderInUse
from election.models import PollsState
from election.services import Services
from election.setup.refusals import ContinuedElsewhere
from election.store.port.refusals import NoCopy
from election.voters.passwords import Passwords
from tests.election.archive.two_computers import begin, id_of
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, model_disk
from tests.election.test_library import PASSWORD
from tests.services import opened


def cut_off(modelled: Path, path: Path, at: int, how: str, work: Callable[[Services], object]) -> None:
    """Do `work` in a process that dies at file operation `at` in the folder that is modelled."""
    process = os.fork()
    if process == 0:
        with (
            opened(path, Passwords(memory_kib=8, passes=1)) as services,
            model_disk(modelled, lambda number, _: how if number == at else None, lambda _: os._exit(9)),
        ):
            with suppress(ElectionError):
                work(services)
            os._exit(0)
    os.waitpid(process, 0)


def operations(modelled: Path, path: Path, work: Callable[[Services], object], passwords: Passwords) -> int:
    with opened(path, passwords) as services, model_disk(modelled) as disk:
        work(services)
        return len(disk.kinds)


POINTS = [pytest.param(3, id="some"), pytest.param(25, id="many", marks=pytest.mark.slow)]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_copy_may_be_cut_off_anywhere(
    tmp_path: Path, passwords: Passwords, points: int, is_first: bool
) -> None:
    path, stick = tmp_path / "old", tmp_path / "stick"
    stick.mkdir()
    with opened(path, passwords) as services:
        election_id = begin(services)
        if not is_first:
            services.take_over.copy_out(election_id, stick)
        with services.library.current() as election:
            yoon = election.accounts.log_in("yoon@example.org", PASSWORD)
            election.ballots.cast(yoon.id, {})

    def work(services: Services) -> object:
        return services.take_over.copy_out(election_id, stick)

    kept = tmp_path / "kept"
    shutil.copytree(stick, kept)
    count = operations(stick, path, work, passwords)
    for at in range(1, count + 1, max(1, count // points)):
        for how in (BEFORE, AFTER, PARTIAL):
            shutil.rmtree(stick)
            shutil.copytree(kept, stick)
            cut_off(stick, path, at, how, work)
            with opened(path, passwords) as services:
                try:
                    found = services.take_over.look(stick).turnout.voted
                except NoCopy:
                    assert is_first
                else:
                    assert found in ((3,) if is_first else (2, 3))
                services.take_over.copy_out(election_id, stick)
                assert services.take_over.look(stick).turnout.voted == 3


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("where", ["new", "stick"])
def test_going_on_may_be_cut_off_anywhere(
    tmp_path: Path, passwords: Passwords, points: int, where: str
) -> None:
    stick, path = tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with opened(tmp_path / "old", passwords) as services:
        election_id = begin(services)
        services.take_over.copy_out(election_id, stick)
    with opened(path, passwords):
        pass

    def work(services: Services) -> object:
        return services.take_over.continue_from(stick)

    for each in (stick, path):
        shutil.copytree(each, each.with_suffix(".kept"))
    modelled = tmp_path / where
    count = operations(modelled, path, work, passwords)
    for at in range(1, count + 1, max(1, count // points)):
        for how in (BEFORE, AFTER, PARTIAL):
            for each in (stick, path):
                shutil.rmtree(each)
                shutil.copytree(each.with_suffix(".kept"), each)
            cut_off(modelled, path, at, how, work)
            with opened(path, passwords) as services:
                is_here = not services.library.is_empty
                if is_here:
                    with services.library.held(election_id) as election:
                        assert election.tally.turnout().voted == 2
                        assert election.contents.epoch().number == 1
                    with pytest.raises(ContinuedElsewhere):
                        services.take_over.continue_from(stick)
                else:
                    services.take_over.continue_from(stick)
                assert services.take_over.look(stick).epoch.continued


def test_an_election_that_a_program_holds_is_not_opened_as_a_copy(
    old: Services, new: Services, tmp_path: Path, passwords: Passwords
) -> None:
    election_id = id_of(old)
    lives_in = tmp_path / "old" / "elections" / election_id
    for services in (old, new):
        for look in (services.take_over.look, services.take_over.continue_from):
            for folder in (lives_in, tmp_path / "old" / "kiosk"):
                with pytest.raises(FolderInUse):
                    look(folder)
    with old.library.current() as election:
        yoon = election.accounts.log_in("yoon@example.org", PASSWORD)
        election.ballots.cast(yoon.id, {})
        assert election.polls.election().state is PollsState.OPEN
    shutil.copytree(tmp_path / "old", tmp_path / "after a power cut")
    with opened(tmp_path / "after a power cut", passwords) as again, again.library.current() as election:
        assert election.tally.turnout().voted == 3
