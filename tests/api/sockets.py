"""Apps, clients and waiting, for tests of the server."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from api.errors import UNREADABLE
from api.http.server import ApiServer


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Says what became of the request."""
    body = f"{environ.get(UNREADABLE, 'hello')}".encode()
    start_response(f"{environ.get(UNREADABLE, 200)} Said", [("Content-Length", str(len(body)))])
    return [body]


def get(port: int, path: str = "/", host: str = "127.0.0.1") -> tuple[int, bytes]:
    with contextlib.closing(http.client.HTTPConnection(host, port, timeout=50)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=50)


def exchange(port: int, data: bytes) -> bytes:
    """Send `data` and return all that comes back until the server closes."""
    with connect(port) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65536), b""))


class Gate:
    """An app whose requests to /slow wait until the test lets them go."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.discard_widget = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            self.entered.release()
            assert self.discard_widget.wait(50)
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
    deadline = time.monotonic() + 50
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def came_round(server: ApiServer, times: int) -> None:
    """Return when the server has gone round its loop so often."""
    assert server._server is not None
    for _ in range(times):
        done = threading.Event()
        server._server.trigger.pull_trigger(done.set)
        assert done.wait(50)


class Clock:
    """A clock that goes when the test says so."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now
