"""What a cast costs in the store, from a hundred voters to a hundred thousand, beside what else there is.

``python -m bench.store`` prints one table: this store, stock TinyDB over its JSONStorage with a lock, and the
disk's own "write, fsync, replace, fsync the folder" of a small file, each in a process of its own, in turns.
Half of the voters have voted before the measuring starts. Nothing leaves this machine, and it ends by itself.
"""

import argparse
import datetime
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where

from bench.roll import enrol
from election.events import Events
from election.setup.samples import create_sample
from election.store.json.files.disk_io import replace_file
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import TAG_BYTES, Transaction
from election.voting.casting import Ballots

SIZES = (100, 1_000, 10_000, 100_000)
ENGINES = ("this store", "stock TinyDB", "raw file")
MOST_CASTS = {"this store": 3_000, "raw file": 2_000}
STOCK_SECONDS = 4.0  # stock TinyDB gets so long, however few casts that makes
RAW_SIZE = 4_096  # bytes
HASH = "$argon2id$v=19$m=19456,t=2,p=1$" + "x" * 66  # as long as a real one
Cast = Callable[[int], object]
ENOUGH = 1_000  # casts; a small election is repeated until there are so many


@dataclass
class Result:
    """What one engine did: each cast alone in seconds, casts per second, seconds to open, MiB in all."""

    took: list[float]
    alone: float
    together: float
    opening: float
    memory: float

    def microseconds(self) -> dict[str, float]:
        """Return median, 99th percentile and mean of a cast alone."""
        p99 = statistics.quantiles(self.took, n=100)[98] if len(self.took) > 1 else self.took[0]
        each = {"median": statistics.median(self.took), "p99": p99, "mean": statistics.mean(self.took)}
        return {name: seconds * 1e6 for name, seconds in each.items()}


def merged(results: Sequence[Result]) -> Result:
    """Return one result for several of the same engine: every cast, and medians of the rest."""
    return Result(
        [seconds for result in results for seconds in result.took],
        statistics.median(result.alone for result in results),
        statistics.median(result.together for result in results),
        statistics.median(result.opening for result in results),
        max(result.memory for result in results),
    )


def spend(cast: Cast, voters: Sequence[int], seconds: float = 60.0) -> list[float]:
    """Cast for each of `voters` in turn, at most for so long; return how long each took."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    for voter in voters:
        start = time.perf_counter()
        cast(voter)
        took.append(time.perf_counter() - start)
        if start > end:
            break
    return took


def rate(cast: Cast, voters: Sequence[int], clients: int, seconds: float = 60.0) -> float:
    """Cast for `voters`, shared among so many threads; return casts per second."""
    done: list[int] = []
    shares = [voters[each::clients] for each in range(clients)]
    threads = [
        threading.Thread(target=lambda share=share: done.append(len(spend(cast, share, seconds))))
        for share in shares
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def figures(cast: Cast, voters: Sequence[int], opening: float, seconds: float = 60.0) -> Result:
    """Measure one engine, ready to cast for `voters`; half of them one by one, half by eight clients."""
    cast(voters[0])  # the first after opening rearranges the files; once a day, not once a vote
    alone, together = voters[1 : len(voters) // 2], voters[len(voters) // 2 :]
    took = spend(cast, alone, seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Result(took, len(took) / sum(took), rate(cast, together, 8, seconds), opening, memory)


def this_store(path: Path, size: int) -> Result:
    """Measure our store, opened on a folder that was stopped cleanly."""
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        create_sample(store)
        ids = enrol(store, size, HASH)

        def earlier(box: Transaction) -> None:
            for number, voter in enumerate(ids[: size // 2]):
                box.put_mark(voter, os.urandom(TAG_BYTES))
                box.add_ballot(1, (number % 10 + 1,))
                box.add_receipt(f"{int.from_bytes(os.urandom(6), 'big'):016}")

        store.write(earlier)
    start = time.perf_counter()
    with DataFolder(path) as folder, closing(JsonStore(folder)) as store:
        opening = time.perf_counter() - start
        ballots = Ballots(store, Events(), b"k" * 32)
        to_cast = ids[size // 2 :][: MOST_CASTS["this store"]]
        return figures(lambda voter: ballots.cast(voter, {1: (3,)}), to_cast, opening)


def stock_tinydb(path: Path, size: int) -> Result:
    """Measure the plain way: one JSON file, written whole at each change, under a lock."""
    path.mkdir()
    lock = threading.Lock()
    voters = {
        str(n): {"email": f"{n}@example.org", "name": f"Voter {n}", "password": HASH, "voted": n % 2}
        for n in range(1, size + 1)
    }
    ballots = {str(n): {"choices": {"1": [n % 10 + 1]}} for n in range(1, size // 2 + 1)}
    (path / "db.json").write_text(json.dumps({"voters": voters, "ballots": ballots}))
    start = time.perf_counter()
    with TinyDB(path / "db.json") as database:
        table, box = database.table("voters"), database.table("ballots")
        table.get(where("email") == "1@example.org")
        opening = time.perf_counter() - start

        def cast(voter: int) -> None:
            with lock:
                row: Any = table.get(doc_id=voter)
                if row["voted"]:
                    raise RuntimeError("voted already")
                table.update({"voted": 1}, doc_ids=[voter])
                box.insert({"choices": {"1": [3]}})

        return figures(cast, range(2, size + 1, 2), opening, STOCK_SECONDS)


def raw_file(path: Path, size: int) -> Result:
    """Measure what the disk itself takes to keep one small file for good."""
    path.mkdir()
    data = os.urandom(RAW_SIZE)
    lock = threading.Lock()

    def keep(_: int) -> None:
        with lock:
            replace_file(path / "raw", [data])

    return figures(keep, range(min(size, MOST_CASTS["raw file"])), 0.0)


RUN: dict[str, Callable[[Path, int], Result]] = dict(
    zip(ENGINES, (this_store, stock_tinydb, raw_file), strict=True)
)


def measure(engine: str, size: int, where_to: str | None) -> Result:
    """Measure one engine at one size in a process of its own."""
    command = [sys.executable, "-m", "bench.store", "--one", engine, "--size", str(size)]
    if where_to:
        command += ["--dir", where_to]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return Result(**json.loads(done.stdout))


def measure_here(engine: str, size: int, scratch: Path) -> Result:
    """Measure in this process, as often as it takes to have enough casts."""
    results: list[Result] = []
    while sum(len(result.took) for result in results) < min(ENOUGH, ENOUGH * size // 1_000 + 200):
        results.append(RUN[engine](scratch / str(len(results)), size))
        if engine == "stock TinyDB":
            break
    return merged(results)


def main(rounds: int, sizes: Sequence[int], where_to: str | None) -> None:
    """Measure all and print the table."""
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}")
    columns = ("median", "p99", "mean", "1 client", "8 clients", "open", "memory")
    units = ("µs", "µs", "µs", "casts/s", "casts/s", "s", "MiB")
    for heads in (("voters", "engine", *columns), ("", "", *units)):
        print(f"{heads[0]:>7}  {heads[1]:<12}" + "".join(f"{head:>11}" for head in heads[2:]))
    found: dict[tuple[int, str], list[Result]] = {}
    for _ in range(rounds):
        for size in sizes:
            for engine in ENGINES:
                found.setdefault((size, engine), []).append(measure(engine, size, where_to))
    for (size, engine), results in found.items():
        result = merged(results)
        shown = [f"{figure:,.0f}" for figure in result.microseconds().values()]
        shown += [f"{result.alone:,.0f}", f"{result.together:,.0f}"]
        shown += [f"{result.opening:.2f}", f"{result.memory:,.0f}"]
        print(f"{size:>7,}  {engine:<12}" + "".join(f"{figure:>11}" for figure in shown))
    small, large = (merged(found[size, "this store"]).microseconds() for size in (min(sizes), max(sizes)))
    ratios = "  ".join(f"{name} {large[name] / small[name]:.2f}" for name in ("median", "p99", "mean"))
    print(f"this store, {max(sizes):,} voters over {min(sizes):,}:  {ratios}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--dir", help="where to put the files (default: the system's temporary folder)")
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory(dir=options.dir) as scratch:
            print(json.dumps(asdict(measure_here(options.one, options.size, Path(scratch)))))
    else:
        main(options.rounds, options.sizes, options.dir)
