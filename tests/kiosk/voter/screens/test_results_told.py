"""Whom the results tell of the turnout, and of who withdrew."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from election.models import TurnoutFor
from election.store.port import Store
from kiosk.app.window import KioskWindow
from tests.kiosk.test_whole_vote import click
from tests.services import Services


def test_turnout_that_is_for_the_staff_is_not_shown_before_the_count(
    qtbot: QtBot, window: KioskWindow, services: Services, store: Store
) -> None:
    election = services.polls.election()
    staff_alone = replace(election, turnout_for=TurnoutFor.STAFF, live_results=False)
    store.write(lambda box: box.replace_election(staff_alone))
    click(qtbot, window.screens.start.results_button)
    screen = window.screens.results
    qtbot.waitUntil(screen.hidden.isVisible)
    assert not screen.waiting.isVisible()
    assert not screen.turnout_text.isVisible()
    services.polls.close()
    services.polls.count()
    qtbot.waitUntil(screen.turnout_text.isVisible)
