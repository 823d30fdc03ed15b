"""``desk exchange``: a spoilt slip for another."""

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
def exchange(services: Services, which: str | None, who: str, slip: str) -> dict[str, Any]:
    """Void the slip that came back; another is handed out."""
    with services.library.held(election_id(services.library, which)) as held:
        person = find(held.roll, who)
        held.desk.exchange(person.id, slip)
        return told(held, person)


@click.command(cls=Command)
@click.argument("who", metavar="NUMBER|EMAIL")
@click.argument("which", metavar="[ID]", required=False)
@click.option("--slip", metavar="CODE", default="-", help="The slip that came back; else you are asked.")
@json_option
@click.pass_obj
def command(options: Options, who: str, which: str | None, slip: str, *, as_json: bool) -> None:
    """Void a spoilt slip that came back unused, and hand out another for it."""
    done = carry_out(options, exchange(which, who, typed_slip(slip, options.language)))
    if as_json:
        print_json(done)
    else:
        print_done(done, options.language)
