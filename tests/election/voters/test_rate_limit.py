"""How guessing is slowed down, and who is not kept out for it."""

import pytest

from election.voters.rate_limit import KIOSK, Throttle

HOME, CAFE = "192.0.2.7", "198.51.100.9"


class Clock:
    """A clock the test winds."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock)


def wrong(throttle: Throttle, account: str, source: str = KIOSK, times: int = 1) -> None:
    """Try so often, as soon as one may."""
    for _ in range(times):
        assert throttle.attempt(account, source).wait == 0.0


def wait(throttle: Throttle, account: str, source: str = KIOSK) -> float:
    """Return how long the next try must wait; makes none."""
    attempt = throttle.attempt(account, source)
    if not attempt.wait:
        throttle.void(attempt)
    return attempt.wait


def test_it_waits_longer_each_time_but_never_long_and_forgets(throttle: Throttle, clock: Clock) -> None:
    waits = []
    for _ in range(14):
        wrong(throttle, "a")
        waits.append(wait(throttle, "a"))
        clock.now += waits[-1]
        assert wait(throttle, "a") == 0.0
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]
    throttle.right(throttle.attempt("a", KIOSK))
    wrong(throttle, "a", times=4)
    assert wait(throttle, "a") == 0.0
    wrong(throttle, "b", times=5)
    clock.now += 901
    wrong(throttle, "b", times=4)
    assert wait(throttle, "b") == 0.0


def test_a_try_that_came_to_nothing_counts_for_nothing_and_makes_nobody_wait_longer(
    throttle: Throttle, clock: Clock
) -> None:
    wrong(throttle, "a", times=4)
    for _ in range(20):
        throttle.void(throttle.attempt("a", KIOSK))
    wrong(throttle, "a", times=1)
    assert wait(throttle, "a") == 1.0
    clock.now += 1.0
    throttle.void(throttle.attempt("a", KIOSK))
    assert wait(throttle, "a") == 0.0


def test_one_source_waits_and_another_does_not(throttle: Throttle) -> None:
    wrong(throttle, "a", CAFE, times=5)
    assert wait(throttle, "a", CAFE) == 1.0
    assert wait(throttle, "a", HOME) == wait(throttle, "a", KIOSK) == wait(throttle, "b", CAFE) == 0.0


def test_guessing_from_everywhere_slows_strangers_and_nobody_else(throttle: Throttle, clock: Clock) -> None:
    throttle.right(throttle.attempt("a", HOME))
    for number in range(10):
        wrong(throttle, "a", f"203.0.113.{number}", times=5)
    wrong(throttle, "a", CAFE)  # a stranger's source has one free try
    waits = []
    while sum(waits) < 900:
        waits.append(wait(throttle, "a", CAFE))
        clock.now += waits[-1]
        wrong(throttle, "a", CAFE)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    wrong(throttle, "a", "203.0.113.99")  # the owner, from somewhere new
    for source in (HOME, KIOSK):
        wrong(throttle, "a", source, times=5)
        assert wait(throttle, "a", source) == 1.0
    assert wait(throttle, "another", CAFE) == 0.0


def test_an_owner_who_mistypes_at_many_places_is_no_siege(throttle: Throttle) -> None:
    for number in range(30):
        source = f"203.0.113.{number}"
        wrong(throttle, "a", source, times=3)
        throttle.right(throttle.attempt("a", source))
    wrong(throttle, "a", CAFE, times=5)


def test_voided_tries_are_no_siege(throttle: Throttle) -> None:
    for number in range(100):
        throttle.void(throttle.attempt("a", f"203.0.113.{number}"))
    wrong(throttle, "a", CAFE, times=5)


def test_what_is_remembered_is_bounded_and_the_oldest_goes_first(clock: Clock) -> None:
    throttle = Throttle(clock, most=200)
    for number in range(101):
        wrong(throttle, str(number), times=4)
        clock.now += 1
    for account, waiting in (
        ("100", 1.0),
        ("1", 1.0),
        ("0", 0.0),
    ):  # 100 places
        wrong(throttle, account)
        assert wait(throttle, account) == waiting
    for number in range(101):
        wrong(throttle, f"waits {number}", times=5)
    assert wait(throttle, "waits 0") == 0.0
    assert wait(throttle, "waits 1") == wait(throttle, "waits 100") == 1.0


def test_where_owners_logged_in_is_bounded_too(clock: Clock) -> None:
    throttle = Throttle(clock, most=200)
    throttle.right(throttle.attempt("a", HOME))
    for number in range(199):
        throttle.right(throttle.attempt(str(number), CAFE))
    throttle.right(throttle.attempt("a", CAFE))  # the one too many
    for number in range(10):
        wrong(throttle, "a", f"203.0.113.{number}", times=5)
    wrong(throttle, "a", HOME)
    assert wait(throttle, "a", HOME) == 1.0  # as a stranger
    wrong(throttle, "a", CAFE, times=5)


def test_invented_addresses_do_not_flush_the_one_that_must_wait(throttle: Throttle) -> None:
    wrong(throttle, "victim", CAFE, times=5)
    for number in range(20_000):
        throttle.attempt(str(number), CAFE)
    assert wait(throttle, "victim", CAFE) == 1.0
