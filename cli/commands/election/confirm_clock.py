"""``election confirm-clock``: says that the computer's clock is right, after it has jumped."""

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
def confirm(
    services: Services, which: str | None, closes: datetime | None, reason: str, language: str
) -> dict[str, Any]:
    """Confirm the clock, perhaps with another closing time, and return the times as they are then."""
    with services.library.held(election_id(services.library, which)) as held:
        if closes is None:
            held.times.confirm_clock()
            held.times.keep()
        else:
            held.times.set_closing(closes, reason)
        return times_values(held.times.status(), language)


@click.command("confirm-clock", cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--closes", type=TIME, metavar="TIME", help="Close at another time: 18:30, or a whole one.")
@click.option("--reason", default="", help="Why; needed with --closes.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str | None,
    closes: datetime | None,
    reason: str,
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Say that the computer's clock is right as it is now, after it has jumped.

    Until then the polls neither open nor close by themselves. A program must be running on the data folder:
    it alone has seen the jump.
    """
    done = carry_out(options, confirm(which, closes, reason, options.language), passphrase_file)
    if as_json:
        print_json(done)
    else:
        print_times(done)
