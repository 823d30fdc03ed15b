"""What the commands that make codes have in common: the PDF, and what is said of it.

The codes exist in clear while the task runs, in the PDF that comes out of it, and nowhere else.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.commands.roll.people import find
from cli.election_id import election_id
from cli.options import Options
from cli.output import print_json, printable
from cli.tasks import task
from election.admin.copies import CopyKind
from election.election_services import ElectionServices
from election.i18n.catalogue import catalogue
from election.printing.paper import print_pdf
from election.printing.slips import slips_pdf
from election.printing.typesetting import write_private
from election.services import Services
from election.voters.code_batches import LAYOUTS, Issued, whole_sheets
from election.voters.code_refusals import BatchConfirmed, NoSuchBatch
from election.voters.slip_sheets import sheets_of

layout_option = click.option(
    "--layout", type=click.Choice(list(LAYOUTS)), default="ten", help="How many slips a page has."
)
for_option = click.option(
    "--for", "who", metavar="NUMBER|EMAIL", help="A new personal code for this person; the old one is void."
)
address_option = click.option(
    "--address",
    metavar="URL",
    help="Where voters find the API, for the QR code; else where they do now, and nowhere if it is empty.",
)


@task(passphrase=True)
def make(
    services: Services,
    which: str | None,
    style: int | None,
    count: int | None,
    layout: str,
    language: str,
    address: str | None,
) -> dict[str, Any]:
    """Make slips of a style, or of the only one, or a personal code for whoever has none (`count` 0)."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        if count == 0:
            return made(services, found, held, held.codes.issue_personal(layout), language, address)
        styles = held.codes.styles()
        if style is None and len(styles) != 1:
            raise NoSuchBatch
        chosen = styles[0] if style is None else next((each for each in styles if each.style == style), None)
        if chosen is None:
            raise NoSuchBatch
        number = whole_sheets(chosen.people, LAYOUTS[layout]) if count is None else count
        issued = held.codes.issue_slips(chosen.style, number, layout)
        return made(services, found, held, issued, language, address)


@task(passphrase=True)
def remake(
    services: Services, which: str | None, who: str, layout: str, language: str, address: str | None
) -> dict[str, Any]:
    """Make a new code for somebody who lost theirs, which is void at once."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        person = find(held.roll, who)
        issued = held.codes.reissue(person.id, layout)
        return made(services, found, held, issued, language, address) | {"for": person.name}


@task()
def note(services: Services, which: str, name: str) -> None:
    """Note that a file with codes was made."""
    with services.library.held(which) as held:
        held.copies.note(CopyKind.CODES, name)


def made(
    services: Services,
    found: str,
    held: ElectionServices,
    issued: Issued,
    language: str,
    address: str | None,
) -> dict[str, Any]:
    """Return the PDF of codes that were just made, and what is said of it. Where it cannot be typeset, the
    codes are void again. Without an `address` it is the one at which phones find the API now.
    """
    address = services.networks.for_phones() if address is None else address
    held.codes.note_address(issued.batch.id, address)
    batch = sheets_of(issued, held.polls.election(), language, address, datetime.now().astimezone())
    try:
        pdf = slips_pdf(batch)
    except BaseException:
        with suppress(BatchConfirmed):  # the one new code of somebody: another is made
            held.codes.discard(issued.batch.id)
        raise
    return {
        "id": found,
        "batch": issued.batch.id,
        "kind": issued.batch.kind,
        "count": issued.batch.count,
        "sheets": batch.sheets,
        "address": address,
        "pdf": pdf,
    }


def hand_over(
    options: Options, done: dict[str, Any], target: Path | None, printer: str, *, as_json: bool
) -> None:
    """Save the PDF for nobody but this user to read, or print it, and say what is to be done next."""
    pdf, where = done.pop("pdf"), ""
    if target is None:
        print_pdf(pdf, f"codes {done['batch']}", printer)
    else:
        file = target / f"codes-{done['id']}-{done['batch']}.pdf" if target.is_dir() else target
        write_private(file, pdf)
        carry_out(options, note(done["id"], file.name))
        where = str(file)
    if as_json:
        print_json(done | {"file": where})
        return
    values = {"count": done["count"], "sheets": done["sheets"], "batch": done["batch"]}
    key = "codes_issue.saved" if where else "codes_issue.sent"
    print(catalogue().text(key, options.language, file=where, **values))
    if done["address"]:
        print(catalogue().text("codes_issue.address", options.language, address=done["address"]))
    if "for" in done:
        print(catalogue().text("codes_issue.remade", options.language, name=printable(done["for"])))
    else:
        print(catalogue().text("codes_issue.next", options.language, **values))
