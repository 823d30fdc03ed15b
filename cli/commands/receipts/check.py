"""``receipts check``: whether a receipt is in the box."""

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
from election.records.receipts import shown
from election.results.words import receipt_words
from election.services import Services


@task()
def look_for(services: Services, which: str | None, receipt: str, language: str) -> dict[str, Any]:
    """Return whether this receipt is in the box of an election, and both sums with their words."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    with services.library.held(election_id(services.library, which)) as held:
        answer = held.receipts.look_for(receipt)
    check = answer.check
    return {
        "receipt": shown(answer.receipt),
        "in_the_box": answer.is_there,
        "receipts": None if check is None else check.receipts,
        "voted": None if check is None else check.voted,
        "words": receipt_words(check, say),
    }


@click.command(cls=Command)
@click.argument("receipt")
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_context
def command(context: click.Context, receipt: str, which: str | None, *, as_json: bool) -> None:
    """Say whether this RECEIPT, 16 digits, is in the box of the current election, or the one with this ID.

    Only once the polls have closed. That it is there says that a ballot went in, and not what it says. The
    exit code is 10 where it is not.
    """
    options: Options = context.obj
    found = carry_out(options, look_for(which, receipt, options.language))
    words, is_there = found.pop("words"), found["in_the_box"]
    if as_json:
        print_json(found)
    else:
        key = "receipt_check.there" if is_there else "error.receipt.missing"
        print(catalogue().text(key, options.language, receipt=found["receipt"]))
        if words:
            print(catalogue().text("report.receipts", options.language, words=words))
    if not is_there:
        context.exit(REFUSED)
