"""``election create``: makes an election of a TOML file."""

from pathlib import Path

import click

from cli.command import Command
from cli.opening import open_data
from cli.options import PATH, Options
from cli.output import json_option, print_json
from election.i18n.catalogue import catalogue
from election.setup.definition_file import read_definition_file


@click.command(cls=Command)
@click.argument("file", type=PATH)
@click.option("--use", is_flag=True, help="Make it the current one; the first is anyhow.")
@json_option
@click.pass_obj
def command(options: Options, file: Path, *, use: bool, as_json: bool) -> None:
    """Make an election of a TOML file.

    FILE describes it whole, as `election show --toml` writes it. Photos are files beside it, or stand in it.
    """
    definition = read_definition_file(file)  # before a folder is made
    with open_data(options) as services:
        election_id = services.library.create(definition)
        if use or services.library.current_id is None:
            services.library.use(election_id)
    if as_json:
        print_json({"id": election_id})
    else:
        print(catalogue().text("election_create.done", options.language, id=election_id))
