"""A hall votes on its phones at one moment: ``python -m bench.phones``.

All phones begin at once, each with a code, each request over a connection of its own. By the pages a phone
loads the page of its code, style and script, enters, marks, reviews and casts, and follows redirections; by
API v1 it logs in, asks for the election and for itself, and casts. Beside both, in the same run, phones ask a
route that does nothing as often. A kiosk's window is open in the process that serves (offscreen): how late
its event loop is stands beside it. Everything stays on this machine and ends by itself.
"""

import argparse
import asyncio
import datetime
import json
import os
import platform
import re
import secrets
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.http import plain

PHONES, MOST_SECONDS = 300, 3.0
_TICK = 5  # ms, between two looks at the event loop
_FIELD = re.compile(r'name="(t|key)" value="([^"]*)"')
_STATIC = re.compile(r'(?:href|src)="(/static/[^"]*)"')
_CHOICE = re.compile(r'name="c" value="([0-9]+)"')


# --- the kiosk -------------------------------------------------------------------------------------------


def serve(count: int) -> None:
    """Be the kiosk: print the port and codes; then, for each line with two instants, how late the event loop
    was between them, in seconds, and what processor time the process has taken.
    """
    from PySide6.QtCore import Qt, QTimer

    from bench.in_window import kiosk
    from election.setup.samples import DEFAULT_SAMPLE

    with kiosk(sample=DEFAULT_SAMPLE, codes=count) as (application, _window, measured, port):
        ticks: list[tuple[float, float]] = []
        due = time.monotonic()

        def tick() -> None:
            nonlocal due
            now = time.monotonic()
            ticks.append((now, max(0.0, now - due)))
            due = now + _TICK / 1000

        def answer() -> None:
            print(json.dumps([port, measured.codes]), flush=True)
            for line in sys.stdin:
                begun, ended = map(float, line.split())
                late = [each for at, each in list(ticks) if begun <= at <= ended]
                print(json.dumps([late, time.process_time()]), flush=True)
            QTimer.singleShot(0, application, application.quit)

        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        timer.start(_TICK)
        thread = threading.Thread(target=answer)
        thread.start()
        application.exec()
        timer.stop()
        thread.join()


# --- the phones ------------------------------------------------------------------------------------------


@dataclass
class Phone:
    """One phone: what it asks goes over a new connection each time; `told` counts what it is answered."""

    port: int
    told: Counter[int] = field(default_factory=Counter)
    cookie: str = ""
    requests: int = 0

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str, str]:
        """Return the status, where it leads to, and the body of the answer."""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept-Language: ko\r\n"
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = (await reader.read()).decode(errors="replace")  # some is packed
        writer.close()
        head, _, text = answer.partition("\r\n\r\n")
        status, location = int(head.split(" ", 2)[1]), ""
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            if name == "Location":
                location = value
            elif name == "Set-Cookie":
                self.cookie = value.partition(";")[0]
        self.told[status] += 1
        self.requests += 1
        return status, location, text

    async def send(self, path: str, fields: list[tuple[str, str]]) -> str:
        """Send a form, and return the page that it leads to."""
        form = urlencode(fields).encode()
        _, location, page = await self.ask(
            "POST", path, form, Content_Type="application/x-www-form-urlencoded"
        )
        if location:
            page = (await self.ask("GET", location.partition("#")[0]))[2]
        return page


async def by_pages(phone: Phone, code: str) -> bool:
    """Vote by the pages; return whether the ballot was cast."""
    page = (await phone.ask("GET", f"/c/{code}"))[2]
    for address in _STATIC.findall(page):
        await phone.ask("GET", address, Accept_Encoding="gzip")
    page = await phone.send("/v/enter", [("code", code)])
    fields = [(name, value) for name, value in _FIELD.findall(page) if name == "t"][:1]
    choice = secrets.choice(_CHOICE.findall(page))
    page = await phone.send("/v/1", [*fields, ("c", choice), ("go", "next")])
    form = page.partition('action="/v/cast"')[2].partition("</form>")[0]
    page = await phone.send("/v/cast", _FIELD.findall(form))
    return 'id="done"' in page


async def by_api(phone: Phone, code: str) -> bool:
    """Vote by API v1; return whether the ballot was cast."""
    body = json.dumps({"code": code}).encode()
    token = json.loads((await phone.ask("POST", "/api/v1/sessions", body))[2])["token"]
    own: Any = {"Authorization": f"Bearer {token}"}
    contest = json.loads((await phone.ask("GET", "/api/v1/election", **own))[2])["contests"][0]
    await phone.ask("GET", "/api/v1/me", **own)
    choices = {contest["id"]: [secrets.choice(contest["candidates"])["id"]]}
    body = json.dumps({"choices": choices}).encode()
    key = secrets.token_hex(16)
    status, _, _ = await phone.ask(
        "POST", "/api/v1/me/ballot", body, Idempotency_Key=key, Content_Type="application/json", **own
    )
    return status == 201


def constant(requests: int) -> Callable[[Phone, str], Awaitable[bool]]:
    """Return what asks the route that does nothing so often."""

    async def ask(phone: Phone, _code: str) -> bool:
        for _ in range(requests):
            await phone.ask("GET", "/constant")
        return True

    return ask


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds that each phone took until it was done, when all began and had ended, what they were told, how
    often each asked, and how many did not get through.
    """

    seconds: list[float]
    begun: float
    ended: float
    told: Counter[int]
    requests: int
    failed: int


async def crowd(port: int, codes: list[str], way: Callable[[Phone, str], Awaitable[bool]]) -> Took:
    """Have a phone for each of `codes` begin at once."""
    phones = [Phone(port) for _ in codes]
    begun = time.monotonic()

    async def one(phone: Phone, code: str) -> tuple[float, bool]:
        try:
            is_done = await way(phone, code)
        except (OSError, LookupError, ValueError):  # refused, cut off, or not what was to come
            is_done = False
        return time.monotonic() - begun, is_done

    done = await asyncio.gather(*map(one, phones, codes))
    told = sum((phone.told for phone in phones), Counter[int]())
    failed = sum(not is_done for _, is_done in done)
    return Took([seconds for seconds, _ in done], begun, time.monotonic(), told, phones[0].requests, failed)


# --- the table -------------------------------------------------------------------------------------------


def main(count: int, rounds: int) -> int:
    """Measure and print; return 1 where somebody waited too long or was refused."""
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}  load {os.getloadavg()[0]:.1f}")
    print(f"{count} phones at once; seconds until each was done; median of {rounds} rounds")
    command = [sys.executable, "-m", "bench.phones", "--serve", str(count * 2 * (rounds + 1))]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ways = {"pages": by_pages, "API v1": by_api}
    found: dict[str, list[Round]] = {name: [] for name in ways}
    with (
        plain() as measure,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None

        def looked(begun: float, ended: float) -> tuple[list[float], float]:
            server.stdin.write(f"{begun} {ended}\n")  # type: ignore[union-attr]
            server.stdin.flush()  # type: ignore[union-attr]
            late, processor = json.loads(server.stdout.readline())  # type: ignore[union-attr]
            return late, processor

        port, codes = json.loads(server.stdout.readline())
        for number in range(rounds + 1):
            for name, way in ways.items():
                share = [codes.pop() for _ in range(count if number else 20)]  # the first ones warm up
                before = looked(0, 0)[1]
                took = asyncio.run(crowd(port, share, way))
                late, after = looked(took.begun, took.ended)
                beside = asyncio.run(crowd(measure, share, constant(took.requests)))
                late_beside = looked(beside.begun, beside.ended)[0]
                if number:
                    found[name].append(Round(took, beside, late, late_beside, after - before))
        server.stdin.close()
    print("by      requests  median  worst  constant: median  worst  ratio  served/s  late p99, ms  beside")
    are_good = [tell(name, results) for name, results in found.items()]
    return int(not all(are_good))


@dataclass(frozen=True, slots=True)
class Round:
    """What one round found: the votes, the constant route beside them, how late the window's event loop was
    during each (the constant route is another process), and the processor time of the kiosk in seconds.
    """

    votes: Took
    constant: Took
    late: list[float]
    late_beside: list[float]
    processor: float


def tell(name: str, rounds: list[Round]) -> bool:
    """Print a line of the table; return whether all were in time and nobody was refused."""
    median = statistics.median
    worst = median(max(each.votes.seconds) for each in rounds)
    constant_worst = median(max(each.constant.seconds) for each in rounds)
    told = sum((each.votes.told for each in rounds), Counter[int]())
    failed = sum(each.votes.failed for each in rounds)
    rate = median(
        each.votes.requests * len(each.votes.seconds) / (each.votes.ended - each.votes.begun)
        for each in rounds
    )
    print(
        f"{name:<8}{rounds[0].votes.requests:>8}"
        f"{median(median(each.votes.seconds) for each in rounds):>8.2f}{worst:>7.2f}"
        f"{median(median(each.constant.seconds) for each in rounds):>18.2f}"
        f"{constant_worst:>7.2f}{worst / constant_worst:>7.2f}{rate:>10,.0f}"
        f"{_p99(each.late for each in rounds):>14.1f}{_p99(each.late_beside for each in rounds):>8.1f}"
    )
    processor = median(each.processor for each in rounds)
    answers = dict(sorted(told.items()))
    print(f"        {processor:.1f} s of the processor a round; {answers}, {failed} failed")
    return failed == 0 and worst <= MOST_SECONDS


def _p99(late: Iterable[list[float]]) -> float:
    together = [each * 1e3 for one in late for each in one]
    return statistics.quantiles(together, n=100, method="inclusive")[98]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=PHONES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
    else:
        sys.exit(main(options.phones, options.rounds))
