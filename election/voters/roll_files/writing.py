"""A roll as a file: people as they can be read in again, and the rows that could not be taken."""

from collections.abc import Iterable

from election.i18n.catalogue import catalogue
from election.spreadsheets import Cell, csv_file, xlsx_file
from election.voters.roll_files.entries import Entry, Preview
from election.voters.roll_files.table import Table


def roll_csv(people: Iterable[Entry], language: str) -> bytes:
    """Return a CSV file of these people."""
    return csv_file(_titles(language), map(_row, people))


def roll_xlsx(people: Iterable[Entry], language: str) -> bytes:
    """Return an XLSX file of these people; their numbers keep leading zeros in every spreadsheet."""
    return xlsx_file(catalogue().text("roll.sheet", language), _titles(language), map(_row, people))


def example_xlsx(language: str) -> bytes:
    """Return an XLSX file that shows what a roll looks like, with three people made up."""
    texts = catalogue()
    names = texts.text("roll.example.names", language).split(", ")
    groups = texts.text("roll.example.groups", language).split(", ")
    people = [
        Entry(name, f"{at:04}", f"{at}@example.org", group)
        for at, (name, group) in enumerate(zip(names, groups, strict=True), 1)
    ]
    return roll_xlsx(people, language)


def refused_csv(table: Table, preview: Preview, language: str) -> bytes:
    """Return a CSV file of the rows that cannot be taken, as they stood in the file, each with its number and
    the reasons.
    """
    texts = catalogue()
    reasons: dict[int, list[str]] = {}
    for problem in preview.problems:
        if problem.stops:
            text = texts.text(problem.message.key, language, **problem.message.values)
            reasons.setdefault(problem.row, []).append(text)
    titles = [texts.text("roll.row", language), texts.text("roll.reason", language)]
    rows: list[list[Cell]] = [
        [row, "; ".join(found), *table.rows[row - 1]] for row, found in sorted(reasons.items())
    ]
    return csv_file(titles, rows)


def _titles(language: str) -> list[str]:
    texts = catalogue()
    return [texts.text(f"roll.column.{kind}", language) for kind in ("name", "number", "email", "group")]


def _row(person: Entry) -> tuple[str, ...]:
    return person.name, person.number, person.email, person.group
