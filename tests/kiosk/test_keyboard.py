"""A whole vote without a mouse, and what the keyboard must not do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive
from tests.services import Services


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab_to(qtbot: QtBot, target: QWidget) -> int:
    """Press Tab until `target` has the keyboard; return how often."""
    for presses in range(1, 60):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is target:
            return presses
    raise AssertionError(f"Tab never comes to {target.accessibleName()}")


def press(qtbot: QtBot, key: Qt.Key = Qt.Key.Key_Space) -> None:
    qtbot.keyClick(focused(), key)


def ready(qtbot: QtBot, window: KioskWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


@pytest.mark.slow
@pytest.mark.parametrize("size", [TextSize.USUAL, TextSize.LARGEST], ids=lambda size: size.name)
def test_a_whole_vote_by_keyboard_alone(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services, size: TextSize
) -> None:
    window, screens = rich_window, rich_window.screens
    window.set_look(Look(size))
    ready(qtbot, window)
    assert tab_to(qtbot, screens.start.ways["log_in"]) == 1
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "log_in")
    assert focused() is screens.log_in.email.line
    qtbot.keyClicks(focused(), "voter@example.org")
    assert tab_to(qtbot, screens.log_in.password.line) == 1, "the keyboard has its button after the fields"
    qtbot.keyClicks(focused(), PASSWORD)
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "ballot")
    assert focused() is screens.ballot, "no candidate looks better than another at first"
    assert tab_to(qtbot, screens.ballot.rows[0]) == 1
    press(qtbot)
    assert tab_to(qtbot, screens.ballot.rows[1]) == 1
    press(qtbot, Qt.Key.Key_Enter)
    tab_to(qtbot, screens.ballot.forward_button)
    press(qtbot)
    tab_to(qtbot, screens.ballot.rows[39])
    assert screens.ballot.rows[39].visibleRegion().boundingRect().height() > 40, "scrolled into sight"
    press(qtbot)
    tab_to(qtbot, screens.ballot.forward_button)
    press(qtbot)
    tab_to(qtbot, screens.ballot.forward_button)
    press(qtbot)
    arrive(qtbot, window, "review")
    assert tab_to(qtbot, screens.review.rows[0]) == 1
    tab_to(qtbot, screens.review.cast_button)
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "outcome")
    rich_services.polls.close()
    rich_services.polls.count()
    counts = [[each.votes for each in result.counts] for result in rich_services.tally.results()]
    assert counts == [[0, 1, 0], [0] * 39 + [1], [0, 0]]
    tab_to(qtbot, screens.outcome.done_button)
    press(qtbot)
    arrive(qtbot, window, "start")


def test_language_and_home_can_be_reached(qtbot: QtBot, rich_window: KioskWindow) -> None:
    ready(qtbot, rich_window)
    tab_to(qtbot, rich_window.header.language_button("en"))
    press(qtbot)
    assert rich_window.ui.language == "en"
    tab_to(qtbot, rich_window.header.home_button)
    press(qtbot, Qt.Key.Key_Return)
    assert rich_window.ui.language == "ko"


def test_a_key_held_down_presses_once_and_not_on_the_next_screen(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    ready(qtbot, rich_window)
    start = rich_window.start
    tab_to(qtbot, start.ways["sign_up"])
    button = focused()
    taken: list[int] = []
    start.asked.connect(lambda _request: taken.append(1))
    for kind, repeated in (
        (QEvent.Type.KeyPress, False),
        (QEvent.Type.KeyPress, True),
        (QEvent.Type.KeyRelease, True),
        (QEvent.Type.KeyPress, True),
    ):
        QApplication.sendEvent(
            button, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeated)
        )
    assert not taken, "it acts on release"
    qtbot.keyRelease(button, Qt.Key.Key_Return)
    assert len(taken) == 1


def test_the_ring_shows_where_the_keyboard_is_and_a_touch_leaves_none(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    ready(qtbot, rich_window)
    way = rich_window.start.ways["log_in"]
    before = way.grab().toImage()
    tab_to(qtbot, way)
    assert way.grab().toImage() != before
    button = rich_window.header.language_button("en")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()
