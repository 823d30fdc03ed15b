"""``election withdraw``: marks a candidate as withdrawn."""

from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.passphrase import passphrase_option
from cli.places import PLACE, candidate_at
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def withdraw(services: Services, which: str | None, contest: int, candidate: int, reason: str) -> str:
    """Mark who stands at a place as withdrawn, and return the name."""
    with services.library.held(election_id(services.library, which)) as held:
        one = candidate_at(held.polls.election(), contest, candidate)
        held.editing.withdraw(one.id, reason)
        return one.name


@click.command(cls=Command)
@click.argument("place", metavar="CANDIDATE", type=PLACE)
@click.option("--election", "which", metavar="ID", help="The election; without it the current one.")
@click.option("--reason", required=True, help="Why; it is kept with the election.")
@passphrase_option
@click.pass_obj
def command(
    options: Options, place: tuple[int, int], which: str | None, reason: str, *, passphrase_file: Path | None
) -> None:
    """Mark a candidate as withdrawn, while the polls are open or paused.

    CANDIDATE is 2.3 for the third one in the second contest, as `election show` lists them. Nobody can choose
    them from then on, nor are they elected; what becomes of votes already given was set before.
    """
    name = carry_out(options, withdraw(which, *place, reason), passphrase_file)
    print(catalogue().text("election_withdraw.done", options.language, name=name))
