"""How fast the window answers, how soon it is there, and what memory it takes, beside a bare Qt window.

``python -m bench.window`` prints one table. Each figure comes from a process of its own, the bare window and
the kiosk in turns. From a press to the end of painting, while nobody and while 16 clients keep the API busy;
from the start of the process to the first paint; and memory over many voters who come, vote and leave, beside
the services alone taking as many ballots, which is what the election itself grows by.
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
import time
from collections.abc import Sequence
from typing import Any

PRESSES = 300
AIMS = {"p99": 33.0, "start": 2.0, "memory": 1.5}  # ms, and ratios to the bare window


def measure(*what: str, module: str = "bench.in_window") -> dict[str, Any]:
    """Run one measurement in a process of its own; the last line it prints is what it found."""
    command = [sys.executable, "-m", module, *what]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as with every start but the first
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def latency(rounds: int) -> None:
    """Print how long it takes from a press to the end of painting."""
    kinds = {
        "bare Qt window": "latency-bare",
        "kiosk": "latency",
        "kiosk, 16 clients": "latency-busy",
    }
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, what in kinds.items():
            found[kind].append(measure(what, str(PRESSES)))
    print(f"\n{'press to paint, ms':<22}{'p50':>8}{'p99':>8}{'worst':>8}{'requests/s':>12}")
    for kind, results in found.items():
        took = [seconds * 1e3 for result in results for seconds in result["took"]]
        p99 = statistics.quantiles(took, n=100, method="inclusive")[98]
        requests = statistics.median(result["requests"] for result in results)
        line = f"{kind:<22}{statistics.median(took):>8.1f}{p99:>8.1f}{max(took):>8.1f}{requests:>12,.0f}"
        print(line + ("" if p99 <= AIMS["p99"] else f"   aim: {AIMS['p99']:.0f}"))


def start(rounds: int) -> None:
    """Print how long it takes from the start of a process to its first paint, and its memory then."""
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    for _ in range(rounds * 3):
        with tempfile.TemporaryDirectory() as folder:
            measure_start("start", f"{folder}/data")  # a folder is founded once, and the files are read then
            bare.append(measure_start("start-bare"))
            ours.append(measure_start("start", f"{folder}/data"))
    print(f"\n{'start to first paint':<22}{'ms':>8}{'MiB':>8}")
    for kind, results in (("bare Qt window", bare), ("kiosk", ours)):
        print(f"{kind:<22}{median(results, 0) * 1e3:>8.0f}{median(results, 1):>8.1f}")
    ratios = [median(ours, each) / median(bare, each) for each in (0, 1)]
    print(f"{'ratio':<22}{ratios[0]:>8.2f}{ratios[1]:>8.2f}   aim: {AIMS['start']}, {AIMS['memory']}")


def measure_start(*what: str) -> tuple[float, float]:
    """Return the seconds to the first paint and the memory a second later."""
    began = time.monotonic()
    found = measure(*what)
    return found["at"] - began, found["memory"]


def median(results: Sequence[tuple[float, float]], column: int) -> float:
    """Return the median of one column."""
    return statistics.median(result[column] for result in results)


def cycles(count: int) -> None:
    """Print the memory while so many voters come and go."""
    ours = measure(str(count), module="bench.voters")
    services = measure(str(count), "--without-window", module="bench.voters")
    print(f"\n{'voters come and gone':<22}{'MiB':>8}{'grown':>8}{'services alone':>16}{'objects':>9}")
    for (done, memory, objects), (_, alone, _) in zip(ours["seen"], services["seen"], strict=True):
        grown, grown_alone = memory - ours["seen"][0][1], alone - services["seen"][0][1]
        print(f"{done:<22,}{memory:>8.1f}{grown:>8.1f}{grown_alone:>16.1f}{objects:>9,}")
    print(f"{ours['seconds'] * 1e3:.0f} ms a voter")


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cycles", type=int, default=10_000, help="voters who come and go (0: none)")
    options = parser.parse_args()
    machine = f"{platform.platform()}  {os.cpu_count()} cores  Python {platform.python_version()}"
    print(f"{datetime.date.today()}  {machine}")
    latency(options.rounds)
    start(options.rounds)
    if options.cycles:
        cycles(options.cycles)


if __name__ == "__main__":
    main()
