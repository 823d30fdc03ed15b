"""A practice election is marked on every screen, of voters and staff, and under every overlay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.services import Services
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from tests.kiosk.conftest import PASSWORD, RICH, open_window
from tests.kiosk.staff.door import PASSPHRASE, enter
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        services.library.use(services.library.create({**RICH, "practice": True}, PollsState.OPEN))
        services.organiser.set_first(PASSPHRASE)
        with services.library.current() as election:
            election.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = open_window(qtbot, services)
    yield window
    window.shut_down()


def is_marked(window: KioskWindow) -> bool:
    band = window.practice_band
    assert band.text.plain_text() == catalogue().text("practice.band", window.ui.language)
    return band.isVisible() and not band.visibleRegion().isEmpty()


@pytest.mark.slow
def test_a_voter_sees_it_from_the_start_to_the_outcome(qtbot: QtBot, window: KioskWindow) -> None:
    assert is_marked(window)
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    assert is_marked(window)
    for _ in range(3):
        click(qtbot, window.screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    assert is_marked(window)
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    for language in LANGUAGES:
        window.set_language(language)
        assert is_marked(window)
    window.overlays.lock()
    assert is_marked(window)


def test_staff_see_it_and_it_goes_with_the_election(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    enter(qtbot, window)
    assert is_marked(window)
    with qtbot.waitSignal(window.service_calls.election_read):
        services.library.use(services.library.create(RICH))  # practice is left at any time
    assert not window.practice_band.isVisible()
    with qtbot.waitSignal(window.service_calls.election_read):
        services.library.use(services.library.create({**RICH, "practice": True}))
    assert is_marked(window)
