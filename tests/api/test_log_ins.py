"""A crowd at log-in, strangers who guess, and memory that runs out: what everybody else meets meanwhile."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from itertools import islice
from wsgiref.types import WSGIApplication

import argon2
import pytest
from argon2.exceptions import VerificationError

from api.wsgi.requests import source
from election.i18n.catalogue import catalogue
from election.models import Voter
from election.voters.refusals import PasswordsBusy
from tests.api.calling import Reply, call, fetch
from tests.services import Services

CROWD = 24  # more than the server has workers


@pytest.fixture
def discard_widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds up every check and every hash until it is set."""
    event = threading.Event()
    for name in ("hash", "verify"):
        real = getattr(argon2.PasswordHasher, name)

        def held(*arguments: object, real: Callable[..., object] = real) -> object:
            assert event.wait(50)
            return real(*arguments)

        monkeypatch.setattr(argon2.PasswordHasher, name, held)
    yield event
    event.set()


def log_in(port: int, voter: Voter, password: str = "correct horse") -> Reply:
    return fetch(port, "POST", "/auth/login", {"email": voter.email, "password": password})


def sign_up(port: int, number: int) -> Reply:
    fields = {"email": f"new{number}@example.org", "name": "New", "password": "p"}
    return fetch(port, "POST", "/auth/signup", fields)


def test_a_crowd_at_log_in_holds_up_neither_votes_nor_the_window(
    port: int, services: Services, token: str, voter: Voter, request: pytest.FixtureRequest
) -> None:
    crowd = [services.accounts.sign_up(f"{n}@example.org", "n", "correct horse") for n in range(CROWD // 2)]
    discard_widget: threading.Event = request.getfixturevalue("discard_widget")
    with ThreadPoolExecutor(CROWD + 1) as pool:
        asked: list[Future[Reply]] = [pool.submit(log_in, port, each) for each in crowd]
        asked += [pool.submit(sign_up, port, number) for number in range(CROWD // 2)]
        for sent_away in islice(as_completed(asked, timeout=50), CROWD - 3):
            reply = sent_away.result()
            assert (reply.status, reply.code) == (503, "account.busy")
            assert reply.headers["retry-after"] in "23456"
            assert reply.headers["retry-after"] in reply.text
        assert fetch(port, "GET", "/vote?id=1", Authorization=token).status == 200
        at_the_window = pool.submit(services.accounts.log_in, voter.email, "correct horse")
        discard_widget.set()
        assert at_the_window.result(20) == voter
        assert sorted(each.result(20).status < 300 for each in asked) == [False] * (CROWD - 3) + [True] * 3
    assert log_in(port, crowd[0]).status == 200


def test_whoever_is_sent_away_has_not_used_up_a_try(
    port: int, services: Services, voter: Voter, request: pytest.FixtureRequest
) -> None:
    crowd = [services.accounts.sign_up(f"{n}@example.org", "n", "correct horse") for n in range(5)]
    discard_widget: threading.Event = request.getfixturevalue("discard_widget")
    with ThreadPoolExecutor(5) as pool:
        asked = [pool.submit(log_in, port, each) for each in crowd]
        next(as_completed(asked, timeout=50))
        for _ in range(10):
            assert log_in(port, voter).code == "account.busy"
        discard_widget.set()
    assert log_in(port, voter).status == 200


@pytest.mark.parametrize("language", ["ko", "en"])
def test_being_sent_away_is_told_in_the_language_of_whoever_asks(
    app: WSGIApplication, services: Services, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def refuse(*_: object, **__: object) -> Voter:
        raise PasswordsBusy(3)

    monkeypatch.setattr(services.accounts, "log_in", refuse)
    reply = call(
        app, "POST", "/auth/login", b'{"email": "a@b", "password": "p"}', {"Accept-Language": language}
    )
    assert reply.text == catalogue().text("error.account.busy", language, seconds=3)


def test_memory_that_runs_out_is_no_wrong_password(
    port: int, voter: Voter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise VerificationError("Memory allocation error")

    with monkeypatch.context() as patched:
        patched.setattr(argon2.PasswordHasher, "verify", fail)
        for _ in range(6):
            reply = log_in(port, voter)
            assert (reply.status, reply.code) == (503, "account.unchecked")
            assert int(reply.headers["retry-after"]) > 0
    assert log_in(port, voter).status == 200


def test_a_stranger_on_the_network_waits_and_the_owner_does_not(
    app: WSGIApplication, services: Services, voter: Voter
) -> None:
    def attempt(password: str, address: str) -> Reply:
        body = f'{{"email": "{voter.email}", "password": "{password}"}}'.encode()
        return call(app, "POST", "/auth/login", body, REMOTE_ADDR=address)

    for number in range(5):
        assert attempt("guess", f"2001:db8:1:2::{number:x}").status == 404
    refused = attempt("correct horse", "2001:db8:1:2:ffff::1")
    assert (refused.status, refused.headers["retry-after"]) == (429, "1")
    for elsewhere in ("2001:db8:1:3::1", "192.0.2.7", "127.0.0.1"):
        assert attempt("correct horse", elsewhere).status == 200
    assert services.accounts.log_in(voter.email, "correct horse") == voter


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("kiosk", "unknown"),
        ("", "unknown"),
    ],
)
def test_where_a_try_comes_from(address: str, expected: str) -> None:
    assert source({"REMOTE_ADDR": address}) == expected
