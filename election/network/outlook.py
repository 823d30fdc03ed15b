"""What is known of the networks around, which of them the organiser chose, and who finds the API there."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from election.network.adapters import EVERYWHERE, is_this_computer
from election.network.links import Link, best
from election.network.wifi import Wifi


@dataclass(frozen=True, slots=True)
class Wish:
    """The interface that the organiser chose, and its address then. A public address was chosen knowingly:
    `with_public` says so.
    """

    interface: str
    address: str
    with_public: bool = False

    def of(self, known: Iterable[Link]) -> Link | None:
        """Return which of these it means, None where there is none of it: the same address if it can be, else
        the first of that interface; the same address on another one, as of a stick in another socket.
        """
        known = tuple(known)
        its = [each for each in known if each.interface == self.interface]
        same = [each for each in known if each.address == self.address]
        return next((each for each in its if each in same), None) or next(iter([*its, *same]), None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The networks that this machine is on, the likeliest for phones first; what the organiser chose; and the
    event's Wi-Fi, where it is to be shown.
    """

    links: tuple[Link, ...] = ()
    wish: Wish | None = None
    wifi: Wifi | None = None

    @property
    def link(self) -> Link | None:
        """By which others are told to find this machine; None where it is on no network."""
        return (self.wish.of(self.links) if self.wish else None) or best(self.links)

    @property
    def is_wish_gone(self) -> bool:
        """Whether the interface that was chosen is not there."""
        return self.wish is not None and self.wish.of(self.links) is None

    @property
    def shows_public(self) -> bool:
        """Whether the organiser knows that the address is a public one, and wants it shown."""
        wish = self.wish
        return wish is not None and wish.with_public and wish.of(self.links) is not None


class Standing(StrEnum):
    """Whether the phones of voters find the API."""

    PHONES = "phones"  # those on the same network do
    COMPUTER = "computer"  # it answers this computer alone
    NOWHERE = "nowhere"  # it answers others, but this machine is on no network
    GONE = "gone"  # it answers at an address that this machine has no longer
    PUBLIC = "public"  # its address is a public one, at which browsers may warn of it


def address_code(address: str) -> str:
    """Return what the QR code of an address says: in the capitals that make a small code, where its path
    allows that.

    >>> address_code("http://192.168.0.10:2020")
    'HTTP://192.168.0.10:2020'
    """
    return address.upper() if urlsplit(address).path in ("", "/") else address


def short_address(address: str) -> str:
    """Return an address as one types it.

    >>> short_address("http://192.168.0.10:2020")
    '192.168.0.10:2020'
    """
    return urlsplit(address).netloc or address


def standing(address: str, outlook: Outlook | None, *, for_others: bool) -> Standing:
    """Return who finds the API at `address`, such as ``http://192.168.0.10:2020``. `outlook` is None where
    nobody has looked at the networks; `for_others` says that others are to be answered.
    """
    host = (urlsplit(address).hostname or "").removesuffix(".")
    if is_this_computer(host) or host in ("", EVERYWHERE):
        return Standing.NOWHERE if for_others else Standing.COMPUTER
    try:
        found = ipaddress.ip_address(host)
    except ValueError:  # a name, which whoever runs this has given it
        return Standing.PHONES
    if outlook is None or found.version != 4:
        return Standing.PHONES
    link = next((each for each in outlook.links if each.address == host), None)
    if link is None:
        return Standing.GONE
    if link.is_public and not outlook.shows_public:
        return Standing.PUBLIC
    return Standing.PHONES
