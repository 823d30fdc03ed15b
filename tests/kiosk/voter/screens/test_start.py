"""The first screen: what it shows to whoever comes near, and where it leads."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import LocalText, PollsState, WayIn
from election.network.adapters import Adapter
from election.network.links import links as network_links
from election.network.outlook import Outlook
from kiosk.app.window import KioskWindow
from kiosk.style.context import UiContext
from kiosk.style.look import Contrast, Look
from kiosk.style.theme import Theme
from kiosk.support.api_status import ApiStatus
from kiosk.voter.screens.start import StartScreen
from kiosk.widgets.text import Text
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import click
from tests.services import Services
from tools.sample_elections import lan_with_wifi, rich_election

LAN = "http://192.168.0.10:2020"


def texts(widget: QWidget) -> list[str]:
    return [text.plain_text() for text in widget.findChildren(Text) if text.isVisibleTo(widget)]


def test_the_network_is_a_code_to_scan_only_where_others_can_reach_it(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    start = rich_window.start
    assert not start.phone.isVisible(), "only this computer can reach it"
    start.set_status(ApiStatus(LAN))
    qtbot.waitUntil(start.phone.isVisible)
    assert LAN in texts(start.phone)
    assert LAN in start.phone.code.accessibleName()
    qtbot.waitUntil(lambda: start.phone.code.size() == start.phone.code.sizeHint())
    start.set_status(ApiStatus())
    assert not start.phone.isVisible()


def scanned(widget: QWidget) -> list[str]:
    """What a camera reads there."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    seen = Image.frombytes(
        "L",
        (picture.width(), picture.height()),
        bytes(picture.constBits()),
        "raw",
        "L",
        picture.bytesPerLine(),
    )
    return sorted(each.text for each in zxingcpp.read_barcodes(seen))


@pytest.mark.parametrize("contrast", ["DAYLIGHT", "BLACK"])
def test_beside_it_is_the_code_of_the_wifi_where_one_is_set(
    qtbot: QtBot, rich_window: KioskWindow, contrast: str
) -> None:
    start, status = rich_window.start, lan_with_wifi()
    rich_window.set_look(Look(contrast=Contrast[contrast]))
    start.set_status(status)
    qtbot.waitUntil(start.phone.wifi_code.isVisible)
    assert status.outlook is not None
    assert status.outlook.wifi is not None
    qtbot.waitUntil(lambda: len(scanned(start.phone)) == 2)
    assert scanned(start.phone) == sorted(("HTTP://192.168.0.10:2020", status.outlook.wifi.code))
    said = " ".join(texts(start.phone))
    assert "Hanbit Village Hall" in said
    assert "192.168.0.10:2020" in said
    assert "모바일 데이터" in said
    assert "Hanbit Village Hall" in start.phone.wifi_code.accessibleName()
    assert "together" not in " ".join((said, start.phone.wifi_code.accessibleName(), start.spoken()))
    start.set_status(ApiStatus(LAN))
    assert not start.phone.wifi_code.isVisible()
    assert "모바일 데이터" in " ".join(texts(start.phone))


@pytest.mark.parametrize(
    ("ways", "state", "shown"),
    [
        ((WayIn.CODE,), PollsState.OPEN, True),
        ((WayIn.SLIP, WayIn.DESK), PollsState.DRAFT, True),
        ((WayIn.PASSWORD,), PollsState.PAUSED, True),
        ((WayIn.DESK,), PollsState.OPEN, False),
        ((WayIn.CODE,), PollsState.CLOSED, False),
        ((WayIn.CODE,), PollsState.COUNTED, False),
    ],
)
def test_there_is_a_code_only_where_phones_may_vote(
    rich_window: KioskWindow, ways: tuple[WayIn, ...], state: PollsState, shown: bool
) -> None:
    start = rich_window.start
    start.set_status(ApiStatus(LAN))
    start.show_election(replace(rich_election(state), ways_in=ways))
    assert start.phone.isVisible() is shown


def test_there_is_none_where_phones_would_be_sent_to_the_polling_place(rich_window: KioskWindow) -> None:
    start = rich_window.start
    start.set_status(ApiStatus(LAN))
    for ways, shown in (((WayIn.SIGN_UP,), False), ((WayIn.PASSWORD, WayIn.SLIP), True)):
        start.show_election(replace(rich_election(), ways_in=ways, passwords_over_http=False))
        assert start.phone.isVisible() is shown


@pytest.mark.parametrize(
    ("address", "links", "key"),
    [
        ("http://127.0.0.1:2020", [], "network.line.nowhere"),
        ("http://192.168.0.77:2020", ["192.168.0.10"], "network.line.gone"),
        ("http://147.46.10.20:2020", ["147.46.10.20"], "network.line.public"),
    ],
)
def test_why_phones_do_not_find_it_is_said_in_words(
    rich_window: KioskWindow, address: str, links: list[str], key: str
) -> None:
    start = rich_window.start
    outlook = Outlook(network_links([Adapter("eth0", tuple(links))]))
    start.set_status(ApiStatus(address, outlook=outlook, for_others=True))
    assert start.phone.isHidden()
    assert start.network.isVisible()
    assert start.network.plain_text() == catalogue().text(key, "ko", address=address)


def test_where_only_this_computer_is_answered_it_says_how_to_let_phones_in(rich_window: KioskWindow) -> None:
    start = rich_window.start
    start.set_status(ApiStatus("http://127.0.0.1:2020", outlook=Outlook()))
    assert start.network.plain_text() == catalogue().text(
        "network.line.computer", "ko", address="http://127.0.0.1:2020"
    )


def test_how_to_vote_is_told_in_three_numbered_pictures(qtbot: QtBot, rich_window: KioskWindow) -> None:
    steps = rich_window.start.how_to_vote
    assert texts(steps) == ["1. 로그인", "2. 후보 고르기", "3. 투표하기"]
    rich_window.set_language("en")
    assert texts(steps) == ["1. Log in", "2. Mark your choices", "3. Cast your ballot"]


def test_it_tells_of_nobody_and_counts_nothing(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    before = texts(rich_window.start)
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {1: (1,)})
    QApplication.processEvents()
    assert texts(rich_window.start) == before


def test_the_staff_have_a_door(qtbot: QtBot, rich_window: KioskWindow) -> None:
    start = rich_window.start
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
    start = window.start
    assert start.banner.about.isHidden()
    about = LocalText.of({"ko": "올해의 임원을 뽑습니다.", "en": "We elect this year's officers."})
    start.show_election(replace(rich_election(), description=about))
    assert not start.banner.about.isHidden()
    assert start.banner.about.plain_text() == "올해의 임원을 뽑습니다."
    assert "올해의 임원을 뽑습니다." in start.spoken()
    window.set_language("en")
    assert start.banner.about.plain_text() == "We elect this year's officers."
