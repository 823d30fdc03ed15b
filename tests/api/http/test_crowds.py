"""Many connections, slow ones and few descriptors: whoever has something to send gets in."""

import contextlib
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from api.http.limits import Limits
from api.http.server import ApiServer
from tests.api.sockets import Clock, Gate, came_round, connect, get, in_background, until

ROOT = Path(__file__).parents[3]
HALF_SENT = {
    "blank lines": [b"\r\n"],
    "a head": [b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"y"],
    "a body": [b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n", b"x"],
    "a chunked body": [
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n",
        b"x",
    ],
    "what is refused": [b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"x"],
}


NEVER = 3_600.0  # seconds: longer than any test waits for an answer


def quick(**other: float) -> Limits:
    """Limits that a test need not wait for."""
    return Limits(**{"idle": 0.2, "request": 0.5, **other})  # type: ignore[arg-type]


def drip(connection: socket.socket, beginning: list[bytes], each: float = 0.05, most: float = 10) -> float:
    """Send `beginning`, then its last part again and again until the server closes; return for how long."""
    started = time.monotonic()
    connection.settimeout(each)
    connection.sendall(b"".join(beginning))
    while time.monotonic() < started + most:
        try:
            with contextlib.suppress(TimeoutError):
                if connection.recv(65536) == b"":
                    # The end of the answers only, perhaps: what is sent tells. From now on it does not
                    # wait for more to read, and this keeps the pace of the drops.
                    time.sleep(each)
            connection.sendall(beginning[-1])
        except ConnectionError:
            break
    return time.monotonic() - started


def is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


@pytest.mark.slow
@pytest.mark.parametrize("sort", HALF_SENT)
def test_a_client_that_drips_is_let_go_in_time(serve: Callable[..., ApiServer], sort: str) -> None:
    with connect(serve(limits=quick()).port) as connection:
        assert 0.1 < drip(connection, HALF_SENT[sort], most=50) < 50


def test_a_client_that_takes_its_answer_by_drops_is_let_go_in_time(serve: Callable[..., ApiServer]) -> None:
    def large(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(2**23))])
        return [bytes(2**23)]

    server, time_of = serve(large), Clock()
    assert server._server is not None
    server._server.clock = time_of
    server._server._look_at = 0.0
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(50)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        taken = len(connection.recv(1))
        began = time_of.now
        while server._server.active_channels:
            taken += len(connection.recv(100))
            time_of.now += 0.1
            came_round(server, 1)
            assert time_of.now - began < 35
    assert taken < 2**23


@pytest.mark.slow
def test_a_client_that_asks_for_much_and_takes_nothing_holds_no_worker(
    serve: Callable[..., ApiServer],
) -> None:
    def large(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(2**22))])
        return [bytes(2**22)]

    server = serve(large, limits=quick())
    with connect(server.port) as greedy:
        greedy.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)  # more than is kept for one client
        assert server._server is not None
        dispatcher, open_ones = server._server.task_dispatcher, server._server.active_channels
        until(lambda: dispatcher.active_count == 1)
        until(lambda: not open_ones)
        until(lambda: dispatcher.active_count == 0)


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [(b"", 10), (b"\r\n", 10), *((b"".join(each), 30) for each in list(HALF_SENT.values())[1:])],
)
def test_the_times_that_hold_by_themselves(clock: tuple[ApiServer, Clock], sent: bytes, seconds: int) -> None:
    server, time_of = clock
    assert server._server is not None
    with connect(server.port) as connection:
        connection.sendall(sent)
        assert get(server.port) == (200, b"hello")  # so that it has been read
        open_ones = server._server.active_channels
        until(lambda: len(open_ones) == 1)
        for _ in range(seconds - 1):
            time_of.now += 1
            with contextlib.suppress(ConnectionError):
                connection.sendall(sent[-1:] or b"\n")  # which brings no more time
            came_round(server, 2)
        assert len(open_ones) == 1
        time_of.now += 1.5
        came_round(server, 2)
        until(lambda: not open_ones)


def test_time_that_we_took_ourselves_is_not_the_clients(serve: Callable[..., ApiServer]) -> None:
    gate, time_of = Gate(), Clock()
    server = serve(gate)
    assert server._server is not None
    server._server.clock = time_of
    server._server._look_at = 0.0
    with connect(server.port) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert gate.entered.acquire(timeout=50)
        time_of.now += 100
        came_round(server, 2)
        gate.discard_widget.set()
        assert connection.recv(1024).endswith(b"hello")
        time_of.now += 5
        came_round(server, 2)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(1024).endswith(b"hello")


@pytest.mark.slow
def test_as_many_connections_as_hold_by_themselves(clock: tuple[ApiServer, Clock]) -> None:
    server, _ = clock
    resource = pytest.importorskip("resource", reason="this process may not have as many descriptors")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard not in (-1, resource.RLIM_INFINITY) and hard < 2_000:
        pytest.skip("this process may not have as many descriptors")
    with contextlib.ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2_000), hard))
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(520):
            stack.enter_context(connect(server.port))
        came_round(server, 530)
        assert server._server is not None
        assert len(server._server.active_channels) == 500


def test_a_connection_is_kept_between_requests_for_as_long_as_it_is_used(
    clock: tuple[ApiServer, Clock],
) -> None:
    server, time_of = clock
    with connect(server.port) as connection:
        for _ in range(5):
            time_of.now += 6  # in all three times as long as an idle one is kept
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = b""
            while not answer.endswith(b"hello"):
                answer += (piece := connection.recv(1024))
                assert piece
            came_round(server, 2)

        def is_closed_later() -> bool:
            time_of.now += 11  # again and again: the server counts from a moment after the answer
            came_round(server, 2)
            return is_closed(connection)

        until(is_closed_later)


def test_a_newcomer_need_not_wait_for_idle_ones(serve: Callable[..., ApiServer]) -> None:
    server = serve(limits=Limits(connections=20, idle=NEVER, spared=0))
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(connect(server.port)) for _ in range(30)]
        assert get(server.port) == (200, b"hello")
        assert is_closed(idle[0]), "the first went first"
        assert not is_closed(idle[-1])


def test_nobody_goes_before_it_is_crowded(serve: Callable[..., ApiServer]) -> None:
    server = serve(limits=Limits(connections=20, spared=0))
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(connect(server.port)) for _ in range(15)]
        assert get(server.port) == (200, b"hello")
        assert not any(is_closed(each) for each in idle)


@pytest.mark.slow
def test_half_sent_requests_keep_nobody_out(serve: Callable[..., ApiServer]) -> None:
    server = serve(limits=Limits(connections=20, spared_request=0.3))
    with contextlib.ExitStack() as stack:
        for _ in range(40):
            stack.enter_context(connect(server.port)).sendall(b"GET / HTTP/1.1\r\nX: ")
        assert get(server.port) == (200, b"hello")


def test_an_idle_one_goes_before_a_request_that_is_on_its_way(serve: Callable[..., ApiServer]) -> None:
    server = serve(limits=Limits(connections=5, spared=0, spared_request=0))
    with contextlib.ExitStack() as stack:
        on_its_way = [stack.enter_context(connect(server.port)) for _ in range(2)]
        for each in on_its_way:
            each.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        idle = [stack.enter_context(connect(server.port)) for _ in range(2)]
        came_round(server, 10)
        assert get(server.port) == (200, b"hello")
        assert is_closed(idle[0])
        for each in on_its_way:
            each.sendall(b"\r\n")
            assert each.recv(1024).startswith(b"HTTP/1.1 200")


def test_a_request_that_is_being_answered_is_nobodys_room(serve: Callable[..., ApiServer]) -> None:
    gate = Gate()
    server = serve(gate, limits=Limits(connections=10))
    clients = [in_background(lambda: get(server.port, "/slow")) for _ in range(10)]
    for _ in range(10):
        assert gate.entered.acquire(timeout=50)
    assert server._server is not None
    server._server.limits = quick(connections=10, spared=0, spared_request=0, request=0.1)
    with contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(connect(server.port)) for _ in range(10)]
        came_round(server, 5)
        gate.discard_widget.set()
        for thread, result in clients:
            thread.join(50)
            assert result == [(200, b"hello")]
        assert crowd


def test_so_many_connections_and_no_more(serve: Callable[..., ApiServer]) -> None:
    server = serve(limits=Limits(connections=10, spared=30))
    with contextlib.ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(connect(server.port))
        came_round(server, 50)
        assert server._server is not None
        assert len(server._server.active_channels) == 10


@pytest.mark.slow
def test_a_newcomer_at_550_connections(serve: Callable[..., ApiServer]) -> None:
    """At the limits that hold by themselves but for one, with connections that were used once and are kept
    open: they are not idle for so long that they would be closed for that.
    """
    server = serve(limits=Limits(idle=NEVER))
    with contextlib.ExitStack() as stack:
        for _ in range(550):
            connection = stack.enter_context(connect(server.port))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert get(server.port) == (200, b"hello")


@pytest.mark.slow
def test_five_hundred_half_sent_requests_keep_a_newcomer_out_for_some_seconds_only(
    serve: Callable[..., ApiServer],
) -> None:
    server = serve(limits=Limits(request=NEVER))
    with contextlib.ExitStack() as stack:
        for _ in range(550):
            stack.enter_context(connect(server.port)).sendall(b"GET / HTTP/1.1\r\nX: ")
        assert get(server.port) == (200, b"hello")


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("sort", HALF_SENT)
def test_a_client_that_drips_in_real_time(serve: Callable[..., ApiServer], sort: str) -> None:
    with connect(serve().port) as connection:
        took = drip(connection, HALF_SENT[sort], each=0.5, most=60)
    assert abs(took - (10 if sort == "blank lines" else 30)) < 4
