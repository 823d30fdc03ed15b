"""Requests the server cannot read, and apps that fail: each is answered, and the client can read it."""

import contextlib
import http.client
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from api.errors import UNREADABLE
from api.http.server import ApiServer
from api.wsgi.requests import LARGEST_BODY
from tests.api.sockets import Gate, connect, exchange, get, hello, in_background, until, waiting


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 70000\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_the_app_words_every_refusal(
    serve: Callable[..., ApiServer], request_bytes: bytes, status: int
) -> None:
    with connect(serve().port) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert re.match(rb"HTTP/1\.[01] %d Said\r\n" % status, answer)
    assert b"Connection: close" in answer
    assert answer.endswith(b"\r\n\r\n%d" % status)


@pytest.mark.parametrize("chunked", [False, True])
def test_ten_megabytes_are_refused_and_the_client_reads_the_answer(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch, chunked: bool
) -> None:
    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a refused body was buffered on disk")

    monkeypatch.setattr("tempfile.TemporaryFile", no_file)
    port = serve().port
    block = b"x" * 1024 * 1024
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=50)) as connection:
        body = (block for _ in range(10)) if chunked else block * 10
        connection.request("POST", "/", body, encode_chunked=chunked)
        assert connection.getresponse().status == 413
    assert get(port) == (200, b"hello")


def test_what_follows_a_refusal_is_read_only_so_long(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.connection._MOST_DROPPED", 1024)
    with connect(serve().port) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")
        assert connection.recv(1024).startswith(b"HTTP/1.1 413")
        with pytest.raises(ConnectionError):
            connection.sendall(b"x" * 64 * 1024 * 1024)


def test_the_largest_body_is_let_through(serve: Callable[..., ApiServer]) -> None:
    def measure(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [str(len(environ["wsgi.input"].read())).encode()]

    port = serve(measure).port
    head = b"POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % LARGEST_BODY
    assert exchange(port, head + b"x" * LARGEST_BODY).endswith(b"\r\n\r\n%d" % LARGEST_BODY)


def test_an_app_that_fails_is_answered_by_the_app(
    serve: Callable[..., ApiServer], caplog: pytest.LogCaptureFixture
) -> None:
    def fails_once(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if UNREADABLE not in environ:
            raise ZeroDivisionError("secret")
        return hello(environ, start_response)

    assert get(serve(fails_once).port) == (500, b"500")
    assert "ZeroDivisionError" in caplog.text


def test_an_app_that_fails_even_then_is_answered_without_words(
    serve: Callable[..., ApiServer], caplog: pytest.LogCaptureFixture
) -> None:
    def fails(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError("secret")

    assert get(serve(fails).port) == (500, b"")
    assert "failed to word" in caplog.text


def test_a_busy_server_does_not_fill_the_log(
    serve: Callable[..., ApiServer], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    server = serve(gate)
    clients = [in_background(lambda: get(server.port, "/slow")) for _ in range(20)]
    for _ in range(16):
        assert gate.entered.acquire(timeout=50)
    until(lambda: waiting(server) == 4)
    gate.discard_widget.set()
    for thread, result in clients:
        thread.join(50)
        assert result == [(200, b"hello")]
    assert not caplog.records


@pytest.mark.parametrize("value", ["a\r\nEvil: 1", "a\nEvil: 1", "a\rb", "\r\n\r\n<html>"])
def test_no_header_of_an_answer_can_break_out_of_its_line(
    serve: Callable[..., ApiServer], value: str
) -> None:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if UNREADABLE in environ:
            return hello(environ, start_response)
        start_response("200 OK", [("X-Told", value), ("Content-Length", "2")])
        return [b"ok"]

    answer = exchange(serve(app).port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert b"Evil" not in answer
    assert b"<html>" not in answer
