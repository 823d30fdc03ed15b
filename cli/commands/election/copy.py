"""``election copy``: makes a draft of an election that there is."""

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def make(services: Services, which: str | None, *, with_roll: bool, practice: bool | None) -> str:
    """Copy an election, and return the id of the draft."""
    found = election_id(services.library, which)
    return services.archive.copy(found, with_roll=with_roll, practice=practice)


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--with-roll", is_flag=True, help="Bring the people on the roll along, too.")
@click.option("--practice/--real", default=None, help="Whether it is for practice; else as the original.")
@json_option
@click.pass_obj
def command(
    options: Options, which: str | None, *, with_roll: bool, practice: bool | None, as_json: bool
) -> None:
    """Make a new draft of the current election, or of the one with this ID.

    Contests, rules and photos come along; codes, marks and ballots never do. A practice election becomes a
    real one in no other way than by `--real`.
    """
    made = carry_out(options, make(which, with_roll=with_roll, practice=practice))
    if as_json:
        print_json({"id": made})
    else:
        print(catalogue().text("election_create.done", options.language, id=made))
