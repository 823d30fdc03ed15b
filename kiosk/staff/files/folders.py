"""What stands in a folder, and the places where people keep files. Knows no widgets."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from election.errors import Message, Unavailable
from kiosk.support import places as support

_MOST = 5_000  # files of a folder that are shown


class FolderUnreadable(Unavailable):
    """The folder cannot be looked into."""

    code = "files.unreadable"


@dataclass(frozen=True, slots=True)
class Place:
    """Where people keep files; `name` is a text's key, or what a stick is called."""

    path: Path
    name: Message | str


@dataclass(frozen=True, slots=True)
class Item:
    """A file, or a folder within a folder."""

    path: Path
    is_folder: bool
    size: int
    changed: datetime


def places() -> tuple[Place, ...]:
    """Return the places of this computer: every stick, and the usual folders."""
    found = support.places(to_write=False)
    return tuple(Place(each.path, each.name or Message(f"files.place.{each.kind}")) for each in found)


def look_into(folder: Path, endings: Sequence[str]) -> tuple[Item, ...]:
    """Return the folders in `folder`, by name, and then the files whose names end so, the newest first.
    Hidden ones are left out. Raises FolderUnreadable.
    """
    try:
        with os.scandir(folder) as entries:
            items = [
                _item(entry)
                for entry in entries
                if not entry.name.startswith(".")
                and (entry.is_dir() or entry.name.lower().endswith(tuple(endings)))
            ]
    except (OSError, ValueError):
        raise FolderUnreadable(folder=folder.name or str(folder)) from None
    folders = sorted((item for item in items if item.is_folder), key=lambda item: item.path.name.casefold())
    files = sorted(
        (item for item in items if not item.is_folder), key=lambda item: item.changed, reverse=True
    )
    return (*folders, *files)[:_MOST]


def _item(entry: "os.DirEntry[str]") -> Item:
    try:
        stat = entry.stat()
        return Item(
            Path(entry.path), entry.is_dir(), stat.st_size, datetime.fromtimestamp(stat.st_mtime).astimezone()
        )
    except (OSError, OverflowError, ValueError):  # gone meanwhile, or a link to nowhere
        return Item(Path(entry.path), is_folder=False, size=0, changed=datetime.fromtimestamp(0).astimezone())
