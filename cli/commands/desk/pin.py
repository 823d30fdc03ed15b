"""``desk pin``: makes the desk's passphrase."""

from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import Options
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def make_pin(services: Services) -> str:
    """Set a new PIN and return it."""
    return services.desk_passphrase.make_pin()


@click.command(cls=Command)
@passphrase_option
@click.pass_obj
def command(options: Options, *, passphrase_file: Path | None) -> None:
    """Make a PIN for the desk, in place of the one before. It is shown once."""
    pin = carry_out(options, make_pin(), passphrase_file)
    print(catalogue().text("desk.pin", options.language, pin=pin))
