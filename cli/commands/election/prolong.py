"""``election prolong``: puts the closing off, as it was declared before opening."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import TIME, Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from cli.times import print_times, times_values
from election.services import Services


@task(passphrase=True)
def prolong(
    services: Services,
    which: str | None,
    until: datetime | None,
    reason: str,
    present: Sequence[str],
    language: str,
) -> dict[str, Any]:
    """Put the closing off, and return the times as they are then."""
    with services.library.held(election_id(services.library, which)) as held:
        held.times.prolong(reason, until, present=present)
        return times_values(held.times.status(), language)


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--until", type=TIME, metavar="TIME", help="18:30, or a whole time; else as late as declared.")
@click.option("--reason", default="", help="Why; it is kept with the election. Needed.")
@click.option("--present", multiple=True, metavar="NAME", help="Who is there; may be given again.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str | None,
    until: datetime | None,
    reason: str,
    present: tuple[str, ...],
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Put the closing time off, as far and as often as was declared before opening."""
    asked = prolong(which, until, reason, present, options.language)
    done = carry_out(options, asked, passphrase_file)
    if as_json:
        print_json(done)
    else:
        print_times(done)
