"""``election continue``: goes on with an election from a copy."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import PATH, Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.clock import local_time
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.services import Services


@task(passphrase=True)
def go_on(
    services: Services,
    source: str,
    copy_passphrase: str | None = None,
    *,
    use: bool,
    replace: bool = False,
    again: bool = False,
) -> dict[str, Any]:
    """Continue from this folder; return what is known of the election."""
    made = services.take_over.continue_from(Path(source), copy_passphrase, replace=replace, again=again)
    found = made.found
    if use:
        services.library.use(found.id)
    return {
        "id": found.id,
        "title": dict(found.title.texts),
        "epoch": made.epoch,
        "voted": found.turnout.voted,
        "voters": found.turnout.voters,
        "copied": None if found.when is None else local_time(found.when.timestamp()),
        "marked": made.is_marked,
    }


@click.command("continue", cls=Command)
@click.argument("source", metavar="DIR", type=PATH)
@click.option("--use", is_flag=True, help="Make it the current election.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options, source: Path, *, use: bool, as_json: bool, passphrase_file: Path | None
) -> None:
    """Go on with the election that `election copy-out` copied to this folder.

    Polls that were open are paused. It says how many voters the copy knows: whoever voted after it was made
    has to be asked. The copy is marked, and from then on only this computer goes on.
    """
    made = carry_out(options, go_on(str(source), use=use), passphrase_file)
    tell(options, made, as_json=as_json)


def tell(options: Options, made: dict[str, Any], *, as_json: bool) -> None:
    """Say what was continued."""
    if as_json:
        print_json(made)
        return
    title, when = LocalText.of(made["title"]), made["copied"]
    known = "election_continue.known" if when else "election_continue.known_left"
    said = [
        Message("election_continue.done", {"title": title, "id": made["id"]}),
        Message(known, {"voted": made["voted"], "voters": made["voters"], "time": when}),
        *([] if made["marked"] else [Message("election_continue.not_marked")]),
    ]
    for each in said:
        print(catalogue().text(each.key, options.language, **each.values))
