"""A list as it was read: what each of its columns holds, what is wrong with it, what it would change. Made
off the window's thread; knows no widgets.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from election.election_services import ElectionServices
from election.errors import ElectionError
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import Columns, Kind, recognise
from election.voters.roll_files.delimited import TextForm
from election.voters.roll_files.difference import Difference
from election.voters.roll_files.entries import Preview, Problem
from election.voters.roll_files.opening import RollFile, open_roll
from election.voters.roll_files.table import Table
from election.voters.roll_import import ALL_KINDS

Report = Callable[[float], None]


class Show(StrEnum):
    """Which rows are seen."""

    ALL = "all"
    PROBLEMS = "problems"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class ReadList:
    """`form` is how a text was read, `sheet` which of a workbook. Where the columns make no roll, `refused`
    says why and there is no preview. `difference` is None where nobody is on the roll yet.
    """

    file: RollFile = field(repr=False)
    name: str
    form: TextForm | None
    sheet: str | None
    table: Table = field(repr=False)
    columns: Columns
    preview: Preview | None = field(default=None, repr=False)
    refused: ElectionError | None = None
    difference: Difference | None = field(default=None, repr=False)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What there is a column of."""
        return ALL_KINDS.intersection(self.columns.kinds)

    def problems(self) -> Mapping[int, list[Problem]]:
        """Return the problems by the rows they are of, those that stop first."""
        found: dict[int, list[Problem]] = {}
        for problem in self.preview.problems if self.preview else ():
            found.setdefault(problem.row, []).append(problem)
        return found

    def rows(self, show: Show, problems: Mapping[int, list[Problem]]) -> Sequence[int]:
        """Return the rows that are seen, by their numbers from 1."""
        if self.preview is None:
            first = 0 if self.columns.titles is None else self.columns.titles + 1
            return range(first + 1, len(self.table.rows) + 1)
        taken = [row for row, _ in self.preview.entries]
        match show:
            case Show.GOOD:
                return [row for row in taken if row not in problems]
            case Show.PROBLEMS:
                return sorted(problems)
            case Show.ALL:
                return sorted({*taken, *problems})

    def with_kind(self, column: int, kind: Kind) -> Columns:
        """Return the columns where this one holds `kind`, and no other one does."""
        kinds = [Kind.UNUSED if each is kind else each for each in self.columns.kinds]
        kinds[column] = kind
        return replace(self.columns, kinds=tuple(kinds))


def open_list(election: ElectionServices, path: Path, report: Report) -> ReadList:
    """Open a file and read it by the best guess. Raises RollFileRefused, and what `report` raises."""
    file = open_roll(path)
    report(0.1)
    form = file.readings[0].form if file.readings else None
    return _read(election, file, path.name, form, file.sheets[0] if file.sheets else None, report)


def read_again(
    election: ElectionServices, before: ReadList, form: TextForm | None, sheet: str | None, report: Report
) -> ReadList:
    """Read the same file in another form, or another of its sheets."""
    return _read(election, before.file, before.name, form, sheet, report)


def check_again(election: ElectionServices, before: ReadList, columns: Columns, report: Report) -> ReadList:
    """Check the same rows with other columns."""
    return _checked(election, replace(before, columns=columns), report)


def _read(
    election: ElectionServices,
    file: RollFile,
    name: str,
    form: TextForm | None,
    sheet: str | None,
    report: Report,
) -> ReadList:
    table = file.table(form, sheet)
    report(0.3)
    return _checked(election, ReadList(file, name, form, sheet, table, recognise(table)), report)


def _checked(election: ElectionServices, found: ReadList, report: Report) -> ReadList:
    try:
        preview = check(found.table, found.columns, lambda share: report(0.3 + 0.5 * share))
    except ElectionError as error:
        return replace(found, preview=None, refused=error, difference=None)
    difference = None
    if election.roll.size().now:
        entries = [entry for _, entry in preview.entries]
        difference = election.roll.difference(entries, found.kinds)
    report(1.0)
    return replace(found, preview=preview, refused=None, difference=difference)
