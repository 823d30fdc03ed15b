"""The data folder as all may know it: nothing that leaves the program is put into it.

What lies there is the program's own. A file put there would go with an election that is erased, or outlive
it unseen; and a back-up on the same disk, in the same folder, is none.
"""

from pathlib import Path

from election.errors import Conflict

LOCK_FILE = "in-use.lock"  # there while a program has the folder, and on most systems ever after
KIOSK = "kiosk"  # the folder with the kiosk's own data
# Of these one is always there.
KIOSK_FILES = ("kiosk.json", "kiosk.copy.json")
JOURNAL = "recent.dat"


class InsideDataFolder(Conflict):
    """What was to be written would have come to lie in the data folder of this program."""

    code = "file.inside_data_folder"


def check_outside(target: Path) -> None:
    """Raises InsideDataFolder where `target`, a file or folder that need not exist, lies in a data folder or
    is one. Links are followed. The folder is known by what is in it, so no other way to spell its name, such
    as in capitals on a disk that takes them for the same, leads around this.
    """
    try:
        real = target.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle: nothing can be written there
        return
    if any(_is_data_folder(each) for each in (real, *real.parents)):
        raise InsideDataFolder


def _is_data_folder(folder: Path) -> bool:
    try:
        kiosk = folder / KIOSK
        return (folder / LOCK_FILE).is_file() or any(
            (kiosk / each).is_file() for each in (*KIOSK_FILES, JOURNAL)
        )
    except OSError:  # it may not be looked into, so it is not ours
        return False
