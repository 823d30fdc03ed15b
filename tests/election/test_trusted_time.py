"""The time that scheduled steps are taken by, which is told only while the clock goes as time passes."""

from datetime import UTC, datetime

import pytest

from election.clock import ClockJump
from election.trusted_time import JUMP, TrustedTime

START = 1_800_000_000.0


class Computer:
    """A computer's clock and the time that passes."""

    def __init__(self) -> None:
        self.wall, self.ticks = START, 50.0

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds

    def time(self, jump: ClockJump | None = None) -> TrustedTime:
        return TrustedTime(lambda: self.wall, lambda: self.ticks, jump)


def test_it_is_the_computer_s_time() -> None:
    computer = Computer()
    time = computer.time()
    for seconds in (0.0, 3_600.0, 86_400.0):
        computer.pass_(seconds)
        assert time.now() == datetime.fromtimestamp(computer.wall, UTC)
    assert time.jump() is None


@pytest.mark.parametrize("by", [JUMP + 1, -JUMP - 1, 86_400.0, -86_400.0 * 365])
def test_a_jump_is_told_until_it_is_confirmed(by: float) -> None:
    computer = Computer()
    time = computer.time()
    computer.wall += by
    assert time.now() is None
    assert time.jump() == ClockJump(START, START + by)
    computer.pass_(600)
    assert time.now() is None
    assert time.jump() == ClockJump(START, START + by)
    time.confirm()
    assert time.now() == datetime.fromtimestamp(START + by + 600, UTC)
    assert time.jump() is None


def test_a_clock_that_is_put_right_needs_nobody() -> None:
    computer = Computer()
    time = computer.time()
    computer.wall -= 5_000
    assert time.now() is None
    computer.wall += 5_000
    assert time.now() == datetime.fromtimestamp(START, UTC)


def test_another_jump_while_one_waits_is_told_as_it_is() -> None:
    computer = Computer()
    time = computer.time()
    computer.wall -= 5_000
    assert time.now() is None
    computer.wall += 2_000
    assert time.jump() == ClockJump(START, START - 3_000)


@pytest.mark.parametrize("by", [JUMP - 1, -JUMP + 1])
def test_what_is_put_right_a_little_is_no_jump(by: float) -> None:
    computer = Computer()
    time = computer.time()
    for _ in range(5):
        computer.pass_(60)
        computer.wall += by
        assert time.now() == datetime.fromtimestamp(computer.wall, UTC)


def test_a_clock_that_was_behind_at_the_start_waits() -> None:
    computer = Computer()
    time = computer.time(ClockJump(START + 9_000, START))
    assert time.now() is None
    time.confirm()
    assert time.now() == datetime.fromtimestamp(START, UTC)
