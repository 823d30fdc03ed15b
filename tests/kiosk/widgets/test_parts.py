"""What the screens stand on, where it is hard on them: late answers, slots that fail, signals, no fonts."""

import gc
import logging
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, qWarning
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from election.errors import EmailTaken
from election.events import BallotCast, Events
from election.i18n.catalogue import catalogue
from kiosk.app.crash_handler import CrashHandler
from kiosk.app.event_bridge import EventBridge
from kiosk.app.signals import QuitOnSignals
from kiosk.app.window import KioskWindow
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from kiosk.style import fonts
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background
from tests.kiosk.conftest import open_window
from tests.services import Services

HANDLED = (signal.SIGINT, signal.SIGTERM)


# --- events ------------------------------------------------------------------------------------------------


def test_events_under_way_are_dropped_once_the_bridge_is_closed(qtbot: QtBot) -> None:
    events = Events()
    bridge, other = EventBridge(events), EventBridge(events)
    heard: list[object] = []
    bridge.event_received.connect(heard.append)
    bridge.changed.connect(lambda: heard.append("changed"))
    events.publish(BallotCast())
    bridge.close()
    with qtbot.waitSignal(other.changed):  # by then the closed one would have told as well
        events.publish(BallotCast())
    other.close()
    assert heard == []


def test_a_redraw_that_was_due_is_called_off(qtbot: QtBot) -> None:
    events = Events()
    bridge, other = EventBridge(events), EventBridge(events)
    redrawn: list[bool] = []
    bridge.changed.connect(lambda: redrawn.append(True))
    with qtbot.waitSignals([bridge.event_received, other.event_received]):
        events.publish(BallotCast())
    bridge.close()
    with qtbot.waitSignal(other.changed):
        pass
    other.close()
    assert redrawn == []


def test_what_comes_after_a_redraw_brings_another(qtbot: QtBot) -> None:
    events = Events()
    bridge = EventBridge(events)
    for _ in range(2):
        with qtbot.waitSignal(bridge.changed):
            events.publish(BallotCast())
    bridge.close()


# --- work off the thread -----------------------------------------------------------------------------------


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    assert background.close()


@pytest.mark.parametrize("fails", [False, True])
def test_a_closed_background_answers_nobody_but_lets_work_end(
    background: Background, qtbot: QtBot, *, fails: bool
) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()
    answers: list[object] = []

    def work() -> None:
        begun.set()
        may_end.wait()
        ended.set()
        if fails:
            raise EmailTaken

    job = background.run(work, answers.append, answers.append)
    begun.wait()
    assert not background.close(timeout_ms=0)  # still at work
    with qtbot.waitSignal(job.ended):
        may_end.set()
    assert ended.is_set()
    assert answers == []


def test_a_dropped_answer_does_not_hold_up_the_next(background: Background, qtbot: QtBot) -> None:
    answers: list[str] = []
    background.run(lambda: "dropped", answers.append, lambda _error: None).drop()
    background.run(lambda: "kept", answers.append, lambda _error: None)
    qtbot.waitUntil(lambda: answers == ["kept"])


class Secret:
    """What some work knows."""


def test_nothing_is_kept_of_work_that_is_done(background: Background, qtbot: QtBot) -> None:
    """However quickly it is: whether it ends before or after it was handed on is a race."""
    answers: list[type[Secret]] = []
    for _ in range(300):
        secret = Secret()
        background.run(lambda secret=secret: type(secret), answers.append, lambda _error: None)
    del secret
    qtbot.waitUntil(lambda: len(answers) == 300)

    def left() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(type(each) is Secret for each in gc.get_objects())

    qtbot.waitUntil(lambda: left() == 0)


def test_a_bug_in_the_background_is_logged_and_a_refusal_is_not(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def raising(error: Exception) -> None:
        raise error

    errors: list[Exception] = []
    for error in (EmailTaken(), RuntimeError("the inner reason")):
        background.run(lambda error=error: raising(error), lambda _value: None, errors.append)
        qtbot.waitUntil(lambda error=error: error in errors)
    assert "the inner reason" in caplog.text
    assert "EmailTaken" not in caplog.text


# --- the last net ------------------------------------------------------------------------------------------


@pytest.fixture
def guard() -> Iterator[CrashHandler]:
    guard = CrashHandler()
    guard.install()
    yield guard
    guard.remove()


def test_a_slot_that_fails_is_logged_and_the_window_goes_on(
    qtbot: QtBot, services: Services, guard: CrashHandler, caplog: pytest.LogCaptureFixture
) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko", guard=guard)
    qtbot.addWidget(window)
    window.show()

    def broken() -> None:
        raise RuntimeError("the inner reason")

    window.header.home_button.clicked.connect(broken)
    with qtbot.waitSignal(guard.failed):
        window.header.home_button.click()
    assert window.notice.plain_text() == catalogue().text("error.internal", "ko")
    assert window.notice.isVisible()
    assert "the inner reason" in caplog.text
    window.start.ways["log_in"].click()
    assert window.voter_flow.here is window.screens.log_in
    assert not window.notice.isVisible()
    window.shut_down()


def test_what_qt_says_goes_to_the_log(guard: CrashHandler, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("something of Qt's own")
    assert [(each.name, each.levelname) for each in caplog.records] == [("qt", "WARNING")]
    assert caplog.messages == ["something of Qt's own"]


# --- signals -----------------------------------------------------------------------------------------------


def run_until(qapp: QApplication, number: signal.Signals) -> int:
    """Run Qt's own event loop, and have the signal come while it waits."""
    QTimer.singleShot(0, lambda: signal.raise_signal(number))
    return qapp.exec()


@pytest.mark.parametrize("number", HANDLED)
def test_a_signal_ends_the_program_and_python_has_its_handlers_back(
    qapp: QApplication, number: signal.Signals
) -> None:
    before = [signal.getsignal(each) for each in HANDLED]
    signals = QuitOnSignals(qapp)
    assert run_until(qapp, number) == 0
    signals.close()
    assert [signal.getsignal(each) for each in HANDLED] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_signal_ends_a_program_whose_window_is_locked(
    qapp: QApplication, qtbot: QtBot, services: Services
) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko", locked=True)
    qtbot.addWidget(window)
    window.show()
    signals = QuitOnSignals(qapp)
    assert run_until(qapp, signal.SIGTERM) == 0
    signals.close()
    window.shut_down()


# --- fonts -------------------------------------------------------------------------------------------------


def test_the_bundled_font_writes_every_korean_syllable(qapp: QApplication) -> None:
    families = fonts.load_fonts().families
    font = QFont(list(families))
    assert QFontInfo(font).family() == "Pretendard"
    known = QFontMetrics(font)
    assert [letter for letter in map(chr, range(0xAC00, 0xD7A4)) if not known.inFontUcs4(ord(letter))] == []


def test_missing_font_files_are_logged_and_lived_with(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / fonts.FILES[0]).write_bytes(b"no font at all")
    with caplog.at_level(logging.WARNING):
        found = fonts.load_fonts(tmp_path)
    assert len(caplog.records) == len(fonts.FILES)
    assert found == fonts.find_fonts()


@pytest.fixture
def no_korean_font(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    database = SimpleNamespace(
        families=lambda *_system: [],
        WritingSystem=QFontDatabase.WritingSystem,
    )
    monkeypatch.setattr(fonts, "QFontDatabase", database)


@pytest.mark.usefixtures("no_korean_font")
def test_a_computer_without_korean_letters_is_told_of_in_letters_it_has(
    qtbot: QtBot, services: Services
) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus(), "ko")
    qtbot.addWidget(window)
    window.show()
    said = window.font_notice.plain_text()
    assert said.isascii()
    assert said == catalogue().text("window.no_korean_font", "en")
    assert window.font_notice.isVisible()
    window.voter_flow.go(window.screens.log_in)
    assert not window.font_notice.isVisible(), "the room is the voter's"
    window.reset()
    assert window.font_notice.isVisible()
    window.shut_down()


def test_nothing_is_a_window_of_its_own_for_a_moment(qtbot: QtBot, services: Services) -> None:
    """What is shown before it has a parent would flash up, at the start or when the staff open their door."""
    flashed: list[QObject] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                flashed.append(watched)
            return False

    application, watcher = QApplication.instance(), Watcher()
    assert application is not None
    application.installEventFilter(watcher)
    window = open_window(qtbot, services)
    assert window.staff.page(EnterPassphrasePage).screen.window() is window
    application.removeEventFilter(watcher)
    assert flashed == [window]
    window.shut_down()
