"""The library: an election that is erased is gone for good, and one that is copied opens elsewhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from election.errors import NoSuchElection
from election.library import Library
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from tests.election.store.json.disks import model_disk
from tests.election.test_library import PASSWORD, two, vote, voted
from tests.services import opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def library(path: Path, passwords: Passwords) -> Iterator[Library]:
    with opened(path, passwords) as services:
        yield services.library


def test_the_last_one_can_be_erased_and_no_sample_comes_by_itself(path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        first, second = two(services.library)
        services.library.erase(second)
        assert services.library.current_id == first
        services.library.erase(first)
        assert services.library.current_id is None
        assert services.library.is_empty
        assert not services.library.is_new
        with pytest.raises(NoSuchElection):
            services.library.erase(first)
    with opened(path, passwords) as services:
        assert services.library.current_id is None
        assert not services.library.is_new
    assert list((path / ELECTIONS).iterdir()) == []


def test_nothing_of_an_erased_one_can_be_read_and_no_other_is_touched(path: Path, library: Library) -> None:
    first, second = two(library)
    library.replace_current(second)
    with library.current() as election:
        vote(election, "kim")
    library.replace_current(first)
    with library.current() as election:
        vote(election, "someone.secret")
    library.replace_current(second)
    key = (path / ELECTIONS / first / "token.key").read_bytes()
    kept = {file: file.read_bytes() for file in (path / ELECTIONS / second).iterdir()}
    with model_disk(path) as disk:
        library.erase(first)
        assert not [block for block in disk.blocks() if b"someone.secret" in block or key in block]
    assert {file: file.read_bytes() for file in (path / ELECTIONS / second).iterdir()} == kept
    assert voted(library) == 1


def test_files_of_others_in_an_election_outlive_it(path: Path, library: Library) -> None:
    first, _ = two(library)
    (path / ELECTIONS / first / "mine.txt").write_text("mine")
    library.erase(first)
    (left,) = (path / ELECTIONS).rglob("mine.txt")
    assert left.read_text() == "mine"
    assert len(library.elections()) == 1


@pytest.mark.parametrize("end", [".old", ".new", ".bak", ".copy", ".1"])
def test_a_copy_that_somebody_puts_beside_an_election_stays_as_it_is(
    path: Path, passwords: Passwords, end: str
) -> None:
    with opened(path, passwords) as services:
        first, _ = two(services.library)
    copy = path / ELECTIONS / (first + end)
    shutil.copytree(path / ELECTIONS / first, copy)
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    with opened(path, passwords) as services:
        assert len(services.library.elections()) == 2
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before


def test_a_copy_of_an_election_is_opened_elsewhere(path: Path, tmp_path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        first, _ = two(services.library)
        with services.library.current() as election:
            vote(election, "kim")
    shutil.copytree(path / ELECTIONS / first, tmp_path / "other" / ELECTIONS / first)
    with opened(tmp_path / "other", passwords) as services:
        assert services.library.current_id == first
        assert voted(services.library) == 1
        with services.library.current() as election:
            assert election.accounts.log_in("kim@example.org", PASSWORD).name == "kim"
