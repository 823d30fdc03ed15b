"""Requests nobody should send: refused in words, never a 500, never HTML."""

import json
from urllib.parse import quote_from_bytes
from wsgiref.types import WSGIApplication

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from election.accounts import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD
from election.services import Services
from tests.api.calling import Reply, call

GOOD = {"email": "a@b.c", "name": "name", "password": "pw"}
FORM = b"email=a@b.c&name=name&password=pw"

MALFORMED_SIGN_UPS: dict[str, bytes] = {
    "nothing": b"",
    "spaces": b"   ",
    "a word": b"hello",
    "a number": b"1",
    "null": b"null",
    "true": b"true",
    "a string": b'"email"',
    "a list": b"[]",
    "a list of objects": json.dumps([GOOD]).encode(),
    "NaN": b"NaN",
    "an empty object": b"{}",
    "half an object": b'{"email": "a@b.c"',
    "two objects": json.dumps(GOOD).encode() * 2,
    "single quotes": str(GOOD).encode(),
    "a trailing comma": json.dumps(GOOD).encode()[:-1] + b",}",
    "a field too many": json.dumps({**GOOD, "admin": True}).encode(),
    "a field twice": json.dumps(GOOD).encode()[:-1] + b', "email": "x@y.z"}',
    "a field of another case": json.dumps({**GOOD, "Email": "x"}).encode(),
    "an odd field": json.dumps({**GOOD, "\ud800": 1, "\x00": None}).encode(),
    "proto": json.dumps({**GOOD, "__proto__": {}}).encode(),
    "deep lists": b'{"email": ' + b"[" * 60_000,
    "deep objects": b'{"email":' * 6_000,
    "a huge number": b'{"email": ' + b"9" * 60_000 + b"}",
    "a huge exponent": b'{"email": 1e999999}',
    "not UTF-8": b'{"email": "\xff\xfe"}',
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "two byte order marks": b"\xef\xbb\xbf" * 2 + json.dumps(GOOD).encode(),
    "overlong UTF-8": b'{"email": "\xc0\xaf", "name": "n", "password": "p"}',
    "a raw control character": b'{"email": "a\x00b", "name": "n", "password": "p"}',
    "multipart": b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na@b.c\r\n--x--\r\n',
    "a form with a field twice": FORM + b"&email=x@y.z",
    "a form with a field too many": FORM + b"&admin=1",
    "a form with a thousand fields": b"&".join(b"f%d=1" % each for each in range(1000)),
    "a form that is not UTF-8": FORM.replace(b"name=name", b"name=%ff"),
    "a form with a NUL": FORM.replace(b"name=name", b"name=%00"),
    "a form with an empty field": FORM.replace(b"name=name", b"name="),
    "a form of separators": b"&" * 60_000,
    "percent signs": b"%" * 1000,
    **{
        f"{field} {value!r:.20}": json.dumps({**GOOD, field: value}).encode()
        for field in GOOD
        for value in (
            None,
            True,
            False,
            0,
            1,
            1.5,
            float("nan"),
            float("inf"),
            "",
            [],
            ["x"],
            {},
            {"$ne": ""},
        )
    },
    **{
        f"{field} {text!r}": json.dumps({**GOOD, field: text}).encode()
        for field in ("email", "name")
        for text in (" ", "\n", "\u3000", "a\x00b", "a\nb", "\x7f", "\x85", "\ud800", "a\udfff")
    },
    "a password with half a character": json.dumps({**GOOD, "password": "\ud800"}).encode(),
    **{
        f"{field} too long": json.dumps({**GOOD, field: "x" * (longest + 1)}).encode()
        for field, longest in zip(GOOD, (LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD), strict=True)
    },
}


@pytest.mark.parametrize("body", MALFORMED_SIGN_UPS.values(), ids=MALFORMED_SIGN_UPS)
def test_a_malformed_sign_up(app: WSGIApplication, services: Services, body: bytes) -> None:
    reply = call(app, "POST", "/auth/signup", body)
    assert (reply.status, reply.text) == (400, "올바른 요청 형식이 아닙니다")
    assert services.tally.turnout().voters == 0


def test_a_byte_order_mark_before_a_body_is_no_part_of_it(app: WSGIApplication) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()
    assert call(app, "POST", "/auth/signup", body).status == 201
    assert call(app, "POST", "/auth/login", body.replace(b'"name"', b'"x"')).status == 400
    form = "\ufeffemail={email}&password={password}".format(**GOOD).encode()
    assert call(app, "POST", "/auth/login", form).status == 200


@pytest.mark.parametrize(
    "fields",
    [
        {**GOOD, "email": "x" * LONGEST_EMAIL},
        {**GOOD, "email": "  x@y  "},
        {**GOOD, "name": "이" * LONGEST_NAME},
        {**GOOD, "name": "\u1112\u1161\u11ab" * LONGEST_NAME},  # decomposed, as macOS sends it
        {**GOOD, "name": "<script>alert('x')</script>"},
        {**GOOD, "name": "'; DROP TABLE voters; --"},
        {**GOOD, "password": "비" * LONGEST_PASSWORD},
        {**GOOD, "password": " \t\x00 "},
        {**GOOD, "name": "😀"},
    ],
)
def test_unusual_but_sound_sign_ups(app: WSGIApplication, fields: dict[str, str]) -> None:
    assert call(app, "POST", "/auth/signup", json.dumps(fields).encode()).status == 201
    known = {"email": fields["email"], "password": fields["password"]}
    assert call(app, "POST", "/auth/login", json.dumps(known).encode()).status == 200


def test_a_body_the_server_did_not_stop(app: WSGIApplication) -> None:
    reply = call(app, "POST", "/auth/signup", b"x" * 65_537)
    assert (reply.status, reply.code) == (413, "request.body_too_large")
    reply = call(app, "POST", "/auth/signup", CONTENT_LENGTH="9" * 5000)
    assert reply.status == 413


@pytest.mark.parametrize("length", ["-1", "x", "1.5", "²"])
def test_a_length_that_is_none(app: WSGIApplication, length: str) -> None:
    assert call(app, "POST", "/auth/signup", json.dumps(GOOD).encode(), CONTENT_LENGTH=length).status == 400


@pytest.mark.parametrize(
    "body",
    [b"[1]", b"null", b"hello", b'{"id": 1, "x": 1}', b'{"id": 1, "id": 1}', b"id=1&id=1", b"id=1&x=1"],
)
def test_a_vote_with_a_malformed_body(
    app: WSGIApplication, services: Services, token: str, body: bytes
) -> None:
    reply = call(app, "POST", "/vote", body, {"Authorization": token})
    assert (reply.status, reply.code) == (400, "request.malformed")
    assert services.tally.turnout().voted == 0


@pytest.mark.parametrize(
    "header",
    [
        "\x00", "é", "ÿ" * 1000, "." * 1000, "a.b.c", "..", "Bearer ..", "null", "undefined",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "Bearer " * 1000, "{}", "Basic dXNlcjpwdw==",
    ],
)  # fmt: skip
def test_tokens_that_are_none(app: WSGIApplication, header: str) -> None:
    assert call(app, "GET", "/vote?id=1", headers={"Authorization": header}).status == 401


@pytest.mark.parametrize(
    "path",
    ["/vote/", "/vote/1", "//vote", "/VOTE", "/auth", "/auth/", "/../etc/passwd", "/candidates.json", "/\x00",
     "/Ã©", "/<script>", "/{x}", "/election.json", ""],
)  # fmt: skip
def test_paths_that_are_none(app: WSGIApplication, path: str) -> None:
    reply = call(app, "GET", path)
    assert (reply.status, reply.text) == (404, "존재하지 않는 주소입니다")


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROXY", "ANY", "get", "X" * 1000]
)
def test_methods_that_are_none(app: WSGIApplication, token: str, services: Services, method: str) -> None:
    reply = call(app, method, "/vote?id=1")
    assert reply.status in ({"get": 401}.get(method, 405), 404)
    assert services.tally.turnout().voted == 0


# --- whatever comes ---------------------------------------------------------------------------------------

anything = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
much_more = settings(anything, max_examples=2_000)
paths = st.sampled_from(["/auth/signup", "/auth/login", "/auth/token", "/candidates", "/vote", "/nowhere"])
methods = st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS"])
latin = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.sampled_from(["email", "name", "password", "id", "x"]), json_values, max_size=4)
bodies = (
    st.binary(max_size=200)
    | objects.map(lambda each: json.dumps(each).encode())
    | objects.map(lambda each: json.dumps(each, ensure_ascii=False).encode("utf-8", "surrogatepass"))
)
queries = latin | st.sampled_from(["id=", "token="]).flatmap(
    lambda name: st.binary(max_size=30).map(lambda value: name + quote_from_bytes(value))
)


def is_in_words(reply: Reply) -> bool:
    kind = reply.headers.get("content-type", "")
    return reply.status < 500 and (
        kind in ("text/plain; charset=utf-8", "application/json; charset=utf-8") or reply.status == 204
    )


requests = given(
    methods,
    paths,
    queries,
    bodies,
    st.dictionaries(st.sampled_from(["Accept-Language", "Authorization"]), latin),
)


@anything
@requests
def test_nothing_breaks_it(
    app: WSGIApplication, method: str, path: str, query: str, body: bytes, headers: dict[str, str]
) -> None:
    assert is_in_words(call(app, method, f"{path}?{query}", body, headers))


@pytest.mark.slow
@pytest.mark.timeout(300)
@much_more
@requests
def test_nothing_at_all_breaks_it(
    app: WSGIApplication, method: str, path: str, query: str, body: bytes, headers: dict[str, str]
) -> None:
    assert is_in_words(call(app, method, f"{path}?{query}", body, headers))


@anything
@given(query=queries, body=bodies)
def test_nothing_of_a_voter_breaks_it(app: WSGIApplication, token: str, query: str, body: bytes) -> None:
    reply = call(app, "POST", f"/vote?{query}", body, {"Authorization": token})
    assert is_in_words(reply)
    assert reply.status != 401
