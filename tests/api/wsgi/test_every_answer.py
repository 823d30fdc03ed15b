"""What every answer has in common: headers, preflights, methods and languages."""

import json

import pytest

from api.errors import UNREADABLE_ERRORS
from tests.api.calling import fetch, is_text
from tests.services import Services

NEW = {"email": "kim@example.org", "name": "김유권", "password": "1234"}

EVERY_STATUS: list[tuple[int, str, str, str | None]] = [
    (200, "GET", "/candidates", None),
    (201, "POST", "/auth/signup", json.dumps(NEW)),
    (204, "OPTIONS", "/vote", None),
    (204, "OPTIONS", "/nowhere", None),
    (400, "POST", "/auth/login", "[]"),
    (401, "GET", "/vote?id=1", None),
    (404, "GET", "/nowhere", None),
    (404, "GET", "/favicon.ico", None),
    (405, "DELETE", "/candidates", None),
    (405, "GET", "/auth/signup", None),
    (413, "POST", "/auth/signup", "x" * 10_000_000),
    (431, "GET", "/candidates?" + "x" * 20_000, None),
    (500, "GET", "/candidates#crash", None),
]


@pytest.mark.parametrize(("status", "method", "path", "body"), EVERY_STATUS)
def test_headers_of_every_answer(
    port: int,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    method: str,
    path: str,
    body: str | None,
) -> None:
    if status == 500:

        def crash(_: object) -> None:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr("election.voting.counting.Tally.results", crash)
        path = path.removesuffix("#crash")
    reply = fetch(port, method, path, body, Origin="http://elsewhere.example")
    assert reply.status == status
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "X-Error-Code" in reply.headers["access-control-expose-headers"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    assert "server" not in reply.headers
    assert "secret" not in reply.text
    assert "<" not in reply.text
    assert not reply.text.endswith("\n")
    if status >= 400:
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        assert reply.code
        assert any("가" <= char <= "힣" for char in reply.text)


def test_a_preflight_is_answered_for_any_path(port: int) -> None:
    asking = {"Origin": "http://x.example", "Access_Control_Request_Headers": "authorization,content-type"}
    for path in ("/vote", "/auth/login", "/nowhere", "*"):
        reply = fetch(port, "OPTIONS", path, None, Access_Control_Request_Method="POST", **asking)
        assert (reply.status, reply.body) == (204, b"")
        assert "POST" in reply.headers["access-control-allow-methods"]
        assert reply.headers["access-control-allow-headers"] == "Authorization, Content-Type"


def test_a_wrong_method_names_the_right_ones(port: int) -> None:
    assert fetch(port, "PUT", "/vote").headers["allow"] == "GET,POST"
    assert fetch(port, "GET", "/auth/login").headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/candidates", "/auth/token", "/nowhere"])
def test_head_is_get_without_a_body(port: int, path: str) -> None:
    get, head = fetch(port, "GET", path), fetch(port, "HEAD", path)
    assert (head.status, head.body) == (get.status, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (None, "ko"),
        ("", "ko"),
        ("ko", "ko"),
        ("en", "en"),
        ("EN", "en"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en;q=0.5,ko;q=0.7", "ko"),
        ("en ; q=0.7 , ko;q=0.5", "en"),
        ("fr,en;q=0.1", "en"),
        ("fr, de;q=0.5", "ko"),
        ("*", "ko"),
        ("en, *;q=0.5", "en"),
        ("en;q=0.5, *", "ko"),
        ("en;q=0", "ko"),
        ("ko;q=0", "en"),
        ("ko;q=0, *", "en"),
        ("ko;q=0, en;q=0", "ko"),
        ("*;q=0", "ko"),
        ("english", "ko"),
        ("en;q=2", "ko"),
        ("en;q=x", "ko"),
        (";;;,,,q=1", "ko"),
        ("e\u00f1", "ko"),
    ],
)
def test_languages(port: int, asked: str | None, language: str) -> None:
    headers = {} if asked is None else {"Accept_Language": asked}
    reply = fetch(port, "GET", "/auth/token", **headers)
    assert (reply.status, reply.code) == (400, "request.token_missing")
    assert reply.headers["content-language"] == language
    expected = {"ko": "token 쿼리가 존재하지 않습니다", "en": "The token query is missing"}
    assert reply.text == expected[language]


def test_refusals_before_the_app_speak_the_language_too(port: int) -> None:
    reply = fetch(port, "POST", "/auth/signup", "x" * 70_000, Accept_Language="en")
    assert is_text(reply, 413, "The request body is too large")
    assert set(UNREADABLE_ERRORS) == {400, 413, 421, 431, 501}


@pytest.mark.parametrize("path", ["/c/K7QX-2M9R-4TWD", "/C/K7QX2M9R4TWD"])
def test_a_bug_puts_no_code_into_the_log(
    port: int, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("election.voters.codes.read", crash)
    fetch(port, "GET", path)
    assert "ZeroDivisionError" in caplog.text
    assert "/<code>" in caplog.text
    assert "2M9R" not in caplog.text
