"""Bringing along a file of the older vote server: all of it or nothing."""

import json
import shutil
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import argon2
import pytest
from argon2.exceptions import HashingError
from tinydb import TinyDB

from cli.legacy import MOST_CARRIED_OVER, import_legacy, read_legacy
from election.election_services import ElectionServices
from election.errors import ImportRefused, Message
from election.i18n.catalogue import catalogue
from election.models import Election
from election.services import Services, open_services
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores
from election.voters.passwords import Passwords
from election.voters.refusals import PasswordsFailed

USER = {"email": "Kim@Example.org", "name": "김철수", "password": "1234"}
CANDIDATE = {"name": "정시원", "voteCount": 7}


def old_file(path: Path, users: list[Any], candidates: dict[int, Any]) -> Path:
    """A file as the old server made it: with TinyDB itself."""
    file = path / "db.json"
    file.unlink(missing_ok=True)
    file.write_text(
        json.dumps(
            {
                "users": {str(number): user for number, user in enumerate(users, start=1)},
                "candidates": {str(number): each for number, each in candidates.items()},
            }
        ),
        encoding="utf-8",
    )
    return file


@contextmanager
def brought_along(file: Path, folder: Path, passwords: Passwords) -> Iterator[ElectionServices]:
    with opened(folder, passwords) as services:
        import_legacy(read_legacy(file), services.library, passwords, lambda done: None)
        with services.library.current() as election:
            yield election


@contextmanager
def opened(folder: Path, passwords: Passwords) -> Iterator[Services]:
    with DataFolder(folder) as data, open_services(JsonStores(data), passwords) as services:
        yield services


def test_people_log_in_with_their_old_password_and_counts_are_carried_over(
    tmp_path: Path, passwords: Passwords
) -> None:
    with TinyDB(tmp_path / "db.json") as old:
        old.table("users").insert_multiple([USER, {"email": "b", "name": "B", "password": "b"}])
        old.table("candidates").insert(CANDIDATE)
        old.table("candidates").remove(doc_ids=[1])
        old.table("candidates").insert_multiple([CANDIDATE, {"name": "고은", "voteCount": 0}])
    with brought_along(tmp_path / "db.json", tmp_path / "new", passwords) as election:
        voter = election.accounts.log_in("kim@example.org", "1234")
        assert voter.name == "김철수"
        (result,) = election.tally.results()
        assert [
            (each.candidate.id, each.candidate.name, each.votes, each.total) for each in result.counts
        ] == [
            (2, "정시원", 0, 7),
            (3, "고은", 0, 0),
        ]
        election.ballots.cast(voter.id, {1: (2,)})
        (result,) = election.tally.results()
        assert [(each.votes, each.candidate.carried_over, each.total) for each in result.counts] == [
            (1, 7, 8),
            (0, 0, 0),
        ]


def test_memory_that_runs_out_while_hashing_brings_nothing_along(
    tmp_path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise HashingError("Memory allocation error")

    file = old_file(tmp_path, [USER], {1: CANDIDATE})
    with opened(tmp_path / "new", passwords) as services:
        with monkeypatch.context() as patched:
            patched.setattr(argon2.PasswordHasher, "hash", fail)
            with pytest.raises(PasswordsFailed):
                import_legacy(read_legacy(file), services.library, passwords, lambda done: None)
        assert services.library.is_new
        import_legacy(read_legacy(file), services.library, passwords, lambda done: None)


def refusal(file: Path) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_legacy(file)
    reason = caught.value.values["reason"]
    assert isinstance(reason, Message)
    return reason.key


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "import.not_json"),
        (b'{"users": {', "import.not_json"),
        (b"\xff\xfe\x00", "import.not_json"),
        (b"[" * 100_000, "import.not_json"),
        (b"[]", "import.foreign"),
        (b"{}", "import.foreign"),
        (b'{"users": {}}', "import.foreign"),
        (b'{"users": [], "candidates": {}}', "import.foreign"),
        (b'{"users": {}, "candidates": {}}', "import.no_candidates"),
        (b'{"users": {}, "candidates": {"1": {"name": "a\\ud800", "voteCount": 0}}}', "import.not_json"),
        (b'{"users": {}, "candidates": {"1": {"name": "a", "voteCount": 0}, "1": {}}}', "import.twice"),
        (b'{"users": {}, "candidates": {"1": {"name": "a", "name": "b", "voteCount": 0}}}', "import.twice"),
        (b'{"users": {}, "users": {"1": {}}, "candidates": {}}', "import.twice"),
    ],
)
def test_a_broken_or_foreign_file_says_what_is_wrong(tmp_path: Path, text: bytes, reason: str) -> None:
    (tmp_path / "db.json").write_bytes(text)
    assert refusal(tmp_path / "db.json") == reason


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.json") == "import.unreadable"


@pytest.mark.parametrize(
    "user",
    [
        {},
        "x",
        None,
        {**USER, "email": ""},
        {**USER, "email": 5},
        {**USER, "password": 1234},
        {**USER, "name": None},
        {**USER, "password": ""},
    ],
)
def test_a_bad_user_is_named_by_row(tmp_path: Path, user: object) -> None:
    file = old_file(tmp_path, [{**USER, "email": "first"}, user], {1: CANDIDATE})
    assert refusal(file) == "import.bad_user"
    with pytest.raises(ImportRefused) as caught:
        read_legacy(file)
    assert caught.value.values["reason"] == Message("import.bad_user", {"row": "2"})


@pytest.mark.parametrize(
    ("row_id", "candidate"),
    [
        (1, {}),
        (1, []),
        (1, {"name": "", "voteCount": 0}),
        (1, {"name": 5, "voteCount": 0}),
        (1, {"name": "n"}),
        (1, {"name": "n", "voteCount": -1}),
        (1, {"name": "n", "voteCount": True}),
        (1, {"name": "n", "voteCount": 1.5}),
        (1, {"name": "n" * 201, "voteCount": 0}),
        (1, {"name": "\u200b", "voteCount": 0}),
        (1, {"name": "\u3164", "voteCount": 0}),
        (1, {"name": "a\x00b", "voteCount": 0}),
        (1, {"name": "a\tb", "voteCount": 0}),
        (1, {"name": "a\nb", "voteCount": 0}),
        (1, {"name": "\u0301", "voteCount": 0}),
        (1, {"name": "n", "voteCount": MOST_CARRIED_OVER + 1}),
        (1, {"name": "n", "voteCount": float("nan")}),
        (1, {"name": "n", "voteCount": float("inf")}),
        (0, CANDIDATE),
        (-1, CANDIDATE),
        ("one", CANDIDATE),
        ("01", CANDIDATE),
        ("٣", CANDIDATE),
        ("9" * 16, CANDIDATE),
        ("9" * 5_000, CANDIDATE),
        ("0" * 40 + "1", CANDIDATE),
    ],
)
def test_a_bad_candidate_is_refused(tmp_path: Path, row_id: int, candidate: object) -> None:
    assert refusal(old_file(tmp_path, [], {row_id: candidate})) == "import.bad_candidate"


def test_a_count_that_no_election_has_is_refused_and_its_row_named(tmp_path: Path) -> None:
    text = '{"users": {}, "candidates": {"7": {"name": "n", "voteCount": %s}}}'
    for number in ("9" * 401, "9" * 5_000, "1e400", "-1"):
        (tmp_path / "db.json").write_text(text % number, encoding="utf-8")
        with pytest.raises(ImportRefused) as caught:
            read_legacy(tmp_path / "db.json")
        assert caught.value.values["reason"] == Message("import.bad_candidate", {"row": "7"})


def test_what_is_told_of_a_row_is_short_however_long_its_number(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        read_legacy(old_file(tmp_path, [], {"9" * 5_000: CANDIDATE}))  # type: ignore[dict-item]
    assert len(catalogue().of_error(caught.value)) < 300


def test_names_are_cleaned_and_a_file_from_windows_or_a_mac_is_read(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", " 정시원\u200b ")
    file = old_file(tmp_path, [{**USER, "name": name, "email": "\ufeffa"}], {1: {**CANDIDATE, "name": name}})
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    legacy = read_legacy(file)
    assert legacy.candidates[0]["name"] == "정시원"
    assert (legacy.users[0].name, legacy.users[0].email) == ("정시원", "a")


def test_two_users_with_one_address_are_refused(tmp_path: Path) -> None:
    file = old_file(tmp_path, [USER, {**USER, "email": "kim@EXAMPLE.org "}], {1: CANDIDATE})
    assert refusal(file) == "import.email_twice"


def test_a_folder_that_holds_an_election_is_left_alone(tmp_path: Path, passwords: Passwords) -> None:
    legacy = read_legacy(old_file(tmp_path, [USER], {1: CANDIDATE}))
    with opened(tmp_path / "new", passwords) as services:
        services.library.create_sample()
        before = services.library.elections()
        with pytest.raises(ImportRefused):
            import_legacy(legacy, services.library, passwords, lambda done: None)
        assert services.library.elections() == before


def test_it_takes_not_the_place_of_one_whose_folder_is_gone(tmp_path: Path, passwords: Passwords) -> None:
    legacy = read_legacy(old_file(tmp_path, [USER], {1: CANDIDATE}))
    with opened(tmp_path / "new", passwords) as services:
        election_id = services.library.create_sample()
        services.library.use(election_id)
    shutil.rmtree(tmp_path / "new" / "elections" / election_id)
    with opened(tmp_path / "new", passwords) as services:
        with pytest.raises(ImportRefused):
            import_legacy(legacy, services.library, passwords, lambda done: None)
        assert services.library.unopened is not None
        assert services.library.ids() == ()


def test_nobody_who_reads_is_held_and_none_sees_a_part_of_it(
    tmp_path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Election | None] = []
    with opened(tmp_path / "new", passwords) as services, ThreadPoolExecutor() as others:

        def creating(*given: Any) -> None:
            create_election(*given)
            seen.append(others.submit(services.library.election).result(timeout=50))

        monkeypatch.setattr("cli.legacy.create_election", creating)
        users = [{**USER, "email": str(number)} for number in range(5)]
        legacy = read_legacy(old_file(tmp_path, users, {1: CANDIDATE}))
        import_legacy(legacy, services.library, passwords, lambda done: None)
        assert seen == [None]
        with services.library.current() as election:
            assert election.tally.turnout().voters == 5


def test_progress_is_told(tmp_path: Path, passwords: Passwords) -> None:
    told: list[int] = []
    users = [{**USER, "email": str(number)} for number in range(5)]
    with opened(tmp_path / "new", passwords) as services:
        legacy = read_legacy(old_file(tmp_path, users, {1: CANDIDATE}))
        import_legacy(legacy, services.library, passwords, told.append)
    assert told == [1, 2, 3, 4, 5]
