"""``election show``: what is on the ballot of an election."""

from collections.abc import Iterator
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_file, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.models import Election
from election.services import Services
from election.setup.definition_text import definition_text, definition_values
from election.setup.fields import without_times
from election.voting.deciding.sentences import Sentences


@task()
def read_ballot(services: Services, which: str | None, form: str, language: str) -> Any:
    """Return what is on the ballot: as TOML, as an object for JSON, or in lines of `language`."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        election, photos = held.polls.election(), held.polls.photos()
    match form:
        case "toml":
            return definition_text(election, photos)
        case "json":
            values = without_times(definition_values(election, photos))
            return {"id": found, "state": election.state, **values}
    return list(_ballot(election, language))


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--toml", "as_toml", is_flag=True, help="Print the TOML of which `election create` makes it.")
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_toml: bool, as_json: bool) -> None:
    """Show the ballot of the current election, or of the one with this ID."""
    if as_toml and as_json:
        raise click.UsageError("--toml and --json exclude each other")
    form = "toml" if as_toml else "json" if as_json else "lines"
    shown = carry_out(options, read_ballot(which, form, options.language))
    if as_toml:
        print_file(shown)
    elif as_json:
        print_json(shown)
    else:
        for line in shown:
            print(line)


def _ballot(election: Election, language: str) -> Iterator[str]:
    """Yield the lines of a ballot: each contest, who stands in it, and what decides it."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    yield election.title.in_language(language)
    yield from filter(None, [election.description.in_language(language)])
    if election.markings_public:
        yield say("task.markings_public")
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
