"""A disk that is really full: the cast is refused, nothing is half there, and with room it goes on."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from election.errors import StorageFailed
from election.models import Voter
from election.setup.samples import create_sample
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from tests.services import Services, build_services


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_size_limit_refuses_the_vote_and_lifting_it_lets_it_in(
    services: Services, sign_up: Callable[[str], Voter], folder_path: Path
) -> None:
    first, second = sign_up("first"), sign_up("second")
    services.ballots.cast(first.id, {1: (1,)})
    assert (folder_path / "recent.dat").exists()
    with files_no_larger_than(8_192):  # the header and a part of the content
        for _ in range(3):
            with pytest.raises(StorageFailed):
                services.ballots.cast(second.id, {1: (2,)})
        assert not services.ballots.has_voted(second.id)
    services.ballots.cast(second.id, {1: (2,)})
    assert services.tally.turnout().voted == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_tiny_file_system_that_fills_up(tmp_path: Path, passwords: Passwords) -> None:
    """Needs the right to mount (CI runs as root); elsewhere the size limit above stands for it."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("not allowed to mount a file system here")
    try:
        with DataFolder(tmp_path / "data") as folder:
            store = JsonStore(folder)
            create_sample(store)
            services = build_services(store, b"k" * 32, passwords)
            voters = [services.accounts.sign_up(f"{number}", "n", "p") for number in range(40)]
            ballast = tmp_path / "ballast"
            refused = accepted = 0
            for number, voter in enumerate(voters):
                # With a journal a vote is written over room that is there; after a checkpoint it needs more.
                first, full = number % 4 == 1, number % 2 == 1
                if first:
                    store.checkpoint()
                if full:
                    fill(ballast)
                try:
                    services.ballots.cast(voter.id, {1: (1,)})
                    accepted += 1
                except StorageFailed:
                    assert first
                    refused += 1
                    assert not services.ballots.has_voted(voter.id)
                    ballast.unlink()
                    services.ballots.cast(voter.id, {1: (1,)})
                    accepted += 1
                ballast.unlink(missing_ok=True)
            assert refused == 10
            assert services.tally.turnout().voted == accepted == 40
            store.close()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def fill(ballast: Path) -> None:
    """Leave not a byte free."""
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(handle, b"x" * 4096)
    except OSError:
        pass
    finally:
        os.close(handle)
