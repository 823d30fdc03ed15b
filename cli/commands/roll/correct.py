"""``roll correct``: puts right what is known of somebody."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import FIELDS, entry_of, find, needs_passphrase, print_people, told
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.services import Services


@task(passphrase=needs_passphrase)
def correct(
    services: Services, which: str | None, who: str, changes: dict[str, str], reason: str
) -> dict[str, Any]:
    """Change what `changes` names, and return the person as they are then."""
    with services.library.held(election_id(services.library, which)) as held:
        before = find(held.roll, who)
        held.roll.correct(before.id, replace(entry_of(before), **changes), why=reason)
        return told(held.roll.person(before.id))


@click.command(cls=Command)
@click.argument("who", metavar="NUMBER|EMAIL")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--name", help="What is to stand there; what is not given stays.")
@click.option("--number")
@click.option("--email")
@click.option("--group")
@click.option("--reason", default="", help="Why; needed while the polls are open or paused.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    /,
    who: str,
    which: str | None,
    reason: str,
    *,
    as_json: bool,
    passphrase_file: Path | None,
    **fields: str | None,
) -> None:
    """Put right what is known of somebody.

    While the polls are open or paused that needs the passphrase and a reason. Of one who has voted or came to
    the desk only the name can be changed.
    """
    changes = {name: text for name in FIELDS if (text := fields[name]) is not None}
    if not changes:
        raise click.UsageError("say what is to be changed: --name, --number, --email or --group")
    person = carry_out(options, correct(which, who, changes, reason), passphrase_file)
    if as_json:
        print_json(person)
    else:
        print_people([person], options.language)
