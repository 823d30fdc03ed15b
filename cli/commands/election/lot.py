"""``election lot``: enters the lot that was drawn by hand for a tie."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cli.backup_status import backup_after_step, print_backup
from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.errors import LotRefused, Message, NoSuchContest
from election.i18n.catalogue import catalogue
from election.models import Candidate, Contest
from election.services import Services
from election.setup.steps import ORGANISER


@task(passphrase=True)
def enter(
    services: Services, which: str, contest: int, favoured: Sequence[int], present: Sequence[str]
) -> dict[str, Any]:
    """Enter the lot, and return who is elected by it, and how the back-up stands."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        contests = held.polls.election().contests
        if not 1 <= contest <= len(contests):
            raise NoSuchContest
        asked = contests[contest - 1]
        chosen = [_standing(asked, number) for number in favoured]
        held.lots.enter(asked.id, [each.id for each in chosen], present, role=ORGANISER)
    names = ", ".join(each.name for each in chosen)
    return {"names": names, "backup": backup_after_step(services, found)}


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.argument("contest", type=int)
@click.argument("favoured", metavar="CANDIDATE…", type=int, nargs=-1, required=True)
@click.option("--present", multiple=True, metavar="NAME", help="Who saw it; at least two.")
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str,
    contest: int,
    favoured: tuple[int, ...],
    present: tuple[str, ...],
    *,
    passphrase_file: Path | None,
) -> None:
    """Enter the lot that was drawn by hand for a tie.

    CONTEST and CANDIDATE are numbers on the ballot, from 1, as `election show` lists them. It cannot be
    changed, and the record of the count says who was elected by lot, and who was present.
    """
    done = carry_out(options, enter(which, contest, favoured, present), passphrase_file)
    print(catalogue().text("election_lot.done", options.language, names=done["names"]))
    print_backup(done["backup"], options.language)


def _standing(contest: Contest, number: int) -> Candidate:
    if not 1 <= number <= len(contest.candidates):
        raise LotRefused(reason=Message("lot_fault.names", {"count": 1}))
    return contest.candidates[number - 1]
