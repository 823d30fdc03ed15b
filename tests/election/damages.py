"""Ways in which the files of the current election come to be such that it cannot be opened."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from election.archive.refusals import ElectionGone
from election.errors import DataDamaged, DataNewer, ElectionError, FolderUnusable
from election.services import Services
from election.store.json.files.names import ELECTIONS
from tests.election.archive.two_computers import begin
from tests.election.store.json.test_takeover import newer_rows

_DATA_FILES = ("election.json", "election.copy.json")


def _foreign(folder: Path) -> None:
    for name in _DATA_FILES:
        (folder / name).write_bytes(b"{}")


def _cut_short(folder: Path) -> None:
    for name in _DATA_FILES:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])


def _flipped(folder: Path) -> None:
    """One bit in the midst of each."""
    for name in _DATA_FILES:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(data)


def _emptied(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def _wrong_key(folder: Path) -> None:
    (folder / "token.key").write_bytes(b"short")


def _unreadable(folder: Path) -> None:
    """As a disk that gives an error: who reads it gets one, root too."""
    for name in _DATA_FILES:
        (folder / name).unlink()
        (folder / name).mkdir()


DAMAGES: Mapping[str, tuple[Callable[[Path], None], type[ElectionError]]] = {
    "foreign": (_foreign, DataDamaged),
    "cut short": (_cut_short, DataDamaged),
    "one bit": (_flipped, DataDamaged),
    "no files": (_emptied, DataDamaged),
    "wrong key": (_wrong_key, DataDamaged),
    "newer": (newer_rows, DataNewer),
    "unreadable": (_unreadable, FolderUnusable),
    "no folder": (shutil.rmtree, ElectionGone),
}


def begin_and_back_up(services: Services, stick: Path) -> str:
    """Have a current election that two have voted in, paused and backed up, and return its id."""
    election_id = begin(services)
    with services.library.current() as election:
        election.polls.pause()
    services.backups.begin(stick)
    return election_id


def damage(data: Path, election_id: str, what: str) -> type[ElectionError]:
    """Damage this election of a data folder that nobody has open. Return what is told of it."""
    do, error = DAMAGES[what]
    do(data / ELECTIONS / election_id)
    return error


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what each file below a folder holds."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
