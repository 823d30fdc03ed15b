"""The page that turns the network on and off."""

from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.staff.network.page import REACHES, NetworkPage
from kiosk.staff.screens.panel import PanelPage
from tests.kiosk.staff.door import PortTaken, Switch, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import Services


def test_the_network_is_turned_off_the_windows_thread_and_header_and_start_follow(
    qtbot: QtBot, staffed: KioskWindow, switch: Switch, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.network")
    page = staffed.staff.page(NetworkPage).screen
    assert [reach for reach in REACHES if page.buttons[reach].isChecked()] == ["computer"]
    switch.may_turn.clear()
    click(qtbot, page.buttons["network"])
    assert page.buttons["network"].is_busy()
    assert not page.buttons["off"].isEnabled()
    assert page.notice.plain_text() == catalogue().text("staff.network.busy", "ko")
    switch.may_turn.set()
    qtbot.waitUntil(page.buttons["network"].isChecked)
    assert "http://network:2020" in staffed.screens.start.network.plain_text()
    assert "http://network:2020" in page.address.plain_text()
    qtbot.waitUntil(lambda: rich_services.settings.read().network == "network")
    click(qtbot, page.buttons["off"])
    qtbot.waitUntil(page.buttons["off"].isChecked)
    assert staffed.screens.start.network.plain_text() == catalogue().text("network.off", "ko")


def test_a_taken_port_is_told_and_nothing_is_kept(
    qtbot: QtBot, staffed: KioskWindow, switch: Switch, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.network")
    page = staffed.staff.page(NetworkPage).screen
    switch.problem = PortTaken(port=2020)
    click(qtbot, page.buttons["network"])
    qtbot.waitUntil(lambda: "2020" in page.notice.plain_text())
    assert page.buttons["off"].isChecked()
    assert rich_services.settings.read().network is None
    assert staffed.screens.start.network.plain_text() == catalogue().text("network.problem", "ko")


def test_without_a_network_there_is_no_such_page(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    panel = rich_window.staff.page(PanelPage)
    panel.prepare()
    assert panel.screen.pages["staff.network"].isHidden()


def test_a_network_that_is_still_turning_when_staff_leave_is_shown_all_the_same(
    qtbot: QtBot, staffed: KioskWindow, switch: Switch
) -> None:
    open_page(qtbot, staffed, "staff.network")
    switch.may_turn.clear()
    click(qtbot, staffed.staff.page(NetworkPage).screen.buttons["network"])
    click(qtbot, staffed.header.home_button)
    switch.may_turn.set()
    qtbot.waitUntil(lambda: "http://network:2020" in staffed.screens.start.network.plain_text())
    assert staffed.screens.start.isVisible()
