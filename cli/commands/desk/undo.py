"""``desk undo``: takes a wrong mark back."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.codes.void import typed_slip
from cli.commands.desk.deed import print_done, told
from cli.commands.roll.people import find
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.services import Services


@task()
def undo(services: Services, which: str | None, who: str, slip: str | None) -> dict[str, Any]:
    """Take back that somebody came, or with the slip that they were given one."""
    with services.library.held(election_id(services.library, which)) as held:
        person = find(held.roll, who)
        if slip is None:
            held.desk.undo_check_in(person.id)
        else:
            held.desk.take_back(person.id, slip)
        return told(held, person)


@click.command(cls=Command)
@click.argument("who", metavar="NUMBER|EMAIL")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--slip", metavar="CODE", help="The unused slip, which is voided; - asks for its code.")
@json_option
@click.pass_obj
def command(options: Options, who: str, which: str | None, slip: str | None, *, as_json: bool) -> None:
    """Take a wrong mark back: that somebody came, or with --slip that they were given a slip.

    A slip must be unused, and is void from then on.
    """
    code = None if slip is None else typed_slip(slip, options.language)
    done = carry_out(options, undo(which, who, code))
    if as_json:
        print_json(done)
    else:
        print_done(done, options.language)
