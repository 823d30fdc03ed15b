"""``organiser-reset``: has the organiser's passphrase forgotten."""

import click

from cli.command import Command
from cli.opening import open_data
from cli.options import Options
from election.i18n.catalogue import catalogue


@click.command(cls=Command)
@click.pass_obj
def command(options: Options) -> None:
    """Forget the organiser's passphrase."""
    with open_data(options) as services:
        removed = services.organiser.remove()
    done = "organiser_reset.done" if removed else "organiser_reset.none"
    print(catalogue().text(done, options.language))
