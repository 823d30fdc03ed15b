"""How long a vote takes while a crowd logs in over HTTP, and what memory log-ins leave behind.

``python -m bench.crowd``. The server runs in a process of its own, with real password hashes. Everything
stays on this machine and ends by itself. The memory needs Linux.
"""

import argparse
import asyncio
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from api.http.server import ApiServer
from api.wsgi.app import build_app
from bench.library import new_library
from election.i18n.catalogue import catalogue
from election.models import Voter
from election.voters.passwords import Passwords

_PASSWORD = "correct horse"  # noqa: S105 - of voters made up for the measurement
_RETRY_AFTER = re.compile(rb"(?i)retry-after: *([0-9]+)")
_EVERY = 0.02  # seconds between two votes


def serve(voters: int) -> None:
    """Be the server: print the port and a token for each voter, then the memory for each line that comes."""
    passwords = Passwords()
    kept = passwords.hash(_PASSWORD)
    with (
        tempfile.TemporaryDirectory() as folder,
        new_library(Path(folder) / "data", voters=voters, password=kept) as measured,
    ):
        server = ApiServer(build_app(measured.services.library, catalogue()), port=0)
        server.start()
        issue = measured.election.accounts.issue_token
        print(json.dumps([server.port, [issue(Voter(each, "", "")) for each in measured.voters]]))
        sys.stdout.flush()
        for _ in sys.stdin:
            print(_memory(), flush=True)
        server.stop()


def _memory() -> float:
    """Return the resident memory of this process in MiB."""
    words = Path("/proc/self/status").read_text(encoding="ascii").split()
    return int(words[words.index("VmRSS:") + 1]) / 1024


async def log_in(port: int, number: int, told: Counter[int]) -> float:
    """Log in one voter, coming again when told to; return how many seconds it took until they were in."""
    body = json.dumps({"email": f"{number}@example.org", "password": _PASSWORD})
    request = f"POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    begun = time.perf_counter()
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{request}Connection: close\r\n\r\n{body}".encode())
        answer = await reader.read()
        writer.close()
        status = int(answer.split(maxsplit=2)[1])
        told[status] += 1
        if status == 200:
            return time.perf_counter() - begun
        if not (again := _RETRY_AFTER.search(answer)):
            raise RuntimeError(f"a log-in was answered with {status}")
        await asyncio.sleep(int(again[1]))


async def crowd(port: int, voters: range, told: Counter[int]) -> list[float]:
    """Log in all of `voters`, who come at once; return how long each took."""
    return await asyncio.gather(*(log_in(port, number, told) for number in voters))


def vote(port: int, tokens: list[str], goes_on: Callable[[], bool]) -> list[float]:
    """Cast a vote with each of `tokens` as long as it goes on; return how many seconds each took."""
    took = []
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for token in tokens:
            if not goes_on():
                break
            begun = time.perf_counter()
            connection.request("GET", "/vote?id=1", headers={"Authorization": token})
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - begun)
            if answer.status != 200:
                raise RuntimeError(f"a vote was answered with {answer.status}")
            time.sleep(_EVERY)
    return took


def _milliseconds(took: list[float]) -> str:
    return f"median {statistics.median(took) * 1000:,.0f} ms, worst {max(took) * 1000:,.0f} ms ({len(took)})"


def main(people: int, logged_in: int) -> None:
    """Measure and print."""
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}")
    votes = 5_000
    command = [sys.executable, "-m", "bench.crowd", "--serve", str(votes)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def memory() -> float:
            server.stdin.write("\n")  # type: ignore[union-attr]
            server.stdin.flush()  # type: ignore[union-attr]
            return float(server.stdout.readline())  # type: ignore[union-attr]

        port, tokens = json.loads(server.stdout.readline())
        alone = vote(port, tokens[:100], lambda: True)
        before = memory()
        told: Counter[int] = Counter()
        asyncio.run(crowd(port, range(logged_in), told))
        print(f"memory: {before:.0f} MiB before {logged_in} log-ins, {memory():.0f} MiB after")
        told.clear()
        done = threading.Event()
        beside: list[float] = []
        voter = threading.Thread(
            target=lambda: beside.extend(vote(port, tokens[100:], lambda: not done.is_set()))
        )
        voter.start()
        waited = asyncio.run(crowd(port, range(people), told))
        done.set()
        voter.join()
        print(f"votes alone: {_milliseconds(alone)}")
        print(f"votes beside {people} who log in at once: {_milliseconds(beside)}")
        print(
            f"all {people} were in after {max(waited):.0f} s, "
            f"half of them after {statistics.median(waited):.0f} s"
        )
        print(f"answers to log-ins: {dict(sorted(told.items()))}")
        server.stdin.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300, help="how many log in at once beside the votes")
    parser.add_argument("--log-ins", type=int, default=200, help="how many log in before memory is looked at")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
    else:
        main(options.people, options.log_ins)
