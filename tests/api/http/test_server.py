"""The server thread: what we lean on in waitress, over real sockets."""

import contextlib
import errno
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from api.errors import AddressUnusable, PortForbidden, PortTaken
from api.http.connection import Channel
from api.http.server import ApiServer
from tests.api.sockets import Gate, connect, get, hello, in_background, until, waiting


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
        left_open.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
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


def test_an_ipv6_address_is_written_as_one() -> None:
    assert ApiServer(hello, "::1", 2020).address == "http://[::1]:2020"


# --- stopping -----------------------------------------------------------------------------------------


def test_requests_that_have_arrived_survive_a_stop(serve: Callable[..., ApiServer]) -> None:
    gate = Gate()
    server = serve(gate)
    clients = [in_background(lambda: get(server.port, "/slow")) for _ in range(20)]  # more than threads
    for _ in range(16):
        assert gate.entered.acquire(timeout=50)
    until(lambda: waiting(server) == 4)
    stopper = threading.Thread(target=server.stop, kwargs={"timeout": 10})
    stopper.start()
    gate.discard_widget.set()
    stopper.join(50)
    assert not stopper.is_alive()
    for thread, result in clients:
        thread.join(50)
        assert result == [(200, b"hello")]


def test_a_request_that_never_ends_does_not_hold_up_a_stop(
    serve: Callable[..., ApiServer], caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    server = serve(gate)
    with connect(server.port) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert gate.entered.acquire(timeout=50)
        server.stop(timeout=0.2)
        assert not server.is_running
        assert connection.recv(1024) == b""
    gate.discard_widget.set()
    assert "still running" in caplog.text


def test_waking_a_server_that_has_ended_writes_into_no_file(
    serve: Callable[..., ApiServer], tmp_path: Path
) -> None:
    server = serve()
    inner = server._server
    assert inner is not None
    server.stop()
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context((tmp_path / str(n)).open("wb")) for n in range(20)]  # its descriptors
        inner.pull_trigger()  # a worker that took its time
        assert [Path(file.name).read_bytes() for file in files] == [b""] * 20


def test_a_stop_that_is_heard_before_its_call(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    inner, thread = server._server, server._thread
    assert inner is not None
    assert thread is not None
    wake = type(inner.trigger)._physical_pull

    def late(self: Any) -> None:
        wake(self)  # a worker's, at the same moment
        thread.join(50)
        wake(self)

    with monkeypatch.context() as patch:
        patch.setattr(type(inner.trigger), "_physical_pull", late)
        inner.finish()
    assert not thread.is_alive()


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
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(1)
        server.stop()
        rest = b"".join(iter(lambda: connection.recv(65536), b""))
        assert rest.endswith(b"hello")


def test_the_servers_thread_rests_while_a_worker_sends(
    serve: Callable[..., ApiServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    send, write = Channel.send, Channel.handle_write
    sending, go = threading.Event(), threading.Event()
    in_vain = []

    def slow_send(channel: Channel, data: bytes, **how: bool) -> int:
        sending.set()
        assert go.wait(50)
        return int(send(channel, data, **how))

    def handle_write(channel: Channel) -> None:
        in_vain.append(not go.is_set())
        write(channel)

    monkeypatch.setattr(Channel, "send", slow_send)
    monkeypatch.setattr(Channel, "handle_write", handle_write)
    server = serve()
    thread, answers = in_background(lambda: get(server.port))
    assert sending.wait(50)
    assert server._server is not None
    for _ in range(20):  # each time round its loop it could look whether there is something to send
        came_round = threading.Event()
        server._server.trigger.pull_trigger(came_round.set)
        assert came_round.wait(50)
    go.set()
    thread.join(50)
    assert answers == [(200, b"hello")]
    assert not any(in_vain)


@pytest.mark.parametrize("pieces", [1, 3])
def test_an_answer_too_large_for_one_go_arrives_whole(serve: Callable[..., ApiServer], pieces: int) -> None:
    piece = bytes(range(256)) * 1024  # more than a socket takes at once, less than waitress puts into a file

    def large(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", str(pieces * len(piece)))])
        return [piece] * pieces

    status, body = get(serve(large).port)
    assert status == 200
    assert body == piece * pieces


@pytest.mark.parametrize(
    ("version", "asked", "told"),
    [
        ("1.0", None, b"close"),
        ("1.0", "keep-alive", b"Keep-Alive"),
        ("1.1", None, None),
        ("1.1", "close", b"close"),
        ("1.1", "Close", b"close"),
    ],
)
def test_a_connection_is_kept_or_closed_as_the_client_asked(
    serve: Callable[..., ApiServer], version: str, asked: str | None, told: bytes | None
) -> None:
    header = f"Connection: {asked}\r\n" if asked else ""
    request = f"GET / HTTP/{version}\r\nHost: localhost\r\n{header}\r\n".encode()
    with connect(serve().port) as connection:
        connection.sendall(request)
        answer = connection.recv(1024)
        assert answer.endswith(b"\r\n\r\nhello")
        assert (b"\r\nConnection: " + (told or b"") in answer) is (told is not None)
        if told == b"close":
            assert connection.recv(1) == b""
        else:
            connection.sendall(request)
            assert connection.recv(1024).endswith(b"\r\n\r\nhello")  # (its date may be another)
