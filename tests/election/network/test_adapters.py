"""Which address others are told: the one on their network, whatever else this machine has."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.http.server import ApiServer
from api.http.switch import served
from election.network.adapters import Adapter, adapters, is_this_computer, own_addresses
from election.network.links import likeliest_address
from tests.api.sockets import hello

LO = Adapter("lo", ("127.0.0.1", "::1"))
WIFI = Adapter("wlan0", ("192.168.0.10", "fe80::1"))
ROOT = Path(__file__).parents[3]


def test_this_machine_has_a_loopback() -> None:
    assert any("127.0.0.1" in each.addresses for each in adapters())
    assert "127.0.0.1" in own_addresses()


def test_a_system_that_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OSError("not permitted")

    monkeypatch.setattr("ifaddr.get_adapters", refuse)
    assert likeliest_address() == "127.0.0.1"
    assert "network interfaces" in caplog.text


def test_the_server_tells_a_new_address_once_the_network_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [LO]
    monkeypatch.setattr("election.network.links.adapters", lambda: found)
    server = ApiServer(hello, "0.0.0.0", 2020)
    assert server.address == "http://127.0.0.1:2020"
    found.append(WIFI)
    assert server.address == "http://192.168.0.10:2020"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost.",
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "ip6-localhost",
    ],
)
def test_who_serves_this_computer_only(host: str) -> None:
    assert is_this_computer(host)
    assert served(host, None) == ({"computer": host, "network": "0.0.0.0"}, "computer")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.10", "kiosk.local", "localhost.example.org"])
def test_who_serves_the_network(host: str) -> None:
    assert not is_this_computer(host)
    assert served(host, "off") == ({"computer": "127.0.0.1", "network": host}, "network")


@pytest.mark.parametrize(("kept", "reach"), [(None, "computer"), ("network", "network"), ("off", "off")])
def test_what_the_staff_chose_holds_where_nothing_is_asked_for(kept: str | None, reach: str) -> None:
    assert served(None, kept) == ({"computer": "127.0.0.1", "network": "0.0.0.0"}, reach)


ISOLATED = """
ip link set lo up
add() { ip link add name "$1" type bridge && ip addr add "$2" dev "$1" && ip link set "$1" up; }
add docker0 172.17.0.1/16
add tun9 10.8.0.2/24
ip route add default dev tun9
add wlan9 192.168.77.5/24
exec "$0" -c 'import json
from election.network.links import likeliest_address
print(json.dumps(likeliest_address()))'
"""


def test_a_real_network_without_a_way_out() -> None:
    """In a network of its own, with a VPN that takes the default route."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("there is no unshare or ip here")
    command = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-ec", ISOLATED]
    done = subprocess.run([*command, sys.executable], cwd=ROOT, capture_output=True, text=True, timeout=120)
    if done.returncode:
        pytest.skip(f"no network of its own may be made here: {done.stderr.strip()[-200:]}")
    assert json.loads(done.stdout) == "192.168.77.5"
