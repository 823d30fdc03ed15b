"""A change of the library may be cut off anywhere: one whole election is current afterwards, or none."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.services import Services
from election.store.json.files.names import ELECTIONS, election_ids
from election.voters.passwords import Passwords
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, model_disk
from tests.election.test_library import two, vote, voted
from tests.services import opened


def cut_off(path: Path, at: int, how: str, work: Callable[[Services], object]) -> None:
    """Do `work` in a process that dies at the file operation `at`."""
    process = os.fork()
    if process == 0:
        with opened(path, Passwords(memory_kib=8, passes=1)) as services:
            if services.library.current_id is not None:
                with services.library.current() as election:
                    vote(election, "late")
            with model_disk(path, lambda number, _: how if number == at else None, lambda _: os._exit(9)):
                work(services)
                os._exit(0)
    os.waitpid(process, 0)


def operations(path: Path, passwords: Passwords, work: Callable[[Services], object]) -> int:
    with opened(path, passwords) as services:
        with services.library.current() as election:
            vote(election, "late")
        with model_disk(path) as disk:
            work(services)
            return len(disk.kinds)


WORK: dict[str, Callable[[Services, str, str], object]] = {
    "use": lambda services, _first, second: services.library.replace_current(second),
    "none": lambda services, _first, _second: services.library.replace_current(None),
    "create": lambda services, _first, _second: services.library.create_sample(),
    "erase": lambda services, _first, second: services.library.erase(second),
    "erase current": lambda services, first, _second: services.library.erase(first),
}


def test_a_change_of_the_current_one_may_be_cut_off(tmp_path: Path, passwords: Passwords) -> None:
    cut_off_often(tmp_path, passwords, "use", points=3)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("what", WORK)
def test_a_change_may_be_cut_off_anywhere(tmp_path: Path, passwords: Passwords, what: str) -> None:
    cut_off_often(tmp_path, passwords, what, points=25)


def cut_off_often(tmp_path: Path, passwords: Passwords, what: str, points: int) -> None:
    path = tmp_path / "data"
    with opened(path, passwords) as services:
        first, second = two(services.library)
        with services.library.current() as election:
            vote(election, "kim")

    def work(services: Services) -> object:
        return WORK[what](services, first, second)

    shutil.copytree(path, tmp_path / "whole")
    count = operations(tmp_path / "whole", passwords, work)
    for at in range(1, count + 1, max(1, count // points)):
        for how in (BEFORE, AFTER, PARTIAL):
            copy = tmp_path / "copy"
            shutil.copytree(path, copy)
            cut_off(copy, at, how, work)
            check_cut_off(copy, first, second, passwords)
            shutil.rmtree(copy)


def check_cut_off(path: Path, first: str, second: str, passwords: Passwords) -> None:
    """Whatever was cut off, one of the two is current, or none, and both are whole or one is gone."""
    with opened(path, passwords) as services:
        library = services.library
        assert library.current_id in (first, second, None)
        for each in library.elections():
            assert each.problem is None
            assert each.title is not None
        names = {each.id for each in library.elections()}
        assert len(names & {first, second}) >= 1
        assert {each.name for each in (path / ELECTIONS).iterdir()} == names
        for each in names - {library.current_id}:
            assert not list((path / ELECTIONS / each).glob("*.dat"))
        if first in names:
            library.replace_current(first)
            assert voted(library) == 2
        if second in names:
            library.replace_current(second)
            assert voted(library) == 0
    for each in election_ids(path):
        with TinyDB(path / ELECTIONS / each / "election.json", access_mode="r") as stock:
            assert stock.table("meta").all()
