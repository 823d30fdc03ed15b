"""``election copy-out``: copies an election to a stick, to go on with it elsewhere."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def make(services: Services, which: str, target: str) -> dict[str, Any]:
    """Copy an election to this folder; return where it is, and whom it knows."""
    made = services.take_over.copy_out(election_id(services.library, which), Path(target))
    return {"folder": str(made.path), "voted": made.turnout.voted, "voters": made.turnout.voters}


@click.command("copy-out", cls=Command)
@click.argument("which", metavar="ID")
@click.argument("target", metavar="DIR", type=PATH)
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options, which: str, target: Path, *, as_json: bool, passphrase_file: Path | None
) -> None:
    """Copy an election with its roll, codes and ballots to a folder, such as a stick, and read it back.

    It takes the place of an earlier copy there. From then on the program copies the current election there at
    each pause, close and count. Whoever has the copy has what this computer has: lock it away.
    """
    made = carry_out(options, make(which, str(target)), passphrase_file)
    if as_json:
        print_json(made)
    else:
        print(catalogue().text("election_copy.done", options.language, **made))
