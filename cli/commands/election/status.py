"""``election status``: how an election stands."""

from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table
from cli.tasks import task
from cli.times import print_times, times_values
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.services import Services


@task()
def read_status(services: Services, which: str | None, language: str) -> dict[str, Any]:
    """Return how an election stands."""
    library = services.library
    found = election_id(library, which)
    is_current = found == library.current_id
    with library.held(found) as held:
        status, times = held.polls.status(), held.times.status()
    return {
        "id": found,
        "current": is_current,
        "title": dict(status.election.title.texts),
        "state": status.election.state,
        "voters": status.turnout.voters,
        "voted": status.turnout.voted,
        "times": {name: each for name, each in times_values(times, language).items() if name != "now"},
    }


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Say how the current election stands, or the one with this ID.

    It tells the state of the polls and how many have voted, and nothing of the votes.
    """
    found = carry_out(options, read_status(which, options.language))
    if as_json:
        print_json(found)
        return
    texts, language = catalogue(), options.language
    print_table(
        [LocalText.of(found["title"]).in_language(language), ""],
        [
            (texts.text("election_list.id", language), found["id"]),
            (
                texts.text("election_list.state", language),
                texts.text(f"start.polls.{found['state']}", language),
            ),
            (texts.text("election_status.voters", language), f"{found['voters']:,}"),
            (texts.text("election_status.voted", language), f"{found['voted']:,}"),
        ],
    )
    print_times(found["times"])
