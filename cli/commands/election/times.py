"""``election times``: when the polls open and close."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from cli.times import print_times, times_values
from election.services import Services


@task()
def read_times(services: Services, which: str | None, language: str) -> dict[str, Any]:
    """Return the times of an election."""
    with services.library.held(election_id(services.library, which)) as held:
        return times_values(held.times.status(), language)


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Say when the polls open and close, with the zone, and what staff must know of it now."""
    found = carry_out(options, read_times(which, options.language))
    if as_json:
        print_json(found)
    else:
        print_times(found)
