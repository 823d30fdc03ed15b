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
from election.network.adapters import (
    Adapter,
    adapters,
    address_for_others,
    is_this_computer,
    network_address,
    own_addresses,
)
from tests.api.sockets import hello

LO = Adapter("lo", ("127.0.0.1", "::1"))
WIFI = Adapter("wlan0", ("192.168.0.10", "fe80::1"))
ROOT = Path(__file__).parents[3]

TABLE: dict[str, tuple[list[Adapter], str | None, str | None]] = {
    "none at all": ([], None, None),
    "loopback only": ([LO], None, None),
    "an isolated network": ([LO, WIFI], None, "192.168.0.10"),
    "a default route": ([LO, Adapter("eth0", ("10.0.0.5",)), WIFI], "192.168.0.10", "192.168.0.10"),
    "no default route": ([LO, Adapter("eth0", ("10.0.0.5",)), WIFI], None, "10.0.0.5"),
    "a default route through a VPN": ([LO, Adapter("tun0", ("10.8.0.2",)), WIFI], "10.8.0.2", "192.168.0.10"),
    "public and private": ([Adapter("eth0", ("8.8.8.8", "172.16.0.9"))], "8.8.8.8", "172.16.0.9"),
    "public only": ([Adapter("eth0", ("8.8.8.8",))], None, "8.8.8.8"),
    "a carrier's": ([Adapter("wwan0", ("100.64.1.1",)), WIFI], "100.64.1.1", "192.168.0.10"),
    "given by itself, last": ([Adapter("eth0", ("169.254.7.7",)), WIFI], "169.254.7.7", "192.168.0.10"),
    "given by itself, alone": ([LO, Adapter("eth0", ("169.254.7.7",))], None, "169.254.7.7"),
    "containers only": ([LO, Adapter("docker0", ("172.17.0.1",))], "172.17.0.1", None),
    "IPv6 only": ([Adapter("eth0", ("fd00::2",))], None, None),
    "multicast and unspecified": ([Adapter("eth0", ("224.0.0.1", "0.0.0.0"))], None, None),
}


@pytest.mark.parametrize(("found", "route", "address"), TABLE.values(), ids=TABLE)
def test_the_address_for_others(found: list[Adapter], route: str | None, address: str | None) -> None:
    assert network_address(found, route) == address


@pytest.mark.parametrize(
    "name",
    [
        "tun0", "tap0", "wg0", "wg-home", "utun3", "ppp0", "tailscale0", "ztabcdef12", "feth123", "docker0",
        "docker_gwbridge", "br-1a2b3c4d5e6f", "veth12ab@if3", "vethdeadbeef", "virbr0", "virbr0-nic", "vnet3",
        "cni0", "podman1", "lxcbr0", "lxdbr0", "vboxnet0", "vmnet8", "flannel.1", "cali1234", "nordlynx",
        "proton0", "ipsec0",
        "vEthernet (WSL)", "vEthernet (Default Switch)", "Hyper-V Virtual Ethernet Adapter #2",
        "VirtualBox Host-Only Ethernet Adapter",
        "VMware Virtual Ethernet Adapter for VMnet8", "TAP-Windows Adapter V9", "WireGuard Tunnel",
        "Tailscale Tunnel", "ZeroTier One Virtual Port", "Wintun Userspace Tunnel",
        "OpenVPN Data Channel Offload",
        "Cisco AnyConnect Virtual Miniport Adapter", "Fortinet SSL VPN Virtual Ethernet Adapter",
        "Software Loopback Interface 1", "Microsoft Teredo Tunneling Adapter",
    ],
)  # fmt: skip
def test_networks_that_no_phone_is_on(name: str) -> None:
    virtual = Adapter(name, ("192.168.56.1",))
    assert network_address([virtual]) is None
    assert network_address([virtual, WIFI], "192.168.56.1") == "192.168.0.10"


@pytest.mark.parametrize(
    "name",
    [
        "eth0", "eno1", "enp0s31f6", "enx001122334455", "wlan0", "wlp2s0", "usb0", "br0", "bridge100", "en0",
        "bond0", "ap0", "Ethernet", "Wi-Fi", "Intel(R) Wi-Fi 6 AX201 160MHz",
        "Realtek PCIe GbE Family Controller",
        "Microsoft Wi-Fi Direct Virtual Adapter", "Microsoft Hyper-V Network Adapter", "이더넷", "wwan0",
    ],
)  # fmt: skip
def test_networks_that_phones_may_be_on(name: str) -> None:
    assert network_address([Adapter(name, ("192.168.0.10",))]) == "192.168.0.10"


def test_this_machine_has_a_loopback() -> None:
    assert any("127.0.0.1" in each.addresses for each in adapters())
    assert "127.0.0.1" in own_addresses()


def test_a_system_that_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OSError("not permitted")

    monkeypatch.setattr("ifaddr.get_adapters", refuse)
    monkeypatch.setattr("election.network.adapters.route", lambda: None)
    assert address_for_others() == "127.0.0.1"
    assert "network interfaces" in caplog.text


def test_the_server_tells_a_new_address_once_the_network_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [LO]
    monkeypatch.setattr("election.network.adapters.adapters", lambda: found)
    monkeypatch.setattr("election.network.adapters.route", lambda: None)
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
from election.network.adapters import *
print(json.dumps([address_for_others(), route()]))'
"""


def test_a_real_network_without_a_way_out() -> None:
    """In a network of its own, with a VPN that takes the default route."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("there is no unshare or ip here")
    command = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-ec", ISOLATED]
    done = subprocess.run([*command, sys.executable], cwd=ROOT, capture_output=True, text=True, timeout=30)
    if done.returncode:
        pytest.skip(f"no network of its own may be made here: {done.stderr.strip()[-200:]}")
    assert json.loads(done.stdout) == ["192.168.77.5", "10.8.0.2"]
