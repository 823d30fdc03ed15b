"""Idle, by a clock the test winds: whoever is there is left alone, and whoever has gone leaves nothing."""

import time

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.lockdown.idle import IdleAction, IdleTimer, Stage, steady_clock

PERIOD, QUESTION = 120.0, 30.0


class Clock:
    def __init__(self) -> None:
        self.now = 5_000.0

    def __call__(self) -> float:
        return self.now


def idle_on(clock: Clock, action: IdleAction = IdleAction.ASK) -> IdleTimer:
    idle = IdleTimer(PERIOD, QUESTION, clock)
    idle.set_action(action)
    return idle


def pass_time(idle: IdleTimer, clock: Clock, seconds: float) -> Stage:
    """As it really passes: somebody looks every second."""
    for _ in range(int(seconds)):
        clock.now += 1
        idle.check()
    return idle.stage


def test_a_voter_is_asked_after_the_period_and_gone_after_the_question() -> None:
    clock = Clock()
    idle = idle_on(clock)
    assert pass_time(idle, clock, PERIOD - 1) is Stage.HERE
    assert idle.seconds_left() == 0.0
    assert pass_time(idle, clock, 1) is Stage.ASKED
    assert idle.seconds_left() == QUESTION
    assert pass_time(idle, clock, QUESTION - 1) is Stage.ASKED
    assert idle.seconds_left() == 1
    assert pass_time(idle, clock, 1) is Stage.GONE


def test_a_touch_begins_the_period_anew_but_does_not_answer_the_question() -> None:
    clock = Clock()
    idle = idle_on(clock)
    pass_time(idle, clock, PERIOD - 1)
    idle.touched()
    assert pass_time(idle, clock, PERIOD - 1) is Stage.HERE
    pass_time(idle, clock, 1)
    idle.touched()
    assert idle.stage is Stage.ASKED
    idle.more_time()
    assert pass_time(idle, clock, PERIOD - 1) is Stage.HERE


def test_after_the_end_neither_a_touch_nor_an_answer_brings_anything_back() -> None:
    clock = Clock()
    idle = idle_on(clock)
    pass_time(idle, clock, PERIOD + QUESTION)
    idle.touched()
    idle.more_time()
    assert idle.check() is Stage.GONE
    idle.set_action(IdleAction.RETURN)
    assert idle.check() is Stage.GONE
    idle.begin()
    assert idle.check() is Stage.HERE
    assert idle.action is IdleAction.NOTHING


def test_where_nothing_is_to_lose_nobody_is_asked() -> None:
    clock = Clock()
    idle = idle_on(clock, IdleAction.RETURN)
    assert pass_time(idle, clock, PERIOD - 1) is Stage.HERE
    assert pass_time(idle, clock, 1) is Stage.GONE


def test_nothing_ends_while_nothing_is_watched() -> None:
    clock = Clock()
    idle = idle_on(clock, IdleAction.NOTHING)
    clock.now += 1_000_000
    assert idle.check() is Stage.HERE
    idle.set_action(IdleAction.ASK)
    assert idle.check() is Stage.HERE


@pytest.mark.parametrize("before", [0, PERIOD])
def test_who_wakes_the_computer_by_a_key_finds_it_locked(before: float) -> None:
    clock = Clock()
    idle = idle_on(clock)
    pass_time(idle, clock, before)
    clock.now += PERIOD + 1  # asleep: nobody looked
    idle.touched()
    assert idle.stage is Stage.GONE


def test_a_short_sleep_leaves_the_whole_question() -> None:
    clock = Clock()
    idle = idle_on(clock)
    pass_time(idle, clock, PERIOD - 1)
    clock.now += QUESTION * 2
    assert idle.check() is Stage.ASKED
    assert idle.seconds_left() == QUESTION


def test_the_cast_ends_the_question_and_the_next_screen_keeps_it() -> None:
    clock = Clock()
    idle = idle_on(clock)
    pass_time(idle, clock, PERIOD)
    idle.set_action(IdleAction.ASK)  # another screen of the same voter came by itself
    assert idle.check() is Stage.ASKED
    idle.set_action(IdleAction.NOTHING)
    assert idle.check() is Stage.HERE


def test_other_periods_count_at_once() -> None:
    clock = Clock()
    idle = idle_on(clock)
    idle.set_periods(300, 45)
    assert pass_time(idle, clock, 299) is Stage.HERE
    assert pass_time(idle, clock, 1) is Stage.ASKED
    assert idle.seconds_left() == 45


def test_the_steady_clock_goes_on_and_is_not_the_systems() -> None:
    first = steady_clock()
    assert steady_clock() >= first
    assert abs(first - time.time()) > 1_000


class IdleMachine(RuleBasedStateMachine):
    """Against a model that knows only what happened when."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.idle = idle_on(self.clock)
        self.last = self.clock.now  # touch, answer, or change of what is watched
        self.asked: float | None = None

    @rule(seconds=st.integers(1, 400))
    def time_passes(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.now += 1
            if self.idle.check() is Stage.ASKED and self.asked is None:
                self.asked = self.clock.now

    @rule(seconds=st.integers(int(PERIOD) + 1, 100_000))
    def sleep(self, seconds: int) -> None:
        action, stage = self.idle.action, self.idle.stage
        self.clock.now += seconds
        self.idle.touched()  # what wakes it
        if action is not IdleAction.NOTHING:
            assert self.idle.stage is Stage.GONE
        else:
            assert self.idle.stage is stage

    @rule()
    def touch(self) -> None:
        before = self.idle.stage
        self.idle.touched()
        assert self.idle.stage is before
        if before is Stage.HERE:
            self.last = self.clock.now

    @rule()
    def answer(self) -> None:
        before = self.idle.stage
        self.idle.more_time()
        assert self.idle.stage is (Stage.HERE if before is Stage.ASKED else before)
        if before is Stage.ASKED:
            self.last, self.asked = self.clock.now, None

    @rule(action=st.sampled_from(IdleAction))
    def another_screen(self, action: IdleAction) -> None:
        stage, before = self.idle.stage, self.idle.action
        self.idle.set_action(action)
        if action is before or stage is Stage.GONE:
            assert self.idle.stage is stage
        elif stage is Stage.ASKED and action is IdleAction.ASK:
            assert self.idle.stage is Stage.ASKED
        else:
            assert self.idle.stage is Stage.HERE
            self.last, self.asked = self.clock.now, None

    @rule()
    def another_voter(self) -> None:
        self.idle.begin()
        assert self.idle.check() is Stage.HERE
        self.last, self.asked = self.clock.now, None

    @invariant()
    def nobody_is_disturbed_too_early_or_stays_too_long(self) -> None:
        here = self.clock.now - self.last
        if self.idle.stage is Stage.HERE and self.idle.action is not IdleAction.NOTHING:
            assert here < PERIOD
        if self.idle.stage is Stage.ASKED:
            assert self.idle.action is IdleAction.ASK
            assert here >= PERIOD
            assert 0 < self.idle.seconds_left() <= QUESTION
        if self.idle.stage is Stage.GONE:
            assert self.idle.action is not IdleAction.NOTHING
            assert here >= PERIOD

    @precondition(lambda self: self.idle.stage is Stage.ASKED)
    @rule()
    def the_question_stands_its_time(self) -> None:
        assert self.asked is not None
        assert self.clock.now - self.asked < QUESTION


IdleMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestIdleMachine = IdleMachine.TestCase
