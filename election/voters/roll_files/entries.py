"""What comes out of a file: people, what is wrong with rows, and the preview of both."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from election.errors import Message
from election.texts import number_key
from election.voters.roll_files.refusals import RowsRefused


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as the file has them, cleaned. What the file does not say is empty."""

    name: str
    number: str = ""
    email: str = ""
    group: str = ""

    @property
    def number_key(self) -> str:
        """The number as two are compared: without hyphens, spaces and case."""
        return number_key(self.number)


class Fault(StrEnum):
    """What is wrong with a row. The last four are to be looked at only; the row can be taken."""

    NO_NAME = "no_name"
    NO_KEY = "no_key"
    SAME_NUMBER = "same_number"
    SAME_EMAIL = "same_email"
    NOT_AN_EMAIL = "not_an_email"
    SHORTENED = "shortened"
    FORMULA = "formula"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    RESIDENT = "resident"
    MERGED = "merged"
    SAME_NAME = "same_name"
    NO_GROUP = "no_group"
    GROUP_FILLED = "group_filled"
    ZERO_LOST = "zero_lost"


TO_LOOK_AT = frozenset({Fault.SAME_NAME, Fault.NO_GROUP, Fault.GROUP_FILLED, Fault.ZERO_LOST})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about one row; `row` is its number in the spreadsheet, from 1."""

    row: int
    fault: Fault
    values: dict[str, object] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether the row cannot be taken."""
        return self.fault not in TO_LOOK_AT

    @property
    def message(self) -> Message:
        """The reason as a sentence, without the row."""
        return Message(f"roll.fault.{self.fault}", self.values)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would take. `entries` are all people that can be taken, by row; `notes` are about the
    file as a whole.
    """

    entries: Sequence[tuple[int, Entry]]
    problems: Sequence[Problem]
    to_look_at: int
    refused: int
    notes: Sequence[Message] = ()

    @property
    def rows(self) -> int:
        """How many rows hold a person, good or not."""
        return len(self.entries) + self.refused

    @property
    def good(self) -> int:
        """How many rows have nothing to say about."""
        return len(self.entries) - self.to_look_at

    def people(self, *, leave_out: bool = False) -> list[Entry]:
        """Return the people to be taken: all, or with `leave_out` without the rows that cannot be. Raises
        RowsRefused where such rows are left: it is all or nothing.
        """
        if self.refused and not leave_out:
            raise RowsRefused(count=self.refused)
        return [entry for _, entry in self.entries]

    def refused_rows(self) -> list[int]:
        """Return the numbers of the rows that cannot be taken, from 1."""
        return sorted({problem.row for problem in self.problems if problem.stops})
