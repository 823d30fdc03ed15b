"""A window over a data folder with one draft that nobody is on the roll of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from election.services import Services
from election.voters.passwords import Passwords
from tests.election.voters.test_roll import CLUB
from tests.kiosk.staff.door import PASSPHRASE
from tests.kiosk.staff.library.conftest import window
from tests.services import opened

__all__ = ["services", "window"]


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        services.organiser.set_first(PASSPHRASE)
        services.library.use(services.library.create(CLUB))
        yield services
