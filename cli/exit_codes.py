"""What the shell is told at the end; `--help` and the README list it."""

from cli.refusals import OwnerGone
from election.errors import (
    Conflict,
    DataDamaged,
    DataNewer,
    DefinitionRefused,
    DisplayUnreachable,
    ElectionError,
    FolderInUse,
    FolderUnusable,
    Forbidden,
    ImportRefused,
    Invalid,
    NotFound,
    StorageFailed,
    SystemLibraryMissing,
    Unavailable,
)
from election.printing.typesetting import NotPrinted
from election.records.pack.writer import NotWritten
from election.store.port.refusals import CopyFailed
from election.voters.refusals import PasswordsFailed
from election.voters.roll_files.refusals import ColumnsRefused, RollFileRefused, RowsRefused
from election.voting.ballot_files.refusals import BallotFileRefused

REFUSED = 10  # there is no such election, or it cannot be done with it now

EXIT_CODES: dict[type[ElectionError], int] = {
    FolderInUse: 3,
    DataDamaged: 4,
    DataNewer: 4,
    FolderUnusable: 5,
    StorageFailed: 5,
    PasswordsFailed: 5,
    OwnerGone: 5,
    SystemLibraryMissing: 8,
    DisplayUnreachable: 9,
    NotPrinted: 5,
    CopyFailed: 5,
    NotWritten: 5,
    Unavailable: 6,  # what is left of it: the address or port cannot be had
    ImportRefused: 7,
    DefinitionRefused: 7,
    RollFileRefused: 7,
    ColumnsRefused: 7,
    RowsRefused: 7,
    BallotFileRefused: 7,
    # Everything else that a command is refused.
    NotFound: REFUSED,
    Conflict: REFUSED,
    Forbidden: REFUSED,
    Invalid: REFUSED,
}
INTERRUPTED = 130  # what shells say of a program that Ctrl-C ended


def exit_code(error: ElectionError) -> int:
    """Return the exit code of the nearest kind of `error` in the table."""
    return next((EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES), 1)
