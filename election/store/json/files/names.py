"""The names of all that is ours in a data folder. Nothing else there is ever touched.

The data folder holds the lock, the socket for commands, `KIOSK` with the kiosk's store, and `ELECTIONS` with
a folder for each election, named by its id. Up to version 2 the files of its one store lay in it themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from election.data_folder import JOURNAL as JOURNAL  # encrypted, between two checkpoints, as the snapshot is
from election.data_folder import KIOSK, KIOSK_FILES, LOCK_FILE
from election.store.json.files.disk_io import NEW_SUFFIX

OLD_JOURNAL = "recent.json"  # plain text, in format 1
KEY_FILE = "token.key"
CODE_KEY_FILE = "codes.key"  # there only where codes came from another folder
SIGNING_KEY_FILE = "signing.key"  # by which the election signs what is published of it
COMMANDS_FILE = "commands.sock"  # by which a running program takes commands (`cli.local_socket`)
ELECTIONS = "elections"  # a folder
ID_BYTES = 8  # of an election's id, which is written in hexadecimal
# While an election is made, and while it is removed; after a crash such folders are removed. So they must end
# as nobody calls a copy.
COPY_OF = "vote-kiosk-"  # begins the name of the folder with a copy of an election; its id follows
SEALED = ".backup"  # ends the name of a copy that is one encrypted file
UNFINISHED, REMOVED = ".being-made", ".being-removed"
REPLACED = ".replaced-"  # after the id, before a number: an election in whose place a copy was brought in
VERSION_TABLE = "meta"  # the table with the version of the rows
PARTS = ("main", "box")  # of the snapshot: all tables that are not secret, and those that are
SLOTS = (1, 2)  # each part has two, written in turn


@dataclass(frozen=True, slots=True)
class PlainNames:
    """What the plain files of a store are called, which are there after a checkpoint."""

    data: str
    copy: str

    @property
    def every(self) -> tuple[str, ...]:
        """Every name that a plain file of this store may have, those of format 1 and unfinished ones too."""
        names = (self.data, self.copy, OLD_JOURNAL)
        return tuple(name + end for name in names for end in ("", NEW_SUFFIX))


OF_ELECTION = PlainNames("election.json", "election.copy.json")
OF_KIOSK = PlainNames(*KIOSK_FILES)


def snapshot_files(part: str, slot: int) -> tuple[str, str]:
    """Return the names of the file with a part of the snapshot and of its copy, in one of its slots."""
    return f"{part}-{slot}.dat", f"{part}-{slot}.copy.dat"


SNAPSHOT_FILES = tuple(name for part in PARTS for slot in SLOTS for name in snapshot_files(part, slot))
_KEYS = (KEY_FILE, CODE_KEY_FILE, SIGNING_KEY_FILE)
KEY_FILES = tuple(name + end for name in _KEYS for end in ("", NEW_SUFFIX))
STORE_FILES = (JOURNAL, *OF_ELECTION.every, *SNAPSHOT_FILES, *KEY_FILES)
OURS = frozenset({*STORE_FILES, LOCK_FILE, COMMANDS_FILE, KIOSK, ELECTIONS})
_ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")
_REPLACED = re.compile(rf"({_ID.pattern}){re.escape(REPLACED)}[1-9][0-9]{{0,8}}")
_CUT_OFF = re.compile(
    rf"{_ID.pattern}{re.escape(UNFINISHED)}|{_ID.pattern}(?:{re.escape(REPLACED)}[0-9]+)?{re.escape(REMOVED)}"
)


def foreign(folder: Path) -> Iterable[str]:
    """Return the names of what is in the folder and not ours."""
    return sorted(each.name for each in folder.iterdir() if each.name not in OURS)


def is_election_id(name: str) -> bool:
    """Return whether `name` is the id of an election."""
    return _ID.fullmatch(name) is not None


def election_ids(folder: Path) -> list[str]:
    """Return the ids of the elections in a data folder, in order."""
    return sorted(each.name for each in _folders(folder) if _ID.fullmatch(each.name))


def cut_off(folder: Path) -> list[Path]:
    """Return the folders of elections that were being made or removed."""
    return [each for each in _folders(folder) if _CUT_OFF.fullmatch(each.name)]


def replaced(folder: Path) -> dict[str, list[Path]]:
    """Return the folders of elections that were replaced, by the election's id, the first first."""
    found: dict[str, list[Path]] = {}
    for each in _folders(folder):
        if match := _REPLACED.fullmatch(each.name):
            found.setdefault(match[1], []).append(each)
    return {each: sorted(paths, key=number_of_replaced) for each, paths in found.items()}


def number_of_replaced(path: Path) -> int:
    """Return the number that ends the name of such a folder."""
    return int(path.name.rpartition("-")[2])


def _folders(folder: Path) -> list[Path]:
    try:
        return [each for each in (folder / ELECTIONS).iterdir() if each.is_dir() and not each.is_symlink()]
    except FileNotFoundError:
        return []
