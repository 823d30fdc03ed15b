"""How long counts take: ``python -m bench.count``.

100,000 rankings of 10 candidates from a BLT file, counted by instant run-off, Scottish STV (5 seats) and
Schulze; and 1,000,000 ballots by approval. Seconds of the processor. Where `votelib` can be imported it
counts the same rankings by the same methods in the same run; it is no dependency, so install it beside, in an
environment of its own.
"""

import importlib
import importlib.util
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from election.models import Candidate, Contest, Counts, LocalText, Options
from election.voting.ballot_files.opening import read_ballot_file
from election.voting.counts.ballots import Rankings, unpacked
from election.voting.counts.condorcet import count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.stv import count_stv
from election.voting.counts.ties import DeclaredOrder
from election.voting.methods.approval import Approval

RANKINGS, APPROVALS, CANDIDATES, SEATS = 100_000, 1_000_000, 10, 5
MOST_SECONDS, MOST_FOR_APPROVAL = 2.0, 3.0
LEAST_RATIO = 10


def main() -> int:
    """Print a table; return 1 where a count takes longer than it may, or votelib is not far behind."""
    chance = random.Random(1)  # noqa: S311 - made up
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box.blt"
        write_box(path, chance)
        read, election = timed(lambda: read_ballot_file(path))
    box, order = election.rankings, DeclaredOrder(range(CANDIDATES))
    print(f"{RANKINGS:,} rankings", "seconds", "votelib", "times faster", sep="\t")
    print("read", f"{read:.2f}", sep="\t", flush=True)
    others = votelib_counts(box)
    counts: dict[str, Callable[[], object]] = {
        "irv": lambda: count_irv(box, order),
        "stv": lambda: count_stv(box, SEATS, order),
        "schulze": lambda: count_condorcet(box, order),
    }
    failed = False
    for name, count in counts.items():
        took, _ = timed(count)
        beside, _ = timed(others[name]) if name in others else (0.0, None)
        ratio = beside / took
        shown = (f"{beside:.2f}", f"{ratio:.0f}") if beside else ("not installed", "")
        print(name, f"{took:.2f}", *shown, sep="\t", flush=True)
        failed |= took > MOST_SECONDS or (bool(beside) and ratio < LEAST_RATIO)
    took = approvals(chance)
    print(f"{APPROVALS:,} by approval", f"{took:.2f}", sep="\t")
    return int(failed or took > MOST_FOR_APPROVAL)


def write_box(path: Path, chance: random.Random) -> None:
    """Write rankings of three candidates or more."""
    numbers = range(1, CANDIDATES + 1)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{CANDIDATES} {SEATS}\n")
        for _ in range(RANKINGS):
            ranked = chance.sample(numbers, chance.randint(3, CANDIDATES))
            file.write(f"1 {' '.join(map(str, ranked))} 0\n")
        file.write("0\n" + "".join(f'"Candidate {each}"\n' for each in numbers) + '"Bench"\n')


def approvals(chance: random.Random) -> float:
    """Return how long it takes to add up ballots by approval and give the result."""
    people = tuple(Candidate(each, str(each)) for each in range(1, CANDIDATES + 1))
    contest = Contest(1, LocalText.of({"en": "Bench"}), "approval", Options(), people)
    markings = [
        tuple(sorted(chance.sample(range(1, CANDIDATES + 1), chance.randint(1, 5)))) for _ in range(APPROVALS)
    ]
    method = Approval()

    def count() -> object:
        marks = Counter[Any]()
        for marking in markings:
            marks.update(method.adds(marking))
        return method.result(contest, Counts(len(markings), 0, marks))

    return timed(count)[0]


def votelib_counts(box: Rankings) -> dict[str, Callable[[], object]]:
    """Return the counts of votelib, or none where it is not there."""
    if importlib.util.find_spec("votelib") is None:
        return {}
    condorcet: Any = importlib.import_module("votelib.evaluate.condorcet")
    convert: Any = importlib.import_module("votelib.convert")
    sequential: Any = importlib.import_module("votelib.evaluate.sequential")
    votes = {
        tuple(each for (each,) in unpacked(ranking)): number
        for ranking, number in box.counts.items()
        if ranking
    }
    stv = sequential.TransferableVoteSelector(quota_function="droop")
    to_pairs = convert.RankedToCondorcetVotes()
    return {
        "irv": lambda: stv.evaluate(votes, 1),
        "stv": lambda: stv.evaluate(votes, SEATS),
        "schulze": lambda: condorcet.Schulze().evaluate(to_pairs.convert(votes), 1),
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds of the processor `work` took, and what it returned."""
    before = time.process_time()
    done = work()
    return time.process_time() - before, done


if __name__ == "__main__":
    sys.exit(main())
