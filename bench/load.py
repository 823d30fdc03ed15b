"""Load from a process of its own, so that it does not share the server's interpreter lock.

The generator in C (``load.c``, compiled when it is needed) costs next to nothing. The one in Python
costs more than the server; it keeps one busy where no more is wanted. ``python -m bench.load`` is it.
"""

import json
import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LENGTH = re.compile(rb"(?i)content-length: *([0-9]+)")
REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Took:
    """Requests a second over all connections, and the time of an answer in milliseconds."""

    per_second: float
    median: float
    p99: float


class Load:
    """The generator in C. Use it with ``with``. RuntimeError where there is no C compiler."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise RuntimeError("measuring over HTTP needs a C compiler (cc)")
        source = Path(__file__).with_name("load.c")
        self._program = Path(self._folder.name) / "load"
        subprocess.run([compiler, "-O2", "-o", str(self._program), str(source)], check=True)

    def __enter__(self) -> "Load":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def run(self, port: int, path: str, tokens: Sequence[str], clients: int) -> Took:
        """Send one request to `path` with each of `tokens`, over `clients` connections. RuntimeError unless
        every answer is 200.
        """
        requests = Path(self._folder.name) / "requests"
        requests.write_text("".join(REQUEST.format(path=path, token=each) + "\0" for each in tokens))
        command = [str(self._program), str(port), str(clients), str(requests)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        seconds, good, median, p99, _worst = map(float, done.stdout.split())
        if good != len(tokens):
            raise RuntimeError(f"{len(tokens) - good:.0f} of {len(tokens)} requests to {path} failed")
        return Took(len(tokens) / seconds, median, p99)


class Client:
    """One keep-alive connection that sends its requests one after the other."""

    def __init__(self, port: int, requests: list[str]) -> None:
        self._requests = iter([request.encode() for request in requests])
        self._answer = b""
        self.good = 0  # answers with status 200
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self) -> bool:
        """Send the next request; False if there is none left."""
        request = next(self._requests, None)
        if request is None:
            return False
        self.connection.sendall(request)
        return True

    def receive(self) -> bool:
        """Take what has arrived; True if the answer is complete."""
        self._answer += self.connection.recv(65536)
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < int(LENGTH.search(head)[1]):  # type: ignore[index]
            return False
        self.good += head.startswith(b"HTTP/1.1 200")
        self._answer = b""
        return True


def generate() -> None:
    """Be the client process: read a job from stdin, carry it out, print seconds and good answers. One thread
    serves all connections: threads would wait for each other more than for the server.
    """
    job = json.load(sys.stdin)
    clients = [Client(job["port"], share) for share in job["shares"]]
    selector = selectors.DefaultSelector()
    start = time.perf_counter()
    for client in clients:
        selector.register(client.connection, selectors.EVENT_READ, client)
        client.send()
    busy = len(clients)
    while busy:
        for key, _ in selector.select(timeout=30):
            if key.data.receive() and not key.data.send():
                selector.unregister(key.fileobj)
                key.data.connection.close()
                busy -= 1
    good = sum(client.good for client in clients)
    print(json.dumps({"seconds": time.perf_counter() - start, "good": good}))


if __name__ == "__main__":
    generate()
