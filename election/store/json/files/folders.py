"""Folders of stores: one comes to be, or goes, whole or not at all."""

from contextlib import suppress
from pathlib import Path

from election.store.json.files.disk_io import replace, shred, sync_folder
from election.store.json.files.names import REMOVED, STORE_FILES


def name_folder(new: Path, name: str) -> None:
    """Give a folder its name, once all that is in it is on the disk; for good when this returns."""
    replace(new, new.with_name(name))
    sync_folder(new.parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder of a store. It is gone once it has another name; files that are not ours stay there."""
    removed = folder.with_name(folder.name + REMOVED)
    name_folder(folder, removed.name)
    erase_folder(removed)


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
