"""``election status``: how an election stands."""

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json, print_table
from election.i18n.catalogue import catalogue


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Say how the current election stands, or the one with this ID.

    It tells the state of the polls and how many have voted, and nothing of the votes.
    """
    with open_data(options) as services:
        library = services.library
        found = election_id(library, which)
        is_current = found == library.current_id
        with library.held(found) as held:
            election, turnout = held.polls.election(), held.tally.turnout()
    if as_json:
        print_json(
            {
                "id": found,
                "current": is_current,
                "title": dict(election.title.texts),
                "state": election.state,
                "voters": turnout.voters,
                "voted": turnout.voted,
            }
        )
        return
    texts, language = catalogue(), options.language
    print_table(
        [election.title.in_language(language), ""],
        [
            (texts.text("election_list.id", language), found),
            (
                texts.text("election_list.state", language),
                texts.text(f"start.polls.{election.state}", language),
            ),
            (texts.text("election_status.voters", language), f"{turnout.voters:,}"),
            (texts.text("election_status.voted", language), f"{turnout.voted:,}"),
        ],
    )
