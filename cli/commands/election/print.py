"""``election print``: documents of an election, as PDF or on paper."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import print_warnings
from cli.passphrase import passphrase_option
from cli.result_warnings import warnings_of
from cli.tasks import task
from election.admin.copies import CopyKind
from election.election_services import ElectionServices
from election.i18n.catalogue import catalogue
from election.printing.documents import Document, document_pdf
from election.printing.paper import print_pdf
from election.printing.typesetting import write_private
from election.results.sheets import Sheets
from election.services import Services


class Kind(StrEnum):
    """What can be printed."""

    RESULTS = "results"
    NOTICE = "notice"
    RECORD = "record"
    SIGN_SHEET = "sign-sheet"
    COMMITMENT = "commitment"
    ZERO = "zero"
    PAUSE = "pause"
    CLOSING = "closing"


# What a file is noted as; the record of the polls has neither the result nor a name in it.
COPIES = {
    Kind.RESULTS: CopyKind.EXPORT,
    Kind.NOTICE: CopyKind.EXPORT,
    Kind.CLOSING: CopyKind.EXPORT,
    Kind.SIGN_SHEET: CopyKind.NAMES,
}


def _has_names(_services: Services, kind: str, **_others: object) -> bool:
    return Kind(kind) is Kind.SIGN_SHEET


@task(passphrase=_has_names)
def make(services: Services, kind: str, which: str, language: str) -> dict[str, Any]:
    """Return a document as PDF, what it is called, and the id of its election."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        document = _document(Kind(kind), held, language)
        tells_results = COPIES.get(Kind(kind)) is CopyKind.EXPORT
        warnings = warnings_of(held, language) if tells_results else []
    return {"id": found, "kind": document.kind, "pdf": document_pdf(document), "warnings": warnings}


@task()
def note(services: Services, which: str, kind: str, name: str) -> None:
    """Note that it was made, and what is in the file `name` (empty: on paper), where that is the result or
    names.
    """
    with services.library.held(which) as held:
        held.log.note_print(kind)
        if name and kind in COPIES:
            held.copies.note(COPIES[Kind(kind)], name)


@click.command(cls=Command)
@click.argument("kind", type=click.Choice([each.value for each in Kind]))
@click.argument("which", metavar="ID")
@click.argument("target", metavar="[DIR|FILE]", type=PATH, required=False)
@click.option("--paper", is_flag=True, help="Print it on the usual printer in place of a file.")
@click.option("--printer", metavar="NAME", default="", help="Print it on this printer.")
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    kind: str,
    which: str,
    target: Path | None,
    printer: str,
    *,
    paper: bool,
    passphrase_file: Path | None,
) -> None:
    """Make a document of an election: a PDF file, or on paper.

    results: the record of the count, to be signed. notice: the result, to be published. Both once it was
    counted. record: the record of the polls, once they are over; no votes are in it. sign-sheet: everybody on
    the roll, with room to sign; it has names in it, so it asks for the passphrase.

    commitment: what is published before the vote. zero: the box was empty at opening. pause: of the last
    pause. closing: the count, with what it can be checked by.

    Where the counts of a result tell how people voted, that is said first.
    """
    paper = paper or bool(printer)
    if paper == (target is not None):
        raise click.UsageError("Name a file or folder, or ask for --paper")
    made = carry_out(options, make(kind, which, options.language), passphrase_file)
    pdf, found, name = made["pdf"], made["id"], made["kind"]
    print_warnings(made["warnings"])
    if target is None:
        print_pdf(pdf, f"{name} {found}", printer)
        carry_out(options, note(found, kind, ""))
        print(catalogue().text("election_print.sent", options.language, kind=name))
        return
    file = target / f"{kind}-{found}.pdf" if target.is_dir() else target
    write_private(file, pdf)
    carry_out(options, note(found, kind, file.name))
    print(catalogue().text("election_print.saved", options.language, kind=name, file=str(file)))


def _document(kind: Kind, held: ElectionServices, language: str) -> Document:
    return _MADE[kind](held, Sheets(language, datetime.now().astimezone()))


_MADE: Mapping[Kind, Callable[[ElectionServices, Sheets], Document]] = {
    Kind.RESULTS: lambda held, sheets: sheets.results(held.results.report(), held.codes.account()),
    Kind.NOTICE: lambda held, sheets: sheets.notice(held.results.report()),
    Kind.RECORD: lambda held, sheets: sheets.record(held.results.record(), held.codes.account()),
    Kind.SIGN_SHEET: lambda held, sheets: sheets.sign_sheet(*held.results.people()),
    Kind.COMMITMENT: lambda held, sheets: held.records.commitment_sheet(sheets.language),
    Kind.ZERO: lambda held, sheets: held.records.zero(sheets.language),
    Kind.PAUSE: lambda held, sheets: held.records.pause(sheets.language),
    Kind.CLOSING: lambda held, sheets: held.records.closing(sheets.language),
}
