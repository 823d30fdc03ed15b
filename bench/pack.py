"""Making the closing pack of many ballots, beside dumping the same ballots as plain JSON.

``python -m bench.pack [BALLOTS]`` (100,000 unless named) makes an election of three contests (one choice, a
motion, a ranking of six whose markings were declared public), fills its box with random markings, and prints
how long the pack took, what it took of memory beyond the open election, and how large it is. Nothing leaves
this machine, and it ends by itself.
"""

import json
import random
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from election.election_services import ElectionServices
from election.models import Marking
from election.services import open_services
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores
from election.store.port import TAG_BYTES, Transaction

BALLOTS = 100_000
_AT_ONCE = 5_000
_SIX = [f"Candidate {at}" for at in range(1, 7)]
DEFINITION: dict[str, Any] = {
    "title": {"ko": "큰 선거", "en": "A large election"},
    "live_results": False,
    "markings_public": True,
    "contests": [
        {"title": {"ko": "회장", "en": "Chair"}, "candidates": _SIX},
        {"title": {"ko": "안건", "en": "Motion"}, "kind": "yes_no", "candidates": []},
        {
            "title": {"ko": "감사", "en": "Auditor"},
            "kind": "irv",
            "candidates": _SIX,
            "rule": {"ties": {"by": "order", "made": "typed", "order": [1, 2, 3, 4, 5, 6]}},
        },
    ],
}


def main() -> int:
    """Run it."""
    ballots = int(sys.argv[1]) if len(sys.argv) > 1 else BALLOTS
    chance = random.Random(20261128)  # noqa: S311 - a benchmark
    with (
        TemporaryDirectory() as path,
        DataFolder(Path(path) / "data") as folder,
        open_services(JsonStores(folder)) as services,
    ):
        services.library.replace_current(services.library.create(DEFINITION))
        with services.library.current() as election:
            fill(election, ballots, chance)
            measure(election, ballots, Path(path))
    return 0


def measure(election: ElectionServices, ballots: int, folder: Path) -> None:
    """Print what a dump and a pack cost."""
    chance = random.Random(1)  # noqa: S311 - a benchmark
    markings = [_marking(chance) for _ in range(ballots)]
    start = time.perf_counter()
    (folder / "plain.json").write_text(json.dumps(markings), encoding="utf-8")
    plain = time.perf_counter() - start
    del markings
    before = most = _memory()
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            most = max(most, _memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    start, busy = time.perf_counter(), time.process_time()
    made = election.packs.make(folder)
    took, busy = time.perf_counter() - start, time.process_time() - busy
    done.set()
    watcher.join()
    size = made.path.stat().st_size / 2**20
    print(f"{ballots:,} ballots in each of {len(DEFINITION['contests'])} contests")
    print(f"plain JSON of them   {plain:6.2f} s")
    print(f"the pack             {took:6.2f} s  ({took / plain:.0f} times), {size:.1f} MiB")
    print(f"of that, this process {busy:5.2f} s on a core")
    print(f"memory beyond        {most - before:6.0f} MiB, {most:.0f} in all")


def fill(
    election: ElectionServices,
    ballots: int,
    chance: random.Random,
    mark: Callable[[random.Random], tuple[Marking, ...]] | None = None,
) -> None:
    """Have so many people vote, each as `mark` says, and count."""
    mark = mark or _marking
    store = election.polls._store  # noqa: SLF001 - a hundred thousand log-ins would be measured else

    def enrol(transaction: Transaction) -> None:
        for right_id in range(1, ballots + 1):
            transaction.add_right(right_id, 1)

    store.write(enrol)
    election.polls.open()
    for first in range(1, ballots + 1, _AT_ONCE):

        def cast(transaction: Transaction, first: int = first) -> None:
            for right_id in range(first, min(first + _AT_ONCE, ballots + 1)):
                transaction.put_mark(right_id, chance.randbytes(TAG_BYTES))
                transaction.add_receipt(f"{chance.randrange(10**16):016}")
                for contest_id, marking in enumerate(mark(chance), start=1):
                    transaction.add_ballot(contest_id, marking)

        store.write(cast)
    election.polls.close()
    election.polls.count()


def _marking(chance: random.Random) -> tuple[Marking, Marking, Marking]:
    one = (chance.randint(1, 6),) if chance.random() < 0.97 else ()
    motion = {0: chance.choice(("yes", "no", "abstain"))}
    ranking = tuple((each,) for each in chance.sample(range(7, 13), chance.randint(0, 6)))
    return one, motion, ranking


def _memory() -> float:
    """Return what this process has now, in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    raise SystemExit(main())
