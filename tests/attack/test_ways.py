"""What is left after the close depends neither on the ways by which people voted nor on their order; and no
code, token, key or password stands in any log.
"""

import json
import logging
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.wsgi.app import build_app
from bench.roll import enrol
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.codes import VoterCode
from election.voters.passwords import Passwords
from tests.api.calling import Reply, call
from tests.api.pages.phone import Phone
from tests.attack.reading import texts
from tests.conftest import KEY
from tests.election.store.json.disks import ModelDisk, model_disk
from tests.election.store.json.raw import engine_of
from tests.election.voters.codes import put_codes
from tests.services import Services, build_services

DEFINITION = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "passwords_over_http": True,
    "contests": [{"title": {"en": "President"}, "candidates": ["a", "b", "c"]}],
}
PASSWORD = "correct horse"
KEYS = Random(7)


class Hall:
    """An election of eight people, each of whom has a password and a code; all that is secret is noted."""

    def __init__(self, services: Services, codes: Mapping[str, VoterCode]) -> None:
        self.services, self.codes = services, codes
        self.app = build_app(services.library, catalogue())
        self.secrets: list[str] = [PASSWORD, KEY.hex()]
        for code in codes.values():
            self.secrets += [code.shown, code.characters]

    def at_the_window(self, name: str, candidate: int, by_code: bool) -> None:
        services = self.services
        if by_code:
            voter = services.code_log_in.log_in(self.codes[name].shown)
        else:
            voter = services.accounts.log_in(f"{name}@example.org", PASSWORD)
        services.ballots.cast(voter.id, {1: (candidate,)}, code=voter.code)

    def by_the_simple_api(self, name: str, candidate: int, by_code: bool) -> None:
        token = self._ask("/auth/login", self._who(name, by_code)).text
        assert self._ask("/vote", {"id": candidate}, token).status == 200

    def by_v1(self, name: str, candidate: int, by_code: bool) -> None:
        who = self._ask("/api/v1/sessions", self._who(name, by_code))
        key = f"{KEYS.getrandbits(128):032x}"
        self.secrets.append(key)
        ballot = {"choices": {"1": [str(candidate)]}}
        for status in (201, 200):
            assert self._ask("/api/v1/me/ballot", ballot, who.text, key).status == status

    def on_a_phone(self, name: str, candidate: int, by_code: bool) -> None:
        phone = Phone(self.app).post("/v/enter", list(self._who(name, by_code).items()))
        self.secrets.append(phone.cookie)
        phone.send("/v/1", {"c": [str(candidate)], "go": "next"})
        self.secrets += [value for _, fields in phone.shown() for name, value in fields if name == "key"]
        assert phone.send("/v/cast").at.startswith("/v/done/")

    def _who(self, name: str, by_code: bool) -> dict[str, str]:
        if by_code:
            return {"code": self.codes[name].shown}
        return {"email": f"{name}@example.org", "password": PASSWORD}

    def _ask(self, path: str, body: object, session: str = "", key: str = "") -> Reply:
        headers = {"Idempotency-Key": key} if key else {}
        if session:
            token = json.loads(session)["token"] if session.startswith("{") else session
            self.secrets.append(token)
            headers["Authorization"] = f"Bearer {token}"
        sent = json.dumps(body).encode()
        return call(self.app, "POST", path, sent, headers, CONTENT_TYPE="application/json")


WAYS: list[tuple[Callable[..., None], bool]] = [
    (way, by_code)
    for way in (Hall.at_the_window, Hall.by_the_simple_api, Hall.by_v1, Hall.on_a_phone)
    for by_code in (False, True)
]
NAMES = "abcdefgh"


@pytest.fixture
def prepared(tmp_path: Path, passwords: Passwords) -> tuple[Path, dict[str, VoterCode]]:
    """A folder with an election that is open, and the code of everybody on its roll."""
    path = tmp_path / "prepared"
    with DataFolder(path) as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        services = build_services(store, KEY, passwords)
        people = [services.accounts.sign_up(f"{name}@example.org", name, PASSWORD).id for name in NAMES]
        codes = put_codes(store, 0, people=tuple(people))
        store.close()
    return path, dict(zip(NAMES, codes, strict=True))


def forms(store: JsonStore) -> dict[str, set[str]]:
    """The form of each row of the box: its keys, and the length of what they hold."""

    def read(tables: Any) -> dict[str, set[str]]:
        return {
            name: {
                json.dumps({key: len(f"{value}") for key, value in row.items()}) for row in tables[name].all()
            }
            for name in ("marks", "ballots", "receipts")
        }

    return engine_of(store).read(read)


def left(path: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """The files with their sizes, and all rows but for what chance makes different each time: the ids of
    ballots and receipts, receipts themselves, and when it was closed.
    """
    files = {str(file.relative_to(path)): file.stat().st_size for file in path.rglob("*") if file.is_file()}
    tables = json.loads((path / "election.json").read_text(encoding="utf-8"))
    del tables["seal"]
    tables["ballots"] = sorted(map(json.dumps, tables["ballots"].values()))
    tables["receipts"] = sorted(
        json.dumps({key: len(value) for key, value in row.items()}) for row in tables["receipts"].values()
    )
    tables["acts"] = [row | {"at": "", "hash": ""} for row in tables["acts"].values()]
    return files, tables


def test_files_are_the_same_whatever_the_mix_of_ways_and_the_order(
    prepared: tuple[Path, dict[str, VoterCode]],
    tmp_path: Path,
    passwords: Passwords,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    chance, found = Random(3), []
    all_at_the_window = [(name, WAYS[0]) for name in NAMES]
    mixed = [list(zip(chance.sample(NAMES, len(NAMES)), WAYS, strict=True)) for _ in range(3)]
    for run, ways in enumerate((all_at_the_window, *mixed)):
        path = tmp_path / f"{run}"
        shutil.copytree(prepared[0], path)
        with DataFolder(path) as folder:
            store = JsonStore(folder)
            hall = Hall(build_services(store, KEY, passwords), prepared[1])
            for name, (way, by_code) in ways:
                way(hall, name, 1 + ord(name) % 3, by_code)
            assert all(len(each) <= 1 for each in forms(store).values()), "one form while they are open too"
            hall.services.polls.close()
            found.append(left(path))
            store.close()
        assert [each for each in hall.secrets if each and each in caplog.text] == []
    assert len(hall.secrets) > 20
    assert len(found[0][1]["marks"]) == len(NAMES)
    for files, tables in found[1:]:
        assert files == found[0][0]
        assert tables == found[0][1]


def test_no_tag_can_be_read_of_the_disk_after_the_close(tmp_path: Path, passwords: Passwords) -> None:
    """Free blocks included, whatever was paused, stopped and started before."""
    path = tmp_path / "data"
    path.mkdir()
    with model_disk(path) as disk, DataFolder(path) as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        services = build_services(store, KEY, passwords)
        people = enrol(store, 60)
        tags = set()
        for at, person in enumerate(people):
            services.ballots.submit(person, {1: (1 + at % 3,)}, key=f"{at:016}" if at % 2 else None)()
            tags.add(tag_of(store, person))
            if at % 20 == 19:
                services.polls.pause()
                services.polls.resume()
                store.close()
                store = JsonStore(folder)
                services = build_services(store, KEY, passwords)
        assert len(found_in(disk, tags)) == len(tags), "the attacker finds them while ballots may come"
        services.polls.close()
        assert found_in(disk, tags) == set()
        store.close()
    assert found_in(disk, tags) == set()


def tag_of(store: JsonStore, person: int) -> bytes:
    tag = store.read(lambda snapshot: snapshot.mark(person))
    assert tag
    return tag


def found_in(disk: ModelDisk, tags: set[bytes]) -> set[bytes]:
    readable = b"\n".join(texts(disk.blocks()))
    return {tag for tag in tags if tag in readable or tag.hex().encode() in readable}
