"""``codes confirm``: all slips of a batch came out."""

from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def confirm(services: Services, which: str | None, batch: int) -> None:
    """Have the codes of a batch be good."""
    with services.library.held(election_id(services.library, which)) as held:
        held.codes.confirm(batch)


@click.command(cls=Command)
@click.argument("batch", type=int)
@click.argument("which", metavar="[ID]", required=False)
@passphrase_option
@click.pass_obj
def command(options: Options, batch: int, which: str | None, *, passphrase_file: Path | None) -> None:
    """Say that all slips of a batch came out: its codes are good from now on."""
    carry_out(options, confirm(which, batch), passphrase_file)
    print(catalogue().text("codes_confirm.done", options.language, batch=batch))
