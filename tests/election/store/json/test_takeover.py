"""Folders that earlier versions of the program left are taken over at the first start, once and whole."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from election.admin.settings import Settings
from election.data_folder import KIOSK, LOCK_FILE
from election.errors import (
    DataDamaged,
    DataNewer,
    ElectionError,
)
from election.services import Services, open_services
from election.store.json.files.format import seal, section, unseal
from election.store.json.files.names import ELECTIONS, election_ids
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores
from election.store.json.tables.rows import encode
from election.store.migrations import VERSION
from election.voters.passwords import Passwords
from election.voters.tokens import Tokens
from tests.election.store.json.acts_before import check_log

TITLE = {"ko": "선거", "en": "Election"}
STORE_TESTS = Path(__file__).parents[1]
FORMAT_1, VERSION_2 = STORE_TESTS / "json" / "files" / "format1", STORE_TESTS / "version2"
OLD = sorted((*FORMAT_1.iterdir(), *VERSION_2.iterdir()))
OF_VERSION_2 = [each for each in OLD if each.parent == VERSION_2]
CHEAP = Passwords(memory_kib=8, passes=1)


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


def left(case: Path, tmp_path: Path, name: str = "data") -> Path:
    """A data folder as it was left."""
    path = tmp_path / name
    path.mkdir(mode=0o700, parents=True)
    for file in case.iterdir():
        if file.name != "expected.json":
            shutil.copy(file, path)
    return path


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return found


@contextmanager
def opened(path: Path) -> Iterator[Services]:
    with DataFolder(path) as folder, open_services(JsonStores(folder), CHEAP) as services:
        yield services


def take_over(path: Path) -> None:
    with opened(path):
        pass


def state_of(path: Path) -> dict[str, bytes]:
    """Every file below `path`, but the lock."""
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in path.rglob("*")
        if file.is_file() and file.name != LOCK_FILE
    }


def check_library(path: Path) -> Path:
    """See that there is exactly one election, which is current, and nothing of before; return its folder."""
    with opened(path) as services:
        (listed,) = services.library.elections()
        assert listed.is_current
        assert listed.problem is None
        with services.library.current() as election:
            for contest in election.polls._store.read(lambda snapshot: snapshot.check_box()):  # type: ignore[attr-defined]
                assert contest.ballots == contest.used_rights
    assert {each.name for each in path.iterdir()} <= {KIOSK, ELECTIONS, LOCK_FILE}
    (only,) = (path / ELECTIONS).iterdir()
    assert only.name == listed.id
    return only


def check_rows(folder: Path, case: Path) -> None:
    """Hold the plain file of an election, as stock TinyDB reads it, against what was left in `case`."""
    with TinyDB(folder / "election.json", access_mode="r") as stock:
        assert stock.table("meta").all() == [{"version": VERSION}]
        assert not {"turnout", "organiser", "settings", "kiosk"} & stock.tables()
        rows = {
            name: {str(row.doc_id): dict(row) for row in stock.table(name)}
            for name in ("elections", "voters", "candidates", "ballots", "marks", "rights", "acts", "styles")
        }
    if case.parent == VERSION_2:
        known = expected(case)["tables"]
        for row in known["elections"].values():  # whoever could look saw the results of closed polls
            row["state"] = {"closed": "counted"}.get(row["state"], row["state"])
        check_log(list(rows.pop("acts").values()), known["acts"].values(), folder)
        assert rows == {name: known[name] for name in rows}
        return
    known = expected(case)
    assert rows["voters"] == known["voters"]
    assert rows["marks"].keys() == known["turnout"].keys()
    markings = Counter((row["contest"], tuple(row["marking"])) for row in rows["ballots"].values())
    assert markings == Counter(
        (int(contest), tuple(row["choices"].get(contest, ())))
        for row in known["ballots"].values()
        for contest in known["contests"]
    )


@pytest.mark.parametrize("case", OLD, ids=name_of)
def test_every_earlier_folder_is_taken_over_once(case: Path, tmp_path: Path) -> None:
    path = left(case, tmp_path)
    key = (path / "token.key").read_bytes()
    folder = check_library(path)
    check_rows(folder, case)
    assert (folder / "token.key").read_bytes() == key
    before = state_of(path)
    assert check_library(path) == folder
    assert state_of(path) == before


@pytest.mark.parametrize("case", OF_VERSION_2, ids=name_of)
def test_what_belongs_to_the_kiosk_comes_along(case: Path, tmp_path: Path) -> None:
    known = expected(case)
    path = left(case, tmp_path)
    with opened(path) as services:
        services.organiser.check(known["passphrase"])
        assert services.settings.read() == Settings(language="en", network="off")
        assert services.notes.locked()
        assert not services.library.repaired
        with services.library.current() as election:
            results = [
                {str(each.candidate.id): each.votes for each in result.counts}
                for result in election.tally.results()
            ]
            assert results == known["results"]
            tokens = Tokens((path / ELECTIONS / election.id / "token.key").read_bytes(), lambda: issued)
            issued = known["clock"]["highest"] + 60
            for voter_id, token in known["tokens"].items():
                assert tokens.bearer(token).voter_id == int(voter_id)
    with TinyDB(path / KIOSK / "kiosk.json", access_mode="r") as stock:
        assert stock.table("meta").all() == [{"version": VERSION}]
        assert dict(stock.table("kiosk").get(doc_id=2)) == known["clock"]
        assert len(stock.table("organiser")) == len(stock.table("settings")) == 1


def damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("name", ["election.json", "election.copy.json"])
def test_one_damaged_file_is_made_up_for_by_its_copy_and_told(tmp_path: Path, name: str) -> None:
    case = VERSION_2 / "stopped"
    path = left(case, tmp_path)
    damage(path / name)
    with opened(path) as services:
        assert services.library.repaired == (name == "election.json")
    check_rows(check_library(path), case)


def newer_rows(path: Path, names: Sequence[str] = ("election.json", "election.copy.json")) -> None:
    for name in names:
        content = unseal((path / name).read_bytes())
        content.tables["meta"] = {1: encode(1, {"version": VERSION + 1})}
        sections = {
            table: section(lines[each] for each in sorted(lines)) for table, lines in content.tables.items()
        }
        (path / name).write_bytes(b"".join(seal(sections, content.seal)))


def newer_format(path: Path) -> None:
    for name in ("election.json", "election.copy.json"):
        content = unseal((path / name).read_bytes())
        sections = {
            table: section(lines[each] for each in sorted(lines)) for table, lines in content.tables.items()
        }
        (path / name).write_bytes(b"".join(seal(sections, {**content.seal, "format": 99})))


def two_damaged(path: Path) -> None:
    for name in ("election.json", "election.copy.json"):
        damage(path / name)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [(newer_rows, DataNewer), (newer_format, DataNewer), (two_damaged, DataDamaged)],
)
def test_what_cannot_be_taken_over_is_left_as_it_is(
    tmp_path: Path, what: Callable[[Path], None], refusal: type[ElectionError]
) -> None:
    path = left(VERSION_2 / "stopped", tmp_path)
    what(path)
    before = state_of(path)
    for _ in range(2):
        with pytest.raises(refusal):
            take_over(path)
        assert state_of(path) == before
        assert {each.name for each in path.iterdir()} == {*before, LOCK_FILE}


def test_a_newer_kiosk_and_a_newer_election_are_refused_and_left(tmp_path: Path) -> None:
    path = left(VERSION_2 / "stopped", tmp_path)
    election = check_library(path)

    def refuse_kiosk() -> ElectionError:
        with pytest.raises(DataNewer) as refused:
            take_over(path)
        return refused.value

    def refuse_election() -> ElectionError:
        with opened(path) as services:
            assert services.library.unopened is not None
            return services.library.unopened.problem

    for folder, refuse in ((election, refuse_election), (path / KIOSK, refuse_kiosk)):
        whole = state_of(folder)
        newer_rows(folder, [name for name in whole if name.endswith(".json")])
        before = state_of(path)
        error = refuse()
        assert isinstance(error, DataNewer)
        assert error.values["number"] == VERSION + 1
        assert state_of(path) == before
        for name, data in whole.items():
            (folder / name).write_bytes(data)
    check_library(path)


def test_files_of_others_stay(tmp_path: Path) -> None:
    path = left(VERSION_2 / "killed-while-open", tmp_path)
    (path / "notes.txt").write_text("mine")
    take_over(path)
    assert (path / "notes.txt").read_text() == "mine"


def test_an_earlier_program_that_was_used_meanwhile_loses_nothing(tmp_path: Path) -> None:
    """Its files lie in the folder of a library then; they become one more election, the current one."""
    path = left(VERSION_2 / "stopped", tmp_path)
    first = check_library(path)
    votes = state_of(first)
    for file in (VERSION_2 / "closed").iterdir():
        if file.name != "expected.json":
            shutil.copy(file, path)
    with opened(path) as services:
        assert services.notes.locked()
        listed = {each.id: each for each in services.library.elections()}
        assert len(listed) == 2
        assert not listed[first.name].is_current
        services.organiser.check(expected(VERSION_2 / "stopped")["passphrase"])
    assert state_of(first) == votes
    (second,) = set(election_ids(path)) - {first.name}
    check_rows(path / ELECTIONS / second, VERSION_2 / "closed")


def test_the_same_files_put_there_again_take_nothing_away(tmp_path: Path) -> None:
    case = VERSION_2 / "stopped"
    path = left(case, tmp_path)
    with opened(path) as services, services.library.current() as election:
        election.accounts.sign_up("later@example.org", "Later", "password")
    (first,) = election_ids(path)
    votes = state_of(path / ELECTIONS / first)
    for file in case.iterdir():
        if file.name != "expected.json":
            shutil.copy(file, path)
    take_over(path)
    assert len(election_ids(path)) == 2
    assert state_of(path / ELECTIONS / first) == votes


def test_they_take_nothing_away_either_where_what_belongs_to_the_kiosk_was_removed(tmp_path: Path) -> None:
    case = VERSION_2 / "stopped"
    path = left(case, tmp_path)
    with opened(path) as services, services.library.current() as election:
        first, before = election.id, election.tally.turnout()
        election.accounts.sign_up("late@example.org", "late", "correct horse")
    shutil.rmtree(path / KIOSK)
    for name in ("election.json", "election.copy.json", "token.key"):
        shutil.copy(case / name, path)
    with opened(path) as services:
        assert len(services.library.elections()) == 2
        assert services.library.current_id != first
        with services.library.held(first) as election:
            assert election.tally.turnout().voters == before.voters + 1
