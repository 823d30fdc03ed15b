"""``election show``: what is on the ballot of an election."""

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json
from election.i18n.catalogue import catalogue
from election.setup.definition_text import definition_text, definition_values


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--toml", "as_toml", is_flag=True, help="Print the TOML of which `election create` makes it.")
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_toml: bool, as_json: bool) -> None:
    """Show the ballot of the current election, or of the one with this ID."""
    if as_toml and as_json:
        raise click.UsageError("--toml and --json exclude each other")
    with open_data(options) as services:
        found = election_id(services.library, which)
        with services.library.held(found) as held:
            election, photos = held.polls.election(), held.polls.photos()
    if as_toml:
        print(definition_text(election, photos), end="")
        return
    if as_json:
        print_json({"id": found, "state": election.state, **definition_values(election, photos)})
        return
    texts, language = catalogue(), options.language
    print(election.title.in_language(language))
    for at, contest in enumerate(election.contests, start=1):
        print(f"\n{at}. {contest.title.in_language(language)}")
        for candidate in contest.candidates:
            print(f"   {candidate.name}")
        if not contest.candidates:
            print(f"   {texts.text('election_show.motion', language)}")
