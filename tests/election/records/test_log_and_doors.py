"""Whoever votes by which door, when and for whom: the event log is the same, line for line, hash for hash."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import WayIn
from election.voters.passwords import Passwords
from kiosk.support.background import Background
from kiosk.voter.service_calls import ServiceCalls
from tests.api.pages.network import over, send
from tests.api.pages.phone import Phone
from tests.election.voters.codes import issue_slips, let_in_by
from tests.services import Services, opened, whole

pytestmark = pytest.mark.slow

PEOPLE = 50
PASSWORD = "correct horse"
CHEAP = Passwords(memory_kib=8, passes=1)
NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
DRAFT = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "passwords_over_http": True,
    "ways_in": ["sign_up"],
    "contests": [{"title": {"en": "President"}, "candidates": ["a", "b", "c"]}],
}
Who = dict[str, str]  # what somebody types to be let in, as the doors name it


@dataclass(frozen=True)
class Hall:
    """The doors of one running program. Each lets somebody in and has them cast for a candidate."""

    services: Services
    port: int
    calls: ServiceCalls
    qtbot: QtBot

    def at_the_window(self, who: Who, candidate: int) -> None:
        calls = self.calls
        with self.qtbot.waitSignal(calls.admitted) as admitted:
            if "code" in who:
                calls.log_in_by_code(who["code"])
            else:
                calls.log_in(who["email"], who["password"])
        (admission,) = admitted.args
        with self.qtbot.waitSignal(calls.cast_done):
            calls.cast(admission.voter, {1: (candidate,)}, admission.election.contests)

    def by_the_simple_api(self, who: Who, candidate: int) -> None:
        token = self._ask("/auth/login", who, 200).decode()
        self._ask(f"/vote?id={candidate}", None, 200, Authorization=f"Bearer {token}")

    def by_v1(self, who: Who, candidate: int) -> None:
        token = json.loads(self._ask("/api/v1/sessions", who, 201))["token"]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": token[-32:]}
        for status in (201, 200):
            self._ask("/api/v1/me/ballot", {"choices": {"1": [str(candidate)]}}, status, **headers)

    def on_a_phone(self, who: Who, candidate: int) -> None:
        phone = Phone(over(self.port)).post("/v/enter", list(who.items()))
        phone.send("/v/1", {"c": [str(candidate)], "go": "next"})
        assert phone.send("/v/cast").at.startswith("/v/done/")

    def fail(self, at: int) -> None:
        """Type a wrong password at one of the doors."""
        wrong = {"email": "0@example.org", "password": "wrong"}
        if at % 3 == 0:
            with self.qtbot.waitSignal(self.calls.refused):
                self.calls.log_in(wrong["email"], wrong["password"])
        else:
            path, status = (("/auth/login", 404), ("/api/v1/sessions", 401))[at % 3 - 1]
            self._ask(path, wrong, status)

    def _ask(self, path: str, body: object, status: int, **headers: str) -> bytes:
        sent = b"" if body is None else json.dumps(body).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        found, _, answer = send(self.port, "POST", path, sent, {"Content-Type": "application/json", **given})
        assert found == status, answer
        return answer


Door = Callable[[Hall, Who, int], None]
DOORS: list[Door] = [Hall.at_the_window, Hall.by_the_simple_api, Hall.by_v1, Hall.on_a_phone]


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[Path, list[Who]]:
    """A folder with open polls, and what each of the voters types: a password or the code of a slip."""
    path = tmp_path / "prepared"
    with opened(path, CHEAP) as found:
        found.library.use(found.library.create(DRAFT))
        services = whole(found)
        people = [{"email": f"{at}@example.org", "password": PASSWORD} for at in range(PEOPLE // 2)]
        for each in people:
            services.accounts.sign_up(each["email"], "voter", PASSWORD)
        let_in_by(services.polls._store, WayIn.PASSWORD, WayIn.SLIP)
        people += [{"code": code} for code in issue_slips(services, PEOPLE - len(people))]
        services.polls.open()
    return path, people


@contextmanager
def hall(path: Path, qtbot: QtBot) -> Iterator[Hall]:
    """The program over this folder: services, a server and the window's calls."""
    with opened(path, CHEAP) as found:
        services, background = whole(found), Background(QApplication.instance())
        services.polls._now = lambda: NOW
        server = ApiServer(build_app(services.library, catalogue()), port=0)
        server.start()
        try:
            yield Hall(services, server.port, ServiceCalls(services.library, background, background), qtbot)
        finally:
            server.stop()
            assert background.close()
            background.deleteLater()  # and not at once: answers to it may still be queued


def log_of(services: Services) -> list[str]:
    """Return the log with its hashes, as it is published."""
    lines = services.polls._store.read(lambda snapshot: snapshot.log())
    return [f"{line.text} {line.hash}" for line in lines]


def ballots(chance: Random, people: list[Who]) -> list[tuple[Who, Door, int]]:
    """Have everybody vote, in any order, at any door and for anybody; each door has its share."""
    order = chance.sample(people, len(people))
    return [(who, DOORS[at % len(DOORS)], chance.randint(1, 3)) for at, who in enumerate(order)]


def test_fifty_ballots_at_all_doors_leave_the_same_log(
    prepared: tuple[Path, list[Who]], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("election.records.log.local_now", lambda: NOW)
    path, people = prepared
    told, counts = [], set()
    at_the_window: list[tuple[Who, Door, int]] = [(who, Hall.at_the_window, 1) for who in people]
    for run, cast in enumerate((at_the_window, *(ballots(Random(seed), people) for seed in (1, 2, 3)))):
        shutil.copytree(path, tmp_path / f"{run}")
        with hall(tmp_path / f"{run}", qtbot) as doors:
            services = doors.services
            heads = [services.log.published_head()]
            for at, (who, vote, candidate) in enumerate(cast):
                vote(doors, who, candidate)
                if at % 20 == run:
                    doors.fail(at)
                assert services.log.published_head() == heads[0]
            services.polls.close()
            heads.append(services.log.published_head())
            services.polls.count()
            heads.append(services.log.published_head())
            counts.add(tuple(each.votes for each in services.tally.results()[0].counts))
            told.append((log_of(services), heads))
    assert len(counts) == 4, "what was cast differs"
    assert '"ballots":{"1":50}' in told[0][0][-1]
    assert sum('"data":{"password":3}' in line for line in told[0][0]) == 1, "those who failed, together"
    assert told[1:] == told[:-1]


def test_no_line_but_the_digest_of_a_pause_depends_on_what_lies_in_the_box(
    prepared: tuple[Path, list[Who]], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("election.records.log.local_now", lambda: NOW)
    path, people = prepared
    told = []
    for run, cast in enumerate(ballots(Random(seed), people) for seed in (4, 5)):
        shutil.copytree(path, tmp_path / f"{run}")
        with hall(tmp_path / f"{run}", qtbot) as doors:
            polls = doors.services.polls
            for who, vote, candidate in cast[:30]:
                vote(doors, who, candidate)
            polls.pause()
            polls.resume()
            for who, vote, candidate in cast[30:]:
                vote(doors, who, candidate)
            polls.close()
            told.append([replace(act, data={**act.data, "digest": ""}) for act in polls.acts()])
    assert [act.what for act in told[0]].count("polls.paused") == 1
    assert told[0] == told[1]
