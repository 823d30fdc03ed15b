"""``election use``: makes another election the current one."""

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from election.i18n.catalogue import catalogue


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.pass_obj
def command(options: Options, which: str) -> None:
    """Make the election with this ID the current one.

    The first characters of the ID will do. Refused while the polls of the current one are open or paused.
    """
    with open_data(options) as services:
        library = services.library
        library.use(election_id(library, which))
        election = library.election()
    title = "" if election is None else election.title.in_language(options.language)
    print(catalogue().text("election_use.done", options.language, title=title))
