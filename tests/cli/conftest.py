"""What several tests of commands need."""

import time
from types import SimpleNamespace

import pytest

from election.voters.rate_limit import Throttle


class Ticks:
    """The clock by which wrong tries are slowed down: it goes only while a command waits."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let so many seconds go by."""
        self.now += seconds


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Ticks:
    """Have no time go by between two tries, however long they take here. Comes before what opens a folder."""
    ticks = Ticks()
    monkeypatch.setattr("election.services.Throttle", lambda: Throttle(ticks))
    waits = SimpleNamespace(monotonic=time.monotonic, sleep=ticks.sleep)
    monkeypatch.setattr("cli.carry_out.time", waits)
    return ticks
