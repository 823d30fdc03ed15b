"""``verify``: checks a closing pack, and needs nothing else from the machine."""

import sys
from pathlib import Path
from typing import NoReturn

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
    yourself. Exit codes: 0 all of it holds, 1 something does not, 2 it is no pack that can be checked, or
    what was typed in is no fingerprint: that has 40 digits.
    """
    from election.records.verify.checks import verify
    from election.records.verify.signature import mistyped

    options: Options = context.obj
    count = None if fingerprint is None else mistyped(fingerprint)
    if count is not None:
        _refuse(context, "verify.mistyped", count=count)
    content = _content(pack)
    if content is None:
        _refuse(context, "verify.unread", path=str(pack))
    verdict = verify(content, fingerprint)
    values = verdict.values(options.language)
    if as_json:
        print_json(values)
    else:
        for check in values["checks"]:
            print(printable(f"{_MARKS[check['holds']]} {check['words'].strip()}"))
        print(catalogue().text("verify.holds" if verdict.holds else "verify.fails", options.language))
    context.exit(REFUSED if verdict.refused else 0 if verdict.holds else FAILS)


def _content(pack: Path) -> bytes | None:
    """Return what is in the file, or None where it is none that can be read: a pipe may never end."""
    from election.records.verify.container import LARGEST_PACK

    try:
        if not pack.is_file():
            return None
        with pack.open("rb") as file:
            return file.read(LARGEST_PACK + 1)
    except OSError:
        return None


def _refuse(context: click.Context, key: str, **values: object) -> NoReturn:
    """End with a sentence: nothing was checked."""
    options: Options = context.obj
    print(printable(catalogue().text(key, options.language, **values)), file=sys.stderr)
    context.exit(REFUSED)
