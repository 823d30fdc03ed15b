"""``verify``: checks a closing pack, and needs nothing else from the machine."""

import sys
from pathlib import Path

import click

from cli.command import Command
from cli.options import PATH, Options
from cli.output import json_option, print_json, printable
from election.i18n.catalogue import catalogue

_MARKS = {True: "[ OK ]", False: "[FAIL]", None: "[ -- ]"}
FAILS, REFUSED = 1, 2


@click.command(cls=Command)
@click.argument("pack", type=PATH)
@click.option(
    "--fingerprint",
    metavar="'12345 67890 …'",
    help="The fingerprint of the election's key, as it was published before the vote.",
)
@json_option
@click.pass_context
def command(context: click.Context, pack: Path, fingerprint: str | None, *, as_json: bool) -> None:
    """Check the closing pack in the file PACK: count again, decide again, compare, and say what holds.

    Without --fingerprint it says that the pack is signed, and by which key: whose that is, you must compare
    yourself. Exit codes: 0 all of it holds, 1 something does not, 2 it is no pack that can be checked.
    """
    from election.records.verify.checks import verify
    from election.records.verify.container import LARGEST_PACK

    options: Options = context.obj
    try:
        with pack.open("rb") as file:
            content = file.read(LARGEST_PACK + 1)
    except OSError as error:
        print(printable(f"{pack}: {error.strerror}"), file=sys.stderr)
        context.exit(REFUSED)
    verdict = verify(content, fingerprint)
    values = verdict.values(options.language)
    if as_json:
        print_json(values)
    else:
        for check in values["checks"]:
            print(printable(f"{_MARKS[check['holds']]} {check['words'].strip()}"))
        print(catalogue().text("verify.holds" if verdict.holds else "verify.fails", options.language))
    context.exit(REFUSED if verdict.refused else 0 if verdict.holds else FAILS)
