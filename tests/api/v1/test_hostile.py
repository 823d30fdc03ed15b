"""What nobody should send to the addresses of API v1 that take a body: refused in words, and nothing done."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.requests import LARGEST_BODY
from election.store.port import Store
from tests.api.calling import Reply, call
from tests.api.v1.conftest import Ask
from tests.api.v1.document import check
from tests.election.voters.codes import put_codes
from tests.services import Services

KEY = {"Idempotency-Key": "0123456789abcdef"}
GOOD: dict[str, Any] = {
    "/sessions": {"email": "voter@example.org", "password": "correct horse"},
    "/accounts": {"email": "new@example.org", "name": "new", "password": "correct horse"},
    "/me/ballot": {"choices": {"1": ["1"]}},
}


def whole(path: str, **more: object) -> bytes:
    return json.dumps(GOOD[path] | more).encode()


def padded(path: str, size: int) -> bytes:
    body = whole(path)
    return body + b" " * (size - len(body))


MALFORMED: dict[str, Callable[[str], bytes]] = {
    "nothing": lambda _: b"",
    "a word": lambda _: b"null",
    "a list": lambda path: b"[" + whole(path) + b"]",
    "a text": lambda path: json.dumps(whole(path).decode()).encode(),
    "half": lambda path: whole(path)[:-1],
    "more than one": lambda path: whole(path) * 2,
    "a field that is not known": lambda path: whole(path, admin=True),
    "a field of no name": lambda path: whole(path, **{"": 1}),
    "a field twice": lambda path: b'{"x": 1, "x": 1, ' + whole(path)[1:],
    "its first field twice": lambda path: b"{" + whole(path)[1:-1] + b", " + whole(path)[1:],
    "half a character": lambda path: whole(path)[:-1] + b', "x": "\\ud800"}',
    "half a character in a name": lambda path: whole(path)[:-1] + b', "\\udfff": 1}',
    "half a character in bytes": lambda path: whole(path)[:-1] + b', "x": "\xed\xa0\x80"}',
    "bytes that are no text": lambda path: whole(path)[:-1] + b', "x": "\xff"}',
    "UTF-16": lambda path: whole(path).decode().encode("utf-16"),
    "NaN": lambda path: whole(path)[:-1] + b', "x": NaN}',
    "Infinity": lambda path: whole(path)[:-1] + b', "x": -Infinity}',
    "no end of lists": lambda path: whole(path)[:-1] + b', "x": ' + b"[" * 30_000 + b"}",
    "no end of digits": lambda path: whole(path)[:-1] + b', "x": ' + b"9" * 60_000 + b"}",
    "a form": lambda _: b"email=voter%40example.org&password=correct+horse&choices=1",
    "one byte too many": lambda path: padded(path, LARGEST_BODY + 1),
}


@pytest.fixture
def send(ask: Ask, meeting: Services) -> Callable[[str, bytes], Reply]:
    voter = meeting.accounts.log_in("voter@example.org", "correct horse")
    headers = {"Authorization": f"Bearer {meeting.accounts.issue_token(voter)}", **KEY}
    return lambda path, body: ask("POST", path, body, headers)


@pytest.mark.parametrize("path", GOOD)
def test_it_is_refused(send: Callable[[str, bytes], Reply], meeting: Services, path: str) -> None:
    for name, body in MALFORMED.items():
        code = "body_too_large" if name == "one byte too many" else "malformed"
        assert (name, send(path, body(path)).code) == (name, f"request.{code}")
    assert (meeting.tally.turnout().voters, meeting.tally.turnout().voted) == (1, 0)


@pytest.mark.parametrize("path", GOOD)
def test_a_field_of_another_type_is_named(send: Callable[[str, bytes], Reply], path: str) -> None:
    for value, field in product([None, True, 5, 3.0, [], ["x"], {}, {"a": 1}, "", 10**400], GOOD[path]):
        if field == "choices" and isinstance(value, dict):
            continue  # a ballot by its form
        reply = send(path, whole(path, **{field: value}))
        assert (value, reply.code) == (value, "request.malformed")
        assert [each["pointer"] for each in json.loads(reply.body)["errors"]] == [f"/{field}"]


@pytest.mark.parametrize("path", GOOD)
def test_the_largest_body_and_a_byte_order_mark_are_read(
    send: Callable[[str, bytes], Reply], path: str
) -> None:
    assert send(path, b"\xef\xbb\xbf" + padded(path, LARGEST_BODY - 3)).status == 201


@pytest.mark.parametrize(
    "text", ["K" * 10_000, "0" * 10_000, "-" * 10_000, "\x00", "\r\nX: y", "٣" * 12, "😀" * 12]
)
def test_what_is_far_from_a_code(app: WSGIApplication, store: Store, text: str) -> None:
    put_codes(store, 1)
    for path, status in (("/api/v1/sessions", 422), ("/auth/login", 400)):
        reply = call(app, "POST", path, json.dumps({"code": text}).encode())
        assert (reply.status, reply.code) == (status, "code.malformed")
        assert text[:40] not in reply.text


@pytest.mark.parametrize("name", ["kim\r\nX-Evil: 1", "kim\nX-Evil: 1", "kim\x00", "kim\x7f", "kim\x85x"])
@pytest.mark.parametrize("path", ["/api/v1/accounts", "/auth/signup"])
def test_a_name_breaks_no_line(app: WSGIApplication, path: str, name: str) -> None:
    body = json.dumps({"email": "kim@example.org", "name": name, "password": "correct horse"}).encode()
    reply = call(app, "POST", path, body)
    assert reply.code == "account.malformed"
    assert "x-evil" not in reply.headers


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x>', "김\u202e유권", "a\u2066b"])
def test_texts_of_people_stay_texts(app: WSGIApplication, store: Store, name: str) -> None:
    def rename(transaction: Any) -> None:
        election = transaction.hold_election()
        contest = election.contests[0]
        first = replace(contest.candidates[0], name=name)
        changed = replace(contest, candidates=(first, *contest.candidates[1:]))
        transaction.replace_election(replace(election, contests=(changed, *election.contests[1:])))

    store.write(rename)
    reply = check("GET", "/api/v1/election", call(app, "GET", "/api/v1/election"))
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert json.loads(reply.body)["contests"][0]["candidates"][0]["name"] == name
