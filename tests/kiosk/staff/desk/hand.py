"""A poll worker's hand: how tests come to the desk, search and press keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.page import DeskPage
from kiosk.staff.desk.screen import DeskScreen
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from tests.kiosk.staff.desk.conftest import PIN
from tests.kiosk.test_whole_vote import click

CONTROL = Qt.KeyboardModifier.ControlModifier


def text(key: str, **values: object) -> str:
    return catalogue().text(key, "ko", **values)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As the system sends it: to whatever has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def type_in(line: QLineEdit, typed: str) -> None:
    """As an input method does: letter by letter would need a keyboard of every language."""
    QApplication.sendEvent(line, _committed(typed))


def _committed(typed: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(typed)
    return event


def come_in(qtbot: QtBot, window: KioskWindow) -> DeskScreen:
    """From the voters' start to the desk, by its PIN."""
    click(qtbot, window.start.staff_button)
    click(qtbot, window.staff.page(EnterPassphrasePage).screen.other_button)
    form = window.staff.page(DeskEnterPage).screen
    qtbot.waitUntil(form.isVisible)
    form.passphrase.line.setText(PIN)
    press(Qt.Key.Key_Return)
    screen = window.staff.page(DeskPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen._totals is not None)
    return screen


def search(qtbot: QtBot, screen: DeskScreen, typed: str, names: list[str]) -> None:
    screen.start_anew()
    type_in(screen.field.line, typed)
    qtbot.waitUntil(lambda: [each.name for each in screen.people.people] == names)


def told(screen: DeskScreen) -> str:
    return screen.done_text.plain_text()
