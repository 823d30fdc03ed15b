"""A real window, without a screen, over real services."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.setup.samples import create_sample
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from kiosk.accessibility import interfaces as assistive
from kiosk.app.window import KioskWindow
from kiosk.style.fonts import Fonts, load_fonts
from kiosk.support.api_status import ApiStatus
from kiosk.support.presses import Presses
from kiosk.voter.outcomes import Countdown
from tests.kiosk.hand import unhurried
from tests.services import Services, build_services

RICH = {
    "title": {"ko": "동아리 총회", "en": "Club meeting"},
    "live_results": True,
    "passwords_over_http": True,
    "contests": [
        {
            "title": {"ko": "회장", "en": "President"},
            "options": {"most": 1},
            "candidates": ["가람", "나래", "다온"],
        },
        {
            "title": {"ko": "위원", "en": "Board"},
            "options": {"most": 3},
            "candidates": [f"후보 {number}" for number in range(1, 41)],
        },
        {"title": {"ko": "안건", "en": "Motion"}, "options": {"most": 1}, "candidates": ["찬성", "반대"]},
    ],
}
PASSWORD = "correct horse"


@pytest.fixture
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have windows look at the network fifty times a second, so that no test waits for a look."""
    monkeypatch.setattr("kiosk.support.network_switch._CHECK_MS", 20)


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> Fonts:
    """What `build_application` does first: without it all text would be measured in another font, and
    assistive technology told in Qt's words.
    """
    assistive.install()
    return load_fonts()


@contextmanager
def sample_services(folder: Path, passwords: Passwords, name: str = "club") -> Iterator[Services]:
    """The services of a new sample election, usually the one with photos."""
    with DataFolder(folder) as data:
        store = JsonStore(data)
        create_sample(store, name)
        yield build_services(store, b"k" * 32, passwords)
        store.close()


@pytest.fixture(autouse=True)
def no_window_stays(qapp: QApplication) -> Iterator[None]:
    """Closed windows go with their test: each that stays is told of every later change of the keyboard's
    place, and the tests get slower and slower.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def no_touch_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has, and whatever touches a test before made up."""
    monkeypatch.setattr("kiosk.accessibility.services.has_touch_screen", lambda: False)


def open_window(
    qtbot: QtBot, services: Services, language: str = "ko", presses: Presses | None = None
) -> KioskWindow:
    """A shown window whose countdown is long enough not to end a test, and at which nobody is in a hurry
    unless `presses` tell.
    """
    window = KioskWindow(
        services,
        catalogue(),
        ApiStatus("http://127.0.0.1:2020"),
        language,
        countdown=Countdown(ticks=1_000),
        fade_ms=0,
        presses=presses or unhurried(),
    )
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    """The window over the sample election: one contest, vote for one."""
    window = open_window(qtbot, services)
    yield window
    window.shut_down()


@pytest.fixture
def rich_services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """Three contests: 1 of 3, up to 3 of 40, 1 of 2. Somebody called voter@example.org is on the roll."""
    with DataFolder(tmp_path / "rich") as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, RICH, PollsState.OPEN))
        services = build_services(store, b"k" * 32, passwords)
        services.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services
        store.close()


@pytest.fixture
def rich_window(qtbot: QtBot, rich_services: Services) -> Iterator[KioskWindow]:
    """The window over three contests."""
    window = open_window(qtbot, rich_services)
    yield window
    window.shut_down()
