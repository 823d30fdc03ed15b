"""A way of the Tab key that is wrong is found."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from tests.kiosk.checks import settle
from tests.kiosk.tab_order import what_cannot_be_reached
from tests.kiosk.test_whole_vote import arrive, click, log_in


@pytest.fixture
def ballot(qtbot: QtBot, rich_window: KioskWindow) -> KioskWindow:
    """At the contest with two candidates."""
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(2):
        click(qtbot, rich_window.screens.ballot.forward_button)
    settle()
    assert not what_cannot_be_reached(rich_window)
    return rich_window


def reversed_rows(window: KioskWindow) -> None:
    one, other = window.screens.ballot.rows
    QWidget.setTabOrder(other, one)


def a_row_left_out(window: KioskWindow) -> None:
    window.screens.ballot.rows[1].setFocusPolicy(Qt.FocusPolicy.ClickFocus)


def rows_after_the_foot(window: KioskWindow) -> None:
    QWidget.setTabOrder(window.screens.ballot.forward_button, window.screens.ballot.rows[1])


def a_stop_with_nothing_to_do(window: KioskWindow) -> None:
    window.screens.ballot.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def a_row_that_cannot_be_seen(window: KioskWindow) -> None:
    row = window.screens.ballot.rows[1]
    row.resize(0, 0)


FAULTS: Sequence[tuple[Callable[[KioskWindow], None], str]] = (
    (reversed_rows, "it jumps from 반대 to 찬성"),
    (a_row_left_out, "never reached: 반대"),
    (rows_after_the_foot, "it goes to and fro between the parts of the screen"),
    (a_stop_with_nothing_to_do, "reached, and nothing to be done there: BallotScreen"),
    (a_row_that_cannot_be_seen, "reached, and not to be seen: 반대"),
)


def test_a_keyboard_on_the_screen_before_the_last_line_is_told(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    assert not what_cannot_be_reached(rich_window)
    form.email.offer_keys(offered=True)
    settle()
    assert what_cannot_be_reached(rich_window) == ["it comes to the keyboard before 비밀번호"]


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_it_is_told(ballot: KioskWindow, fault: Callable[[KioskWindow], None], told: str) -> None:
    fault(ballot)
    assert [wrong for wrong in what_cannot_be_reached(ballot) if wrong.startswith(told)]


def test_looking_for_it_changes_nothing(qtbot: QtBot, rich_window: KioskWindow) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    click(qtbot, rich_window.screens.ballot.forward_button)
    click(qtbot, rich_window.screens.ballot.rows[3])
    rich_window.screens.ballot.rows[20].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    before = rich_window.grab().toImage()
    assert not what_cannot_be_reached(rich_window)
    assert rich_window.grab().toImage() == before
