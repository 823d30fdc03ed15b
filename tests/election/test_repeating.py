"""What is done again and again is done whatever it raises, and ends with what it lasts for."""

import queue
import threading

import pytest

from election.repeating import repeating


def test_it_goes_on_though_it_failed_and_ends_in_order(caplog: pytest.LogCaptureFixture) -> None:
    done: queue.Queue[str] = queue.Queue()

    def work() -> None:
        done.put(threading.current_thread().name)
        raise RuntimeError

    with repeating(work, 0.001, "one of them"):
        assert [done.get(timeout=50) for _ in range(3)] == ["one of them"] * 3
    assert "one of them" not in [each.name for each in threading.enumerate()]
    assert "one of them: what is done every 0.001 seconds failed" in caplog.messages


def test_the_end_waits_for_what_is_under_way() -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(50)
        ended.set()

    with repeating(work, 0.001, "long"):
        assert begun.wait(50)
        go_on.set()
    assert ended.is_set()


def test_it_is_done_at_once_where_that_is_asked_for() -> None:
    done: queue.Queue[int] = queue.Queue()
    soon = threading.Event()
    with repeating(lambda: done.put(1), 3600, "rare", soon):
        for _ in range(2):
            soon.set()
            assert done.get(timeout=50) == 1
    assert done.empty()
