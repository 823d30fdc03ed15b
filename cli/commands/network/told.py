"""What the commands of ``network`` tell of the networks around."""

from typing import Any

from cli.output import print_table, printable
from election.i18n.catalogue import catalogue
from election.network.links import Link
from election.network.networks import Networks
from election.network.outlook import Outlook, standing
from election.services import Services


def as_values(networks: Networks, outlook: Outlook) -> dict[str, Any]:
    """Return what is known, as tasks return it; nothing of the Wi-Fi's passphrase."""
    told = outlook.link
    served = networks.served
    return {
        "served": served,
        "standing": standing(served, outlook, for_others=networks.for_others) if served else "off",
        "wish": None if outlook.wish is None else outlook.wish.interface,
        "wish_gone": outlook.is_wish_gone,
        "wifi": None if outlook.wifi is None else outlook.wifi.name,
        "links": [_link(each, is_told=each == told) for each in outlook.links],
    }


def read(services: Services) -> dict[str, Any]:
    """Return what is known now."""
    return as_values(services.networks, services.networks.look())


def show(found: dict[str, Any], language: str, *, all_of_them: bool = False) -> None:
    """Print it: the addresses, the one that is told marked, and what is to be known of it."""

    def say(key: str, **values: object) -> str:
        return catalogue().text(key, language, **values)

    shown = [each for each in found["links"] if all_of_them or each["told"] or not each["closed"]]
    if shown:
        headings = ("", *(say(f"network_list.{name}") for name in ("address", "kind", "interface", "note")))
        print_table(headings, [_row(each, language) for each in shown])
    else:
        print(say("network.nowhere"))
    if found["wish_gone"]:
        print(say("network_list.wish_gone", interface=printable(found["wish"])))
    if found["wifi"] is not None:
        print(say("network_list.wifi", name=printable(found["wifi"])))
    if found["standing"] == "off":
        print(say("network_list.off"))
    else:
        print(say("network.up", address=found["served"]))
        if found["standing"] not in ("phones", "nowhere"):
            print(say(f"network.{found['standing']}", address=found["served"]))


def _link(link: Link, *, is_told: bool) -> dict[str, Any]:
    return {
        "address": link.address,
        "kind": link.kind.value,
        "interface": link.interface,
        "public": link.is_public,
        "self_given": link.is_self_given,
        "closed": link.is_closed,
        "told": is_told,
    }


def _row(link: dict[str, Any], language: str) -> tuple[str, ...]:
    notes = [name for name in ("public", "self_given", "closed") if link[name]]
    return (
        "→" if link["told"] else "",
        link["address"],
        catalogue().text(f"network.kind.{link['kind']}", language),
        printable(link["interface"]),
        ", ".join(catalogue().text(f"network_list.{name}", language) for name in notes),
    )
