"""The library: an election that is erased is gone for good, and one that is copied opens elsewhere."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from election.errors import FolderUnusable, NoSuchElection
from election.library import Library
from election.store.json.files import folders
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
    told = library.erase(first)
    (left,) = (path / ELECTIONS).rglob("mine.txt")
    assert left.read_text() == "mine"
    assert told == (left.parent,)
    assert len(library.elections()) == 1


def put_copies(path: Path, election_id: str) -> Path:
    """Put there what an earlier version would: copies and files of an election, in its own folder."""
    folder = path / ELECTIONS / election_id
    copy = folder / f"vote-kiosk-{election_id}"
    shutil.copytree(folder, copy)
    shutil.copytree(folder, folder / "stick" / copy.name)
    for name in (f"{copy.name}.backup", f"{copy.name}.backup.new", f"pack-{election_id}.zip.part"):
        (folder / name).write_bytes(b"secret")
    (folder / f"sign-sheet-{election_id}.pdf").write_bytes(b"secret")
    return folder


def test_copies_and_files_of_it_in_its_own_folder_go_with_it(path: Path, library: Library) -> None:
    first, _ = two(library)
    put_copies(path, first)
    assert library.erase(first) == ()
    assert len(list((path / ELECTIONS).iterdir())) == 1


def test_nothing_of_them_can_be_read(path: Path, library: Library) -> None:
    first, second = two(library)
    library.replace_current(second)
    folder = put_copies(path, first)
    key = (folder / "token.key").read_bytes()
    with model_disk(path) as disk:
        library.erase(first)
        assert not [block for block in disk.blocks() if key in block or b"secret" in block]


def test_what_an_earlier_version_left_goes_at_the_next_start(path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        first, _ = two(services.library)
    folder = put_copies(path, first)
    folder.rename(folder.with_name(f"{first}.being-removed"))
    with opened(path, passwords) as services:
        assert len(services.library.ids()) == 1
    assert len(list((path / ELECTIONS).iterdir())) == 1


def test_a_start_says_what_it_cannot_remove_and_goes_on(
    path: Path, passwords: Passwords, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(path, passwords) as services:
        first, _ = two(services.library)
    folder = put_copies(path, first)
    (folder / "mine.txt").write_text("mine")
    removed = folder.rename(folder.with_name(f"{first}.being-removed"))
    with opened(path, passwords) as services:
        assert len(services.library.ids()) == 1
    assert list(removed.iterdir()) == [removed / "mine.txt"]
    assert str(removed) in caplog.text


def test_a_disk_that_refuses_a_file_keeps_the_others_from_nothing(
    path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shred = folders.shred

    def refuse(file: Path) -> None:
        if file.name == "election.json":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        shred(file)

    with opened(path, passwords) as services:
        first, second = two(services.library)
        services.library.replace_current(second)
        with monkeypatch.context() as refusing:
            refusing.setattr(folders, "shred", refuse)
            with pytest.raises(FolderUnusable):
                services.library.erase(first)
    removed = path / ELECTIONS / f"{first}.being-removed"
    assert [each.name for each in removed.iterdir()] == ["election.json"]
    with monkeypatch.context() as refusing:
        refusing.setattr(folders, "shred", refuse)
        with opened(path, passwords) as services:
            assert services.library.current_id == second
    assert str(removed) in caplog.text
    with opened(path, passwords):
        assert not removed.exists()


def test_one_of_the_same_id_is_erased_beside_what_was_left(path: Path, passwords: Passwords) -> None:
    for _ in range(3):
        with opened(path, passwords) as services:
            first, _ = two(services.library)
        left = path / ELECTIONS / f"{'0' * len(first)}.being-removed"
        left.mkdir(exist_ok=True)
        (left / "mine.txt").write_text("mine")
        again = (path / ELECTIONS / first).rename(path / ELECTIONS / ("0" * len(first)))
        (again / "mine.txt").write_text("mine")
        with opened(path, passwords) as services:
            assert left in services.library.erase(again.name)
    assert not again.exists()


def test_copies_beside_it_are_told_of(path: Path, library: Library) -> None:
    first, _ = two(library)
    inside = path / ELECTIONS / first
    beside = [path / f"vote-kiosk-{first}", path / ELECTIONS / f"{first}.old"]
    for each in beside:
        shutil.copytree(inside, each)
    assert library.erase(first) == tuple(sorted(beside))


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
