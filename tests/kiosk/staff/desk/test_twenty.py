"""Twenty voters in a row, each let in by the desk."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from election.models import Turnout
from election.voters.desk import DeskState
from election.voters.roll_files.entries import Entry
from kiosk.app.window import KioskWindow
from tests.kiosk.staff.desk.hand import come_in, press, search
from tests.kiosk.test_whole_vote import arrive, click
from tests.services import Services


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_twenty_voters_in_a_row(qtbot: QtBot, window: KioskWindow, club: Services) -> None:
    names = [f"투표자{at:02}" for at in range(20)]
    for at, name in enumerate(names):
        club.roll.add(Entry(name, f"5000{at:02}"), why="늦게 등록함")
    for name in names:
        screen = come_in(qtbot, window)
        search(qtbot, screen, name, [name])
        press(Qt.Key.Key_Return)
        arrive(qtbot, window, "ballot")
        click(qtbot, window.screens.ballot.rows[0])
        click(qtbot, window.screens.ballot.forward_button)
        click(qtbot, window.screens.review.cast_button)
        arrive(qtbot, window, "outcome")
        click(qtbot, window.screens.outcome.done_button)
        arrive(qtbot, window, "start")
    assert club.tally.turnout() == Turnout(26, 20)
    people = {each.name: each.id for each in club.roll.people()}
    assert {club.desk.state(people[name]) for name in names} == {DeskState.VOTED}
    club.polls.close()
    club.polls.count()
    (result,) = club.tally.results()
    assert [each.votes for each in result.counts] == [20, 0]
