"""How long 10,000 slips take to become a PDF: ``python -m bench.slips``.

Seconds of the clock, and of the processor, so that it is seen whether the machine was busy with other things;
and the most memory that the process took which typesets.
"""

import os
import resource
import sys
import time
from datetime import UTC, datetime

from election.printing.slips import Batch, Slip, slips_pdf
from election.voters import codes

COUNT = 10_000
MOST_SECONDS = 30.0


def one(*, named: bool) -> float:
    """Print one line about the slips with names or without; return the seconds of the processor."""
    name, group = ("김하나", "국문과") if named else ("", "")
    slips = [Slip(code, name, group) for code in codes.draw(COUNT)]
    batch = Batch("2026 총학생회 선거", slips, 1, datetime.now(UTC), "ko", address="http://192.168.0.10:2020")
    clock, before = time.perf_counter(), os.times()
    pdf = slips_pdf(batch)
    took, after = time.perf_counter() - clock, os.times()
    processor = sum(after[:4]) - sum(before[:4])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    kind = "with names" if named else "for anybody"
    print(kind, f"{took:.1f}", f"{processor:.1f}", f"{len(pdf) / 2**20:.0f}", f"{most:.0f}", sep="\t")
    return processor


def main() -> int:
    """Print a table; return 1 where it takes the processor longer than `MOST_SECONDS`."""
    print(
        f"{COUNT:,} slips", "seconds", "of the processor", "MiB of PDF", "MiB of memory", sep="\t", flush=True
    )
    return int(max(one(named=False), one(named=True)) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
