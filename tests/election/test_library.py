"""The library: elections are listed, made, made current and erased, each apart from all others."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.election_services import ElectionServices
from election.errors import (
    DataDamaged,
    FolderUnusable,
    NoElection,
    NoSuchElection,
    StorageFailed,
)
from election.events import CurrentChanged
from election.library import Library
from election.models import PollsState
from election.services import Services
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from election.voters.refusals import BadToken
from tests.services import opened

PASSWORD = "correct horse"


def definition(title: str) -> dict[str, Any]:
    return {
        "title": {"en": title},
        "live_results": True,
        "contests": [{"title": {"en": "?"}, "candidates": ["a", "b"]}],
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def services(path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(path, passwords) as services:
        yield services


@pytest.fixture
def library(services: Services) -> Library:
    return services.library


def two(library: Library) -> tuple[str, str]:
    """Two elections with open polls, the first of them current."""
    first, second = (library.create(definition(title), PollsState.OPEN) for title in ("first", "second"))
    library.replace_current(first)
    return first, second


def vote(election: ElectionServices, name: str) -> None:
    voter = election.accounts.sign_up(f"{name}@example.org", name, PASSWORD)
    election.ballots.cast(voter.id, {1: (1,)})


def voted(library: Library) -> int:
    with library.current() as election:
        return election.tally.turnout().voted


# --- which there are -----------------------------------------------------------------------------------


def test_a_new_library_has_no_election(library: Library) -> None:
    assert library.is_new
    assert library.is_empty
    assert library.current_id is None
    assert library.election() is None
    assert library.elections() == ()
    with pytest.raises(NoElection), library.current():
        pass


def test_elections_are_listed_with_title_and_state(library: Library) -> None:
    first, second = two(library)
    third = library.create(definition("third"))
    listed = {each.id: each for each in library.elections()}
    assert listed.keys() == {first, second, third}
    assert {each.title.in_language("en"): each.state for each in listed.values() if each.title} == {
        "first": PollsState.OPEN,
        "second": PollsState.OPEN,
        "third": PollsState.DRAFT,
    }
    assert [each.id for each in listed.values() if each.is_current] == [first]
    assert not any(each.problem for each in listed.values())


def test_a_damaged_one_is_told_and_no_other_touched(path: Path, library: Library) -> None:
    first, second = two(library)
    third = library.create_sample()
    for name in ("election.json", "election.copy.json"):
        (path / ELECTIONS / second / name).write_bytes(b"{}")
    before = {file: file.read_bytes() for file in (path / ELECTIONS).rglob("*") if file.is_file()}
    listed = {each.id: each for each in library.elections()}
    assert isinstance(listed[second].problem, DataDamaged)
    assert (listed[second].title, listed[second].state) == (None, None)
    assert listed[first].problem is listed[third].problem is None
    assert {file: file.read_bytes() for file in before} == before
    with pytest.raises(DataDamaged):
        library.replace_current(second)
    assert library.current_id == first
    assert voted(library) == 0
    library.erase(second)
    assert {each.id for each in library.elections()} == {first, third}


def test_one_that_may_not_be_looked_into_keeps_no_other_from_opening(
    path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(path, passwords) as services:
        first, second = two(services.library)
    stat, opens = Path.stat, os.open

    def refused(file: Any) -> None:
        if Path(file).parent == path / ELECTIONS / second:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))

    def stat_or_refuse(file: Path, **more: Any) -> os.stat_result:
        refused(file)
        return stat(file, **more)

    def open_or_refuse(file: Any, *given: Any, **more: Any) -> int:
        refused(file)
        return opens(file, *given, **more)

    monkeypatch.setattr(Path, "stat", stat_or_refuse)
    monkeypatch.setattr(os, "open", open_or_refuse)
    with opened(path, passwords) as services:
        assert services.library.current_id == first
        listed = {each.id: each for each in services.library.elections()}
        assert isinstance(listed[second].problem, FolderUnusable)


def test_all_that_is_ours_is_private_in_a_folder_that_others_may_look_into(
    path: Path, passwords: Passwords
) -> None:
    path.mkdir(mode=0o755)
    (path / "mine.txt").write_text("mine")
    mask = os.umask(0)
    try:
        with opened(path, passwords) as services:
            two(services.library)
            ours = [each for each in path.rglob("*") if each.name != "mine.txt"]
            assert path / ELECTIONS in ours
            assert [each.name for each in ours if each.stat().st_mode & 0o077] == []
    finally:
        os.umask(mask)


def test_one_whose_files_are_gone_is_damaged_and_not_begun_anew(path: Path, library: Library) -> None:
    _, second = two(library)
    for file in (path / ELECTIONS / second).iterdir():
        file.unlink()
    listed = {each.id: each for each in library.elections()}
    assert isinstance(listed[second].problem, DataDamaged)
    with pytest.raises(DataDamaged):
        library.replace_current(second)
    assert list((path / ELECTIONS / second).iterdir()) == []


def test_what_stands_beside_the_elections_is_none(path: Path, library: Library) -> None:
    first, _ = two(library)
    (path / ELECTIONS / "notes").mkdir()
    (path / ELECTIONS / "notes" / "mine.txt").write_text("mine")
    (path / ELECTIONS / ("f" * 16)).write_text("a file")
    (path / ELECTIONS / ("e" * 16)).symlink_to(path / ELECTIONS / first)
    assert len(library.elections()) == 2


def test_any_election_can_be_held_for_a_while(library: Library) -> None:
    first, second = two(library)
    for election_id in (first, second):
        with library.held(election_id) as election:
            assert election.id == election_id
            vote(election, "kim")
            assert voted(library) == 1, "the current one stays the current one"
    library.replace_current(second)  # the other was let go of, with what was cast in it
    assert voted(library) == 1
    with pytest.raises(NoSuchElection), library.held("0" * 16):
        pass


def test_one_that_is_made_current_meanwhile_is_held_as_such(library: Library) -> None:
    first, second = two(library)
    third = library.create(definition("third"))

    def hold() -> None:
        with library.held(second) as election:
            vote(election, "kim")

    with library.held(third):  # so that both wait for this one, in whatever order they come
        switching = threading.Thread(target=library.replace_current, args=(second,))
        waiting = [switching, threading.Thread(target=hold)]
        for each in waiting:
            each.start()
    for each in waiting:
        each.join(50)
        assert not each.is_alive()
    assert library.current_id == second
    assert voted(library) == 1
    library.replace_current(first)
    library.replace_current(second)
    assert voted(library) == 1


def test_one_that_was_held_is_let_go_of_whatever_happens(library: Library) -> None:
    _, second = two(library)
    with pytest.raises(ZeroDivisionError), library.held(second):
        raise ZeroDivisionError
    with library.held(second) as election:
        assert election.tally.turnout().voted == 0


# --- the current one -----------------------------------------------------------------------------------


def test_another_one_is_made_current_and_told(services: Services, library: Library) -> None:
    first, second = two(library)
    told: list[object] = []
    services.events.subscribe(told.append)
    library.replace_current(first)
    assert told == []
    library.replace_current(second)
    assert told == [CurrentChanged()]
    assert library.current_id == second
    election = library.election()
    assert election is not None
    assert election.title.in_language("en") == "second"
    library.replace_current(None)
    assert library.election() is None
    assert told == [CurrentChanged()] * 2
    with pytest.raises(NoSuchElection):
        library.replace_current("0" * 16)


def test_which_one_is_current_outlives_a_restart(path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        _, second = two(services.library)
        services.library.replace_current(second)
        with services.library.current() as election:
            vote(election, "kim")
    with opened(path, passwords) as services:
        assert services.library.current_id == second
        assert voted(services.library) == 1
        services.library.replace_current(None)
    with opened(path, passwords) as services:
        assert services.library.current_id is None
        assert not services.library.is_new


def test_the_only_one_stays_current_when_others_come(path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        first = services.library.create(definition("first"))
    with opened(path, passwords) as services:  # cut off before it was made current, or put here by hand
        assert services.library.current_id == first
        services.library.create(definition("second"))
    with opened(path, passwords) as services:
        assert services.library.current_id == first


def test_each_keeps_its_own_votes_and_tokens(library: Library) -> None:
    first, second = two(library)
    with library.current() as election:
        voter = election.accounts.sign_up("kim@example.org", "Kim", PASSWORD)
        token = election.accounts.issue_token(voter)
        vote(election, "lee")
    library.replace_current(second)
    assert voted(library) == 0
    with library.current() as election:
        with pytest.raises(BadToken):
            election.accounts.voter_id_of_token(token)
        vote(election, "lee")
        vote(election, "park")
    library.replace_current(first)
    assert voted(library) == 1
    with library.current() as election:
        assert election.accounts.voter_id_of_token(token) == voter.id


def test_one_that_is_held_stays_open_until_it_is_let_go(path: Path, library: Library) -> None:
    first, second = two(library)
    with library.current() as held:
        vote(held, "kim")
        switch = threading.Thread(target=library.replace_current, args=(second,))
        switch.start()
        while library.current_id != second:
            assert switch.is_alive()
        with library.current() as election:  # whoever comes now gets the other one, and need not wait
            assert election.id == second
            vote(election, "lee")
        vote(held, "park")
        assert switch.is_alive()
        assert (path / ELECTIONS / first / "recent.dat").exists()
    switch.join(50)
    assert not switch.is_alive()
    assert {file.name for file in (path / ELECTIONS / first).iterdir()} == {
        "election.json", "election.copy.json", "token.key", "signing.key"
    }  # fmt: skip
    with TinyDB(path / ELECTIONS / first / "election.json", access_mode="r") as stock:
        assert len(stock.table("marks")) == 2
    assert voted(library) == 1


def test_a_ballot_that_was_submitted_is_cast_where_it_was(library: Library) -> None:
    first, second = two(library)
    with library.current() as election:
        voter = election.accounts.sign_up("kim@example.org", "Kim", PASSWORD)
        finish = election.ballots.submit(voter.id, {1: (1,)})
    library.replace_current(second)
    assert voted(library) == 0
    finish()
    library.replace_current(first)
    assert voted(library) == 1


def test_where_that_cannot_be_noted_nothing_changes(
    services: Services, library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two(library)
    told: list[object] = []
    services.events.subscribe(told.append)

    def refuse(_work: object) -> None:
        raise StorageFailed

    with monkeypatch.context() as patch:
        patch.setattr(library._kiosk, "write", refuse)
        with pytest.raises(StorageFailed):
            library.replace_current(second)
    assert library.current_id == first
    assert told == []
    with library.current() as election:
        vote(election, "kim")
    library.replace_current(second)
    assert library.current_id == second
