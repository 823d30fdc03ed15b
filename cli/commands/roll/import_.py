"""``roll import``: brings in a roll from a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import json_option, print_json, print_table, printable
from cli.tasks import task
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.services import Services
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import Columns, Kind, recognise
from election.voters.roll_files.delimited import ENCODINGS, TextForm
from election.voters.roll_files.entries import Entry, Preview
from election.voters.roll_files.opening import RollFile, open_roll
from election.voters.roll_files.table import Table
from election.voters.roll_import import ALL_KINDS, ImportMode

_SHOWN = 20  # problems that are told of; --json tells all


@task()
def take(
    services: Services, which: str | None, people: Sequence[Sequence[str]], mode: str, kinds: Sequence[str]
) -> dict[str, Any]:
    """Import people, each as name, number, e-mail and group."""
    found = election_id(services.library, which)
    entries = [Entry(*person) for person in people]
    with services.library.held(found) as held:
        done = held.roll.import_people(entries, ImportMode(mode), frozenset(map(Kind, kinds)))
    return {
        "id": found,
        "added": done.added,
        "changed": done.changed,
        "removed": done.removed,
        "same": done.same,
        "closed_sign_up": done.closed_sign_up,
    }


@click.command(cls=Command)
@click.argument("file", type=PATH)
@click.argument("which", metavar="[ID]", required=False)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="KIND=COLUMN",
    help="What a column holds: name, number, email or group; COLUMN is its title, or its place from 1. "
    "Given once, columns not named are not kept; else they are recognised.",
)
@click.option("--encoding", type=click.Choice(ENCODINGS), help="How a text file is read; else it is guessed.")
@click.option("--sheet", help="The sheet of a workbook; else the first.")
@click.option("--add", is_flag=True, help="Only add who is not on the roll; else the roll is replaced.")
@click.option("--leave-out-bad", is_flag=True, help="Leave out rows that cannot be taken.")
@click.option("--check", "only_check", is_flag=True, help="Say what would be taken, and import nothing.")
@json_option
@click.pass_obj
def command(
    options: Options,
    file: Path,
    which: str | None,
    mapped: tuple[str, ...],
    encoding: str | None,
    sheet: str | None,
    *,
    add: bool,
    leave_out_bad: bool,
    only_check: bool,
    as_json: bool,
) -> None:
    """Bring in who may vote from a CSV, XLSX or ODS file: all of it or nothing.

    It is done while the election is a draft. Rows that cannot be taken are told of, with the reason; a second
    import replaces the first, and who stays keeps their code.
    """
    table = _table(open_roll(file), encoding, sheet)
    columns = _mapped(table, mapped) if mapped else recognise(table)
    preview = check(table, columns)
    if not as_json:
        _tell(preview, options.language)
    people = preview.people(leave_out=leave_out_bad) if not only_check else []
    done: dict[str, Any] = {}
    if not only_check:
        rows = [[each.name, each.number, each.email, each.group] for each in people]
        mode = ImportMode.ADD if add else ImportMode.REPLACE
        kinds = sorted(ALL_KINDS.intersection(columns.kinds))
        done = carry_out(options, take(which, rows, mode, kinds))
    if as_json:
        print_json(done | _told(preview, columns, options.language))
    elif done:
        print(catalogue().text("roll_import.done", options.language, **_counts(done)))
        if done["closed_sign_up"]:
            print(catalogue().text("roll_import.closed_sign_up", options.language))


def _table(file: RollFile, encoding: str | None, sheet: str | None) -> Table:
    if sheet is not None and sheet not in file.sheets:
        raise click.UsageError(f"--sheet: the file has {', '.join(file.sheets) or 'no sheets'}")
    if encoding is None or not file.readings:
        return file.table(sheet=sheet)
    form = next((each.form for each in file.readings if each.form.encoding == encoding), None)
    return file.table(form or TextForm(encoding, file.readings[0].form.delimiter))


def _mapped(table: Table, mapped: Sequence[str]) -> Columns:
    """Return the columns that ``--map`` names."""
    known = recognise(table)
    titles = [] if known.titles is None else [cell.strip() for cell in table.rows[known.titles]]
    kinds = [Kind.UNUSED] * table.width
    for each in mapped:
        kind, _, column = each.partition("=")
        if kind not in ALL_KINDS or not column.strip():
            raise click.UsageError(f"--map {each}: not of the form name=COLUMN, number=…, email=… or group=…")
        kinds[_place(column.strip(), titles, table.width)] = Kind(kind)
    return Columns(tuple(kinds), known.titles)


def _place(column: str, titles: Sequence[str], width: int) -> int:
    if column in titles:
        return titles.index(column)
    if column.isdecimal() and 0 < int(column) <= width:
        return int(column) - 1
    raise click.UsageError(
        f"--map: there is no column {column!r}; the titles are {', '.join(titles) or 'none'}"
    )


def _say(message: Message, language: str) -> str:
    return catalogue().text(message.key, language, **message.values)


def _counts(done: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{done[name]:,}" for name in ("added", "changed", "removed", "same")}


def _tell(preview: Preview, language: str) -> None:
    """Say how the rows are, and show the problems, first those that stop an import."""
    texts = catalogue()
    print(
        texts.text(
            "roll_import.rows",
            language,
            count=preview.rows,
            good=f"{preview.good:,}",
            look=f"{preview.to_look_at:,}",
            refused=f"{preview.refused:,}",
        )
    )
    for note in preview.notes:
        print(_say(note, language))
    problems = sorted(preview.problems, key=lambda each: (not each.stops, each.row))
    rows = [
        (str(each.row), "✕" if each.stops else "!", printable(_say(each.message, language)))
        for each in problems[:_SHOWN]
    ]
    if rows:
        print_table([texts.text("roll.row", language), "", texts.text("roll.reason", language)], rows)
    if more := len(problems) - len(rows):
        print(texts.text("roll_import.more", language, count=more))


def _told(preview: Preview, columns: Columns, language: str) -> dict[str, Any]:
    return {
        "rows": preview.rows,
        "good": preview.good,
        "to_look_at": preview.to_look_at,
        "refused": preview.refused,
        "columns": [kind.value for kind in columns.kinds],
        "problems": [
            {
                "row": each.row,
                "fault": each.fault,
                "stops": each.stops,
                "reason": _say(each.message, language),
            }
            for each in preview.problems
        ],
    }
