"""The election that is to be current and cannot be opened."""

from dataclasses import dataclass
from enum import StrEnum

from election.errors import DataNewer, ElectionError, FolderUnusable


class Remedy(StrEnum):
    """What helps; the keys of the sentences that say so end with it."""

    BACKUP = "backup"  # its data is damaged or gone: its back-up takes its place
    FOLDER = "folder"  # its disk or its folder does not let itself be used; nothing says that data is lost
    PROGRAM = "program"  # a newer program wrote it, and opens it


@dataclass(frozen=True, slots=True)
class Unopened:
    """Which it is, and why it cannot be opened. Its files are as they were."""

    id: str
    problem: ElectionError

    @property
    def remedy(self) -> Remedy:
        """What helps. A back-up in its place would lose what came after it, so nothing else leads there."""
        match self.problem:
            case FolderUnusable():
                return Remedy.FOLDER
            case DataNewer():
                return Remedy.PROGRAM
            case _:
                return Remedy.BACKUP
