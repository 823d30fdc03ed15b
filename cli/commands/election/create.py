"""``election create``: makes an election of a TOML file or a template."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import PATH, Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services
from election.setup.definition_file import read_definition_file
from election.setup.templates import Template, template_definition

TEMPLATE = click.Choice([each.value for each in Template])


@task()
def make(services: Services, definition: dict[str, Any], *, use: bool) -> str:
    """Make an election, perhaps the current one, and return its id."""
    library = services.library
    election_id = library.create(definition)
    if use or (library.current_id is None and library.unopened is None):
        library.use(election_id)
    return election_id


@click.command(cls=Command)
@click.argument("file", type=PATH, required=False)
@click.option("--template", type=TEMPLATE, help="Begin from this, in place of a file.")
@click.option("--practice", is_flag=True, help="Make it for practice.")
@click.option("--use", is_flag=True, help="Make it the current one; the first is anyhow.")
@json_option
@click.pass_obj
def command(
    options: Options, file: Path | None, template: str | None, *, practice: bool, use: bool, as_json: bool
) -> None:
    """Make an election of a TOML file, or of a template.

    FILE describes it whole, as `election show --toml` writes it. Photos are files beside it, or stand in it.
    """
    definition = _definition(file, template)  # before a folder is made
    if practice:
        definition["practice"] = True
    election_id = carry_out(options, make(definition, use=use))
    if as_json:
        print_json({"id": election_id})
    else:
        print(catalogue().text("election_create.done", options.language, id=election_id))


def _definition(file: Path | None, template: str | None) -> dict[str, Any]:
    if file is not None and template is None:
        return read_definition_file(file)
    if template is not None and file is None:
        return template_definition(Template(template))
    raise click.UsageError("give either a FILE or a --template")
