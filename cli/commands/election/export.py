"""``election export``: the result as a file for other programs."""

from pathlib import Path

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import PATH, Options
from election.admin.copies import CopyKind
from election.i18n.catalogue import catalogue
from election.printing.typesetting import write_private
from election.results.exports import Format, export, file_name


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.argument("target", metavar="DIR|FILE", type=PATH)
@click.option(
    "--format",
    "chosen",
    type=click.Choice([form.value for form in Format]),
    help="What is written; else as the name ends.",
)
@click.pass_obj
def command(options: Options, which: str, target: Path, chosen: str | None) -> None:
    """Save the result of a counted election as CSV, XLSX or JSON.

    Counts only, with no names of voters. Of a contest that its quorum keeps closed no votes are in it.
    """
    form = Format(chosen) if chosen else _form_of(target, options.language)
    with open_data(options) as services:
        found = election_id(services.library, which)
        with services.library.held(found) as held:
            report = held.results.report()
            name = file_name(found, form, practice=report.election.practice)
            file = target / name if target.is_dir() else target
            write_private(file, export(report, form, found, options.language))
            held.copies.note(CopyKind.EXPORT, file.name)
    print(catalogue().text("election_export.done", options.language, file=str(file)))


def _form_of(target: Path, language: str) -> Format:
    """Return the format that the name of a file asks for; of a folder, XLSX."""
    if target.is_dir():
        return Format.XLSX
    ending = target.suffix.lower().removeprefix(".")
    if ending not in list(Format):
        raise click.UsageError(catalogue().text("election_export.format", language))
    return Format(ending)
