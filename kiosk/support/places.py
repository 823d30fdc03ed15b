"""Places where staff keep files: sticks first, then their own folders."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

_STICKS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")  # where sticks appear on Linux and macOS
_DRIVES = "DEFGHIJKLMNOPQRSTUVWXYZ"  # and on Windows


class PlaceKind(StrEnum):
    """What a place is; its words are ``place.<kind>``."""

    STICK = "stick"
    DOCUMENTS = "documents"
    DESKTOP = "desktop"
    DOWNLOADS = "downloads"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder. `name` is that of a stick, and empty otherwise."""

    kind: PlaceKind
    path: Path
    name: str = ""


_FOLDERS = {
    PlaceKind.DOCUMENTS: QStandardPaths.StandardLocation.DocumentsLocation,
    PlaceKind.DESKTOP: QStandardPaths.StandardLocation.DesktopLocation,
    PlaceKind.DOWNLOADS: QStandardPaths.StandardLocation.DownloadLocation,
    PlaceKind.HOME: QStandardPaths.StandardLocation.HomeLocation,
}


def places(*, to_write: bool = True) -> tuple[Place, ...]:
    """Return the places that are there now; `to_write`: those that can be written to."""
    found = [
        Place(PlaceKind.STICK, Path(volume.rootPath()), volume.displayName() or volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady() and _is_stick(volume.rootPath())
        if not (to_write and volume.isReadOnly())
    ]
    for kind, location in _FOLDERS.items():
        path = Path(QStandardPaths.writableLocation(location))
        if path.is_dir() and path not in {each.path for each in found}:
            found.append(Place(kind, path))
    return tuple(found)


def _is_stick(root: str) -> bool:
    """Return whether a volume lies where sticks do.

    >>> _is_stick("/media/kim/USB"), _is_stick("E:/"), _is_stick("/")
    (True, True, False)
    """
    return root.startswith(_STICKS) or (root[1:2] == ":" and root[:1].upper() in _DRIVES)
