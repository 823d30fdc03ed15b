"""The interfaces of this machine and their addresses, as the system lists them."""

import ipaddress
import logging
import threading
import time
from dataclasses import dataclass

THIS_COMPUTER, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - served only if the organiser asks for it
_FRESH = 5.0  # seconds; a laptop changes its network seldom

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network interface: its name or description, and its addresses without zone."""

    name: str
    addresses: tuple[str, ...]


def adapters() -> list[Adapter]:
    """Return this machine's network interfaces; none if the system does not tell. Sends nothing."""
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
