"""Whom the results tell of the turnout, and of who withdrew."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from election.models import TurnoutFor
from election.store.port import Store
from kiosk.app.window import KioskWindow
from tests.kiosk.test_whole_vote import click
from tests.services import Services


@pytest.mark.slow
def test_turnout_that_is_for_the_staff_is_not_shown_before_the_count(
    qtbot: QtBot, window: KioskWindow, services: Services, store: Store
) -> None:
    election = services.polls.election()
    staff_alone = replace(election, turnout_for=TurnoutFor.STAFF, live_results=False)
    store.write(lambda box: box.replace_election(staff_alone))
    click(qtbot, window.start.results_button)
    screen = window.screens.results
    qtbot.waitUntil(screen.hidden.isVisible)
    assert not screen.waiting.isVisible()
    assert not screen.turnout_text.isVisible()
    services.polls.close()
    services.polls.count()
    qtbot.waitUntil(screen.turnout_text.isVisible)


@pytest.mark.slow
def test_that_counts_move_in_steps_is_said_and_told(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    click(qtbot, rich_window.start.results_button)
    screen = rich_window.screens.results
    qtbot.waitUntil(screen.note.isVisible)
    assert "5장 이상씩" in screen.note.plain_text()
    assert screen.note.plain_text() in screen.spoken()
    rich_window.set_language("en")
    assert "5 ballots or more" in screen.note.plain_text()
    rich_services.polls.close()
    rich_services.polls.count()
    qtbot.waitUntil(screen.note.isHidden)


def test_where_counts_are_exact_nothing_is_said_of_steps(qtbot: QtBot, window: KioskWindow) -> None:
    click(qtbot, window.start.results_button)
    qtbot.waitUntil(lambda: bool(window.screens.results.cards))
    assert window.screens.results.note.isHidden()
