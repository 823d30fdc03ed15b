"""``network list``: the addresses of this machine."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.network.told import read, show
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.services import Services


@task()
def look(services: Services) -> dict[str, Any]:
    """Return the networks that this machine is on, and by which others are told to find it."""
    return read(services)


@click.command(cls=Command)
@click.option("--all", "all_of_them", is_flag=True, help="Also those that no phone is on: VPNs, containers.")
@json_option
@click.pass_obj
def command(options: Options, *, all_of_them: bool, as_json: bool) -> None:
    """List the addresses of this machine, the likeliest for phones first; an arrow marks the one told."""
    found = carry_out(options, look())
    if as_json:
        print_json(found)
    else:
        show(found, options.language, all_of_them=all_of_them)
