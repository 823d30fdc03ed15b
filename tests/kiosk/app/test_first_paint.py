"""How the window comes up: what is needed to see it first, and all else afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from api.errors import ApiDied, PortTaken
from election.errors import ElectionError
from election.i18n.catalogue import catalogue
from election.network.adapters import Adapter
from kiosk.app.first_paint import FirstPaint
from kiosk.app.window import KioskWindow
from kiosk.staff.network.page import NetworkPage
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.screen import Screen
from tests.kiosk.test_whole_vote import click
from tests.services import Services

pytestmark = pytest.mark.usefixtures("quick_looks")

# What a window that nobody has touched yet can do without. Each takes its time, or brings along what does.
# (Not tomllib: the measuring of coverage loads it in every process.)
UNNEEDED = (
    *("bottle", "waitress", "cerberus", "jwt", "ssl", "asyncio", "segno", "argon2", "PySide6.QtNetwork"),
    *(
        "PySide6.QtMultimedia",
        "PySide6.QtTextToSpeech",
        "api.wsgi.app",
        *("cli.legacy", "cli.commands.election", "rich", "tomli_w", "typst", "xlsxwriter"),
        "kiosk.voter.screens.ballot",
    ),
    *(
        "kiosk.widgets.forms.form",
        "kiosk.lockdown.overlay_pages",
        "kiosk.staff.screens.panel",
        "kiosk.keyboard.keys",
    ),
)
FIRST_PICTURE = """
import sys, main
from kiosk.app.window import KioskWindow

def picture(window):
    window.grab()
    print(*sorted(set(sys.argv[2:]) & set(sys.modules)))
    raise SystemExit

KioskWindow.open = picture
main.main(["--data", sys.argv[1], "--port", "0"])
"""


class Switch:
    """Gives an address, or the problem there is."""

    def __init__(self) -> None:
        self.reach = "off"
        self.problem: Exception | None = None
        self.name = ""
        self.turned: list[str] = []

    def turn(self, reach: str) -> str | None:
        if self.problem is not None:
            raise self.problem
        self.reach = reach
        self.turned.append(reach)
        return self.check()

    def check(self) -> str | None:
        if self.problem is not None:
            raise self.problem
        return f"http://{self.name or self.reach}:2020"


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def opening(qtbot: QtBot, services: Services, switch: Switch) -> Iterator[KioskWindow]:
    """A window whose network is still to come."""
    window = KioskWindow(services, catalogue(), ApiStatus(starting=True), "en", fade_ms=0, network=switch)
    qtbot.addWidget(window)
    yield window
    window.shut_down()


def test_the_first_picture_waits_for_nothing_it_does_not_show(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_PICTURE, str(tmp_path), *UNNEEDED]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == []


def test_the_network_is_turned_on_once_the_window_has_been_seen(qtbot: QtBot, opening: KioskWindow) -> None:
    pictures = []
    opening.opened.connect(lambda: pictures.append(opening.start.network.plain_text()))
    opening.opened.connect(lambda: opening.network.turn("computer"))
    opening.show()
    assert opening.start.network.plain_text() == catalogue().text("network.starting", "en")
    qtbot.waitUntil(lambda: "http://computer:2020" in opening.start.network.plain_text())
    opening.hide()
    opening.show()
    opening.repaint()
    qtbot.waitExposed(opening)
    assert len(pictures) == 1, "and never again"


@pytest.mark.parametrize("problem", [PortTaken(port=2020), RuntimeError("a bug")])
def test_whatever_keeps_the_network_off_voting_goes_on(
    qtbot: QtBot, opening: KioskWindow, switch: Switch, problem: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    switch.problem = problem
    opening.show()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("computer")
    assert opening.start.network.plain_text() == catalogue().text("network.problem", "en")
    assert isinstance(opening.network.status.problem, ElectionError)
    assert ("a bug" in caplog.text) is isinstance(problem, RuntimeError)
    click(qtbot, opening.start.ways["log_in"])
    assert opening.screens.log_in.isVisible()


def test_the_staffs_page_follows_when_the_network_comes_late(qtbot: QtBot, opening: KioskWindow) -> None:
    opening.show()
    page = opening.staff.page(NetworkPage).screen
    page.show_reach(opening.network.reach, opening.network.status)
    assert page.buttons["off"].isChecked()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("network")
    assert page.buttons["network"].isChecked()
    assert "http://network:2020" in page.address.plain_text()


def test_the_other_screens_are_made_together_when_one_is_needed(qtbot: QtBot, opening: KioskWindow) -> None:
    opening.show()
    opening.set_language("ko")
    opening.reset()
    assert opening.findChildren(Screen) == [opening.start]
    click(qtbot, opening.start.ways["sign_up"])
    form = opening.screens.sign_up
    assert form.isVisible()
    assert form in opening.screens
    assert all(screen.window() is opening for screen in opening.screens)
    assert form.submit.text() == catalogue().text("sign_up.submit", opening.ui.language)


def test_what_covers_the_window_holds_up_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sight = FirstPaint(window)
    with qtbot.waitSignal(sight.seen):
        QApplication.sendEvent(window, QEvent(QEvent.Type.Show))


def test_a_first_picture_that_comes_late_starts_nothing_twice(
    qtbot: QtBot, opening: KioskWindow, switch: Switch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window that something covers, or that comes up minimised, is painted when somebody uncovers it."""
    opening.opened.connect(lambda: opening.network.turn("computer"))
    with qtbot.waitSignal(opening.opened):
        QApplication.sendEvent(opening, QEvent(QEvent.Type.Show))
    seen: list[bool] = []
    opening.opened.connect(lambda: seen.append(True))
    opening.show()
    opening.repaint()
    switch.name = "elsewhere"  # so that it can be seen that time has passed
    with qtbot.waitSignal(opening.network.changed):
        opening.network.check()
    assert switch.turned == ["computer"]
    assert seen == []


def test_the_address_follows_when_the_laptop_changes_its_network(
    qtbot: QtBot, opening: KioskWindow, switch: Switch, services: Services
) -> None:
    services.networks.found = lambda: [Adapter("wlan0", (switch.name,))] if switch.name else []
    opening.show()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("network")
    phone = opening.start.phone
    assert (phone.isVisible(), phone.address.plain_text()) == (True, "http://network:2020")
    switch.name = "192.168.7.7"
    with qtbot.waitSignal(opening.network.changed):
        pass
    assert phone.address.plain_text() == "http://192.168.7.7:2020"
    assert "192.168.7.7" in phone.code.accessibleName()
    assert "192.168.7.7" in opening.start.network.plain_text()
    services.networks.found = list  # the cable was pulled, and the server has not noticed
    qtbot.waitUntil(phone.isHidden)
    told = opening.start.network
    address = "http://192.168.7.7:2020"
    assert told.plain_text() == catalogue().text("network.line.gone", "en", address=address)
    assert told.isVisible()
    switch.name = "192.168.9.9"
    services.networks.found = lambda: [Adapter("wlan0", (switch.name,))]
    qtbot.waitUntil(lambda: phone.address.plain_text() == "http://192.168.9.9:2020")
    assert phone.isVisible()
    assert services.networks.served == "http://192.168.9.9:2020"


def test_a_network_that_dies_is_told_and_so_is_its_return(
    qtbot: QtBot, opening: KioskWindow, switch: Switch
) -> None:
    opening.show()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("network")
    switch.problem = ApiDied()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.check()
    assert opening.start.network.plain_text() == catalogue().text("network.problem", "en")
    assert opening.start.api_notice.plain_text() == catalogue().of_error(ApiDied(), "en")
    assert not opening.start.phone.isVisible()
    switch.problem = None
    with qtbot.waitSignal(opening.network.changed):
        opening.network.check()
    assert opening.start.api_notice.plain_text() == ""
    assert opening.start.phone.isVisible()


def test_nobody_looks_at_a_network_that_is_still_to_come_or_after_the_end(
    qtbot: QtBot, opening: KioskWindow, switch: Switch
) -> None:
    opening.show()
    timer = opening.network._timer
    assert not timer.isActive(), "what has not been turned on is not off"
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("network")
    assert 0 < timer.interval() <= 5_000
    assert timer.isActive()
    opening.network.close()
    assert not timer.isActive()
    opening.network.check()
    assert opening.network._looking is None


def test_what_has_not_changed_is_not_told_again(qtbot: QtBot, opening: KioskWindow) -> None:
    opening.show()
    with qtbot.waitSignal(opening.network.changed):
        opening.network.turn("network")
    told: list[ApiStatus] = []
    opening.network.changed.connect(told.append)
    opening.network.check()
    qtbot.waitUntil(lambda: opening.network._looking is None)
    assert told == []
