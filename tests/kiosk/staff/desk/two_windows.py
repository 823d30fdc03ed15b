"""The desk in a window of its own on a second screen, as a program of its own: Qt must know of both screens
from its start. Prints what it saw, as JSON. Takes the data folder.
"""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import catalogue
from election.models import WayIn
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.desk import DeskState
from election.voters.passwords import Passwords
from kiosk.app.application import build_application
from kiosk.app.window import KioskWindow
from kiosk.lockdown.idle import IdleTimer
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.page import DeskPage
from kiosk.staff.desk.screen import DeskScreen
from kiosk.staff.screens.panel import PanelPage
from kiosk.support.api_status import ApiStatus
from kiosk.voter.outcomes import Countdown
from tests.conftest import KEY
from tests.election.voters.codes import let_in_by
from tests.kiosk.hand import unhurried
from tests.kiosk.staff.desk.conftest import CLUB, PEOPLE, PIN, id_of
from tests.kiosk.staff.door import PASSPHRASE
from tests.services import Services, build_services

_PATIENCE_MS = 50_000


def wait(until: Callable[[], object]) -> None:
    """Wait until it is so."""
    for _ in range(_PATIENCE_MS // 10):
        if until():
            return
        QTest.qWait(10)
    raise AssertionError(until)


def build(store: JsonStore) -> Services:
    """A club that votes at the booth, the polls open."""
    services = build_services(store, KEY, Passwords(memory_kib=8, passes=1))
    for entry in PEOPLE:
        services.roll.add(entry)
    let_in_by(store, WayIn.DESK)
    services.organiser.set_first(PASSPHRASE)
    services.desk_passphrase.set(PIN)
    services.polls.open()
    return services


def look(folder: Path) -> dict[str, object]:
    """Let one vote at the booth while the desk looks for the next."""
    application = build_application(catalogue(), "ko")
    with DataFolder(folder) as data, closing(JsonStore(data)) as store:
        store.write(lambda transaction: create_election(transaction, CLUB))
        services = build(store)
        window = KioskWindow(
            services,
            catalogue(),
            ApiStatus(),
            locked=True,
            countdown=Countdown(1_000),
            fade_ms=0,
            presses=unhurried(),
        )
        window.open()
        QTest.qWaitForWindowActive(window, 50_000)
        (hall,) = (each for each in application.screens() if each is not window.screen())
        desk_window = window.second_windows.desk()
        now = [0.0]
        desk_window._idle = lambda: IdleTimer(120, 0, lambda: now[0])
        found: dict[str, object] = {"opens": desk_window.open()}
        desk = desk_window.window
        assert desk is not None
        found["there"] = desk.screen() is hall and desk.geometry() == hall.geometry()
        found["locked first"] = desk.flow.is_locked
        screen = unlock(desk.flow)
        type_in(screen, "김하나")
        QTest.keyClick(screen.field.line, Qt.Key.Key_Return)
        wait(lambda: window.voter_flow.here is window.screens.ballot)
        wait(lambda: "김하나" in screen.done_text.plain_text())
        found["booth is hers"] = window.session.voter is not None and window.session.voter.name == "김하나"
        window.screens.ballot.rows[0].click()
        type_in(screen, "김하늘")  # the desk goes on meanwhile
        QTest.keyClick(screen.field.line, Qt.Key.Key_Return)
        wait(lambda: bool(screen.notice.plain_text()))
        found["booth is taken"] = screen.notice.plain_text() == catalogue().text("error.desk.booth_taken")
        found["her marks stay"] = window.session.markings() == {1: (1,)}
        window.activateWindow()  # as by a touch of the voter's
        window.screens.ballot.rows[1].setFocus()
        screen.start_anew()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
        wait(lambda: True)
        found["keys mark nothing at the booth"] = window.session.markings() == {1: (1,)}
        found["keys are the desk's"] = screen.field.text() == "x"
        window.screens.ballot.forward_button.click()
        window.screens.review.cast_button.click()
        wait(lambda: window.voter_flow.here is window.screens.outcome)
        window.screens.outcome.done_button.click()
        wait(lambda: window.voter_flow.at_start)
        found["voted"] = services.desk.state(id_of(services, "0482")) is DeskState.VOTED
        desk.flow.open(PanelPage)
        found["no panel"] = screen.isVisible()
        QTest.keyClick(screen.field.line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        found["locks"] = desk.flow.is_locked and not screen.isVisible() and not screen.field.text()
        unlock(desk.flow)
        now[0] += 121
        desk.idle_guard.check()
        found["locks by itself"] = desk.flow.is_locked
        unlock(desk.flow)
        projector = window.second_windows.projector()
        found["projector finds no screen"] = not projector.screens() and not projector.open()
        desk.windowHandle().setScreen(window.screen())
        found["gone when moved"] = not desk_window.is_open
        found["free again"] = projector.screens() == (hall,)
        found["opens again"] = desk_window.open() and desk_window.window is not None
        found["locked again"] = desk_window.window is not None and desk_window.window.flow.is_locked
        window.shut_down()
        found["left"] = len([each for each in QApplication.topLevelWidgets() if each.isVisible()])
        return found


def unlock(flow: object) -> DeskScreen:
    """Type the PIN."""
    from kiosk.staff.desk.window import DeskFlow

    assert isinstance(flow, DeskFlow)
    form = flow.page(DeskEnterPage).screen
    form.passphrase.line.setText(PIN)
    form.submit.click()
    screen = flow.page(DeskPage).screen
    wait(lambda: screen.isVisible() and screen._totals is not None)
    return screen


def type_in(screen: DeskScreen, name: str) -> None:
    """Search, and wait for the hit."""
    screen.start_anew()
    screen.field.line.setText(name)
    wait(lambda: [each.name for each in screen.people.people] == [name])


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]))))
