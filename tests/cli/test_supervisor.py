"""The supervisor, over children that live as long as the test wants."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.supervisor import MOST_SHORT_LIVES, Supervisor

# Takes a line from the file of exit codes each time it is started, and ends with that one.
CHILD = """
import os, pathlib, signal, sys
file = pathlib.Path(sys.argv[1])
first, *rest = file.read_text().split()
file.write_text(" ".join(rest))
if first == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
sys.exit(int(first))
"""


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class Clock:
    """Each child seems to live for so many seconds."""

    def __init__(self, life: float) -> None:
        self.life, self.now = life, 0.0

    def __call__(self) -> float:
        self.now += self.life
        return self.now


def run(tmp_path: Path, codes: str, life: float) -> tuple[int, list[float | None], str]:
    """The supervisor's exit code, what it said, and the exit codes that no child took."""
    (tmp_path / "codes").write_text(codes)
    said: list[float | None] = []
    command = [sys.executable, "-c", CHILD, str(tmp_path / "codes")]
    code = Supervisor(command, said.append, Clock(life), first_wait=0.001).run()
    return code, said, (tmp_path / "codes").read_text()


@pytest.mark.parametrize("code", [0, 2, 3, 4, 5, 6, 7])
def test_what_ended_in_order_or_a_person_must_mend_is_not_started_again(tmp_path: Path, code: int) -> None:
    assert run(tmp_path, f"{code} 0", 60) == (code, [], "0")


@pytest.mark.slow
def test_what_died_is_started_again_and_after_short_lives_later_each_time(tmp_path: Path) -> None:
    assert run(tmp_path, "killed 1 killed 0", 60) == (0, [0.001] * 3, "")
    assert run(tmp_path, "killed 1 killed 0", 1) == (0, [0.001, 0.002, 0.004], "")


def test_it_gives_up_after_many_short_lives_in_a_row(tmp_path: Path) -> None:
    code, said, left = run(tmp_path, "1 " * (MOST_SHORT_LIVES + 1), 1)
    assert code == 1
    assert said[-1] is None
    assert len(said) == MOST_SHORT_LIVES
    assert left == "1"


def test_a_signal_while_it_waits_ends_it(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text("1 1")

    def stop(_seconds: float | None) -> None:
        signal.raise_signal(signal.SIGTERM)

    command = [sys.executable, "-c", CHILD, str(tmp_path / "codes")]
    assert Supervisor(command, stop, first_wait=3_600).run() == 0
    assert (tmp_path / "codes").read_text() == "1"
