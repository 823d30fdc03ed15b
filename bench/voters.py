"""The memory of a kiosk to which many voters come, for `bench.window`.

``python -m bench.voters COUNT`` and ``python -m bench.voters COUNT --without-window``.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.in_window import kiosk, memory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_WARM_UP = 200  # voters


def cycles(count: int) -> dict[str, object]:
    """Have so many voters sign up, mark, review, cast and leave; tell the memory at the beginning, after a
    fifth and at the end, and how many objects there are in the window.
    """
    from PySide6.QtCore import QObject

    with kiosk() as (application, window, _measured, _port):
        screens, voter_flow = window.screens, window.voter_flow

        def vote(number: int) -> Iterator[Callable[[], bool]]:
            """Go on as far as one can; yield what to wait for."""
            screens.start.ways["sign_up"].click()
            form = screens.sign_up
            for field, text in (
                (form.name, f"voter {number}"),
                (form.email, f"{number}@example.org"),
                (form.password, "correct horse"),
            ):
                field.line.setText(text)
            form.submit.click()
            yield lambda: voter_flow.here is screens.ballot
            for place in range(3):
                screens.ballot.rows[number % (place + 4)].click()
                yield lambda: True
                screens.ballot.forward_button.click()
                yield lambda: True
            screens.review.cast_button.click()
            yield lambda: voter_flow.here is screens.outcome
            screens.outcome.done_button.click()
            yield lambda: voter_flow.here is screens.start

        def objects() -> int:
            return len(window.findChildren(QObject))

        seen: list[tuple[int, float, int]] = []
        everyone = (each for number in _numbers(count, seen, objects) for each in vote(number))
        start = time.monotonic()
        _run(application, everyone)
        return {"seen": seen, "seconds": (time.monotonic() - start) / (_WARM_UP + count + 1)}


def _run(application: "QApplication", steps: Iterator[Callable[[], bool]]) -> None:
    """Take each step as soon as the condition yielded before it holds. From a timer, so that the event loop
    turns between any two: objects that are to be deleted later go only then.
    """
    from PySide6.QtCore import QTimer

    ready: Callable[[], bool] | None = next(steps)

    def turn() -> None:
        nonlocal ready
        if ready is not None and ready():
            ready = next(steps, None)
        if ready is None:
            application.quit()

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(0)
    application.exec()


def cycles_without_window(count: int) -> dict[str, object]:
    """Have the services alone take as many sign-ups and ballots: what the election itself grows by."""
    from bench.library import new_library
    from election.voters.passwords import Passwords

    with (
        tempfile.TemporaryDirectory() as scratch,
        new_library(Path(scratch) / "data", "club", passwords=Passwords(memory_kib=8, passes=1)) as measured,
    ):
        election = measured.election

        def vote(number: int) -> None:
            name = f"voter {number}"
            voter = election.accounts.sign_up(f"{number}@example.org", name, "correct horse")
            election.ballots.cast(voter.id, {1: (1,), 2: (5,), 3: (14,)})

        seen: list[tuple[int, float, int]] = []
        for number in _numbers(count, seen, lambda: 0):
            vote(number)
    return {"seen": seen}


def _numbers(count: int, seen: list[tuple[int, float, int]], objects: Callable[[], int]) -> Iterator[int]:
    """Count voters, some more first to warm up, and note what there is at the beginning, after a fifth and at
    the end.
    """
    for number in range(_WARM_UP + count + 1):
        if (done := number - _WARM_UP) in (0, count // 5, count):
            seen.append((done, memory(), objects()))
        yield number


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    alone = "--without-window" in sys.argv
    print(json.dumps((cycles_without_window if alone else cycles)(int(sys.argv[1]))))
