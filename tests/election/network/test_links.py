"""Which of this machine's addresses others are told: one that phones can reach, whatever else there is."""

import pytest

from election.network.adapters import Adapter
from election.network.links import LinkKind, best, likeliest_address, links

LO = Adapter("lo", ("127.0.0.1", "::1"))
WIFI = Adapter("wlp2s0", ("192.168.0.10", "fe80::1"))
CABLE = Adapter("enp0s31f6", ("10.0.0.5",))

# Lists as systems give them, and the addresses that phones may be told, the likeliest first.
LAPTOPS: dict[str, tuple[list[Adapter], list[str]]] = {
    "nothing": ([], []),
    "loopback only": ([LO], []),
    "an offline router": ([LO, WIFI], ["192.168.0.10"]),
    "Linux, Wi-Fi and cable": ([LO, CABLE, WIFI], ["192.168.0.10", "10.0.0.5"]),
    "Linux with all that developers have": (
        [
            LO,
            Adapter("docker0", ("172.17.0.1",)),
            Adapter("br-1a2b3c4d5e6f", ("172.18.0.1",)),
            Adapter("veth12ab@if3", ("fe80::42",)),
            Adapter("virbr0", ("192.168.122.1",)),
            Adapter("tun0", ("10.8.0.2",)),
            Adapter("wg0", ("10.6.0.3",)),
            Adapter("tailscale0", ("100.101.102.103",)),
            WIFI,
        ],
        ["192.168.0.10"],
    ),
    "Linux, NetworkManager's hotspot beside an uplink": (
        [LO, CABLE, Adapter("wlp2s0", ("10.42.0.1",))],
        ["10.42.0.1", "10.0.0.5"],
    ),
    "Windows, with WSL and Hyper-V": (
        [
            Adapter("Software Loopback Interface 1", ("127.0.0.1",)),
            Adapter("Hyper-V Virtual Ethernet Adapter", ("172.29.16.1",)),
            Adapter("Hyper-V Virtual Ethernet Adapter #2", ("172.20.0.1",)),
            Adapter("VirtualBox Host-Only Ethernet Adapter", ("192.168.56.1",)),
            Adapter("Bluetooth Device (Personal Area Network)", ("169.254.9.9",)),
            Adapter("Realtek PCIe GbE Family Controller", ("169.254.7.7",)),
            Adapter("Intel(R) Wi-Fi 6 AX201 160MHz", ("192.168.35.21",)),
        ],
        ["192.168.35.21", "169.254.7.7"],
    ),
    "Windows, its mobile hotspot": (
        [
            Adapter("Intel(R) Wi-Fi 6 AX201 160MHz", ("192.168.35.21",)),
            Adapter("Microsoft Wi-Fi Direct Virtual Adapter #2", ("192.168.137.1",)),
        ],
        ["192.168.137.1", "192.168.35.21"],
    ),
    "macOS": (
        [
            Adapter("lo0", ("127.0.0.1",)),
            Adapter("en0", ("192.168.1.7",)),
            Adapter("awdl0", ("fe80::3",)),
            Adapter("utun3", ("198.18.0.1",)),
            Adapter("bridge100", ("192.168.2.1",)),
        ],
        ["192.168.2.1", "192.168.1.7"],
    ),
    "an iPhone's hotspot": ([LO, Adapter("en0", ("172.20.10.2",))], ["172.20.10.2"]),
    "an Android phone on USB, and the hall's Wi-Fi": (
        [LO, Adapter("usb0", ("192.168.42.129",)), WIFI],
        ["192.168.0.10", "192.168.42.129"],
    ),
    "a university's public addresses": (
        [LO, Adapter("eth0", ("147.46.10.20",)), WIFI],
        ["192.168.0.10", "147.46.10.20"],
    ),
    "a public and a private address on one": (
        [Adapter("eth0", ("147.46.10.20", "172.16.0.9"))],
        ["172.16.0.9", "147.46.10.20"],
    ),
    "a modem's carrier": ([Adapter("wwan0", ("100.64.1.1",)), WIFI], ["192.168.0.10"]),
    "given by itself, last": ([Adapter("eth0", ("169.254.7.7",)), WIFI], ["192.168.0.10", "169.254.7.7"]),
    "given by itself, alone": ([LO, Adapter("eth0", ("169.254.7.7",))], ["169.254.7.7"]),
    "IPv6 only": ([Adapter("eth0", ("fd00::2",))], []),
    "multicast and unspecified": ([Adapter("eth0", ("224.0.0.1", "0.0.0.0"))], []),
}


@pytest.mark.parametrize(("found", "told"), LAPTOPS.values(), ids=LAPTOPS)
def test_what_phones_are_told_on_laptops_as_there_are(found: list[Adapter], told: list[str]) -> None:
    known = links(found)
    assert [each.address for each in known if not each.is_closed] == told
    link = best(known)
    assert (link and link.address) == (told[0] if told else None)


@pytest.mark.parametrize(
    "name",
    [
        "tun0", "tap0", "wg0", "wg-home", "utun3", "ppp0", "tailscale0", "ztabcdef12", "feth123", "docker0",
        "docker_gwbridge", "br-1a2b3c4d5e6f", "veth12ab@if3", "vethdeadbeef", "virbr0", "virbr0-nic", "vnet3",
        "cni0", "podman1", "lxcbr0", "lxdbr0", "vboxnet0", "vmnet8", "flannel.1", "cali1234", "nordlynx",
        "proton0", "ipsec0", "lo", "lo0",
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
    assert best(links([virtual])) is None
    told = best(links([virtual, WIFI]))
    assert told is not None
    assert told.address == "192.168.0.10"
    assert len(links([virtual])) == 1, "it can be chosen all the same"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("eth0", "cable"), ("eno1", "cable"), ("enp0s31f6", "cable"), ("enx001122334455", "cable"),
        ("wlan0", "wifi"), ("wlp2s0", "wifi"), ("wlx00c0ca", "wifi"), ("usb0", "phone"), ("br0", "other"),
        ("bridge100", "other"), ("en0", "other"), ("bond0", "cable"), ("ap0", "hotspot"), ("wwan0", "mobile"),
        ("Ethernet", "cable"), ("Wi-Fi", "wifi"), ("Intel(R) Wi-Fi 6 AX201 160MHz", "wifi"),
        ("Realtek RTL8852BE WiFi 6 802.11ax PCIe Adapter", "wifi"),
        ("Qualcomm Atheros QCA9377 Wireless Network Adapter", "wifi"),
        ("Realtek PCIe GbE Family Controller", "cable"),
        ("Intel(R) Ethernet Connection (13) I219-V", "cable"),
        ("Microsoft Wi-Fi Direct Virtual Adapter", "hotspot"), ("Microsoft Hyper-V Network Adapter", "other"),
        ("Remote NDIS based Internet Sharing Device", "phone"), ("Apple Mobile Device Ethernet", "phone"),
        ("이더넷", "cable"), ("무선 LAN", "wifi"),
    ],
)  # fmt: skip
def test_networks_that_phones_may_be_on_and_of_which_kind(name: str, kind: str) -> None:
    (link,) = links([Adapter(name, ("192.168.0.10",))])
    assert (link.is_closed, link.kind) == (False, LinkKind(kind))


@pytest.mark.parametrize(
    ("name", "address", "kind"),
    [
        ("wlp2s0", "10.42.0.1", "hotspot"),
        ("wlp2s0", "10.42.0.17", "wifi"),
        ("Local Area Connection* 10", "192.168.137.1", "hotspot"),
        ("bridge100", "192.168.2.1", "hotspot"),
        ("wlp2s0", "172.20.10.3", "phone"),
        ("wlp2s0", "192.168.43.77", "phone"),
        ("wlp2s0", "192.168.2.1", "wifi"),
    ],
)
def test_hotspots_are_known_by_their_addresses(name: str, address: str, kind: str) -> None:
    assert [each.kind for each in links([Adapter(name, (address,))])] == [LinkKind(kind)]


def test_a_machine_without_a_network_has_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("election.network.links.adapters", lambda: [LO])
    assert likeliest_address() == "127.0.0.1"
