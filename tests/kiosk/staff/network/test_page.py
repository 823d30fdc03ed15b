"""The page that turns the network on and off."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import WayIn
from election.network.adapters import Adapter
from election.network.networks import Networks
from election.network.wifi import Wifi
from kiosk.app.window import KioskWindow
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.network.page import NetworkPage
from kiosk.staff.network.screen import REACHES, NetworkScreen
from kiosk.staff.network.wifi import WifiPage
from kiosk.staff.screens.panel import PanelPage
from tests.election.voters.codes import let_in_by
from tests.kiosk.staff.door import PASSPHRASE, PortTaken, Switch, open_page, open_staffed
from tests.kiosk.test_whole_vote import click
from tests.services import Services

pytestmark = pytest.mark.usefixtures("quick_looks")


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
    assert "http://network:2020" in staffed.start.network.plain_text()
    assert "http://network:2020" in page.address.plain_text()
    qtbot.waitUntil(lambda: rich_services.settings.read().network == "network")
    click(qtbot, page.buttons["off"])
    qtbot.waitUntil(page.buttons["off"].isChecked)
    assert staffed.start.network.plain_text() == catalogue().text("network.off", "ko")


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
    assert staffed.start.network.plain_text() == catalogue().text("network.problem", "ko")


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
    qtbot.waitUntil(lambda: "http://network:2020" in staffed.start.network.plain_text())
    assert staffed.start.isVisible()


WIFI, CAMPUS = Adapter("wlp2s0", ("192.168.0.10",)), Adapter("eth0", ("147.46.10.20",))
DOCKER = Adapter("docker0", ("172.17.0.1",))


class LanSwitch(Switch):
    """Serves the network at the address that is told."""

    def __init__(self, networks: Networks) -> None:
        super().__init__()
        self._networks = networks

    def check(self) -> str | None:
        return f"http://{self._networks.address()}:2020" if self.reach == "network" else super().check()


@pytest.fixture
def lan(qtbot: QtBot, rich_services: Services) -> Iterator[KioskWindow]:
    """A window whose API serves a network, the passphrase given and the page open."""
    rich_services.organiser.set_first(PASSPHRASE)
    rich_services.networks.found = lambda: [WIFI, CAMPUS, DOCKER]
    window = open_staffed(qtbot, rich_services, LanSwitch(rich_services.networks))
    open_page(qtbot, window, "staff.network")
    click(qtbot, screen_of(window).buttons["network"])
    qtbot.waitUntil(lambda: len(choices(window)) > 0)
    yield window
    window.shut_down()


def screen_of(window: KioskWindow) -> NetworkScreen:
    return window.staff.page(NetworkPage).screen


def choices(window: KioskWindow) -> dict[str, bool]:
    """The addresses that can be chosen, and which is."""
    return {
        each.button.text(): each.button.isChecked()
        for each in screen_of(window).links
        if each.button.isVisible()
    }


def choose(qtbot: QtBot, window: KioskWindow, text: str) -> None:
    screen = screen_of(window)
    button = next(each.button for each in screen.links if each.button.text() == text)
    screen.pane.reveal(button)
    click(qtbot, button)
    qtbot.waitUntil(lambda: choices(window).get(text, False))


def test_staff_choose_the_address_from_a_list_in_words(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    automatic = catalogue().text("staff.network.any", "ko")
    assert choices(lan) == {automatic: True, "192.168.0.10": False, "147.46.10.20": False}
    screen = screen_of(lan)
    said = {each.button.text(): each.about.plain_text() for each in screen.links}
    assert said["192.168.0.10"] == "와이파이 (wlp2s0)"
    assert catalogue().text("staff.network.public", "ko") in said["147.46.10.20"]
    phone = lan.start.phone
    assert phone.address.plain_text() == "http://192.168.0.10:2020"
    choose(qtbot, lan, "147.46.10.20")
    assert screen.notice.plain_text() == catalogue().text("staff.saved", "ko")
    assert phone.address.plain_text() == "http://147.46.10.20:2020", "the organiser chose it knowingly"
    choose(qtbot, lan, automatic)
    assert phone.address.plain_text() == "http://192.168.0.10:2020"
    assert rich_services.networks.look().wish is None


def test_a_hotspot_is_first_and_takes_few_phones(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    rich_services.networks.found = lambda: [WIFI, Adapter("wlan1", ("10.42.0.1",))]
    qtbot.waitUntil(lambda: list(choices(lan))[1:] == ["10.42.0.1", "192.168.0.10"])
    said = screen_of(lan).links[1].about.plain_text()
    assert catalogue().text("network.kind.hotspot", "ko") in said
    assert catalogue().text("staff.network.few_phones", "ko") in said


def test_a_chosen_network_that_goes_is_told_and_another_takes_its_place(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    choose(qtbot, lan, "192.168.0.10")
    screen = screen_of(lan)
    assert screen.warning.plain_text() == ""
    rich_services.networks.found = lambda: [Adapter("enp3s0", ("10.0.0.5",))]
    address = "http://10.0.0.5:2020"
    gone = catalogue().text("network.wish_gone", "ko", interface="wlp2s0", address=address)
    qtbot.waitUntil(lambda: screen.warning.plain_text() == gone)
    assert lan.start.phone.address.plain_text() == address
    rich_services.networks.found = list
    qtbot.waitUntil(lambda: screen.warning.plain_text() == catalogue().text("network.nowhere", "ko"))
    assert lan.start.phone.isHidden()


def test_a_public_address_alone_is_told_nobody(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    rich_services.networks.found = lambda: [CAMPUS]
    said = catalogue().text("network.public", "ko", address="http://147.46.10.20:2020")
    qtbot.waitUntil(lambda: screen_of(lan).warning.plain_text() == said)
    assert lan.start.phone.isHidden()


def test_what_only_this_computer_reaches_is_said_to_be_so(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    screen = screen_of(lan)
    rich_services.networks.found = lambda: [WIFI]
    screen.pane.to_top()
    click(qtbot, screen.buttons["computer"])
    qtbot.waitUntil(screen.buttons["computer"].isChecked)
    assert choices(lan) == {}
    assert not screen.wifi_button.isVisible()


def test_the_wifi_is_named_shown_and_taken_away(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    screen, form = screen_of(lan), lan.staff.page(WifiPage).screen
    phone = lan.start.phone

    def open_form() -> None:
        screen.pane.reveal(screen.wifi_button)
        click(qtbot, screen.wifi_button)
        qtbot.waitUntil(form.isVisible)

    open_form()
    click(qtbot, form.submit)
    assert form.name.problem.plain_text() == catalogue().text("staff.wifi.name_missing", "ko")
    form.name.line.setText(" 한빛 회관 ")
    form.key.line.setText("short")
    click(qtbot, form.submit)
    assert form.key.problem.plain_text() == catalogue().text("staff.wifi.key_short", "ko")
    form.key.line.setText("correct horse")
    click(qtbot, form.submit)
    qtbot.waitUntil(screen.isVisible)
    assert "한빛 회관" in screen.notice.plain_text()
    assert rich_services.networks.look().wifi == Wifi("한빛 회관", "correct horse")
    qtbot.waitUntil(lambda: "한빛 회관" in phone.wifi.plain_text())
    assert form.key.text() == ""
    open_form()
    qtbot.waitUntil(lambda: form.name.text() == "한빛 회관")
    click(qtbot, form.other_button)
    qtbot.waitUntil(screen.isVisible)
    assert rich_services.networks.look().wifi is None
    open_form()
    qtbot.waitUntil(lambda: not form.other_button.isVisible())


def test_a_wifi_that_cannot_be_is_refused_in_a_sentence(qtbot: QtBot, lan: KioskWindow) -> None:
    screen, form = screen_of(lan), lan.staff.page(WifiPage).screen
    screen.pane.reveal(screen.wifi_button)
    click(qtbot, screen.wifi_button)
    qtbot.waitUntil(form.isVisible)
    form.name.line.setText("한빛마을주민회관와이파이")
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: form.notice.plain_text() != "")
    assert "32" in form.notice.plain_text()


def test_slips_with_an_address_that_is_no_longer_true_are_called_out_on_the_panel(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    let_in_by(rich_services.polls._store, WayIn.SLIP)
    issued = rich_services.codes.issue_slips(1, 2)
    rich_services.codes.note_address(issued.batch.id, "http://192.168.0.10:2020")
    click(qtbot, screen_of(lan).back_button)
    panel = lan.staff.page(PanelPage).screen
    qtbot.waitUntil(panel.isVisible)

    def told() -> list[str]:
        return [each.plain_text() for each in panel.notices if each.plain_text()]

    assert told() == []
    rich_services.networks.found = lambda: [Adapter("enp3s0", ("10.0.0.5",))]
    qtbot.waitUntil(lambda: len(told()) == 1)
    assert "1번 묶음" in told()[0]
    assert "http://192.168.0.10:2020" in told()[0]
    assert "http://10.0.0.5:2020" in told()[0]
    rich_services.networks.found = list
    qtbot.waitUntil(lambda: "http://10.0.0.5:2020" not in told()[0])
    rich_services.networks.found = lambda: [WIFI]
    qtbot.waitUntil(lambda: told() == [])


def test_the_page_for_codes_says_which_address_slips_are_printed_with(
    qtbot: QtBot, lan: KioskWindow, rich_services: Services
) -> None:
    let_in_by(rich_services.polls._store, WayIn.SLIP)
    codes = lan.staff.page(CodesPage)
    codes.prepare()
    said = codes.screen._base
    qtbot.waitUntil(lambda: "http://192.168.0.10:2020" in said.plain_text())
    rich_services.networks.found = list
    alone = catalogue().text("staff.codes.qr_alone", "ko")
    qtbot.waitUntil(lambda: alone in said.plain_text())
