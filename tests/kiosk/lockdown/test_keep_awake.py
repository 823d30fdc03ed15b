"""The screen is held awake while people may come, and it never matters to the vote if it cannot be."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import PollsState
from kiosk.app.window import KioskWindow
from kiosk.lockdown.keep_awake import KeepAwake, presenting
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from kiosk.support.api_status import ApiStatus
from tests.services import Services


class System:
    """What the system is asked to do, and by which threads."""

    def __init__(self, *, agrees: bool = True) -> None:
        self.agrees = agrees
        self.held = threading.Event()
        self.released = threading.Event()
        self.threads: list[str] = []

    @contextmanager
    def hold(self) -> Iterator[Any]:
        self.threads.append(threading.current_thread().name)
        self.released.clear()
        self.held.set()
        yield SimpleNamespace(active=self.agrees)
        self.threads.append(threading.current_thread().name)
        self.held.clear()
        self.released.set()


def test_it_asks_and_lets_go_on_a_thread_of_its_own(qtbot: QtBot) -> None:
    system = System()
    awake = KeepAwake(hold=system.hold)
    with qtbot.waitSignal(awake.changed):
        awake.set_on(on=True)
        awake.set_on(on=True)
    assert system.held.is_set()
    assert not awake.refused
    awake.set_on(on=False)
    assert system.released.wait(50)
    assert system.threads == ["awake", "awake"]
    awake.set_on(on=True)
    assert system.held.wait(50)
    awake.close()
    assert not system.held.is_set()


def test_a_system_that_refuses_is_logged_and_told(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    awake = KeepAwake(hold=System(agrees=False).hold)
    with qtbot.waitSignal(awake.changed):
        awake.set_on(on=True)
    assert awake.refused
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    awake.close()
    assert not awake.refused


def test_a_library_that_fails_is_logged_and_told(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Any:
        raise OSError("no bus")

    awake = KeepAwake(hold=broken)
    with qtbot.waitSignal(awake.changed):
        awake.set_on(on=True)
    assert awake.refused
    assert "no bus" in caplog.text
    awake.close()


def test_the_real_thing_holds_where_the_system_lets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    with presenting() as mode:
        assert mode.active


@pytest.mark.parametrize("locked", [False, True])
def test_the_screen_stays_on_while_the_polls_are_open_and_in_a_locked_kiosk_always(
    qtbot: QtBot, services: Services, locked: bool
) -> None:
    system = System()
    awake = KeepAwake(hold=system.hold)
    window = KioskWindow(services, catalogue(), ApiStatus(), locked=locked, awake=awake)
    qtbot.addWidget(window)
    assert system.held.wait(50)
    services.polls.close()
    qtbot.waitUntil(
        lambda: (
            window.start.banner.state.plain_text()
            == catalogue().text(f"start.polls.{PollsState.CLOSED}", "ko")
        )
    )
    if locked:
        assert system.held.is_set()
    else:
        assert system.released.wait(50)
    window.shut_down()
    awake.close()


def test_staff_are_told_that_the_screen_may_go_dark(qtbot: QtBot, services: Services) -> None:
    services.organiser.set_first("walnut drawer compass")
    awake = KeepAwake(hold=System(agrees=False).hold)
    with qtbot.waitSignal(awake.changed):
        window = KioskWindow(services, catalogue(), ApiStatus(), awake=awake, fade_ms=0)
    qtbot.addWidget(window)
    window.show()
    window.start.staff_button.click()
    door = window.staff.page(EnterPassphrasePage).screen
    door.passphrase.line.setText("walnut drawer compass")
    door.submit.click()
    panel = window.staff.page(PanelPage).screen
    qtbot.waitUntil(panel.isVisible)
    assert [notice.plain_text() for notice in panel.notices if notice.plain_text()] == [
        catalogue().text("staff.news.dark", "ko")
    ]
    window.shut_down()
    awake.close()
