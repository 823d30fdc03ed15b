"""Reading one at a time, and once more where it was asked for meanwhile."""

from collections.abc import Callable

from kiosk.support.latest import Latest


class Readings:
    """Readings that end when the test has them end."""

    def __init__(self) -> None:
        self.begun: list[tuple[Callable[[int], None], Callable[[Exception], None]]] = []
        self.shown: list[int] = []
        self.failures: list[Exception] = []
        self.latest = Latest[int](
            lambda done, failed: self.begun.append((done, failed)), self.shown.append, self.failures.append
        )


def test_however_often_it_is_asked_meanwhile_it_reads_once_more() -> None:
    readings = Readings()
    for _ in range(3):
        readings.latest.ask()
    assert len(readings.begun) == 1
    readings.begun[0][0](1)
    assert len(readings.begun) == 2
    readings.begun[1][0](2)
    assert len(readings.begun) == 2
    assert readings.shown == [1, 2]


def test_after_a_failure_it_reads_once_more_too() -> None:
    readings, failure = Readings(), OSError()
    readings.latest.ask()
    readings.latest.ask()
    readings.begun[0][1](failure)
    assert readings.failures == [failure]
    assert len(readings.begun) == 2


def test_once_dropped_it_reads_anew_and_no_more_than_that() -> None:
    readings = Readings()
    readings.latest.ask()
    readings.latest.ask()
    readings.latest.drop()
    readings.latest.ask()
    readings.begun[1][0](2)
    assert len(readings.begun) == 2
