"""``roll add``: puts somebody on the roll."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import needs_passphrase, print_people, told
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.services import Services
from election.voters.roll_files.entries import Entry


@task(passphrase=needs_passphrase)
def add(
    services: Services, which: str | None, name: str, number: str, email: str, group: str, reason: str
) -> dict[str, Any]:
    """Put somebody on the roll, and return them."""
    with services.library.held(election_id(services.library, which)) as held:
        return told(held.roll.add(Entry(name, number, email, group), why=reason))


@click.command(cls=Command)
@click.argument("name")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--number", default="", help="Their number; this or the address is needed.")
@click.option("--email", default="", help="Their e-mail address.")
@click.option("--group", default="", help="The group that they vote in.")
@click.option("--reason", default="", help="Why; needed while the polls are open or paused.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    name: str,
    which: str | None,
    number: str,
    email: str,
    group: str,
    reason: str,
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Put somebody on the roll.

    While the polls are open or paused that needs the passphrase and a reason, and counts as an addition.
    """
    person = carry_out(options, add(which, name, number, email, group, reason), passphrase_file)
    if as_json:
        print_json(person)
    else:
        print_people([person], options.language)
