"""What API v1 says by HTTP itself: methods, forms, languages, and requests that cannot be read."""

import json
from itertools import product
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from tests.api.calling import Reply, call, fetch
from tests.api.v1.conftest import Ask
from tests.api.v1.document import check, operations
from tests.services import Services


@pytest.mark.parametrize(("method", "path", "operation"), operations())
def test_head_is_get_without_a_body_and_other_methods_are_named(
    ask: Ask, method: str, path: str, operation: object
) -> None:
    path = path.removeprefix("/api/v1").replace("{candidate}", "1")
    wrong = ask("PATCH", path)
    taken = [each.strip() for each in wrong.headers["allow"].split(",")]
    assert (wrong.status, wrong.code) == (405, "request.wrong_method")
    assert {method, "OPTIONS"} <= set(taken)
    assert ("HEAD" in taken) == ("GET" in taken)
    if method == "GET":
        get, head = ask("GET", path), ask("HEAD", path)
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers == get.headers


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("*/*", 200),
        ("application/*;q=0.1", 200),
        ("text/html, APPLICATION/JSON; charset=utf-8", 200),
        ("text/html,*/*;q=0.8", 200),
        ("", 200),
        ("nonsense", 200),
        ("text/html", 406),
        ("image/*", 406),
        ("application/json;q=0", 406),
        ("application/json; q=0.0, text/html", 406),
    ],
)
def test_what_a_client_cannot_take_is_not_sent(ask: Ask, accept: str, status: int) -> None:
    assert ask("GET", "/state", headers={"Accept": accept}).status == status


def test_words_alone_differ_by_language(ask: Ask) -> None:
    assert "vary" not in ask("GET", "/election").headers
    assert ask("GET", "/me").headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b" " * (64 * 1024 + 1), {}, 413, "request.body_too_large"),
        (b"{}", {"Host": "elsewhere.example"}, 421, "request.wrong_host"),
        (b"{}", {"Transfer-Encoding": "gzip"}, 501, "request.not_understood"),
        (b"{}", {"Content-Type": "text/plain"}, 415, "request.not_json"),
        (b"{}", {"Accept": "text/html"}, 406, "request.not_acceptable"),
        (b"{}", {}, 400, "request.malformed"),
    ],
)
def test_what_cannot_be_read_is_a_problem_too(
    port: int, body: bytes, headers: dict[str, str], status: int, code: str, language: str
) -> None:
    sent = {"Content-Type": "application/json", "Accept-Language": language} | headers
    reply = check("POST", "/api/v1/sessions", _fetch(port, body, sent))
    assert (reply.status, reply.code) == (status, code)
    assert reply.headers["content-language"] == language
    assert reply.headers["access-control-allow-origin"] == "*"
    assert json.loads(reply.body)["type"] == f"/problems/{code}"


def _fetch(port: int, body: bytes, headers: dict[str, str]) -> Reply:
    return fetch(port, "POST", "/api/v1/sessions", body, **headers)


def test_every_problem_has_a_page_in_both_languages(meeting_app: WSGIApplication) -> None:
    codes = {
        code
        for _, _, told in operations()
        for answer in told["responses"].values()
        for code in answer.get("headers", {}).get("X-Error-Code", {}).get("schema", {}).get("enum", ())
    }
    assert len(codes) > 30
    for code, language in product(sorted(codes), ("ko", "en")):
        page = call(meeting_app, "GET", f"/problems/{code}", headers={"Accept-Language": language})
        assert (page.status, page.headers["content-language"]) == (200, language), code


@pytest.mark.parametrize(("method", "path", "told"), operations())
def test_what_is_of_one_voter_is_kept_nowhere(
    ask: Ask, meeting: Services, method: str, path: str, told: dict[str, Any]
) -> None:
    path = path.removeprefix("/api/v1").replace("{candidate}", "1")
    voter = meeting.accounts.log_in("voter@example.org", "correct horse")
    headers = {"Authorization": f"Bearer {meeting.accounts.issue_token(voter)}"}
    reply = ask(method, path, b"{}" if method == "POST" else b"", headers)
    kept = {"no-store"} if method != "GET" or told["security"] else {"no-store", "no-cache"}
    assert reply.headers["cache-control"] in kept
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in reply.headers
    exposed = {each.strip() for each in reply.headers["access-control-expose-headers"].split(",")}
    assert {"ETag", "Location", "Retry-After", "X-Error-Code", "Idempotency-Replayed"} <= exposed


def test_who_guesses_is_told_when_to_come_again(ask: Ask) -> None:
    body = json.dumps({"email": "voter@example.org", "password": "wrong"}).encode()
    replies = [ask("POST", "/sessions", body) for _ in range(8)]
    assert (replies[0].status, replies[0].headers["www-authenticate"]) == (401, "Bearer")
    last = replies[-1]
    assert (last.status, last.code) == (429, "account.too_many_tries")
    assert int(last.headers["retry-after"]) == json.loads(last.body)["retryAfter"] > 0


def test_a_slash_at_the_end_may_be_left_out(ask: Ask, meeting_app: WSGIApplication) -> None:
    assert call(meeting_app, "GET", "/api/v1").body == ask("GET", "/").body
