"""``election export``: the result as a file for other programs."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import print_warnings
from cli.result_warnings import warnings_of
from cli.tasks import Call, task
from election.admin.copies import CopyKind
from election.i18n.catalogue import catalogue
from election.printing.typesetting import write_private
from election.results.ballots_file import (
    BLT,
    CSV,
    ballots_blt,
    ballots_csv,
    ballots_file_name,
    tells_many_apart,
    usual_form,
)
from election.results.exports import Format, export, file_name
from election.results.rounds_file import rounds_csv, rounds_file_name, rounds_xlsx
from election.services import Services


@task()
def make(services: Services, which: str, form: str, language: str) -> dict[str, Any]:
    """Return the file with the result, and what it is called."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        report, warnings = held.results.report(), warnings_of(held, language)
    return {
        "id": found,
        "name": file_name(found, Format(form), practice=report.election.practice),
        "file": export(report, Format(form), found, language),
        "warnings": warnings,
    }


@task()
def make_rounds(services: Services, which: str, form: str, language: str) -> dict[str, Any]:
    """Return the file with the rounds, and what it is called."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        report, warnings = held.results.report(), warnings_of(held, language)
    file = (rounds_csv if form == Format.CSV else rounds_xlsx)(report, language)
    return {
        "id": found,
        "name": rounds_file_name(found, form, practice=report.election.practice),
        "file": file,
        "warnings": warnings,
    }


@task()
def make_ballots(services: Services, which: str, form: str | None, language: str) -> dict[str, Any]:
    """Return the file with the markings, and what it is called."""
    found = election_id(services.library, which)
    with services.library.held(found) as held:
        (election, boxes), warnings = held.results.markings(), warnings_of(held, language)
    if tells_many_apart(boxes):
        warnings.append(catalogue().text("ballots_export.tells_apart", language))
    form = form or usual_form(election)
    return {
        "id": found,
        "name": ballots_file_name(found, form, practice=election.practice),
        "file": (ballots_blt if form == BLT else ballots_csv)(election, boxes, language),
        "warnings": warnings,
    }


@task()
def note(services: Services, which: str, name: str) -> None:
    """Note that the file was made."""
    with services.library.held(which) as held:
        held.copies.note(CopyKind.EXPORT, name)


@click.command(cls=Command)
@click.argument("which", metavar="ID")
@click.argument("target", metavar="DIR|FILE", type=PATH)
@click.option(
    "--format",
    "chosen",
    type=click.Choice([*(form.value for form in Format), BLT]),
    help="What is written; else as the name ends.",
)
@click.option(
    "--rounds",
    is_flag=True,
    help="The log of counts by rankings or scores, as CSV or XLSX: rounds, run-offs, pairs, scores.",
)
@click.option(
    "--ballots",
    is_flag=True,
    help="How many ballots have which marking, as CSV or (one ranked contest) BLT, if that was declared.",
)
@click.pass_obj
def command(
    options: Options, which: str, target: Path, chosen: str | None, *, rounds: bool, ballots: bool
) -> None:
    """Save the result of a counted election as CSV, XLSX or JSON.

    Counts only, with no names of voters. Of a contest that its quorum keeps closed no votes are in it. CSV
    and XLSX have a row for each candidate, or with --rounds a row for each figure of the log; JSON has both.
    With --ballots there is a row for each marking: only where `markings_public` was set before opening. What
    the counts tell of how people voted is said first.
    """
    if rounds and ballots:
        raise click.UsageError("--rounds and --ballots exclude each other")
    if ballots:
        _save(options, target, carry_out(options, _ballots(options, which, target, chosen)))
        return
    if chosen == BLT:
        raise click.UsageError(catalogue().text("ballots_export.format", options.language))
    form = Format(chosen) if chosen else _form_of(target, options.language)
    if rounds and form is Format.JSON:
        raise click.UsageError(catalogue().text("rounds_export.format", options.language))
    _save(
        options, target, carry_out(options, (make_rounds if rounds else make)(which, form, options.language))
    )


def _ballots(options: Options, which: str, target: Path, chosen: str | None) -> Call[dict[str, Any]]:
    form = chosen or (None if target.is_dir() else target.suffix.lower().removeprefix("."))
    if form not in (CSV, BLT, None):
        raise click.UsageError(catalogue().text("ballots_export.format", options.language))
    return make_ballots(which, form, options.language)


def _save(options: Options, target: Path, made: dict[str, Any]) -> None:
    file = target / made["name"] if target.is_dir() else target
    print_warnings(made["warnings"])
    write_private(file, made["file"])
    carry_out(options, note(made["id"], file.name))
    print(catalogue().text("election_export.done", options.language, file=str(file)))


def _form_of(target: Path, language: str) -> Format:
    """Return the format that the name of a file asks for; of a folder, XLSX."""
    if target.is_dir():
        return Format.XLSX
    ending = target.suffix.lower().removeprefix(".")
    if ending not in list(Format):
        raise click.UsageError(catalogue().text("election_export.format", language))
    return Format(ending)
