"""``election check``: what stands against opening the polls, and what may not be meant."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.exit_codes import REFUSED
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services
from election.setup.tasks import Level


@task()
def look_through(services: Services, which: str | None, language: str) -> dict[str, Any]:
    """Return what is missing in an election and what is doubtful, in sentences of `language`."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        tasks = held.tasks.read()

    def sentences(level: Level) -> list[str]:
        texts = [each.text for each in tasks.tasks if each.level is level]
        return [catalogue().text(each.key, language, **each.values) for each in texts]

    missing, doubtful = sentences(Level.MISSING), sentences(Level.LOOK)
    election = tasks.election
    title = election.title.in_language(language)
    return {"id": found, "title": title, "ready": not missing, "missing": missing, "warnings": doubtful}


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_context
def command(context: click.Context, which: str | None, *, as_json: bool) -> None:
    """Say what is missing before the polls of the current election, or the one with this ID, can open.

    It says too what may be meant and often is not. The exit code is 10 where something is missing.
    """
    options: Options = context.obj
    found = carry_out(options, look_through(which, options.language))
    title, language = found.pop("title"), options.language
    if as_json:
        print_json(found)
    else:
        print(title)
        headings = {"missing": "election_check.missing", "warnings": "election_check.doubtful"}
        for name, heading in headings.items():
            if found[name]:
                lines = (f"- {line}" for line in found[name])
                print("", catalogue().text(heading, language), *lines, sep="\n")
        if found["ready"]:
            print("", catalogue().text("election_check.ready", language), sep="\n")
    if not found["ready"]:
        context.exit(REFUSED)
