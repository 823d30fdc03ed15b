"""A first-time organiser comes from a fresh start to open polls in few presses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from election.models import PollsState
from election.services import Services
from election.setup.steps import Step
from election.setup.tasks import Area
from election.setup.templates import Template
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.staff.library.new import NewElectionPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import SetPassphrasePage
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.step import STEP_PAGES
from tests.kiosk.conftest import open_window
from tests.kiosk.test_whole_vote import click
from tests.services import opened

MOST_PRESSES, MOST_TYPED = 30, 60
PASSPHRASE = "walnut42"


class Organiser:
    """Presses and types, counting both."""

    def __init__(self, qtbot: QtBot, window: KioskWindow) -> None:
        self.presses = self.typed = 0
        self._qtbot, self._window = qtbot, window

    def press(self, button: QAbstractButton) -> None:
        self._qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
        click(self._qtbot, button)
        self.presses += 1

    def type(self, line: QLineEdit, text: str) -> None:
        self._qtbot.waitUntil(lambda: line.isVisible() and line.isEnabled())
        self._qtbot.keyClicks(line, text)
        self.typed += len(text)


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """As on a first start: the sample is there, and its polls are open."""
    with opened(tmp_path / "data", passwords) as services:
        services.library.use(services.library.create_sample())
        yield services


def test_from_a_first_start_to_open_polls(qtbot: QtBot, services: Services) -> None:
    window = open_window(qtbot, services, "en")
    page, organiser = window.staff.page, Organiser(qtbot, window)
    organiser.press(window.start.staff_button)
    first = page(SetPassphrasePage).screen
    organiser.type(first.new.line, PASSPHRASE)
    organiser.type(first.again.line, PASSPHRASE)
    organiser.press(first.submit)
    panel = page(PanelPage).screen

    organiser.press(panel.pages[TodayPage.name])  # the sample's polls are open
    organiser.press(page(TodayPage).screen.steps[Step.CLOSE])
    close = page(STEP_PAGES[Step.CLOSE]).screen
    organiser.type(close.passphrase.line, PASSPHRASE)
    organiser.press(close.submit)
    organiser.press(page(TodayPage).screen.back_button)

    organiser.press(panel.pages[LibraryPage.name])
    organiser.press(page(LibraryPage).screen.new_button)
    organiser.press(page(NewElectionPage).screen.templates[Template.ONE_PERSON])
    setup = page(SetupPage).screen
    qtbot.waitUntil(lambda: setup.isVisible() and 1 in setup.ballot.cards)
    organiser.type(setup.ballot.cards[1].name.line, "Kim")
    for _ in range(len(Area) - 1):
        organiser.press(setup.next_button)
    qtbot.waitUntil(lambda: setup.tasks is not None and bool(setup.tasks.election.contests[0].candidates))
    organiser.press(setup.next_button)
    confirm = page(STEP_PAGES[Step.OPEN]).screen
    organiser.type(confirm.passphrase.line, PASSPHRASE)
    organiser.press(confirm.submit)
    qtbot.waitUntil(page(TodayPage).screen.isVisible)

    election = services.library.election()
    assert election is not None
    assert election.state is PollsState.OPEN
    assert [each.name for each in election.contests[0].candidates] == ["Kim"]
    assert organiser.presses <= MOST_PRESSES
    assert organiser.typed <= MOST_TYPED
    assert (organiser.presses, organiser.typed) == (15, 35)  # what it takes today
    window.shut_down()
