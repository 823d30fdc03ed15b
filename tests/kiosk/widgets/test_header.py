"""The header makes room in time, never by a button, and says nothing that is not for voters."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.text import Text
from tests.kiosk.checks import seen, settle
from tests.kiosk.conftest import open_window
from tests.services import Services
from tools.screen_states import screen_states

VOTERS = ("display", "log-in", "sign-up", "ballot", "review-one", "cast", "results", "idle-question")


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = KioskWindow(services, catalogue(), ApiStatus("http://192.168.100.100:12020"), "en", fade_ms=0)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.shut_down()


@pytest.mark.parametrize(
    ("width", "size", "title"),
    [
        (1280, TextSize.USUAL, True),
        (1280, TextSize.LARGE, False),
        (1280, TextSize.LARGEST, False),
        (1920, TextSize.LARGE, True),
        (1920, TextSize.LARGEST, True),
    ],
)
def test_what_can_be_pressed_stays(window: KioskWindow, width: int, size: TextSize, *, title: bool) -> None:
    window.resize(width, 720)
    window.set_look(Look(size))
    settle()
    header = window.header
    assert header.title.isVisible() is title
    for button in (header.language_button("ko"), header.display_button, header.home_button):
        assert button.text()
        assert button.visibleRegion().boundingRect() == button.rect()
    assert header.height() <= header.home_button.height() + 30, "one line, not two"


def shown(window: KioskWindow) -> str:
    return " ".join(str(each.plain_text()) for each in seen(window, Text) if isinstance(each, Text))


@pytest.mark.slow
@pytest.mark.parametrize("address", ["http://127.0.0.1:2020", "http://192.168.0.10:2020"])
def test_the_address_is_for_the_start_and_the_staff_alone(
    qtbot: QtBot, services: Services, address: str
) -> None:
    window = open_window(qtbot, services)
    window.main_page.set_status(ApiStatus(address))
    assert address in shown(window)
    for prepare in [shot.prepare for shot in screen_states() if shot.name in VOTERS]:
        window.reset()
        prepare(window)
        settle()
        assert not window.start.isVisible()
        assert address not in shown(window)
        assert "127.0.0.1" not in shown(window)
    window.shut_down()
