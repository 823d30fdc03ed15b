"""``election erase``: removes an election for good."""

import sys
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


@task()
def check(services: Services, which: str) -> None:
    """Have an election refused that may not be erased."""
    services.archive.check_may_be_erased(election_id(services.library, which))


@task(passphrase=True)
def erase(services: Services, which: str, title: str) -> list[str]:
    """Erase an election whose title was typed; return where something is left."""
    return [str(each) for each in services.archive.erase(election_id(services.library, which), title)]


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.option("--title", help="The election's title, typed exactly; without it the terminal asks.")
@passphrase_option
@click.pass_obj
def command(options: Options, which: str, title: str | None, *, passphrase_file: Path | None) -> None:
    """Remove the election with this ID for good.

    A draft goes at once, any other one only when it is archived or annulled and a copy of it was made. Disks
    and sticks may still hold what was overwritten. Of one that cannot be read the title is its whole ID.
    """
    carry_out(options, check(which))  # before a title is typed
    typed = _asked(options.language) if title is None else title
    left = carry_out(options, erase(which, typed), passphrase_file)
    print(catalogue().text("election_erase.done", options.language))
    for each in left:
        print(catalogue().text("election_erase.left", options.language, folder=each))


def _asked(language: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for the title: give --title")
    typed: str = click.prompt(catalogue().text("election_erase.title", language), err=True)
    return typed
