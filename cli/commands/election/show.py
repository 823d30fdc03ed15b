"""``election show``: what is on the ballot of an election."""

from collections.abc import Iterator

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_file, print_json
from election.i18n.catalogue import catalogue
from election.models import Election
from election.setup.definition_text import definition_text, definition_values
from election.setup.fields import without_times
from election.voting.deciding.sentences import Sentences


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
        print_file(definition_text(election, photos))
        return
    if as_json:
        values = without_times(definition_values(election, photos))
        print_json({"id": found, "state": election.state, **values})
        return
    for line in _ballot(election, options.language):
        print(line)


def _ballot(election: Election, language: str) -> Iterator[str]:
    """Yield the lines of a ballot: each contest, who stands in it, and what decides it."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    yield election.title.in_language(language)
    yield from filter(None, [election.description.in_language(language)])
    for at, contest in enumerate(election.contests, start=1):
        yield f"\n{at}. {contest.title.in_language(language)}"
        yield from (f"   {line}" for line in filter(None, [contest.description.in_language(language)]))
        for candidate in contest.candidates:
            withdrawn = say("candidate.withdrawn") if candidate.withdrawn else ""
            about = (candidate.label, withdrawn, candidate.statement.in_language(language))
            yield f"   - {' · '.join(filter(None, (candidate.name, *about)))}"
        if not contest.candidates:
            yield f"   - {say('election_show.motion')}"
        yield from (f"   {sentence}" for sentence in Sentences(say).rule(contest, election.quorum))
