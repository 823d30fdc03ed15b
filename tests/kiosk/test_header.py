"""The header makes room in time: first the network's address goes, then the title, and never a button."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from election.errors import ElectionError
from election.language import catalogue
from election.services import Services
from kiosk.look import Look, TextSize
from kiosk.status import ApiStatus
from kiosk.window import KioskWindow
from tests.kiosk.checks import settle


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = KioskWindow(services, catalogue(), ApiStatus("http://192.168.100.100:12020"), "en", fade_ms=0)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.shut_down()


@pytest.mark.parametrize(
    ("width", "size", "title", "address"),
    [
        (1280, TextSize.USUAL, True, True),
        (1280, TextSize.LARGE, False, False),
        (1280, TextSize.LARGEST, False, False),
        (1920, TextSize.LARGE, True, True),
        (1920, TextSize.LARGEST, True, False),
    ],
)
def test_what_can_be_pressed_stays(
    window: KioskWindow, width: int, size: TextSize, *, title: bool, address: bool
) -> None:
    window.resize(width, 720)
    window.set_look(Look(size))
    settle()
    header = window.header
    assert (header.title.isVisible(), header.api.isVisible()) == (title, address)
    for button in (header.language_button("ko"), header.display_button, header.home_button):
        assert button.text()
        assert button.visibleRegion().boundingRect() == button.rect()
    assert header.height() <= header.home_button.height() + 30, "one line, not two"


def test_that_there_is_no_network_is_said_in_as_many_lines_as_it_takes(window: KioskWindow) -> None:
    window.resize(1920, 720)
    window.set_look(Look(TextSize.LARGEST))
    window.header.set_status(ApiStatus(problem=ElectionError()))
    settle()
    assert window.header.api.isVisible()
