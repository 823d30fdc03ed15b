"""The library and a disk that refuses: a checkpoint is put off, an election is left all the same."""

import errno
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from election.errors import (
    CheckpointFailed,
    StorageFailed,
)
from election.events import CheckpointDone, CheckpointPutOff, CurrentChanged
from election.library import Library
from election.services import Services
from election.store.json import engine
from election.store.json.files.journal_file import JournalFile
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from tests.election.store.json.disks import no_room_for_checkpoint
from tests.election.test_library import PASSWORD, two, vote, voted
from tests.services import opened


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


def until_all_are_made(library: Library) -> None:
    """Wait for the checkpoint of every election: `CheckpointDone` tells of one."""
    end = time.monotonic() + 50
    while library.checkpoint_put_off():
        assert time.monotonic() < end, "a checkpoint is still put off"


def test_a_checkpoint_that_is_put_off_is_told_and_made_later(
    services: Services, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    first, second = two(library)
    with library.current() as election:
        vote(election, "kim")
    told: list[object] = []
    done = threading.Event()

    def hear(event: object) -> None:
        told.append(event)
        if event == CheckpointDone():
            done.set()

    services.events.subscribe(hear)
    with no_room_for_checkpoint(monkeypatch):
        library.replace_current(second)
        assert told == [CurrentChanged(), CheckpointPutOff()]
        assert library.checkpoint_put_off()
        with pytest.raises(CheckpointFailed):
            library.erase(first)
        library.replace_current(first)  # and back: it is still open
        assert voted(library) == 1
        with library.current() as election:
            vote(election, "lee")
        library.replace_current(second)
        assert library.checkpoint_put_off()
    assert done.wait(50)
    until_all_are_made(library)
    library.replace_current(first)
    assert voted(library) == 2


def test_one_is_left_also_where_its_last_ballot_cannot_be_written(
    services: Services, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    first, second = two(library)
    with library.current() as election:
        vote(election, "kim")
        voter = election.accounts.sign_up("lee@example.org", "Lee", PASSWORD)
        finish = election.ballots.submit(voter.id, {1: (1,)})
    told: list[object] = []
    done = threading.Event()
    services.events.subscribe(told.append)
    services.events.subscribe(lambda event: done.set() if event == CheckpointDone() else None)
    with monkeypatch.context() as patch, no_room_for_checkpoint(patch):
        write = JournalFile.write

        def refuse(file: JournalFile, pieces: Iterable[bytes]) -> None:
            if first in str(file._path):
                raise OSError(errno.ENOSPC, "no room")
            write(file, pieces)

        patch.setattr(JournalFile, "write", refuse)
        library.replace_current(second)
        with pytest.raises(StorageFailed):
            finish()
    assert told[:2] == [CurrentChanged(), CheckpointPutOff()]
    assert done.wait(50)
    library.replace_current(first)
    assert voted(library) == 1


def test_a_checkpoint_of_one_that_is_current_again_is_told(
    services: Services, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    first, second = two(library)
    with library.current() as election:
        vote(election, "kim")
    done = threading.Event()
    services.events.subscribe(lambda event: done.set() if event == CheckpointDone() else None)
    with no_room_for_checkpoint(monkeypatch):
        library.replace_current(second)
        library.replace_current(first)
        assert library.checkpoint_put_off()
    assert done.wait(50)
    until_all_are_made(library)
    assert voted(library) == 1


def test_at_the_end_the_others_are_closed_also_where_one_cannot_be(
    path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if first in str(target):
            raise OSError(errno.ENOSPC, "no room")
        replace(source, target)

    with ExitStack() as stack:
        services = stack.enter_context(opened(path, passwords))
        first, second = two(services.library)
        with services.library.current() as election:
            vote(election, "kim")
        monkeypatch.setattr(os, "replace", refuse)
        services.library.replace_current(second)
        with services.library.current() as election:
            vote(election, "lee")
        with pytest.raises(CheckpointFailed):
            stack.close()
    assert (path / ELECTIONS / first / "recent.dat").exists()
    assert not (path / ELECTIONS / second / "recent.dat").exists()
    monkeypatch.undo()
    with opened(path, passwords) as services:
        for each in (first, second):
            services.library.replace_current(each)
            assert voted(services.library) == 1
