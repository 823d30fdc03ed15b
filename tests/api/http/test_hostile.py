"""Requests nobody should send: refused in words, never a 500, never HTML."""

import contextlib
import json
import re
import socket
import struct
from collections.abc import Callable
from urllib.parse import quote_from_bytes
from wsgiref.types import WSGIApplication

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.http.limits import Limits
from api.http.server import ApiServer
from election.voters.accounts import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD
from tests.api.calling import Reply, call, fetch
from tests.api.sockets import connect, get
from tests.services import Services

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

anything = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


# --- over a socket ----------------------------------------------------------------------------------------

UNREADABLE: dict[str, bytes] = {
    "half a literal in a URL": b"GET http://[bad/vote HTTP/1.1\r\n\r\n",
    "a wrong literal in a URL": b"GET http://[zz]/vote HTTP/1.1\r\n\r\n",
    "a bracket too many": b"GET http://a]b/ HTTP/1.1\r\n\r\n",
    "an odd character in a URL": "GET http://\u2100.example/ HTTP/1.1\r\n\r\n".encode(),
    "a length of 5,000 digits": b"POST /vote HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "a length in other digits": "POST /vote HTTP/1.1\r\nContent-Length: \u0661\r\n\r\n".encode(),
    "two lengths": b"POST /vote HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a chunk that has no length": b"POST /vote HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "a chunk of -1": b"POST /vote HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    "a header with a space": b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
    "a folded first line": b" GET / HTTP/1.1\r\n x: y\r\n\r\n",
    "a NUL": b"GET /\x00 HTTP/1.1\r\nX\x00: y\r\n\r\n",
    "no version": b"GET /vote\r\n\r\n",
    "version 9.9": b"GET /vote HTTP/9.9\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a method in lower case": b"get /vote HTTP/1.1\r\n\r\n",
    "nothing but a method": b"GET\r\n\r\n",
    "a bare line feed": b"GET /vote HTTP/1.1\nHost: localhost\n\n\r\n\r\n",
    "a surrogate in the path": b"GET /%ed%a0%80 HTTP/1.1\r\n\r\n",
    "percent signs": b"GET /%%%%zz%ff HTTP/1.1\r\n\r\n",
    "an odd host": b"GET /vote HTTP/1.1\r\nHost: [\r\n\r\n",
}


def answered(port: int, data: bytes) -> bytes:
    with connect(port) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_answered_in_words(
    port: int, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    head, _, body = answered(port, data).partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.[01] (4\d\d|501) ", head)
    assert re.search(rb"\r\nX-Error-Code: (request|token)\.", head)
    assert b"\r\nAccess-Control-Allow-Origin: *" in head
    assert re.search("[가-힣]", body.decode())
    assert not caplog.records


@pytest.mark.parametrize(
    "rest",
    [
        b"http://[bad/vote HTTP/1.1\r\n\r\n",
        b"/vote HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"/vote HTTP/1.1\r\nHo st: x\r\n\r\n",
        b"/vote HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"/vote HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"/vote HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"/vote HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"/nowhere HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"/candidates HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"/vote",
    ],
)
@pytest.mark.parametrize("pieces", [1, 2])
def test_the_answer_to_a_head_has_no_body(
    port: int, rest: bytes, pieces: int, caplog: pytest.LogCaptureFixture
) -> None:
    with connect(port) as connection:
        for piece in (b"HEAD " + rest,) if pieces == 1 else (b"\r\nHE", b"AD " + rest):
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert rest == b"/vote" or answer.startswith(b"HTTP/1.")
    assert answer.partition(b"\r\n\r\n")[2] == b""
    assert not caplog.records


def test_a_tls_greeting_is_closed_at_once(serve: Callable[..., ApiServer]) -> None:
    port = serve(limits=Limits(idle=3_600, request=3_600)).port  # neither is waited for
    greeting = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 2
    for data in (greeting, greeting[:1]):
        with connect(port) as connection:
            connection.sendall(data)
            assert connection.recv(1024) == b""
    assert get(port) == (200, b"hello")


def test_who_leaves_while_being_refused_leaves_no_trace(port: int, caplog: pytest.LogCaptureFixture) -> None:
    for data in UNREADABLE.values():
        with connect(port) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            connection.sendall(data)
    assert fetch(port, "GET", "/candidates").status == 200
    assert not caplog.records


def test_a_refused_body_is_not_read_without_end(port: int) -> None:
    """By far more than what is refused in words may a client not make us read."""
    with connect(port) as connection:
        connection.sendall(b"POST /vote HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")
        assert connection.recv(1024).startswith(b"HTTP/1.1 413")
        sent, block = 0, bytes(2**20)
        with contextlib.suppress(ConnectionError):
            while sent < 256 * 2**20:
                sent += connection.send(block)
    assert 10 * 2**20 < sent < 64 * 2**20


first_lines = st.sampled_from([b"GET ", b"POST ", b"HEAD ", b"OPTIONS ", b"\r\n", b""])
pieces_of_http = st.lists(
    st.sampled_from(
        [b"http://", b"[", b"]", b"/vote", b"?id=1", b" HTTP/1.1", b"\r\n", b"\n", b"Host: ",
         b"Content-Length: ", b"9", b"Transfer-Encoding: chunked", b"Expect: 100-continue",
         b":", b"%", b"@", b"#", b" ", b"\x00", b"\xff", b"0"]
    ) | st.binary(max_size=5),
    max_size=12,
)  # fmt: skip


@anything
@given(first_lines, pieces_of_http)
def test_no_bytes_break_the_server(
    port: int, caplog: pytest.LogCaptureFixture, first: bytes, rest: list[bytes]
) -> None:
    answer = answered(port, first + b"".join(rest) + b"\r\n\r\n")
    assert not answer or re.match(rb"HTTP/1\.[01] [1245]\d\d ", answer)
    assert not answer.startswith(b"HTTP/1.1 500")
    assert not caplog.records
