"""``election check``: what stands against opening the polls, and what may not be meant."""

import click

from cli.command import Command
from cli.election_id import election_id
from cli.exit_codes import REFUSED
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.setup.readiness import what_is_missing
from election.voting.deciding.checks import warnings


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_context
def command(context: click.Context, which: str | None, *, as_json: bool) -> None:
    """Say what is missing before the polls of the current election, or the one with this ID, can open.

    It says too what may be meant and often is not. The exit code is 10 where something is missing.
    """
    options: Options = context.obj
    with open_data(options) as services:
        found = election_id(services.library, which)
        with services.library.held(found) as held:
            election = held.polls.election()

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, options.language, **values)

    missing = [say(each.key, **each.values) for each in what_is_missing(election)]
    doubtful = [
        say("ready.in_contest", title=contest.title, fault=Message(each.key, each.values))
        for contest in election.contests
        for each in warnings(contest, live_results=election.live_results, of_election=election.quorum)
    ]
    if as_json:
        print_json({"id": found, "ready": not missing, "missing": missing, "warnings": doubtful})
    else:
        print(election.title.in_language(options.language))
        for heading, lines in (("election_check.missing", missing), ("election_check.doubtful", doubtful)):
            if lines:
                print("", say(heading), *(f"- {line}" for line in lines), sep="\n")
        if not missing:
            print("", say("election_check.ready"), sep="\n")
    if missing:
        context.exit(REFUSED)
