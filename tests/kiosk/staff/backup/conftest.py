"""A window over a library of elections, behind whose door tests look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.services import Services
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from tests.kiosk.conftest import open_window
from tests.kiosk.staff.door import PASSPHRASE
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        services.organiser.set_first(PASSPHRASE)
        yield services


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = open_window(qtbot, services)
    yield window
    window.shut_down()
