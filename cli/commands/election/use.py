"""``election use``: makes another election the current one."""

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def make_current(services: Services, which: str, language: str) -> str:
    """Make an election the current one, and return its title."""
    library = services.library
    library.use(election_id(library, which))
    election = library.election()
    return "" if election is None else election.title.in_language(language)


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.pass_obj
def command(options: Options, which: str) -> None:
    """Make the election with this ID the current one.

    The first characters of the ID will do. Refused while the polls of the current one are open or paused.
    """
    title = carry_out(options, make_current(which, options.language))
    print(catalogue().text("election_use.done", options.language, title=title))
