"""A voter is at their ballot while it is corrected, or somebody on it withdraws."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import LocalText
from election.setup.changes.candidates import ChangeCandidate
from election.setup.changes.contests import ChangeElection
from kiosk.app.window import KioskWindow
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services


def correct(services: Services) -> None:
    services.editing.correct(ChangeCandidate(1, {"name": "바른 이름"}), "오자")


def withdraw(services: Services) -> None:
    services.editing.withdraw(2, "본인 요청")


@pytest.mark.slow
@pytest.mark.parametrize("change", [correct, withdraw])
def test_their_ballot_is_not_taken_and_they_begin_again(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services, change: Callable[[Services], None]
) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    change(rich_services)
    click(qtbot, rich_window.screens.review.cast_button)
    arrive(qtbot, rich_window, "outcome")
    told = rich_window.screens.outcome.spoken()
    assert any(catalogue().text("error.election.changed", each).rstrip(".") in told for each in LANGUAGES)
    assert rich_services.tally.turnout().voted == 0
    click(qtbot, rich_window.screens.outcome.done_button)
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    click(qtbot, rich_window.screens.review.cast_button)
    qtbot.waitUntil(lambda: rich_services.tally.turnout().voted == 1)


def test_what_is_said_of_the_election_itself_disturbs_no_ballot(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    rich_services.editing.correct(ChangeElection({"title": LocalText.of({"ko": "바른 제목"})}), "오자")
    qtbot.waitUntil(lambda: rich_window.header.title.plain_text() == "바른 제목")
    click(qtbot, rich_window.screens.review.cast_button)
    qtbot.waitUntil(lambda: rich_services.tally.turnout().voted == 1)
