"""A window behind whose door tests look."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from tests.kiosk.staff.door import PASSPHRASE, Switch, open_staffed
from tests.services import Services


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def staffed(qtbot: QtBot, rich_services: Services, switch: Switch) -> Iterator[KioskWindow]:
    """A window whose passphrase is set."""
    rich_services.organiser.set_first(PASSPHRASE)
    window = open_staffed(qtbot, rich_services, switch)
    yield window
    window.shut_down()
