"""``desk lost``: another slip for a lost one, or a new personal code."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.desk.deed import print_done, told
from cli.commands.roll.people import find
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.services import Services


@task(passphrase=True)
def lost(services: Services, which: str | None, who: str, reason: str) -> dict[str, Any]:
    """Count a slip that was replaced."""
    with services.library.held(election_id(services.library, which)) as held:
        person = find(held.roll, who)
        held.desk.replace_lost(person.id, reason)
        return told(held, person)


@click.command(cls=Command)
@click.argument("who", metavar="NUMBER|EMAIL")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--reason", required=True, help="Why; it is kept without the person and the time.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options, who: str, which: str | None, reason: str, *, as_json: bool, passphrase_file: Path | None
) -> None:
    """Hand out another slip for one that was lost: the organiser's exception.

    A lost slip cannot be told from the others, so nobody can void it. The result says how many were replaced.
    """
    done = carry_out(options, lost(which, who, reason), passphrase_file)
    if as_json:
        print_json(done)
    else:
        print_done(done, options.language)
