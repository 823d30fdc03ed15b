"""``codes void``: voids a slip in hand, sheets, or a batch that did not come out."""

import re
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.codes.making import address_option, hand_over, made
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.data_folder import check_outside
from election.i18n.catalogue import catalogue
from election.services import Services

_SHEETS = re.compile(r"([0-9]{1,6})(?:[-–]([0-9]{1,6}))?")


@task(passphrase=True)
def void_slip(services: Services, which: str | None, slip: str) -> None:
    """Void the slip with this code."""
    with services.library.held(election_id(services.library, which)) as held:
        held.codes.void(slip)


@task(passphrase=True)
def void_sheets(services: Services, which: str | None, batch: int, first: int, last: int, reason: str) -> int:
    """Void the unused codes on sheets; return how many."""
    with services.library.held(election_id(services.library, which)) as held:
        return held.codes.void_sheets(batch, first, last, reason)


@task(passphrase=True)
def replace_sheets(
    services: Services,
    which: str | None,
    batch: int,
    first: int,
    last: int,
    reason: str,
    language: str,
    address: str | None,
) -> dict[str, Any]:
    """Void the unused codes on sheets and make new ones in their place."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        issued = held.codes.replace_sheets(batch, first, last, reason)
        return made(services, found, held, issued, language, address)


@task(passphrase=True)
def discard(services: Services, which: str | None, batch: int) -> None:
    """Void a batch that was not confirmed."""
    with services.library.held(election_id(services.library, which)) as held:
        held.codes.discard(batch)


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--slip", metavar="CODE", help="The slip with this code, typed in any form; - asks for it.")
@click.option("--batch", type=int, help="Sheets of this batch, or all of it before it was confirmed.")
@click.option("--sheets", metavar="N[-M]", help="These sheets, as their margins say.")
@click.option("--reason", default="", help="Why the sheets are voided; it is kept with the election.")
@click.option("--new", "target", type=PATH, metavar="DIR|FILE", help="Make new codes for them, in a PDF.")
@address_option
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str | None,
    slip: str | None,
    batch: int | None,
    sheets: str | None,
    reason: str,
    target: Path | None,
    address: str | None,
    *,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Void a slip in hand, the unused codes on sheets that were spoiled or lost, or a batch that did not come
    out. With --new as many new codes are made in the same step.
    """
    if (slip is None) == (batch is None):
        raise click.UsageError("Name a slip or a batch")
    if (target is not None or reason) and sheets is None:
        raise click.UsageError("--new and --reason go with --sheets")
    if batch is None or sheets is None:
        count = _void_one(options, which, slip, batch, passphrase_file)
    else:
        first, last = _range(sheets)
        if target is not None:
            check_outside(target)  # before any code is void
            call = replace_sheets(
                which, batch, first, last, reason, language=options.language, address=address
            )
            hand_over(options, carry_out(options, call, passphrase_file), target, "", as_json=as_json)
            return
        count = carry_out(options, void_sheets(which, batch, first, last, reason), passphrase_file)
    if as_json:
        print_json({"voided": count})
    elif count is None:
        print(catalogue().text("codes_void.batch", options.language, batch=batch))
    else:
        print(catalogue().text("codes_void.done", options.language, count=count))


def _void_one(
    options: Options, which: str | None, slip: str | None, batch: int | None, passphrase_file: Path | None
) -> int | None:
    if batch is not None:
        carry_out(options, discard(which, batch), passphrase_file)
        return None
    carry_out(options, void_slip(which, typed_slip(slip or "-", options.language)), passphrase_file)
    return 1


def typed_slip(slip: str, language: str) -> str:
    """Return the code as it was given, or asked for at the terminal where that is ``-``."""
    if slip != "-":
        return slip
    typed: str = click.prompt(catalogue().text("codes_void.slip", language), err=True)
    return typed


def _range(text: str) -> tuple[int, int]:
    found = _SHEETS.fullmatch(text)
    if found is None:
        raise click.UsageError("--sheets is a number, or two with a hyphen: 7-9")
    return int(found[1]), int(found[2] or found[1])
