"""The first screen: what it shows to whoever comes near, and where it leads."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import LocalText
from kiosk.app.window import KioskWindow
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme
from kiosk.support.api_status import ApiStatus
from kiosk.voter.screens.start import StartScreen
from kiosk.widgets.text import Text
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import click
from tests.services import Services
from tools.sample_elections import rich_election

LAN = "http://192.168.0.10:2020"


def texts(widget: QWidget) -> list[str]:
    return [text.plain_text() for text in widget.findChildren(Text) if text.isVisibleTo(widget)]


def test_the_network_is_a_code_to_scan_only_where_others_can_reach_it(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    start = rich_window.screens.start
    assert not start.phone.isVisible(), "only this computer can reach it"
    start.set_status(ApiStatus(LAN))
    qtbot.waitUntil(start.phone.isVisible)
    assert LAN in texts(start.phone)
    assert LAN in start.phone.code.accessibleName()
    qtbot.waitUntil(lambda: start.phone.code.size() == start.phone.code.sizeHint())
    start.set_status(ApiStatus())
    assert not start.phone.isVisible()


def test_how_to_vote_is_told_in_three_numbered_pictures(qtbot: QtBot, rich_window: KioskWindow) -> None:
    steps = rich_window.screens.start.how_to_vote
    assert texts(steps) == ["1. 로그인", "2. 후보 고르기", "3. 투표하기"]
    rich_window.set_language("en")
    assert texts(steps) == ["1. Log in", "2. Mark your choices", "3. Cast your ballot"]


def test_it_tells_of_nobody_and_counts_nothing(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    before = texts(rich_window.screens.start)
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {1: (1,)})
    QApplication.processEvents()
    assert texts(rich_window.screens.start) == before


def test_the_staff_have_a_door(qtbot: QtBot, rich_window: KioskWindow) -> None:
    start = rich_window.screens.start
    with qtbot.waitSignal(start.staff):
        click(qtbot, start.staff_button)


@pytest.mark.parametrize(
    ("size", "beside", "in_banner"),
    [((1280, 650), True, True), ((1000, 400), True, False), ((800, 650), False, False)],
)
def test_with_less_room_it_stands_in_one_column(
    qtbot: QtBot, size: tuple[int, int], beside: bool, in_banner: bool
) -> None:
    start = StartScreen(UiContext(catalogue(), Theme(), "ko"), rich_election(), ApiStatus(LAN))
    qtbot.addWidget(start)
    start.setStyleSheet(start.ui.theme.stylesheet())
    start.retranslate()
    start.show()
    for width, height in ((1280, 650), (800, 650), size):  # there and back
        start.resize(width, height)
        QApplication.processEvents()
    assert start._pane.isAncestorOf(start.banner) is not beside
    assert start.banner.isAncestorOf(start.how_to_vote) is in_banner
    qtbot.waitUntil(start.how_to_vote.isVisible)
    assert start.banner.isVisible()
    way = start.ways["log_in"]
    assert way.mapTo(start, way.rect().topLeft()).y() < start.height(), "the way in is in sight"


def test_what_is_said_of_the_election_stands_below_its_title(window: KioskWindow) -> None:
    start = window.screens.start
    assert start.banner.about.isHidden()
    about = LocalText.of({"ko": "올해의 임원을 뽑습니다.", "en": "We elect this year's officers."})
    start.show_election(replace(rich_election(), description=about))
    assert not start.banner.about.isHidden()
    assert start.banner.about.plain_text() == "올해의 임원을 뽑습니다."
    assert "올해의 임원을 뽑습니다." in start.spoken()
    window.set_language("en")
    assert start.banner.about.plain_text() == "We elect this year's officers."
