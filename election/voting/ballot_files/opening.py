"""Opens a file of ballots, whatever it is, and writes one."""

import re
from pathlib import Path

from election.errors import Message
from election.voting.ballot_files.ballot_file import BallotFile
from election.voting.ballot_files.blt import read_blt, write_blt
from election.voting.ballot_files.preflib import TYPES, read_preflib, write_preflib
from election.voting.ballot_files.refusals import BallotFileRefused, Fault

_PREFLIB = re.compile(rb"^#\s*(?:FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES)\s*:", re.MULTILINE)
_LOOKED_AT = 1 << 12  # bytes, where the name of the file does not say what it is


def read_ballot_file(path: Path) -> BallotFile:
    """Return what is in a file, by the end of its name, or else by how it begins. Raises
    BallotFileRefused.
    """
    try:
        if not path.is_file():  # a pipe could not be looked at first
            raise Fault("ballot_fault.unreadable")
        with path.open("rb") as file:
            kind = _kind(path) or ("toi" if _PREFLIB.search(file.read(_LOOKED_AT)) else "blt")
            file.seek(0)
            return read_blt(file) if kind == "blt" else read_preflib(file, kind)
    except Fault as fault:
        raise BallotFileRefused(file=str(path), reason=fault.reason) from fault
    except OSError as error:
        reason = Message("ballot_fault.unreadable")
        raise BallotFileRefused(file=str(path), reason=reason) from error


def write_ballot_file(election: BallotFile, path: Path) -> None:
    """Write a file of the kind that the end of its name says. A file that is there is not written over.
    Raises BallotFileRefused.
    """
    kind = _kind(path)
    try:
        if kind is None:
            raise Fault("ballot_fault.which_kind", names=", ".join(("blt", *TYPES)))
        with path.open("xb") as file:
            if kind == "blt":
                write_blt(election, file)
            else:
                write_preflib(election, file, kind)
    except Fault as fault:
        if kind is not None:
            path.unlink(missing_ok=True)
        raise BallotFileRefused(file=str(path), reason=fault.reason) from fault
    except OSError as error:
        key = "ballot_fault.is_there" if isinstance(error, FileExistsError) else "ballot_fault.unwritable"
        raise BallotFileRefused(file=str(path), reason=Message(key)) from error


def _kind(path: Path) -> str | None:
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in ("blt", *TYPES) else None
