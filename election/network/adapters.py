"""The addresses of this machine, and by which of them others on its network reach it."""

import ipaddress
import logging
import re
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

THIS_COMPUTER, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - served only if the organiser asks for it
_SOMEWHERE_ELSE = "192.0.2.1"  # RFC 5737: an address nobody has
_FRESH = 5.0  # seconds; a laptop changes its network seldom

log = logging.getLogger(__name__)

# Networks that no voter's phone is on: VPNs, containers, and those between a computer and its own virtual
# machines. By the name of the interface, or by the description that Windows gives.
_NOT_FOR_OTHERS = re.compile(
    r"(tun|tap|utun|wg|ppp|ipsec|gif|stf|tailscale|zt|feth|nordlynx|proton|docker|br-|veth|virbr|vnet|vmnet"
    r"|vboxnet|cni|flannel|cali|podman|lxcbr|lxdbr|lxc|awdl|llw|anpi)[0-9a-z_.@-]*"
    r"|.*\b(vethernet|hyper-v virtual|virtualbox|vmware|host-only|tap-|wireguard|openvpn|wintun|tailscale"
    r"|zerotier|vpn|anyconnect|fortinet|juniper|pangp|loopback|wan miniport|teredo|isatap|6to4)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network interface: its name or description, and its addresses without zone."""

    name: str
    addresses: tuple[str, ...]


def adapters() -> list[Adapter]:
    """Return this machine's network interfaces; none if the system does not tell."""
    import ifaddr

    try:
        found = list(ifaddr.get_adapters())
    except OSError:
        log.warning("the system does not list its network interfaces", exc_info=True)
        return []
    return [
        Adapter(
            str(each.nice_name),
            tuple(str(ip.ip if isinstance(ip.ip, str) else ip.ip[0]) for ip in each.ips),
        )
        for each in found
    ]


def network_address(found: Iterable[Adapter], preferred: str | None = None) -> str | None:
    """Return the IPv4 address by which others on the network reach this machine, None if there is none:
    a private one rather than a public one, and one that a machine gave itself (169.254…) last. Among equals
    it is `preferred`, or the first.
    """
    best: tuple[int, bool] | None = None
    chosen = None
    for adapter in found:
        if _NOT_FOR_OTHERS.fullmatch(adapter.name):
            continue
        for text in adapter.addresses:
            if (rank := _rank(text)) is None:
                continue
            order = (rank, text != preferred)
            if best is None or order < best:
                best, chosen = order, text
    return chosen


def _rank(text: str) -> int | None:
    address = ipaddress.ip_address(text)
    if address.version != 4 or address.is_loopback or address.is_unspecified or address.is_multicast:
        return None
    if address.is_link_local:
        return 2
    return 0 if address.is_private else 1


def route() -> str | None:
    """Return the address from which this machine would reach the world; None if it has no way there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_SOMEWHERE_ELSE, 9))  # chooses the way out; a datagram socket sends nothing yet
        except OSError:
            return None
        return str(probe.getsockname()[0])


def address_for_others() -> str:
    """Return this machine's address on its network, or the loopback address if it is on none."""
    return network_address(adapters(), route()) or THIS_COMPUTER


def is_this_computer(host: str) -> bool:
    """Return whether what is served at `host`, an address or a name, is for this machine only."""
    name = host.strip("[]").partition("%")[0].lower().removesuffix(".")
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name in ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback")
    return bool((getattr(address, "ipv4_mapped", None) or address).is_loopback)


class _Own:
    """All addresses of this machine, looked up again after some seconds at the soonest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: frozenset[str] = frozenset()
        self._until = float("-inf")

    def __call__(self) -> frozenset[str]:
        with self._lock:
            if (now := time.monotonic()) >= self._until:
                self._until = now + _FRESH
                self._found = frozenset(str(a) for each in adapters() for a in each.addresses)
            return self._found


own_addresses = _Own()
