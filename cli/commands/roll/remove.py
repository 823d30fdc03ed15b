"""``roll remove``: takes somebody off the roll."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import find, needs_passphrase, told
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, printable
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=needs_passphrase)
def remove(services: Services, which: str | None, who: str, reason: str) -> dict[str, Any]:
    """Take somebody off the roll, and return who it was."""
    with services.library.held(election_id(services.library, which)) as held:
        return told(held.roll.remove(find(held.roll, who).id, why=reason))


@click.command(cls=Command)
@click.argument("who", metavar="NUMBER|EMAIL")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--reason", default="", help="Why; needed while the polls are open or paused.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    who: str,
    which: str | None,
    reason: str,
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Take somebody off the roll who has neither voted nor, once the polls are open, a slip or a code."""
    person = carry_out(options, remove(which, who, reason), passphrase_file)
    if as_json:
        print_json(person)
    else:
        print(catalogue().text("roll_remove.done", options.language, name=printable(person["name"])))
