"""``election commitment``: what is published before the vote, to be compared afterwards."""

import json
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def read(services: Services, which: str | None) -> dict[str, Any]:
    """Return what is committed to, and whether the polls opened with it."""
    with services.library.held(election_id(services.library, which)) as held:
        commitment = held.records.commitment()
    return {**json.loads(commitment.file()), "fixed": commitment.is_fixed}


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Show what is published before the vote: digest of ballot and rules, roll, and the key's fingerprint.

    Before the polls open it may still change. The sheet itself: election print commitment.
    """
    found = carry_out(options, read(which))
    if as_json:
        print_json(found)
        return

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, options.language, **values)

    print(say(f"records.commitment.{'fixed' if found['fixed'] else 'draft'}"))
    print(f"{say('records.definition')}: {found['definition']}")
    print(f"{say('records.roll')}: {found['roll']:,}")
    print(f"{say('records.fingerprint')} {found['fingerprint']}")
