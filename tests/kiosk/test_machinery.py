"""What the screens stand on: events to the main thread, work off it, the last net, fonts."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from election.errors import EmailTaken
from election.events import BallotCast, Events
from election.i18n.catalogue import catalogue
from kiosk.app.application import QtTexts, has_display
from kiosk.app.crash_handler import CrashHandler
from kiosk.app.event_bridge import EventBridge
from kiosk.app.window import KioskWindow
from kiosk.style.fonts import Fonts, find_fonts
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background
from tests.services import Services
from tools.screen_states import _PortTaken


class Emitter(QObject):
    fired = Signal(bool)


def test_emitting_does_not_eat_references() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one to `True` each time, and dies after some hundred."""
    emitter = Emitter()
    heard: list[bool] = []
    emitter.fired.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(5_000):
        emitter.fired.emit(True)
    assert len(heard) == 5_000
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < 100


def test_every_event_reaches_the_main_thread_and_redraws_are_few(qtbot: QtBot) -> None:
    events = Events()
    bridge = EventBridge(events)
    received: list[int] = []
    changed: list[int] = []
    bridge.event_received.connect(lambda event: received.append(threading.get_ident()))
    bridge.changed.connect(lambda: changed.append(len(received)))

    def burst() -> None:
        for _ in range(50):
            events.publish(BallotCast())

    threads = [threading.Thread(target=burst) for _ in range(4)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: bool(changed) and changed[-1] == 200)
    for thread in threads:
        thread.join()
    assert set(received) == {threading.get_ident()}
    assert len(changed) < 20
    bridge.close()
    bridge.close()
    events.publish(BallotCast())
    QApplication.processEvents()
    assert len(received) == 200


def test_disks_that_hang_keep_no_other_work_waiting(qtbot: QtBot) -> None:
    background, go_on, done = Background(), threading.Event(), list[int]()
    for _ in range(15):
        background.run(lambda: go_on.wait(100), lambda _value: None, lambda _error: None)
    background.run(lambda: 1, done.append, lambda _error: None)
    try:
        qtbot.waitUntil(lambda: done == [1])
    finally:
        go_on.set()
    assert background.close(timeout_ms=50_000)


def test_work_runs_elsewhere_and_comes_back_here(qtbot: QtBot) -> None:
    background = Background()
    found: list[tuple[object, int]] = []

    def work() -> int:
        return threading.get_ident()

    def fail() -> int:
        raise EmailTaken

    here = threading.get_ident()
    background.run(work, lambda value: found.append((value, threading.get_ident())), lambda error: None)
    qtbot.waitUntil(lambda: len(found) == 1)
    assert found[0][0] != here
    assert found[0][1] == here
    background.run(fail, lambda value: None, lambda error: found.append((error, threading.get_ident())))
    qtbot.waitUntil(lambda: len(found) == 2)
    assert isinstance(found[1][0], EmailTaken)
    assert found[1][1] == here
    assert background.close()


@pytest.fixture
def guard() -> Iterator[CrashHandler]:
    guard = CrashHandler()
    guard.install()
    yield guard
    guard.remove()


def test_what_nobody_caught_is_logged_and_told_in_general_words(
    qtbot: QtBot, services: Services, guard: CrashHandler, caplog: pytest.LogCaptureFixture
) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko", guard=guard)
    qtbot.addWidget(window)
    window.show()

    def broken() -> None:
        raise RuntimeError("the inner reason")

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(window.notice.plain_text()))
    assert window.notice.plain_text() == catalogue().text("error.internal", "ko")
    assert "the inner reason" in caplog.text
    window.set_language("en")
    assert window.notice.plain_text() == catalogue().text("error.internal", "en")
    window.reset()
    assert not window.notice.plain_text()
    window.shut_down()


def test_the_net_gives_the_hooks_back_and_leaves_ctrl_c_alone(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.excepthook, threading.excepthook
    guard = CrashHandler()
    guard.install()
    assert sys.excepthook == guard.on_exception
    guard.on_exception(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    guard.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_noise_of_the_platform_is_not_a_warning(
    guard: CrashHandler, caplog: pytest.LogCaptureFixture
) -> None:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    with caplog.at_level(logging.DEBUG):
        for words in ("This plugin does not support propagateSizeHints()", "something real"):
            guard.on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), words)
    assert [record.levelname for record in caplog.records if record.name == "qt"] == ["DEBUG", "WARNING"]


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "minimal:x"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_looked_for_before_qt_is_asked(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_display(environment, platform) is expected


def test_qt_speaks_the_language_of_the_window(qapp: QApplication) -> None:
    texts, line = QtTexts(qapp), QLineEdit()
    for language, undo in (("ko", "실행 취소"), ("en", "Undo"), ("ko", "실행 취소"), ("en", "Undo")):
        texts.use(language)
        menu = line.createStandardContextMenu()
        assert undo in menu.actions()[0].text().replace("&", "")


def test_the_bundled_font_is_there() -> None:
    fonts = find_fonts()
    assert fonts.korean
    assert fonts.families[0] == "Pretendard"
    assert 0.6 < fonts.cap_ratio < 0.8


def test_without_korean_letters_the_window_says_so_and_goes_on(qtbot: QtBot, services: Services) -> None:
    fonts = find_fonts()
    window = KioskWindow(
        services, catalogue(), ApiStatus(), "ko", fonts=Fonts(fonts.families, fonts.cap_ratio, korean=False)
    )
    qtbot.addWidget(window)
    assert window.font_notice.plain_text() == catalogue().text("window.no_korean_font", "en")
    assert window.voter_flow.here is window.start
    window.shut_down()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_header_tells_of_the_api(qtbot: QtBot, services: Services, language: str) -> None:
    told = []
    for status in (
        ApiStatus("http://192.168.0.7:2020"),
        ApiStatus(problem=_PortTaken(port=2020)),
        ApiStatus(),
    ):
        window = KioskWindow(services, catalogue(), status, language)
        qtbot.addWidget(window)
        told.append(window.start.network.plain_text())
        window.shut_down()
    assert "http://192.168.0.7:2020" in told[0]
    assert len(set(told)) == 3


def test_a_locked_window_is_closed_by_its_owner_only(qtbot: QtBot, services: Services) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko", locked=True)
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(window.isFullScreen)
    assert not window.close()
    assert window.isVisible()
    window.shut_down()
    assert not window.isVisible()


def test_an_open_window_takes_the_screen(qtbot: QtBot, services: Services) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko")
    qtbot.addWidget(window)
    window.open()
    qtbot.waitUntil(window.isMaximized)
    assert window.close()
    window.shut_down()
