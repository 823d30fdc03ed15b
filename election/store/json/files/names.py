"""The names of all files of ours in a data folder. No other file there is ever touched."""

from collections.abc import Iterable
from pathlib import Path

from election.store.json.files.disk_io import NEW_SUFFIX

DATA_FILE, DATA_COPY = "election.json", "election.copy.json"  # plain text, after a checkpoint
JOURNAL = "recent.dat"  # encrypted, between two checkpoints, as the snapshot is
OLD_JOURNAL = "recent.json"  # plain text, in format 1
KEY_FILE = "token.key"
LOCK_FILE = "in-use.lock"
VERSION_TABLE = "meta"  # the table with the version of the rows
PARTS = ("main", "box")  # of the snapshot: all tables that are not secret, and those that are
SLOTS = (1, 2)  # each part has two, written in turn
PLAIN_FILES = tuple(name + end for name in (DATA_FILE, DATA_COPY, OLD_JOURNAL) for end in ("", NEW_SUFFIX))


def snapshot_files(part: str, slot: int) -> tuple[str, str]:
    """Return the names of the file with a part of the snapshot and of its copy, in one of its slots."""
    return f"{part}-{slot}.dat", f"{part}-{slot}.copy.dat"


SNAPSHOT_FILES = tuple(name for part in PARTS for slot in SLOTS for name in snapshot_files(part, slot))
OURS = frozenset({*PLAIN_FILES, *SNAPSHOT_FILES, JOURNAL, KEY_FILE, KEY_FILE + NEW_SUFFIX, LOCK_FILE})


def foreign(folder: Path) -> Iterable[str]:
    """Return the names of what is in the folder and not ours."""
    return sorted(each.name for each in folder.iterdir() if each.name not in OURS)
