"""Where there is no election every route says so: in words, with a code, and with every header."""

import json
from collections.abc import Iterator
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.services import Services
from election.voters.passwords import Passwords
from tests.api.calling import call
from tests.services import opened

KIM = json.dumps({"email": "kim@example.org", "password": "p"}).encode()
NEW = json.dumps({"email": "kim@example.org", "name": "Kim", "password": "p"}).encode()
TOKEN = {"Authorization": "Bearer abc"}
REQUESTS = [
    ("GET", "/candidates", b""),
    ("POST", "/auth/signup", NEW),
    ("POST", "/auth/login", KIM),
    ("GET", "/auth/token?token=abc", b""),
    ("GET", "/vote?id=1", b""),
    ("POST", "/vote?id=1", b""),
]


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


@pytest.fixture
def app(services: Services) -> WSGIApplication:
    return build_app(services.library, catalogue())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("method", "path", "body"), REQUESTS)
def test_it_is_said_in_words(
    app: WSGIApplication, method: str, path: str, body: bytes, language: str
) -> None:
    reply = call(app, method, path, body, {**TOKEN, "Accept-Language": language})
    assert reply.status == 404
    assert reply.code == "election.none"
    assert reply.text == catalogue().text("error.election.none", language)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "X-Error-Code" in reply.headers["access-control-expose-headers"]


def test_what_cannot_be_read_is_told_as_ever(app: WSGIApplication) -> None:
    assert call(app, "POST", "/auth/signup", b"{").status == 400
    assert call(app, "GET", "/nowhere").status == 404
    assert call(app, "OPTIONS", "/candidates").status == 204


def test_the_same_app_serves_an_election_that_comes_and_says_when_it_has_gone(
    app: WSGIApplication, services: Services
) -> None:
    election_id = services.library.create_sample()
    assert call(app, "GET", "/candidates").status == 404
    services.library.use(election_id)
    assert len(json.loads(call(app, "GET", "/candidates").body)) == 10
    assert call(app, "POST", "/auth/signup", NEW).status == 201
    token = call(app, "POST", "/auth/login", KIM).text
    services.library.erase(election_id)
    assert call(app, "GET", "/vote?id=1", headers={"Authorization": token}).code == "election.none"
    services.library.use(services.library.create_sample())
    reply = call(app, "GET", "/vote?id=1", headers={"Authorization": token})
    assert (reply.status, reply.code) == (401, "token.bad")
