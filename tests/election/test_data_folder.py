"""Nothing that leaves the program is put into the data folder, however that is called."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from election.archive.refusals import ArchiveWithoutCopy
from election.data_folder import KIOSK, LOCK_FILE, InsideDataFolder, check_outside
from election.printing.typesetting import write_private
from election.services import Services
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from tests.election.archive.two_computers import begin, id_of, take
from tests.services import opened

Way = Callable[[Services, Path], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def services(path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(path, passwords) as services:
        begin(services)
        take(services, "close", "count")
        yield services


def pack(services: Services, target: Path) -> None:
    with services.library.current() as election:
        election.packs.make(target)


WAYS: dict[str, Way] = {
    "backup": lambda services, target: services.backups.begin(target),
    "copy-out": lambda services, target: services.take_over.copy_out(id_of(services), target),
    "pack": pack,
    "file": lambda _services, target: write_private(target / "result.csv", b"a"),
}
TARGETS: dict[str, Callable[[Path, str], Path]] = {
    "itself": lambda path, _id: path,
    "elections": lambda path, _id: path / ELECTIONS,
    "the election": lambda path, election_id: path / ELECTIONS / election_id,
    "the kiosk": lambda path, _id: path / KIOSK,
    "by way of": lambda path, election_id: path / ELECTIONS / election_id / ".." / election_id,
    "a link": lambda path, election_id: link(path.with_name("stick"), path / ELECTIONS / election_id),
}


def link(name: Path, target: Path) -> Path:
    name.symlink_to(target, target_is_directory=True)
    return name


def files(path: Path) -> set[Path]:
    return {each for each in path.rglob("*") if KIOSK not in each.parts}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_is_put_there(services: Services, path: Path, way: str, target: str) -> None:
    where, before = TARGETS[target](path, id_of(services)), files(path)
    with pytest.raises(InsideDataFolder):
        WAYS[way](services, where)
    assert files(path) == before
    assert services.take_over.place() is None
    with services.library.current() as election, pytest.raises(ArchiveWithoutCopy):
        election.polls.archive()


@pytest.mark.parametrize("way", WAYS)
def test_beside_it_there_may_be_files(services: Services, path: Path, way: str) -> None:
    beside = path.with_name("stick")
    beside.mkdir()
    for where in (beside, path.parent):
        WAYS[way](services, where)
        assert list(where.iterdir()) != []


def test_it_is_known_also_while_no_program_has_it(path: Path, passwords: Passwords) -> None:
    with opened(path, passwords) as services:
        begin(services)
        check_outside(path.parent)
    (path / LOCK_FILE).unlink()  # as on Windows, where the lock goes with who had it
    with pytest.raises(InsideDataFolder):
        check_outside(path / "new")


def test_a_link_that_leads_there_is_replaced_and_not_followed(services: Services, path: Path) -> None:
    file = path.with_name("result.csv")
    file.symlink_to(path / "result.csv")
    write_private(file, b"a")
    assert (file.is_symlink(), file.read_bytes()) == (False, b"a")
    assert not (path / "result.csv").exists()


def test_a_folder_of_a_copy_that_leads_there_is_refused(services: Services, path: Path) -> None:
    stick = path.with_name("stick")
    stick.mkdir()
    link(stick / f"vote-kiosk-{id_of(services)}", path / ELECTIONS / id_of(services))
    before = files(path)
    with pytest.raises(InsideDataFolder):
        services.backups.begin(stick)
    assert files(path) == before
