"""Folders of stores: one comes to be, or goes, whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from election.store.json.files.disk_io import replace, shred, sync_folder
from election.store.json.files.names import COPY_OF, REMOVED, REPLACED, STORE_FILES


def name_folder(new: Path, name: str) -> None:
    """Give a folder its name, once all that is in it is on the disk; for good when this returns."""
    replace(new, new.with_name(name))
    sync_folder(new.parent)


def remove_folder(folder: Path) -> None:
    """Remove the folder of an election, as `erase_election` does. It is gone once it has another name."""
    removed, number = folder.with_name(folder.name + REMOVED), 1
    while removed.exists():  # files of others lie in what was left of an earlier one
        removed = folder.with_name(f"{_election_of(folder)}{REPLACED}{number}{REMOVED}")
        number += 1
    name_folder(folder, removed.name)
    erase_election(removed)


def erase_election(folder: Path) -> None:
    """Overwrite and remove what is of an election in its folder, and every folder that is empty then: its
    store, copies of it, and files with its id in their name, such as earlier versions let be put there.
    Files of others stay. Raises OSError where some of ours cannot be removed; the rest is all the same.
    """
    election_id, refused = _election_of(folder), list[OSError]()
    for parent, _, names in os.walk(folder, topdown=False):
        inside = Path(parent)
        ours = [each for each in names if election_id in each]
        if inside == folder or inside.name == COPY_OF + election_id:
            ours += STORE_FILES
        for name in ours:
            try:
                shred(inside / name)
            except OSError as error:
                refused.append(error)
        sync_folder(inside)
        with suppress(OSError):  # not empty
            inside.rmdir()
    sync_folder(folder.parent)
    if refused:
        raise refused[0]


def _election_of(folder: Path) -> str:
    """Return the id of the election whose folder this is, or was."""
    return folder.name.partition(".")[0]


def erase_folder(folder: Path) -> None:
    """Overwrite and remove the files of ours in a folder, and the folder, if it is empty then."""
    shred_store(folder)
    with suppress(OSError):  # somebody put other files there
        folder.rmdir()
    sync_folder(folder.parent)


def shred_store(folder: Path) -> None:
    """Overwrite and remove the files of ours in a folder, for good."""
    for name in STORE_FILES:
        shred(folder / name)
    sync_folder(folder)
