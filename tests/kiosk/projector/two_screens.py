"""The projector on a second screen, as a program of its own: Qt must know of both screens from its start.
Prints what it saw, as JSON. Takes the data folder.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import catalogue
from election.voters.passwords import Passwords
from kiosk.app.application import build_application
from kiosk.app.window import KioskWindow
from kiosk.support.api_status import ApiStatus
from tests.services import opened_whole


def look(data: Path) -> dict[str, object]:
    """Open it, press a key on it, have the system move it."""
    application = build_application(catalogue(), "ko")
    with opened_whole(data, Passwords(memory_kib=8, passes=1)) as services:
        services.organiser.set_first("walnut drawer compass")
        window = KioskWindow(services, catalogue(), ApiStatus("http://192.168.0.10:2020"), locked=True)
        window.open()
        QTest.qWaitForWindowActive(window, 50_000)
        voters = window.screen()
        (hall,) = (each for each in QGuiApplication.screens() if each is not voters)
        projector = window.second_windows.projector()
        found = {"screens": projector.screens() == (hall,), "opens": projector.open()}
        (picture,) = (
            each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window
        )
        until = QSignalSpy(projector.changed)
        assert projector.status is not None or until.wait(50_000)
        found |= {
            "where": picture.geometry().getRect(),
            "hall": hall.geometry().getRect(),
            "fills": picture.isFullScreen(),
            "focus": bool(picture.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus),
            "voters stay active": window.isActiveWindow(),
            "voters on": window.screen() is voters,
        }
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        found["key taken"] = QApplication.sendEvent(picture, key)
        picture.windowHandle().setScreen(voters)
        found["gone when moved"] = not projector.is_open
        found["opens again"] = projector.open()
        window.windowHandle().setScreen(hall)  # the voters' window is moved onto the hall's screen
        application.processEvents()
        found["gone when voters come"] = not projector.is_open
        window.windowHandle().setScreen(voters)
        projector.open()
        window.shut_down()
        left = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return {**found, "left": len(left)}


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]))))
