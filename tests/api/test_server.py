"""The server thread: what we lean on in waitress, over real sockets."""

import contextlib
import errno
import http.client
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from api.errors import UNREADABLE, AddressUnusable, PortForbidden, PortTaken
from api.requests import LARGEST_BODY
from api.server import ApiServer

pytestmark = pytest.mark.filterwarnings("error")


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Says what became of the request."""
    body = f"{environ.get(UNREADABLE, 'hello')}".encode()
    start_response(f"{environ.get(UNREADABLE, 200)} Said", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def serve() -> Iterator[Callable[..., ApiServer]]:
    """Starts servers and stops them afterwards."""
    with contextlib.ExitStack() as stack:

        def start(app: Any = hello, host: str = "127.0.0.1", port: int = 0) -> ApiServer:
            server = ApiServer(app, host, port)
            server.start()
            stack.callback(server.stop)
            return server

        yield start


def get(port: int, path: str = "/", host: str = "127.0.0.1") -> tuple[int, bytes]:
    with contextlib.closing(http.client.HTTPConnection(host, port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def exchange(port: int, data: bytes) -> bytes:
    """Send `data` and return all that comes back until the server closes."""
    with connect(port) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65536), b""))


class Gate:
    """An app whose requests to /slow wait until the test lets them go."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.let_go = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            self.entered.release()
            assert self.let_go.wait(10)
        return hello(environ, start_response)


def in_background(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    result: list[Any] = []
    thread = threading.Thread(target=lambda: result.append(work()))
    thread.start()
    return thread, result


def waiting(server: ApiServer) -> int:
    """Return how many requests have arrived that no thread has taken up yet."""
    assert server._server is not None
    return len(server._server.task_dispatcher.queue)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


# --- life ---------------------------------------------------------------------------------------------


def test_it_serves_from_start_to_stop(serve: Callable[..., ApiServer]) -> None:
    server = serve()
    assert server.is_running
    assert server.address == f"http://127.0.0.1:{server.port}"
    assert get(server.port) == (200, b"hello")
    server.stop()
    assert not server.is_running
    with pytest.raises(ConnectionRefusedError):
        get(server.port)


def test_stopping_twice_or_before_a_start_does_nothing(serve: Callable[..., ApiServer]) -> None:
    never_started = ApiServer(hello, port=0)
    never_started.stop()
    assert not never_started.is_running
    server = serve()
    server.stop()
    server.stop()
    assert not server.is_running


def test_starting_twice_is_a_bug(serve: Callable[..., ApiServer]) -> None:
    server = serve()
    with pytest.raises(RuntimeError):
        server.start()
    assert get(server.port) == (200, b"hello")


def test_it_can_start_again_on_the_same_port(serve: Callable[..., ApiServer]) -> None:
    first = serve()
    with connect(first.port) as left_open:  # leaves the port in TIME_WAIT
        left_open.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert left_open.recv(1024)
        first.stop()
    again = serve(port=first.port)
    assert again.port == first.port
    assert get(again.port) == (200, b"hello")


def test_one_server_object_can_be_started_again(serve: Callable[..., ApiServer]) -> None:
    server = serve()
    server.stop()
    server.start()
    assert get(server.port) == (200, b"hello")


def test_it_leaves_no_thread_and_no_descriptor_behind(serve: Callable[..., ApiServer]) -> None:
    serve().stop()  # whatever is made once is made now
    before = threading.active_count()
    for _ in range(3):
        server = serve()
        get(server.port)
        server.stop()
    assert threading.active_count() == before


# --- binding ------------------------------------------------------------------------------------------


def test_a_taken_port_is_a_typed_error_and_harms_nobody(serve: Callable[..., ApiServer]) -> None:
    first = serve()
    second = ApiServer(hello, port=first.port)
    with pytest.raises(PortTaken) as caught:
        second.start()
    assert caught.value.values == {"port": first.port}
    assert not second.is_running
    second.stop()
    assert get(first.port) == (200, b"hello")


def test_every_address_includes_one_that_is_taken(serve: Callable[..., ApiServer]) -> None:
    first = serve()
    with pytest.raises(PortTaken):
        ApiServer(hello, "0.0.0.0", first.port).start()


@pytest.mark.parametrize("host", ["", "203.0.113.7", "no such host.invalid", "a" * 300])
def test_an_address_this_machine_does_not_have(host: str) -> None:
    with pytest.raises(AddressUnusable) as caught:
        ApiServer(hello, host, 0).start()
    assert caught.value.values == {"host": host}


def test_a_port_one_may_not_use(monkeypatch: pytest.MonkeyPatch) -> None:
    def bind(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(PortForbidden):
        ApiServer(hello, port=80).start()


def test_a_port_that_is_none() -> None:
    with pytest.raises(ValueError, match="70000"):
        ApiServer(hello, port=70_000)


def test_windows_is_asked_for_the_port_alone(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = socket.socket.setsockopt

    def note(self: socket.socket, level: int, option: int, value: int) -> None:
        if level == socket.SOL_SOCKET:
            asked.append(option)
        else:
            real(self, level, option, value)

    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", -5, raising=False)
    monkeypatch.setattr(socket.socket, "setsockopt", note)
    serve()
    assert asked == [-5]


def test_an_ipv6_address_is_written_as_one(serve: Callable[..., ApiServer]) -> None:
    if not socket.has_ipv6:  # pragma: no cover
        return
    server = serve(host="::1")
    assert server.address == f"http://[::1]:{server.port}"
    assert get(server.port, host="::1") == (200, b"hello")


# --- stopping -----------------------------------------------------------------------------------------


def test_requests_that_have_arrived_survive_a_stop(serve: Callable[..., ApiServer]) -> None:
    gate = Gate()
    server = serve(gate)
    clients = [in_background(lambda: get(server.port, "/slow")) for _ in range(20)]  # more than threads
    for _ in range(16):
        assert gate.entered.acquire(timeout=10)
    until(lambda: waiting(server) == 4)
    stopper = threading.Thread(target=server.stop, kwargs={"timeout": 10})
    stopper.start()
    gate.let_go.set()
    stopper.join(10)
    assert not stopper.is_alive()
    for thread, result in clients:
        thread.join(10)
        assert result == [(200, b"hello")]


def test_a_request_that_never_ends_does_not_hold_up_a_stop(
    serve: Callable[..., ApiServer], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    server = serve(gate)
    with connect(server.port) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert gate.entered.acquire(timeout=10)
        server.stop(timeout=0.2)
        assert not server.is_running
        assert connection.recv(1024) == b""
    gate.let_go.set()
    assert "still running" in caplog.text


def test_idle_and_half_sent_connections_block_nobody_and_no_stop(serve: Callable[..., ApiServer]) -> None:
    server = serve()
    with contextlib.ExitStack() as stack:
        for beginning in (b"", b"POST /", b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"):
            for _ in range(30):
                connection = stack.enter_context(connect(server.port))
                connection.sendall(beginning)
        assert get(server.port) == (200, b"hello")
        server.stop(timeout=2)
        assert not server.is_running


def test_a_keep_alive_connection_ends_with_the_server(serve: Callable[..., ApiServer]) -> None:
    server = serve()
    with connect(server.port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(1)
        server.stop()
        rest = b"".join(iter(lambda: connection.recv(65536), b""))
        assert rest.endswith(b"hello")


# --- requests that cannot be read ----------------------------------------------------------------------


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
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        body = (block for _ in range(10)) if chunked else block * 10
        connection.request("POST", "/", body, encode_chunked=chunked)
        assert connection.getresponse().status == 413
    assert get(port) == (200, b"hello")


def test_what_follows_a_refusal_is_read_only_so_long(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.server._MOST_DRAINED", 1024)
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
        assert gate.entered.acquire(timeout=10)
    until(lambda: waiting(server) == 4)
    gate.let_go.set()
    for thread, result in clients:
        thread.join(10)
        assert result == [(200, b"hello")]
    assert not caplog.records
