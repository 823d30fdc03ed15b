"""Guesses at voter codes from all over, and people with good ones in between. Time is the test's own."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from election.errors import ElectionError
from election.events import Events
from election.store.port import Store
from election.voters import codes
from election.voters.code_log_in import SPARE, CodeLogIn, TooManyCodes
from election.voters.codes import CodeUnknown, VoterCode
from tests.election.voters.codes import CODE_KEY, put_codes

ADDRESSES, EACH = 50, 20  # which guess, and how often in a second each of them does
PEOPLE, SECONDS = 60, 10
GUESSERS = [f"10.0.0.{number}" for number in range(1, ADDRESSES + 1)]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Hall:
    """People come at random moments, each tries again a second after they were refused."""

    def __init__(self, store: Store, addresses: Iterator[str], seed: int) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock()
        self.guesses = itertools.cycle(each.shown for each in codes.draw(200))
        self.log_in = CodeLogIn(store, CODE_KEY, Events(), clock=self.clock)
        # When somebody tries next, who, from where, and since when.
        self.waiting = [
            (1000 + self.chance.uniform(1, SECONDS), slip, next(addresses), 0)
            for slip in put_codes(store, PEOPLE)
        ]
        self.tries: list[int] = []  # of those who are in
        self.answers: Counter[type[ElectionError]] = Counter()  # to guesses

    def guess(self, source: str) -> None:
        try:
            self.log_in.log_in(next(self.guesses), source)
        except ElectionError as error:
            self.answers[type(error)] += 1

    def people(self) -> None:
        due = [each for each in self.waiting if each[0] <= self.clock.now]
        self.waiting = [each for each in self.waiting if each[0] > self.clock.now]
        for _, slip, source, before in due:
            self._try(slip, source, before + 1)

    def _try(self, slip: VoterCode, source: str, tries: int) -> None:
        try:
            self.log_in.log_in(slip.shown, source)
        except TooManyCodes as refusal:
            seconds = refusal.values["seconds"]
            assert seconds == 1
            self.waiting.append((self.clock.now + seconds, slip, source, tries))
        else:
            self.tries.append(tries)

    def run(self, guessers: list[str], each: int) -> None:
        """Let `guessers` guess so many times a second, in no order, until everybody is in."""
        end = 1000 + 3 * SECONDS
        while self.waiting and self.clock.now < end:
            self.clock.now += 1 / each
            moves = [lambda source=each: self.guess(source) for each in guessers]
            moves.append(self.people)
            self.chance.shuffle(moves)
            for move in moves:
                move()


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in (1, 2))])
def test_honest_codes_work_at_once_while_fifty_addresses_guess(store: Store, seed: int) -> None:
    hall = Hall(store, (f"10.0.1.{number}" for number in range(1, PEOPLE + 1)), seed)
    hall.run(GUESSERS, EACH)
    assert hall.tries == [1] * PEOPLE
    # What a guesser is told apart from "wait": five times, and once for each wait of up to half a minute.
    assert hall.answers[CodeUnknown] <= ADDRESSES * (5 + 6 + 3 * SECONDS / 30)


@pytest.mark.parametrize("guessers", [GUESSERS[:1], GUESSERS])
def test_who_shares_the_address_of_a_guesser_gets_in_too(store: Store, guessers: list[str]) -> None:
    """Phones behind one router look like one: so all of them do, some of which guess."""
    hall = Hall(store, (random.Random(5).choice(guessers) for _ in range(PEOPLE)), seed=5)
    hall.run(guessers, EACH)
    assert len(hall.tries) == PEOPLE
    assert sum(hall.tries) / PEOPLE < 3
    assert max(hall.tries) <= 12  # seconds, nearly
    seconds = hall.clock.now - 1000
    assert hall.log_in.guessed() <= SPARE * (1 + seconds) + ADDRESSES * (5 + 6 + seconds / 30)


def test_a_whole_hall_behind_one_address_gets_in_at_the_first_try(store: Store) -> None:
    """Among three hundred phones some have a code of another election; nobody waits for their sake."""
    slips = put_codes(store, 300)
    clock = Clock()
    log_in = CodeLogIn(store, CODE_KEY, Events(), clock=clock)
    for at, slip in enumerate(slips):
        clock.now += 0.1
        if at % 5 == 0:
            with pytest.raises((CodeUnknown, TooManyCodes)):
                log_in.log_in(codes.draw(1)[0].shown, "10.0.0.1")
        log_in.log_in(slip.shown, "10.0.0.1")
