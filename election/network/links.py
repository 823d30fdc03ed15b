"""What of this machine's interfaces a voter's phone can be on, the likeliest first."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from election.network.adapters import THIS_COMPUTER, Adapter, adapters

# VPNs, containers, and what lies between a computer and its own virtual machines: no phone is on these. By
# the name of the interface, or by the description that Windows gives.
_NOT_FOR_PHONES = re.compile(
    r"(lo\d*|tun|tap|utun|wg|ppp|ipsec|gif|stf|tailscale|zt|feth|nordlynx|proton|docker|br-|veth|virbr|vnet"
    r"|vmnet|vboxnet|cni|flannel|cali|podman|lxcbr|lxdbr|lxc|awdl|llw|anpi)[0-9a-z_.@-]*"
    r"|.*\b(vethernet|hyper-v virtual|virtualbox|vmware|host-only|tap-|wireguard|openvpn|wintun|tailscale"
    r"|zerotier|vpn|anyconnect|fortinet|juniper|pangp|loopback|wan miniport|teredo|isatap|6to4"
    r"|bluetooth)\b.*",
    re.IGNORECASE,
)
_OWN_HOTSPOT = re.compile(r"ap\d+|.*\bwi-?fi direct virtual\b.*", re.IGNORECASE)
_WIFI = re.compile(
    r"(wl|wifi|ath\d|ra\d)\w*|.*(\bwi-?fi\b|\bwireless\b|\bwlan\b|802\.11|무선).*", re.IGNORECASE
)
_CABLE = re.compile(
    r"(eth|en[opsx]|em|lan|bond)\w*|.*(\bethernet\b|\bgbe\b|\bgigabit\b|이더넷|network connection).*",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(wwan|wwp|rmnet)\w*|.*\bmobile broadband\b.*", re.IGNORECASE)
_TETHERED = re.compile(
    r"(usb|rndis)\d+|.*(\bremote ndis\b|\bapple mobile device ethernet\b).*", re.IGNORECASE
)
# What a computer that shares its network calls itself: NetworkManager, Windows, macOS.
_SHARING = (
    (re.compile(r"10\.42\.\d+\.1"), re.compile(r".*")),
    (re.compile(r"192\.168\.137\.1"), re.compile(r".*")),
    (re.compile(r"192\.168\.\d+\.1"), re.compile(r"bridge1\d\d")),
)
# The networks that phones make: iPhones a /28, Android (up to 10) these two.
_PHONES = re.compile(r"172\.20\.10\.([2-9]|1[0-4])|192\.168\.4[23]\.\d+")
_CARRIERS = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598; Tailscale, too


class LinkKind(StrEnum):
    """By what this machine is on a network."""

    HOTSPOT = "hotspot"  # it makes that network itself
    WIFI = "wifi"
    PHONE = "phone"  # a phone's hotspot
    CABLE = "cable"
    OTHER = "other"  # the system's name does not tell
    MOBILE = "mobile"  # a modem


_BEFORE = tuple(LinkKind)


@dataclass(frozen=True, slots=True)
class Link:
    """One IPv4 address of this machine: of which interface, of what kind, and whether it is a public one, one
    that the machine gave itself (169.254…), or of a network that no phone is on, as a VPN or a container's.
    """

    interface: str
    address: str
    kind: LinkKind
    is_public: bool = False
    is_self_given: bool = False
    is_closed: bool = False


def links(found: Iterable[Adapter]) -> tuple[Link, ...]:
    """Return the addresses of these interfaces, those first by which phones likeliest find this machine: a
    network of its own, which is there for others; private before public; what is unlikely last. Loopback and
    IPv6 are left out.
    """
    known = [link for each in found for text in each.addresses if (link := _link(each.name, text))]
    return tuple(sorted(known, key=_order))


def _order(link: Link) -> tuple[bool, bool, bool, int]:
    return link.is_closed, link.is_self_given, link.is_public, _BEFORE.index(link.kind)


def best(known: Iterable[Link]) -> Link | None:
    """Return the first of these that phones can be on, None where there is none."""
    return next((each for each in known if not each.is_closed), None)


def likeliest_address() -> str:
    """Return the address by which others likeliest find this machine, or the loopback address if it is on no
    network.
    """
    link = best(links(adapters()))
    return link.address if link else THIS_COMPUTER


def _link(name: str, text: str) -> Link | None:
    address = ipaddress.ip_address(text)
    if address.version != 4 or address.is_loopback or address.is_unspecified or address.is_multicast:
        return None
    of_carrier = address in _CARRIERS
    return Link(
        name,
        text,
        _kind(name, text),
        is_public=not (address.is_private or of_carrier),
        is_self_given=address.is_link_local,
        is_closed=of_carrier or _NOT_FOR_PHONES.fullmatch(name) is not None,
    )


def _kind(name: str, address: str) -> LinkKind:
    if _OWN_HOTSPOT.fullmatch(name):
        return LinkKind.HOTSPOT
    if any(its.fullmatch(address) and whose.fullmatch(name) for its, whose in _SHARING):
        return LinkKind.HOTSPOT
    if _TETHERED.fullmatch(name) or _PHONES.fullmatch(address):
        return LinkKind.PHONE
    for kind, names in ((LinkKind.MOBILE, _MOBILE), (LinkKind.WIFI, _WIFI), (LinkKind.CABLE, _CABLE)):
        if names.fullmatch(name):
            return kind
    return LinkKind.OTHER
