"""``network qr``: the address as a QR code, for a machine without a window."""

import io
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import PATH, Options
from cli.output import printable
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.network.outlook import address_code
from election.network.refusals import NothingToScan
from election.printing.typesetting import write_private
from election.services import Services


@task()
def codes(services: Services) -> dict[str, Any]:
    """Return what the QR codes say: that of the address, and that of the Wi-Fi where one is set. Raises
    NothingToScan.
    """
    served, wifi = services.networks.for_phones(), services.networks.look().wifi
    if not served:
        raise NothingToScan
    return {
        "address": served,
        "code": address_code(served),
        "wifi": None if wifi is None else {"name": wifi.name, "code": wifi.code},
    }


@click.command(cls=Command)
@click.option("--save", type=PATH, metavar="FILE", help="Save the address's as FILE (.svg or .png) instead.")
@click.pass_obj
def command(options: Options, *, save: Any) -> None:
    """Print the QR codes that voters scan: the event's Wi-Fi, where one is set, and the address."""
    found = carry_out(options, codes())
    if save is not None:
        if save.suffix.lower() not in (".svg", ".png"):
            raise click.UsageError("--save: the name of the file ends in .svg or .png")
        picture = io.BytesIO()
        _code(found["code"]).save(picture, kind=save.suffix[1:], scale=8, border=4)
        write_private(save, picture.getvalue())
        return
    if found["wifi"] is not None:
        print(catalogue().text("network_qr.wifi", options.language, name=printable(found["wifi"]["name"])))
        _code(found["wifi"]["code"]).terminal(compact=True, border=2)
    print(catalogue().text("network_qr.address", options.language, address=found["address"]))
    _code(found["code"]).terminal(compact=True, border=2)


def _code(text: str) -> Any:
    import segno

    return segno.make(text, error="m", micro=False)
