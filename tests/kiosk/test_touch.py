"""A whole vote by a finger: touches as a touch screen sends them, and nothing else."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive
from tests.services import Services


def tap(window: KioskWindow, screen: QPointingDevice, widget: QWidget) -> None:
    """Put a finger down in the middle of `widget` and lift it."""
    settle()
    assert widget.visibleRegion().contains(widget.rect().center()), "nobody can touch what is not to be seen"
    place: QPoint = widget.mapTo(window, widget.rect().center())
    QTest.touchEvent(window.windowHandle(), screen).press(0, place, window.windowHandle()).commit()
    QTest.touchEvent(window.windowHandle(), screen).release(0, place, window.windowHandle()).commit()
    settle()


def log_in_by_touch(qtbot: QtBot, window: KioskWindow, finger: QPointingDevice) -> None:
    """Ask to vote at the first page, and log in with the keyboard on the screen."""
    screens, keyboard = window.screens, window.accessibility.keyboard
    tap(window, finger, screens.start.ways["log_in"])
    arrive(qtbot, window, "log_in")
    form = screens.log_in
    tap(window, finger, form.email.line)
    qtbot.waitUntil(keyboard.isVisible)
    for line, text in ((form.email.line, "voter@example.org"), (form.password.line, PASSWORD)):
        assert window.focusWidget() is line
        if keyboard.language != "en":
            tap(window, finger, keyboard.key(Act.LANGUAGE))
        for letter in text:
            tap(window, finger, keyboard.key(Act.SPACE if letter == " " else letter))
        assert line.text() == text
        tap(window, finger, keyboard.key(Act.ENTER))  # on to the next line, or to the ballot


def test_a_whole_vote_by_touch_alone(qtbot: QtBot, rich_window: KioskWindow, rich_services: Services) -> None:
    window, screens = rich_window, rich_window.screens
    finger = QTest.createTouchDevice()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tap(window, finger, window.header.language_button("en"))
    log_in_by_touch(qtbot, window, finger)
    arrive(qtbot, window, "ballot")
    tap(window, finger, screens.ballot.rows[1])
    assert screens.ballot.rows[1].isChecked()
    for _ in range(3):
        tap(window, finger, screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    tap(window, finger, screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    tap(window, finger, screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert window.ui.language == "ko"
    assert rich_services.tally.turnout().voted == 1
