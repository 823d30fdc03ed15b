"""``network use``: chooses the address that voters are told."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.network.told import as_values, show
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.services import Services

_ANY = "auto"


@task(passphrase=True)
def use(services: Services, name: str) -> dict[str, Any]:
    """Choose an address or interface, or none, and return how it stands then."""
    networks = services.networks
    return as_values(networks, networks.use_any() if name == _ANY else networks.use(name))


@click.command(cls=Command)
@click.argument("name", metavar="ADDRESS|INTERFACE|auto")
@json_option
@passphrase_option
@click.pass_obj
def command(options: Options, name: str, *, as_json: bool, passphrase_file: Path | None) -> None:
    """Have voters told this address. `auto`: the likeliest of those there are.

    It is kept on this machine, by the name of the interface; while that is not there, the likeliest of the
    others is told. A public address that is chosen is shown; browsers may warn of it.
    """
    found = carry_out(options, use(name), passphrase_file)
    if as_json:
        print_json(found)
    else:
        show(found, options.language)
