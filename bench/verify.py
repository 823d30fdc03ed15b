"""Checking a closing pack of many ballots by each of the three verifiers.

``python -m bench.verify [BALLOTS]`` (100,000 unless named) holds an election with a ranking of ten for five
seats and a choice, whose markings were declared public, so that nearly every ranking stands in the pack by
itself. It prints the seconds of the processor that each verifier took from its start, and its memory. Returns
1 where the program took more than 10 seconds, verify.py more than 60, or the page's script (in Node.js, where
there is one) more than 60.
"""

import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.pack import fill
from election.models import Marking
from election.resources import resource
from election.services import open_services
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores

BALLOTS = 100_000
MOST_SECONDS = {"the program": 10, "verify.py": 60, "verify.html": 60}
_TEN = [f"Candidate {at}" for at in range(1, 11)]
_ORDER = {"by": "order", "made": "typed", "order": list(range(1, 11))}
DEFINITION: dict[str, Any] = {
    "title": {"ko": "큰 선거", "en": "A large election"},
    "live_results": False,
    "markings_public": True,
    "contests": [
        {
            "title": {"en": "Board"},
            "kind": "stv_scottish",
            "candidates": _TEN,
            "rule": {"seats": 5, "ties": _ORDER},
        },
        {"title": {"en": "Auditor"}, "candidates": _TEN},
    ],
}
_SCRIPT = """
const fs = require("fs"), vm = require("vm");
const html = fs.readFileSync(process.argv[1], "utf-8");
const script = html.slice(html.indexOf("<script>") + 8, html.lastIndexOf("</script>"));
const context = vm.createContext({ TextDecoder, TextEncoder });
vm.runInContext(`${script}\nthis.verdictOf = verdictOf;`, context);
process.exitCode = context.verdictOf(new Uint8Array(fs.readFileSync(process.argv[2]))).holds ? 0 : 1;
"""


def main() -> int:
    """Run it."""
    ballots = int(sys.argv[1]) if len(sys.argv) > 1 else BALLOTS
    with TemporaryDirectory() as path:
        # In a process of its own: what that has of memory would count as the verifiers' else.
        making = multiprocessing.get_context("spawn").Process(target=_make, args=(ballots, Path(path)))
        making.start()
        making.join()
        (pack,) = Path(path).glob("*.zip")
        print(f"{ballots:,} ballots in each of 2 contests, {pack.stat().st_size / 2**20:.1f} MiB")
        commands = {
            "the program": [sys.executable, "main.py", "verify", str(pack)],
            "verify.py": [sys.executable, str(resource("verify", "verify.py")), str(pack)],
        }
        if node := shutil.which("node"):
            commands["verify.html"] = [node, "-e", _SCRIPT, str(resource("verify", "verify.html")), str(pack)]
        took = {name: _run(name, command) for name, command in commands.items()}
    return int(any(seconds > MOST_SECONDS[name] for name, seconds in took.items()))


def _make(ballots: int, path: Path) -> None:
    """Make the pack of an election with so many ballots."""
    chance = random.Random(20261128)  # noqa: S311 - a benchmark
    with DataFolder(path / "data") as folder, open_services(JsonStores(folder)) as services:
        services.library.replace_current(services.library.create(DEFINITION))
        with services.library.current() as election:
            fill(election, ballots, chance, _mark)
            election.packs.make(path)


def _mark(chance: random.Random) -> tuple[Marking, ...]:
    ranking = tuple((each,) for each in chance.sample(range(1, 11), chance.randint(0, 10)))
    return ranking, (chance.randint(11, 20),)


def _run(name: str, command: list[str]) -> float:
    """Run a verifier, print what it took, and return the seconds."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, name
    took = used.ru_utime + used.ru_stime
    print(f"{name:12} {took:6.2f} s, {used.ru_maxrss / 1024:.0f} MiB", flush=True)
    return took


if __name__ == "__main__":
    raise SystemExit(main())
