"""A laptop and a phone on a router that leads nowhere: the address is found, scanned and voted at.

Three network namespaces: the kiosk's, the phone's, and a router's between them, none of which has a default
route. Making them needs root on Linux.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from PIL import Image

from election.i18n.catalogue import catalogue
from tests.api.sockets import until
from tests.e2e.program import PATIENCE, ROOT, Program

pytestmark = pytest.mark.slow

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
DEFINITION = """
live_results = false
ways_in = ["slip"]
title = { ko = "2026 총회", en = "Meeting 2026" }
[[contests]]
title = { ko = "회장", en = "President" }
candidates = ["가람", "나래", "다온"]
"""
ROUTER = """
ip link add br0 type bridge
ip addr add 192.168.77.254/24 dev br0
ip link set br0 up
"""
# What else a laptop has: none of it leads to a phone.
LAPTOP = """
ip link set lo up
ip link add docker0 type bridge
ip addr add 172.17.0.1/16 dev docker0
ip link set docker0 up
ip link add tun0 type bridge
ip addr add 10.8.0.2/24 dev tun0
ip link set tun0 up
"""


class Hall:
    """The three namespaces."""

    def __init__(self) -> None:
        self.names = {name: f"vk-{os.getpid()}-{name}" for name in ("kiosk", "router", "phone")}

    def within(self, name: str) -> tuple[str, ...]:
        """What starts a command in a namespace."""
        return "ip", "netns", "exec", self.names[name]

    def run(self, name: str, *command: str) -> str:
        done = subprocess.run(
            [*self.within(name), *command], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout

    def build(self) -> None:
        for each in self.names.values():
            subprocess.run(["ip", "netns", "add", each], check=True, capture_output=True)
        self.run("router", "sh", "-ec", ROUTER)
        self.run("kiosk", "sh", "-ec", LAPTOP)
        for name, device, address in (
            ("kiosk", "wlp2s0", "192.168.77.5/24"),
            ("phone", "wlan0", "192.168.77.23/24"),
        ):
            far, near = self.names[name], f"to-{name}"
            self.run("router", *f"ip link add {near} type veth peer name {device} netns {far}".split())
            self.run("router", *f"ip link set {near} master br0 up".split())
            self.run(name, *f"ip addr add {address} dev {device}".split())
            self.run(name, *f"ip link set {device} up".split())

    def remove(self) -> None:
        for each in self.names.values():
            subprocess.run(["ip", "netns", "del", each], check=False, capture_output=True)


@pytest.fixture
def hall() -> Iterator[Hall]:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("making network namespaces needs Linux, root and iproute2")
    hall = Hall()
    try:
        hall.build()
    except subprocess.CalledProcessError as error:
        hall.remove()
        pytest.skip(f"no network namespaces can be made here: {error.stderr[-200:]!r}")
    yield hall
    hall.remove()


@pytest.fixture
def command(hall: Hall, tmp_path: Path) -> Callable[..., str]:
    """Types a command on the laptop."""

    def run(*words: str) -> str:
        folder = ["--data", str(tmp_path / "data"), "--lang", "en"]
        return hall.run("kiosk", sys.executable, str(ROOT / "main.py"), *words, *folder)

    return run


def scan(file: Path) -> str:
    with Image.open(file) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    return code.text


def test_on_a_router_without_a_way_out_the_address_is_found_scanned_and_voted_at(
    hall: Hall, command: Callable[..., str], tmp_path: Path
) -> None:
    definition = tmp_path / "election.toml"
    definition.write_text(DEFINITION, encoding="utf-8")
    roll = tmp_path / "roll.csv"
    roll.write_text("이름,번호\n" + "".join(f"사람{n},{n}\n" for n in range(1, 21)), encoding="utf-8")

    def values(*words: str) -> Any:
        return json.loads(command(*words, "--json"))

    def phone(address: str, *more: str) -> list[str]:
        out = hall.run("phone", sys.executable, "-m", "tests.e2e.scanned", address, *more)
        return out.splitlines()

    assert hall.run("kiosk", "ip", "route", "show", "default") == ""
    command("election", "create", str(definition))
    command("roll", "import", str(roll))
    with Program(
        *("--headless", "--lan", "--data", str(tmp_path / "data"), "--lang", "en"),
        through=hall.within("kiosk"),
    ) as program:
        assert program.address() == "http://192.168.77.5:2020"
        listed = values("network", "list")
        assert [each["address"] for each in listed["links"] if not each["closed"]] == ["192.168.77.5"]
        assert listed["standing"] == "phones"

        made = values("codes", "issue", str(tmp_path), "--count", "2")
        assert made["address"] == "http://192.168.77.5:2020"
        command("codes", "confirm", str(made["batch"]))
        command("election", "open")
        (page,) = pypdf.PdfReader(made["file"]).pages
        code = SHOWN.findall(page.extract_text())[0].replace("-", "")

        command("network", "qr", "--save", str(tmp_path / "code.png"))
        payload = scan(tmp_path / "code.png")
        assert payload == "HTTP://192.168.77.5:2020"
        assert phone(payload, "/") == ["200 GET /"]
        steps = phone(payload, f"/C/{code}", "1=2")
        assert steps[0] == f"200 GET /C/{code}"
        assert steps[-1].startswith("200 GET /v/done/")
        assert values("election", "status")["voted"] == 1

        # The router gives the laptop another address, and then the cable is pulled.
        hall.run("kiosk", "ip", "addr", "add", "192.168.77.99/25", "dev", "wlp2s0")
        hall.run("kiosk", "ip", "addr", "del", "192.168.77.5/24", "dev", "wlp2s0")
        assert program.address() == "http://192.168.77.99:2020"
        assert phone("http://192.168.77.99:2020", "/") == ["200 GET /"]
        hall.run("kiosk", "ip", "addr", "flush", "dev", "wlp2s0")
        assert program.address() == "http://127.0.0.1:2020"
        nowhere = catalogue().text("network.nowhere", "en")
        until(lambda: any(nowhere in line for line in program.stderr))
        hall.run("kiosk", "ip", "addr", "add", "192.168.77.5/24", "dev", "wlp2s0")
        assert program.address() == "http://192.168.77.5:2020"
        assert phone(payload, "/") == ["200 GET /"]


def test_what_is_served_at_one_address_is_told_to_be_gone_with_it(
    hall: Hall, command: Callable[..., str], tmp_path: Path
) -> None:
    with Program(
        *("--headless", "--host", "192.168.77.5", "--data", str(tmp_path / "data"), "--lang", "en"),
        through=hall.within("kiosk"),
    ) as program:
        address = program.address()
        hall.run("kiosk", "ip", "addr", "add", "10.1.1.1/24", "dev", "wlp2s0")
        hall.run("kiosk", "ip", "addr", "del", "192.168.77.5/24", "dev", "wlp2s0")
        gone = catalogue().text("network.gone", "en", address=address)
        until(lambda: any(gone in line for line in program.stderr))
        assert json.loads(command("network", "list", "--json"))["standing"] == "gone"


# What a camera reads on the window's first screen, or else is said there, each time that it is another.
WATCHED = """
import sys
import main
import zxingcpp
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from kiosk.app.window import KioskWindow
opened, seen = KioskWindow.open, ["", ""]
def read(window):
    card = window.start.phone
    if not card.isVisible():
        return window.start.network.plain_text()
    picture = card.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = memoryview(picture.constBits()).cast("B", (picture.height(), picture.bytesPerLine()))
    return " ".join(sorted(each.text for each in zxingcpp.read_barcodes(rows)))
def look(window):
    now = read(window)
    if now and now == seen[0] != seen[1]:  # twice the same: it is laid out
        print("seen", now, flush=True)
        seen[1] = now
    seen[0] = now
def watch(window):
    opened(window)
    timer = QTimer(window, interval=100)
    timer.timeout.connect(lambda: look(window))
    window.network.changed.connect(lambda _status: timer.start())
KioskWindow.open = watch
sys.exit(main.main(sys.argv[1:]))
"""


def test_the_first_screen_follows_the_laptop_from_network_to_network(
    hall: Hall, command: Callable[..., str], tmp_path: Path
) -> None:
    options = ["--lan", "--data", str(tmp_path / "data"), "--lang", "en"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [*hall.within("kiosk"), sys.executable, "-c", WATCHED, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        try:
            lines = iter(window.stdout.readline, "")

            def said(count: int) -> set[str]:
                return {next(lines).strip() for _ in range(count)}

            assert said(2) == {"API: http://192.168.77.5:2020", "seen HTTP://192.168.77.5:2020"}
            command("network", "wifi", "Hall", "--open")
            assert said(1) == {"seen HTTP://192.168.77.5:2020 WIFI:T:nopass;S:Hall;;"}
            hall.run("kiosk", "ip", "addr", "flush", "dev", "wlp2s0")
            nowhere = catalogue().text("network.line.nowhere", "en")
            assert said(2) == {"API: http://127.0.0.1:2020", f"seen {nowhere}"}
            hall.run("kiosk", "ip", "addr", "add", "192.168.77.42/24", "dev", "wlp2s0")
            joined = "seen HTTP://192.168.77.42:2020 WIFI:T:nopass;S:Hall;;"
            assert said(2) == {"API: http://192.168.77.42:2020", joined}
        finally:
            window.terminate()
