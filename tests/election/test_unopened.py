"""A current election that cannot be opened leaves the program as one without, and all others reachable."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.wsgi.app import build_app
from election.archive.refusals import ElectionGone
from election.errors import DataDamaged, DataNewer, FolderUnusable, NoElection
from election.events import CurrentChanged, Event
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.services import Services
from election.store.json.files.names import ELECTIONS
from election.store.port.refusals import NoCopy
from election.unopened import Remedy
from election.voters.passwords import Passwords
from tests.api.calling import call
from tests.election.archive.two_computers import begin
from tests.election.damages import DAMAGES, begin_and_back_up, damage, files_of
from tests.election.test_library import definition, vote, voted
from tests.services import opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


@pytest.fixture
def election_id(data: Path, stick: Path, passwords: Passwords) -> str:
    with opened(data, passwords) as services:
        return begin_and_back_up(services, stick)


@pytest.fixture
def damaged(data: Path, election_id: str, passwords: Passwords) -> Iterator[Services]:
    damage(data, election_id, "foreign")
    with opened(data, passwords) as services:
        yield services


@pytest.mark.parametrize("what", DAMAGES)
def test_it_is_told_of_and_left_as_it_is_and_none_is_current(
    data: Path, election_id: str, passwords: Passwords, what: str
) -> None:
    error = damage(data, election_id, what)
    before = files_of(data / ELECTIONS)
    for _ in range(2):
        with opened(data, passwords) as services:
            library, unopened = services.library, services.library.unopened
            assert unopened is not None
            assert (unopened.id, type(unopened.problem)) == (election_id, error)
            assert (library.current_id, library.election(), library.is_new) == (None, None, False)
            with pytest.raises(NoElection), library.current():
                pass
            assert services.backups.status() is None  # nothing takes the place of its back-up
            services.backups.keep_up()
            app = build_app(library, catalogue())
            reply = call(app, "GET", "/candidates")
            assert (reply.status, reply.code) == (404, "election.none")
            reply = call(app, "GET", "/api/v1/election")
            assert (reply.status, json.loads(reply.body)["code"]) == (404, "election.none")
        assert files_of(data / ELECTIONS) == before


def test_one_that_a_crash_left_open_is_left_with_its_journal(
    tmp_path: Path, data: Path, passwords: Passwords
) -> None:
    with opened(data, passwords) as services:
        election_id = begin(services)
        crashed = shutil.copytree(data, tmp_path / "crashed")
    journal = crashed / ELECTIONS / election_id / "recent.dat"
    journal.write_bytes(journal.read_bytes()[:40])
    for file in journal.parent.glob("*.json"):
        file.write_bytes(b"{}")
    before = files_of(crashed / ELECTIONS)
    with opened(crashed, passwords) as services:
        assert services.library.unopened is not None
        assert isinstance(services.library.unopened.problem, DataDamaged)
    assert files_of(crashed / ELECTIONS) == before


@pytest.mark.parametrize("key", ["token.key", "signing.key"])
def test_one_that_a_crash_left_open_is_left_with_it_where_only_a_key_is_damaged(
    tmp_path: Path, data: Path, passwords: Passwords, key: str
) -> None:
    with opened(data, passwords) as services:
        election_id = begin(services)
        crashed = shutil.copytree(data, tmp_path / "crashed")
    (crashed / ELECTIONS / election_id / key).write_bytes(b"short")
    before = files_of(crashed / ELECTIONS)
    with opened(crashed, passwords) as services:
        assert services.library.unopened is not None
        assert isinstance(services.library.unopened.problem, DataDamaged)
        services.library.elections()
    assert files_of(crashed / ELECTIONS) == before


@pytest.mark.parametrize("left", [["signing.key"], ["recent.dat"], ["election.json.new"], ["token.key"]])
def test_where_little_is_left_it_is_no_empty_one_and_nothing_is_made(
    data: Path, election_id: str, passwords: Passwords, left: list[str]
) -> None:
    folder = data / ELECTIONS / election_id
    kept = {name: files_of(folder).get(name, b"") for name in left}
    for file in folder.iterdir():
        file.unlink()
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    with opened(data, passwords) as services:
        assert services.library.unopened is not None
        assert isinstance(services.library.unopened.problem, DataDamaged)
    assert files_of(folder) == kept


@pytest.mark.parametrize("what", DAMAGES)
def test_it_is_listed_as_the_current_one_with_what_is_wrong(
    data: Path, election_id: str, passwords: Passwords, what: str
) -> None:
    error = damage(data, election_id, what)
    with opened(data, passwords) as services:
        other = services.library.create(definition("other"))
        listed = {each.id: each for each in services.library.elections()}
        assert listed[election_id].is_current
        assert isinstance(listed[election_id].problem, error)
        assert (listed[other].is_current, listed[other].problem) == (False, None)


@pytest.mark.parametrize(
    "what", sorted(DAMAGES.keys() - {"unreadable"})
)  # a folder in place of a file is not ours
def test_erased_it_is_to_be_current_no_more(
    data: Path, election_id: str, passwords: Passwords, what: str
) -> None:
    damage(data, election_id, what)
    with opened(data, passwords) as services:
        other = services.library.create(definition("other"))
        services.archive.erase(election_id, election_id)
        assert services.library.unopened is None
        assert [each.id for each in services.library.elections()] == [other]
    with opened(data, passwords) as services:
        assert (services.library.current_id, services.library.unopened) == (None, None)


def test_once_its_files_are_back_it_can_be_made_current_while_the_program_runs(
    tmp_path: Path, data: Path, election_id: str, passwords: Passwords
) -> None:
    folder = data / ELECTIONS / election_id
    away = folder.rename(tmp_path / "away")
    with opened(data, passwords) as services:
        away.rename(folder)
        (listed,) = services.library.elections()
        assert (listed.is_current, listed.problem) == (False, None)
        services.library.use(election_id)
        assert (services.library.current_id, services.library.unopened) == (election_id, None)
        assert voted(services.library) == 2


def test_another_one_becomes_current(damaged: Services, election_id: str) -> None:
    other = damaged.library.create(definition("other"), PollsState.OPEN)
    assert damaged.library.unopened is not None  # not by itself
    with pytest.raises(DataDamaged):
        damaged.library.use(election_id)
    assert damaged.library.unopened is not None
    damaged.library.use(other)
    assert (damaged.library.current_id, damaged.library.unopened) == (other, None)
    listed = {each.id: each for each in damaged.library.elections()}
    assert (listed[election_id].is_current, listed[other].is_current) == (False, True)


def test_none_is_current_for_good_once_somebody_says_so(
    data: Path, election_id: str, passwords: Passwords
) -> None:
    damage(data, election_id, "foreign")
    with opened(data, passwords) as services:
        services.library.use(None)
        assert services.library.unopened is None
    with opened(data, passwords) as services:
        assert (services.library.current_id, services.library.unopened) == (None, None)


@pytest.mark.parametrize("what", DAMAGES)
def test_its_back_up_takes_its_place_and_it_is_current_again(
    data: Path, stick: Path, election_id: str, passwords: Passwords, what: str
) -> None:
    damage(data, election_id, what)
    with opened(data, passwords) as services:
        events: list[Event] = []
        services.events.subscribe(events.append)
        services.take_over.continue_from(stick, replace=True)
        assert CurrentChanged() in events
        assert (services.library.current_id, services.library.unopened) == (election_id, None)
        with services.library.current() as election:
            assert election.polls.election().state is PollsState.PAUSED
            election.polls.resume()
            vote(election, "cho")
    with opened(data, passwords) as services:
        assert services.library.current_id == election_id
        assert voted(services.library) == 3


def test_what_was_replaced_once_does_not_come_back_by_itself_where_the_folder_is_gone(
    data: Path, stick: Path, election_id: str, passwords: Passwords
) -> None:
    with opened(data, passwords) as services:
        services.take_over.continue_from(stick, replace=True)
        with services.library.current() as election:
            election.polls.resume()
            vote(election, "cho")
    shutil.rmtree(data / ELECTIONS / election_id)
    before = files_of(data / ELECTIONS)
    with opened(data, passwords) as services:
        assert services.library.current_id is None
        assert services.library.unopened is not None
        assert isinstance(services.library.unopened.problem, ElectionGone)
    assert files_of(data / ELECTIONS) == before


def test_what_cannot_be_restored_leaves_it_as_it_is(damaged: Services, data: Path, tmp_path: Path) -> None:
    before = files_of(data / ELECTIONS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoCopy):
        damaged.take_over.continue_from(tmp_path / "empty", replace=True)
    assert damaged.library.unopened is not None
    assert files_of(data / ELECTIONS) == before


def test_the_sentence_says_which_and_what_can_be_done(damaged: Services, election_id: str) -> None:
    unopened = damaged.library.unopened
    assert unopened is not None
    for language in ("ko", "en"):
        why = catalogue().of_error(unopened.problem, language)
        said = catalogue().text(f"start.unopened.{unopened.remedy}", language, id=election_id, problem=why)
        assert all(part in said for part in (election_id, "election.json", "restore", "--replace"))


@pytest.mark.parametrize("what", DAMAGES)
def test_a_back_up_is_what_helps_only_where_its_data_is_damaged_or_gone(
    data: Path, election_id: str, passwords: Passwords, what: str
) -> None:
    remedies = {FolderUnusable: Remedy.FOLDER, DataNewer: Remedy.PROGRAM}
    error = damage(data, election_id, what)
    with opened(data, passwords) as services:
        assert services.library.unopened is not None
        assert services.library.unopened.remedy is remedies.get(error, Remedy.BACKUP)
        problem = services.library.unopened.problem
    for language, broken in (("ko", "고장 났을 때만"), ("en", "nly if the disk is broken")):
        values = {"id": election_id, "problem": catalogue().of_error(problem, language)}
        remedy = remedies.get(error, Remedy.BACKUP)
        said = {
            key: catalogue().text(f"{key}.unopened.{remedy}", language, **values)
            for key in ("start", "staff.news", "staff.backup")
        }
        for key, text in said.items():
            assert (broken in text) is (remedy is Remedy.FOLDER), key
        assert ("--replace" in said["start"]) is (remedy is not Remedy.PROGRAM)
