"""``election remove-personal-data``: forgets the people of an election that is over."""

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
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def remove(services: Services, which: str) -> dict[str, Any]:
    """Forget the people of an election, and return which files of it left the program."""
    found = election_id(services.library, which)
    services.archive.remove_personal_data(found)
    copies = [{"name": each.name, "when": each.when} for each in services.archive.copies_made(found)]
    return {"id": found, "copies": copies}


@click.command("remove-personal-data", cls=Command)
@click.argument("which", metavar="ID")
@json_option
@passphrase_option
@click.pass_obj
def command(options: Options, which: str, *, as_json: bool, passphrase_file: Path | None) -> None:
    """Forget the people of an election that is archived or annulled.

    Names, addresses, numbers, codes and who voted are removed for good; what was on the ballot, the ballots,
    all figures and what was done stay. Files that left the program are named: delete them by hand.
    """
    done = carry_out(options, remove(which), passphrase_file)
    if as_json:
        print_json({"id": done["id"], "copies": [each["name"] for each in done["copies"]]})
        return
    say, language = catalogue().text, options.language
    print(say("election_removal.done", language))
    if done["copies"]:
        print(say("election_removal.copies", language))
    for each in done["copies"]:
        print(f"  {each['name']} ({each['when'].astimezone():%Y-%m-%d %H:%M})")
