"""``roll export``: the roll as a spreadsheet."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.roll.people import entry_of
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.admin.copies import CopyKind
from election.i18n.catalogue import catalogue
from election.printing.typesetting import write_private
from election.services import Services
from election.voters.roll_files.writing import roll_csv, roll_xlsx

_FORMS = {".csv": roll_csv, ".xlsx": roll_xlsx}


@task(passphrase=True)
def make(services: Services, which: str | None, form: str, language: str) -> dict[str, Any]:
    """Return the roll as a file."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        people = [entry_of(person) for person in held.roll.people()]
    return {"id": found, "file": _FORMS[form](people, language)}


@task()
def note(services: Services, which: str, name: str) -> None:
    """Note that the file was made."""
    with services.library.held(which) as held:
        held.copies.note(CopyKind.NAMES, name)


@click.command(cls=Command)
@click.argument("file", type=PATH)
@click.argument("which", metavar="[ID]", required=False)
@passphrase_option
@click.pass_obj
def command(options: Options, file: Path, which: str | None, passphrase_file: Path | None) -> None:
    """Save the roll as CSV or XLSX, as the name of FILE ends; it can be imported again.

    It holds names, numbers and addresses, and never who has voted. It is noted among the copies made, to be
    deleted by hand one day.
    """
    form = file.suffix.lower()
    if form not in _FORMS:
        raise click.UsageError(catalogue().text("roll_export.format", options.language))
    made = carry_out(options, make(which, form, options.language), passphrase_file)
    write_private(file, made["file"])
    carry_out(options, note(made["id"], file.name))
    print(catalogue().text("roll_export.done", options.language, file=str(file)))
