"""Two computers and a stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from election.services import Services
from election.voters.passwords import Passwords
from tests.election.archive.two_computers import begin
from tests.services import opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


@pytest.fixture
def old(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """The services of a computer on which two people have voted; a third is on the roll."""
    with opened(tmp_path / "old", passwords) as services:
        begin(services)
        yield services


@pytest.fixture
def new(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "new", passwords) as services:
        yield services
