"""A window with a passphrase, a network that can be turned, and the way in."""

import threading

from pytestqt.qtbot import QtBot

from election.errors import Unavailable
from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.staff.place_buttons import PlaceButtons
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from kiosk.support.api_status import ApiStatus
from kiosk.support.places import Place
from kiosk.voter.outcomes import Countdown
from kiosk.widgets.buttons.button import Button
from tests.kiosk.test_whole_vote import click
from tests.services import Services

PASSPHRASE = "walnut drawer compass"


class PortTaken(Unavailable):
    """As the API has it; the window knows it by its code alone."""

    code = "api.port_taken"


class Switch:
    """A network whose turning takes as long as the test wants."""

    def __init__(self) -> None:
        self.reach = "computer"
        self.may_turn = threading.Event()
        self.may_turn.set()
        self.problem: Unavailable | None = None

    def turn(self, reach: str) -> str | None:
        assert self.may_turn.wait(50)
        self.reach = "off"
        if self.problem:
            raise self.problem
        self.reach = reach
        return self.check()

    def check(self) -> str | None:
        return None if self.reach == "off" else f"http://{self.reach}:2020"


def open_staffed(qtbot: QtBot, services: Services, switch: Switch | None = None) -> KioskWindow:
    status = ApiStatus("http://127.0.0.1:2020")
    window = KioskWindow(services, catalogue(), status, countdown=Countdown(1_000), fade_ms=0, network=switch)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


def try_passphrase(qtbot: QtBot, window: KioskWindow, text: str) -> None:
    form = window.staff.page(EnterPassphrasePage).screen
    qtbot.waitUntil(lambda: form.isVisible() and form.submit.isEnabled())
    form.passphrase.line.setText(text)
    click(qtbot, form.submit)


def enter(qtbot: QtBot, window: KioskWindow) -> None:
    click(qtbot, window.start.staff_button)
    try_passphrase(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(window.staff.page(PanelPage).screen.isVisible)


def open_page(qtbot: QtBot, window: KioskWindow, key: str) -> None:
    enter(qtbot, window)
    click(qtbot, window.staff.page(PanelPage).screen.pages[key])


def button_of(qtbot: QtBot, places: PlaceButtons, place: Place) -> Button:
    """Return the button of a place, once it was found and can be pressed."""
    qtbot.waitUntil(lambda: place in places.buttons and places.buttons[place].isEnabled())
    return places.buttons[place]
