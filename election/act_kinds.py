"""Every kind of act that is noted in an election's log, by what it is about."""

from collections.abc import Mapping
from enum import StrEnum


class ActGroup(StrEnum):
    """What acts are about, in the order in which people choose among them."""

    POLLS = "polls"  # the steps of the election's life
    SETUP = "setup"  # what is on the ballot, and the kiosk's settings
    ROLL = "roll"
    CODES = "codes"  # codes and the desk
    FILES = "files"  # what left the program, and back-ups
    ACCESS = "access"  # passphrases and log-ins
    PROGRAM = "program"  # starts, stops, the clock


_BY_PREFIX: Mapping[str, ActGroup] = {
    "polls": ActGroup.POLLS,
    "tie": ActGroup.POLLS,
    "box": ActGroup.POLLS,
    "ballot": ActGroup.SETUP,
    "candidate": ActGroup.SETUP,
    "setup": ActGroup.SETUP,
    "settings": ActGroup.SETUP,
    "series": ActGroup.SETUP,
    "election": ActGroup.SETUP,
    "roll": ActGroup.ROLL,
    "personal_data": ActGroup.ROLL,
    "codes": ActGroup.CODES,
    "desk": ActGroup.CODES,
    "file": ActGroup.FILES,
    "backup": ActGroup.FILES,
    "passphrase": ActGroup.ACCESS,
    "log_in": ActGroup.ACCESS,
    "program": ActGroup.PROGRAM,
    "clock": ActGroup.PROGRAM,
    "log": ActGroup.PROGRAM,
}
_IN_RECORDS = frozenset(
    {"polls", "tie", "ballot", "candidate", "series", "election", "roll", "personal_data", "codes"}
)
_IN_THE_LOG_ALONE = frozenset(
    {"election.made_current", "roll.imported", "roll.import_undone", "roll.changed"}
)


def group_of(what: str) -> ActGroup:
    """Return what an act is about; of a kind that is not known, the program."""
    return _BY_PREFIX.get(what.partition(".")[0], ActGroup.PROGRAM)


def is_in_records(what: str) -> bool:
    """Return whether an act stands in the printed records of the polls and the count, and in results: what
    was done to the election itself. The log alone has them all.
    """
    return what.partition(".")[0] in _IN_RECORDS and what not in _IN_THE_LOG_ALONE
