"""Durable votes per second over HTTP, next to a route that does nothing on the same server.

``python -m bench.http`` prints one table. Clients are raw keep-alive sockets in a process of their own, so
that they do not share the server's interpreter lock. Everything stays on this machine and ends by itself.
"""

import argparse
import datetime
import json
import os
import platform
import re
import secrets
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.answers import Answers, plain
from api.app import assemble
from api.routes import TOGETHER, Routes
from api.server import ApiServer
from election.language import catalogue
from election.models import Voter
from election.schema import TABLES
from election.services import build_services, found_sample
from election.store.folder import DataFolder
from election.store.store import Store
from election.store.tables import Tables

CLIENTS = (1, 8)
LENGTH = re.compile(rb"(?i)content-length: *([0-9]+)")
REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"


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


def generate_load() -> None:
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


def measure(port: int, path: str, tokens: list[str], clients: int) -> float:
    """Return requests per second for one request to `path` with each of `tokens`, over `clients`
    connections. RuntimeError unless every answer is 200.
    """
    requests = [REQUEST.format(path=path, token=token) for token in tokens]
    job = json.dumps({"port": port, "shares": [requests[each::clients] for each in range(clients)]})
    command = [sys.executable, "-m", "bench.http", "--load"]
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=True, timeout=120)
    result = json.loads(done.stdout)
    if result["good"] != len(tokens):
        raise RuntimeError(f"{len(tokens) - result['good']} of {len(tokens)} requests to {path} failed")
    return len(tokens) / float(result["seconds"])


@contextmanager
def serving(folder: Path, voters: int) -> Iterator[tuple[int, list[str]]]:
    """Serve a new election with so many voters; yield the port and a token for each of them."""
    key = secrets.token_bytes(32)
    with DataFolder(folder) as data:
        store = Store(data, TABLES)
        found_sample(store)

        def enrol(tables: Tables) -> list[int]:
            rows = ({"email": f"{n}@example.org", "name": f"{n}", "password": ""} for n in range(voters))
            return [tables["voters"].insert(row) for row in rows]

        voter_ids = store.write(enrol)
        services = build_services(store, key)
        tokens = [services.accounts.issue_token(Voter(each, "", "")) for each in voter_ids]  # as log-in does
        answers = Answers(catalogue())
        routes = Routes(services, answers).table()
        constant = {"/constant": {"GET": lambda _environ: plain("ok")}}
        server = ApiServer(assemble({**routes, **constant}, answers), port=0, together=TOGETHER)
        server.start()
        try:
            yield server.port, tokens
        finally:
            server.stop()
            store.close()


def main(votes: int, rounds: int) -> None:
    """Measure and print the table: medians of `rounds`, each with `votes` requests of each sort."""
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}")
    print(f"{'clients':>7}  {'constant/s':>10}  {'votes/s':>8}  {'ratio':>5}")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "data", votes * rounds * len(CLIENTS)) as (port, tokens),
    ):
        measure(port, "/constant", tokens[:500], 1)  # warm up
        for clients in CLIENTS:
            constant, voting = [], []
            for _ in range(rounds):
                share, tokens = tokens[:votes], tokens[votes:]
                constant.append(measure(port, "/constant", share, clients))
                voting.append(measure(port, "/vote?id=1", share, clients))
            ratio = statistics.median(v / c for v, c in zip(voting, constant, strict=True))
            print(
                f"{clients:>7}  {statistics.median(constant):>10,.0f}  "
                f"{statistics.median(voting):>8,.0f}  {ratio:>5.2f}"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=1000, help="votes a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        generate_load()
    else:
        main(options.votes, options.rounds)
