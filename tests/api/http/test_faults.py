"""When it is our fault: what is said, what is logged, and what never is."""

import contextlib
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication
from wsgiref.validate import validator

import pytest

from api.errors import UNREADABLE
from election.errors import StorageFailed
from election.i18n.catalogue import catalogue
from election.resources import resource
from tests.api.calling import call
from tests.services import Services

GOOD = {"email": "a@b.c", "name": "name", "password": "pw"}
FORM = b"email=a@b.c&name=name&password=pw"


def crash(*_: object) -> None:
    raise ZeroDivisionError("secret")


def test_a_bug_is_logged_and_told_in_one_sentence(
    app: WSGIApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("election.voting.counting.Tally.results", crash)
    reply = call(app, "GET", "/candidates?token=hidden", headers={"Accept-Language": "en"})
    assert (reply.status, reply.code) == (500, "internal")
    assert reply.text == catalogue().text("error.internal", "en")
    assert caplog.records[0].exc_info
    assert "GET /candidates" in caplog.text
    assert "hidden" not in caplog.text


def test_a_disk_that_refuses(
    app: WSGIApplication, token: str, monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise StorageFailed

    monkeypatch.setattr("election.voting.casting.Ballots.submit_one", refuse)
    reply = call(app, "GET", "/vote?id=1", headers={"Authorization": token})
    assert (reply.status, reply.code) == (503, "storage.failed")
    assert int(reply.headers["retry-after"]) > 0


def test_a_status_nobody_knows_is_a_bug(app: WSGIApplication) -> None:
    reply = call(app, "GET", "/", **{UNREADABLE: 418})
    assert (reply.status, reply.code) == (500, "internal")


def test_nothing_secret_is_logged(
    app: WSGIApplication, services: Services, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_up = {**GOOD, "email": "logged@example.org", "password": "hunter2"}
    call(app, "POST", "/auth/signup", json.dumps(sign_up).encode())
    call(app, "POST", "/auth/login", json.dumps({**sign_up, "password": "hunter3"}).encode())
    call(app, "GET", f"/auth/token?token={token}")
    call(app, "GET", "/vote?id=7", headers={"Authorization": f"Bearer {token}"})
    call(app, "GET", "/vote?id=7", headers={"Authorization": f"Bearer {token}"})
    for secret in ("hunter", token, "logged@example.org", "id=7"):
        assert secret not in caplog.text


def test_it_keeps_to_wsgi(app: WSGIApplication, token: str) -> None:
    checked = validator(app)

    def closing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with contextlib.closing(checked(environ, start_response)) as chunks:  # type: ignore[type-var]
            return list(chunks)

    for status, method, path in (
        (200, "GET", "/candidates"),
        (200, "HEAD", "/candidates"),
        (200, "GET", "/vote?id=1"),
        (409, "POST", "/vote?id=1"),
        (204, "OPTIONS", "/vote"),
        (404, "GET", "/nowhere"),
        (405, "PUT", "/vote"),
    ):
        assert call(closing, method, path, headers={"Authorization": token}).status == status


def test_both_languages_have_every_text() -> None:
    texts = {
        language: json.loads(resource("i18n", language, "api.json").read_text(encoding="utf-8"))
        for language in ("ko", "en")
    }
    assert texts["ko"].keys() == texts["en"].keys()


@pytest.mark.slow
def test_it_works_without_qt() -> None:
    program = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("no Qt here")
sys.meta_path.insert(0, NoQt())
from api.wsgi.responses import Answers, plain
from api.wsgi.app import assemble
from api.http.server import ApiServer
from election.i18n.catalogue import catalogue
import urllib.request
import api.routes
from api.wsgi.route import Context, Route
class NoLibrary:
    is_practice = False
route = Route("/x", ("GET",), lambda context, environ: plain("fine"))
server = ApiServer(assemble([route], Context(NoLibrary(), Answers(catalogue()))), port=0)
server.start()
print(urllib.request.urlopen(server.address + "/x", timeout=50).read().decode())
server.stop()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert (done.stdout, done.stderr) == ("fine\n", "")
