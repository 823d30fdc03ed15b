"""What staff are told of the laptop: what is well, what to look at, what is bad, and what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.code_models import Batch, BatchKind
from election.i18n.catalogue import LANGUAGES, catalogue
from election.network.adapters import Adapter
from election.network.links import links
from election.network.outlook import Outlook, Wish
from kiosk.app.window import KioskWindow
from kiosk.staff.health_lines import HealthLines
from kiosk.support.api_status import ApiStatus
from kiosk.support.health import (
    Health,
    HealthLine,
    Level,
    Power,
    backup_line,
    disk_line,
    network_line,
    power_line,
    read_power,
    slips_line,
)
from tests.kiosk.staff.door import Switch, open_staffed
from tests.services import Services

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("free", "level"),
    [
        (41_000_000_000, Level.WELL),
        (1_000_000_000, Level.WELL),
        (999_999_999, Level.LOOK),
        (200_000_000, Level.LOOK),
        (199_999_999, Level.BAD),
        (0, Level.BAD),
    ],
)
def test_disk(free: int, level: Level) -> None:
    assert disk_line(free).level is level


@pytest.mark.parametrize(
    ("plugged", "percent", "level"),
    [(True, 5, Level.WELL), (False, 64, Level.LOOK), (False, 20, Level.LOOK), (False, 19, Level.BAD)],
)
def test_power(plugged: bool, percent: int, level: Level) -> None:
    assert power_line(Power(plugged, percent)).level is level


@pytest.mark.parametrize(
    ("age", "level"),
    [(None, Level.LOOK), (timedelta(minutes=10), Level.WELL), (timedelta(minutes=11), Level.LOOK)],
)
def test_back_up(age: timedelta | None, level: Level) -> None:
    assert backup_line(None if age is None else NOW - age, NOW).level is level
    assert backup_line(None if age is None else NOW - age, NOW, is_pending=True).level is Level.LOOK


LAN, OTHER = "http://192.168.0.10:2020", "http://192.168.0.23:2020"
AROUND = Outlook(links([Adapter("wlan0", ("192.168.0.10",)), Adapter("eth0", ("147.46.10.20",))]))


def at(address: str | None, outlook: Outlook | None = None, *, for_others: bool = True) -> ApiStatus:
    return ApiStatus(address, outlook=outlook, for_others=for_others)


@pytest.mark.parametrize(
    ("first", "status", "level", "key"),
    [
        ("", at(None), Level.WELL, "health.network.off"),
        (LAN, at(LAN, AROUND), Level.WELL, "health.network"),
        (LAN, at(OTHER), Level.BAD, "health.network.changed"),
        (LAN, at(None), Level.BAD, "health.network.gone"),
        ("", at("http://127.0.0.1:2020", for_others=False), Level.WELL, "health.network.computer"),
        (LAN, at("http://127.0.0.1:2020", Outlook()), Level.BAD, "network.nowhere"),
        (LAN, at(OTHER, AROUND), Level.BAD, "network.gone"),
        ("", at("http://147.46.10.20:2020", AROUND), Level.LOOK, "network.public"),
        (LAN, at(LAN, replace(AROUND, wish=Wish("usb0", "10.0.0.5"))), Level.BAD, "network.wish_gone"),
    ],
)
def test_network(first: str, status: ApiStatus, level: Level, key: str) -> None:
    line = network_line(first, status)
    assert (line.level, line.key) == (level, key)
    for language in LANGUAGES:
        assert "{" not in catalogue().text(line.key, language, **line.values)


def test_letting_phones_in_is_no_change_of_their_address(
    qtbot: QtBot, window: KioskWindow, rich_services: Services
) -> None:
    health = Health(rich_services, window.network, window.background, None, window, lambda: None)
    health.watch(on=True)
    qtbot.waitUntil(lambda: "network" in by_name(health))
    assert by_name(health)["network"].key == "health.network.computer"
    window.network._show(at(LAN))
    qtbot.waitUntil(lambda: by_name(health)["network"].key == "health.network")
    health.watch(on=False)


def test_slips_are_told_only_where_their_address_is_no_longer_true() -> None:
    batch = Batch(3, BatchKind.SLIPS, 1, "ten", 10, address="http://192.168.0.10:2020")
    assert slips_line((), "http://10.0.0.5:2020") is None
    line, nowhere = slips_line((batch,), "http://10.0.0.5:2020"), slips_line((batch,), "")
    assert line is not None
    assert nowhere is not None
    assert (line.level, nowhere.level) == (Level.BAD, Level.BAD)
    for language in LANGUAGES:
        said = catalogue().text(line.key, language, **line.values)
        assert all(each in said for each in ("3", "http://192.168.0.10:2020", "http://10.0.0.5:2020"))
        assert "http://192.168.0.10:2020" in catalogue().text(nowhere.key, language, **nowhere.values)


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(f"{text}\n", encoding="ascii")


def test_linux_tells_battery_and_mains(tmp_path: Path) -> None:
    assert read_power(tmp_path / "absent") is None
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", capacity="3", status="Discharging")
    assert read_power(tmp_path) is None, "a mouse's"
    supply(tmp_path, "BAT0", type="Battery", capacity="64", status="Discharging")
    supply(tmp_path, "AC", type="Mains", online="0")
    assert read_power(tmp_path) == Power(plugged=False, percent=64)
    (tmp_path / "AC" / "online").write_text("1\n", encoding="ascii")
    assert read_power(tmp_path) == Power(plugged=True, percent=64)


def test_a_battery_that_tells_nonsense_is_left_out(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="unknown")
    assert read_power(tmp_path) is None


@pytest.fixture
def window(qtbot: QtBot, rich_services: Services) -> Iterator[KioskWindow]:
    window = open_staffed(qtbot, rich_services, Switch())
    yield window
    window.shut_down()


def by_name(health: Health) -> dict[str, HealthLine]:
    return {each.name: each for each in health.lines}


def test_it_looks_while_it_is_shown_and_says_what_to_do(
    qtbot: QtBot, window: KioskWindow, rich_services: Services, tmp_path: Path
) -> None:
    power = [Power(plugged=True, percent=80)]
    health = Health(
        rich_services, window.network, window.background, tmp_path, window, lambda: power[0], lambda: NOW
    )
    shown = HealthLines(window.ui, health)
    qtbot.addWidget(shown)
    assert not health.lines, "nobody looks"
    shown.show()
    qtbot.waitUntil(lambda: len(shown.texts) == 6)
    assert by_name(health)["backup"].level is Level.LOOK
    with rich_services.library.current() as election:
        election.copies.note(CopyKind.TAKE_OVER, "stick")
    power[0] = Power(plugged=False, percent=12)
    with qtbot.waitSignal(health.changed):
        health.look()
    assert by_name(health)["power"].level is Level.BAD
    assert catalogue().text("health.power.bad", "ko", percent=12) in shown.texts[1].plain_text()
    for address in (LAN, OTHER):
        window.network._show(ApiStatus(address))
    qtbot.waitUntil(lambda: by_name(health)["network"].level is Level.BAD)
    shown.hide()
    assert not health._timer.isActive()


def test_every_line_has_its_sentence(qtbot: QtBot, window: KioskWindow) -> None:
    lines = (
        *(disk_line(free) for free in (10**10, 5 * 10**8, 10**8)),
        *(power_line(Power(*each)) for each in ((True, 80), (False, 80), (False, 9))),
        *(backup_line(each, NOW) for each in (None, NOW, NOW - timedelta(hours=1))),
        backup_line(NOW, NOW, is_pending=True),
        *(
            network_line(*each)
            for each in (("", at(None)), (LAN, at(LAN)), (LAN, at(OTHER)), (LAN, at(None)))
        ),
    )
    shown = HealthLines(window.ui, window.staff.context.health)
    qtbot.addWidget(shown)
    for language in LANGUAGES:
        window.ui.language = language
        said = [shown._sentence(line) for line in lines]
        assert len(set(said)) == len(lines)
