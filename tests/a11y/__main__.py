"""Casts a ballot through AT-SPI alone, in each language, and judges what assistive technology is told.

    python3 -m tests.a11y [--python .venv/bin/python] [--must]

It runs on the system's Python, which has the bindings of AT-SPI: see `desktop.NEEDED` for the packages. Where
they are missing it says that it did not run, and fails only with --must.
"""

import argparse
import sys
import time
from itertools import product
from pathlib import Path

from tests.a11y import desktop


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.a11y")
    parser.add_argument("--python", default=".venv/bin/python", help="what runs the kiosk")
    parser.add_argument("--must", action="store_true", help="fail where it cannot run")
    given = parser.parse_args()
    if missing := desktop.what_is_missing():
        print(f"Assistive technology: NOT RUN. It needs: {' '.join(missing)}")
        return int(given.must)
    if not desktop.is_inside():
        return desktop.run_inside(sys.argv[1:])
    from election.i18n.catalogue import LANGUAGES
    from tests.a11y.driver import Driver
    from tests.a11y.judge import Judge
    from tests.a11y.motions import MotionsVote
    from tests.a11y.vote import ClubVote

    failed = False
    for vote, language in product((ClubVote, MotionsVote), LANGUAGES):
        begun, driver = time.monotonic(), Driver()
        judge = Judge(driver)
        with desktop.kiosk(str(Path(given.python).absolute()), language, vote.sample):
            vote(driver, judge, language).run()
        failed = failed or bool(judge.failed)
        taken = round(time.monotonic() - begun)
        print(
            f"{vote.sample}, {language}: {judge.passed} passed, {len(judge.failed)} failed, {taken} s",
            flush=True,
        )
    return int(failed)


sys.exit(main())
