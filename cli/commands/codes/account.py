"""``codes account``: whether all slips are where they should be."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


def _is_counted(_services: Services, which: str | None, in_hand: int | None) -> bool:  # noqa: ARG001 - a task's
    return in_hand is not None


@task(passphrase=_is_counted)
def account(services: Services, which: str | None, in_hand: int | None) -> dict[str, Any]:
    """Return the account of slips, after noting how many were counted in hand, if they were."""
    with services.library.held(election_id(services.library, which)) as held:
        if in_hand is not None:
            held.codes.note_in_hand(in_hand)
        found = held.codes.account()
        unconfirmed = [batch.id for batch in held.codes.batches() if not batch.confirmed]
    return dict(found.values()) | {"agrees": found.agrees, "unconfirmed_batches": unconfirmed}


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--in-hand", type=click.IntRange(0), metavar="N", help="So many slips were counted in hand.")
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str | None,
    in_hand: int | None,
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Show the account of slips: printed = handed out + void + in hand, and used no more than handed out.

    Used are those with which a ballot was cast; which they are it never says. To note
    what was counted in hand, which stands in the record of the polls, asks for the passphrase.
    """
    found = carry_out(options, account(which, in_hand), passphrase_file)
    if as_json:
        print_json(found)
        return
    texts, unconfirmed = catalogue(), found.pop("unconfirmed_batches")
    agrees = found.pop("agrees")
    rows = [
        (texts.text(f"slip_account.{name}", options.language), "–" if number is None else f"{number:,}")
        for name, number in found.items()
    ]
    headings = [texts.text("slip_account.title", options.language), ""]
    print_table(headings, rows)
    print(texts.text("slip_account.agrees" if agrees else "slip_account.disagrees", options.language))
    for batch in unconfirmed:
        print(texts.text("slip_account.unconfirmed", options.language, batch=batch))
