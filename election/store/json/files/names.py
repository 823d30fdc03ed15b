"""The names of all files of ours in a data folder. No other file there is ever touched."""

from collections.abc import Iterable
from pathlib import Path

from election.store.json.files.disk_io import NEW_SUFFIX

BASE, COPY = "election.json", "election.copy.json"  # at rest
RECENT = "recent.dat"  # while open
OLD_RECENT = "recent.json"  # while open, in format 1
KEY_FILE = "token.key"
LOCK_FILE = "in-use.lock"
VERSIONED = "meta"  # the table with the version of the rows
PARTS = ("main", "box")  # of the base while open: all tables that are not secret, and those that are
PLACES = (1, 2)  # each part has two places, written in turn
READABLE = tuple(name + end for name in (BASE, COPY, OLD_RECENT) for end in ("", NEW_SUFFIX))


def part_files(part: str, place: int) -> tuple[str, str]:
    """Return the names of a part's file and of its copy, in one of its places."""
    return f"{part}-{place}.dat", f"{part}-{place}.copy.dat"


HIDDEN = tuple(name for part in PARTS for place in PLACES for name in part_files(part, place))
OURS = frozenset({*READABLE, *HIDDEN, RECENT, KEY_FILE, KEY_FILE + NEW_SUFFIX, LOCK_FILE})


def foreign(folder: Path) -> Iterable[str]:
    """Return the names of what is in the folder and not ours."""
    return sorted(each.name for each in folder.iterdir() if each.name not in OURS)
