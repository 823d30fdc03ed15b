"""Votes per second over HTTP, each on the disk before it is answered, next to a route that does nothing.

``python -m bench.http`` prints its table in some minutes. That route, the measure, is served by the plain
server (`bench.plain`), a worker for each request; the figures are medians of rounds in which both take turns.
Everything stays on this machine and ends by itself.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from api.http.server import ApiServer
from api.wsgi.app import build_app
from bench.library import new_library
from bench.load import Load, Took
from election.i18n.catalogue import catalogue
from election.models import Voter
from election.voters.passwords import Passwords

CLIENTS = (1, 8, 32)
FEW, SOME, MANY = 100, 9_900, 100_000  # voters; 10,000 tokens are remembered
BESIDE = 8  # people who log in, over and over
_PASSWORD = "correct horse"  # noqa: S105 - of voters made up for the measurement

Once = Callable[[str, list[str], int], Took]


@contextmanager
def serving(folder: Path, voters: int, tokens: int) -> Iterator[tuple[int, list[str]]]:
    """Serve a new election with so many voters; yield the port, and tokens for so many of them."""
    kept = Passwords().hash(_PASSWORD)

    with new_library(folder, voters=voters, password=kept) as measured:
        server = ApiServer(build_app(measured.services.library, catalogue()), port=0)
        server.start()
        accounts = measured.election.accounts
        try:
            # As log-in does, for the last ones: the first log in beside them.
            yield server.port, [accounts.issue_token(Voter(n, "", "")) for n in measured.voters[-tokens:]]
        finally:
            server.stop()


@contextmanager
def plain() -> Iterator[int]:
    """Serve the measure in a process of its own; yield the port."""
    command = [sys.executable, "-m", "bench.plain"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.communicate()


@contextmanager
def logging_in(port: int) -> Iterator[None]:
    """Have people log in meanwhile, each again as soon as they are in or told to come again."""
    command = [sys.executable, "-m", "bench.http", "--log-in", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as crowd:
        assert crowd.stdout is not None
        crowd.stdout.readline()  # the first one is in
        yield
        crowd.kill()


def log_in_for_ever(port: int) -> None:
    """Be those people, until killed."""

    def log_in(number: int) -> None:
        body = json.dumps({"email": f"{number}@example.org", "password": _PASSWORD}).encode()
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/auth/login", body, 60) as answer:
                    print(answer.status, flush=True)
            except urllib.error.HTTPError as busy:
                busy.close()

    for number in range(BESIDE):
        threading.Thread(target=log_in, args=(number,)).start()


def compare(
    load: Load, measure: int, port: int, shares: Sequence[Sequence[str]], clients: int
) -> list[float]:
    """Return medians over `shares`, a round each: the measure and votes a second, their ratio, times."""
    rounds = [
        (load.run(measure, "/constant", share, clients), load.run(port, "/vote?id=1", share, clients))
        for share in shares
    ]
    return [
        statistics.median(values)
        for values in (
            [constant.per_second for constant, _ in rounds],
            [votes.per_second for _, votes in rounds],
            [votes.per_second / constant.per_second for constant, votes in rounds],
            [votes.median for _, votes in rounds],
            [votes.p99 for _, votes in rounds],
        )
    ]


def tell(what: str, clients: int, voters: int, found: Sequence[float], aim: str) -> None:
    """Print a line of the table."""
    constant, votes, ratio, median, p99 = found
    print(
        f"{clients:>7}  {voters:>7,}  {constant:>10,.0f}  {votes:>7,.0f}  {ratio:>5.2f}  {median:>6.1f}  "
        f"{p99:>6.1f}  {aim:<22}{what}",
        flush=True,
    )


def main(votes: int, rounds: int) -> None:
    """Measure and print: medians of `rounds`, each with `votes` requests of each sort."""
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}")
    print("clients   voters  constant/s  votes/s  ratio  p50 ms  p99 ms  aim")
    with Load() as load, plain() as measure, tempfile.TemporaryDirectory() as scratch:
        load.run(measure, "/constant", ["none"] * 1000, 8)  # warm up

        def shares(tokens: list[str], size: int) -> list[list[str]]:
            taken = [tokens.pop() for _ in range(size * rounds)]
            return [taken[at::rounds] for at in range(rounds)]

        aims = {1: "0.25", 8: "0.70, p99 <= 8", 32: "0.90"}
        with serving(Path(scratch) / "some", SOME, SOME - BESIDE) as (port, tokens):
            load.run(port, "/vote?id=1", [tokens.pop() for _ in range(100)], 8)
            for clients in CLIENTS:
                found = compare(load, measure, port, shares(tokens, votes), clients)
                tell("", clients, SOME, found, aims[clients])
            with logging_in(port):
                found = compare(load, measure, port, shares(tokens, votes // 3), 8)
            tell(f"beside {BESIDE} who log in", 8, SOME, found, "")
        with serving(Path(scratch) / "many", MANY, SOME) as (port, tokens):
            load.run(port, "/vote?id=1", [tokens.pop() for _ in range(100)], 8)
            tell("", 8, MANY, compare(load, measure, port, shares(tokens, votes), 8), "0.50, p99 <= 15")
            cost = []
            for number, share in enumerate(shares(tokens, FEW)):
                with serving(Path(scratch) / f"few{number}", FEW, FEW) as (small, few):
                    of_few = load.run(small, "/vote?id=1", few, 8).per_second
                cost.append(of_few / load.run(port, "/vote?id=1", share, 8).per_second)
            print(f"a vote at {MANY:,} voters over one at {FEW}: {statistics.median(cost):.2f}  (aim 1.25)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=550, help="votes a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--log-in", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.log_in:
        log_in_for_ever(options.log_in)
    elif options.votes * options.rounds * (len(CLIENTS) + 1 / 3) > SOME - 200:
        parser.error("so many votes need more voters than tokens are remembered")
    else:
        main(options.votes, options.rounds)
