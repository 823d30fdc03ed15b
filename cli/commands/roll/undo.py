"""``roll undo``: takes the last import back."""

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def undo(services: Services, which: str | None) -> int:
    """Take the last import back, and return how many are on the roll then."""
    with services.library.held(election_id(services.library, which)) as held:
        held.roll.undo_import()
        return held.roll.size().now


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.pass_obj
def command(options: Options, which: str | None) -> None:
    """Take the last import back: in a draft, until codes are printed. Who was added by hand since stays."""
    people = carry_out(options, undo(which))
    print(catalogue().text("roll_list.size", options.language, count=people))
