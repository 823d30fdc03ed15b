"""A window of staff over a library with a draft that is not current."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.models import PollsState
from election.services import Services
from election.setup.samples import sample_definition
from election.voters.passwords import Passwords
from kiosk.staff.ballot.contests import ContestsPage
from tests.kiosk.staff.ballot.editing import Editor
from tests.kiosk.staff.door import PASSPHRASE, Switch, enter, open_staffed
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        services.library.use(services.library.create_sample())
        services.organiser.set_first(PASSPHRASE)
        yield services


@pytest.fixture
def draft(services: Services) -> str:
    """The id of an election with two contests, and photos."""
    return services.library.create(sample_definition("club"), PollsState.DRAFT)


@pytest.fixture
def editor(qtbot: QtBot, services: Services, draft: str) -> Iterator[Editor]:
    """The page of the draft's contests."""
    window = open_staffed(qtbot, services, Switch())
    window.set_language("en")
    enter(qtbot, window)
    window.staff.open(ContestsPage, draft)
    editor = Editor(qtbot, window, services, draft)
    editor.settled(ContestsPage)
    yield editor
    window.shut_down()
