"""The names by which this server may be addressed.

A page of any site can have its own name point to this machine (DNS rebinding), and a browser then takes our
answers for that site's. What asks by a name that is not ours is refused.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable

from election.network.adapters import own_addresses

_MOST_REMEMBERED = 256  # spellings; `.local` and the port make any number of them


def bare(host: str) -> str:
    """Return the host of a Host header without its port, in one spelling: lower case, no brackets, no zone,
    no dot at the end. "" if it is none.
    """
    host = host.strip()
    if host.startswith("["):
        name, closed, port = host[1:].partition("]")
        if not closed or (port and not port.startswith(":")):
            return ""
        port = port[1:]
    else:
        name, _, port = host.partition(":")
    if port and not (port.isascii() and port.isdigit()):
        return ""
    return _spelled(name.lower().removesuffix("."))


def _spelled(name: str) -> str:
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return name
    return str(getattr(address, "ipv4_mapped", None) or address)


class Hosts:
    """Knows what is ours: this machine's addresses and host name, `localhost`, `*.local`, and `names`."""

    def __init__(
        self, names: Iterable[str] = (), addresses: Callable[[], frozenset[str]] = own_addresses
    ) -> None:
        self._addresses = addresses
        self._names = {bare(name) for name in (*names, "localhost", socket.gethostname())} - {""}
        self._names |= {name.partition(".")[0] for name in self._names if name == bare(socket.gethostname())}
        self._known: set[str] = set()

    def include(self, host: str, local: Callable[[], str]) -> bool:
        """Return whether `host`, as a Host header has it, is this server. `local` returns the address at
        which the client found it. The port is not looked at: a front end's development proxy has its own.
        """
        if host in self._known:
            return True
        ours = self._is_ours(bare(host), local)
        if ours:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known.add(host)
        return ours

    def _is_ours(self, name: str, local: Callable[[], str]) -> bool:
        if name in self._names or name.endswith(".local"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or name == _spelled(local()) or name in self._addresses()
