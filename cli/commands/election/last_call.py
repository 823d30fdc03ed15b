"""``election last-call``: lets nobody new in, and closes a few minutes later."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from cli.times import print_times, times_values
from election.services import Services


@task(passphrase=True)
def call(services: Services, which: str | None, reason: str, language: str) -> dict[str, Any]:
    """Call last, and return the times as they are then."""
    with services.library.held(election_id(services.library, which)) as held:
        held.times.call_last(why=reason)
        return times_values(held.times.status(), language)


@click.command("last-call", cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--reason", default="", help="Why; it is kept with the election.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options, which: str | None, reason: str, *, as_json: bool, passphrase_file: Path | None
) -> None:
    """Let nobody new in from now on, and close by itself when the election's grace (5 minutes) is over."""
    done = carry_out(options, call(which, reason, options.language), passphrase_file)
    if as_json:
        print_json(done)
    else:
        print_times(done)
