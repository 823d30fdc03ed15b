"""Random elections, many of them with ties, counted by the program and by `naive`."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from election.voting.counts.ballots import Rankings, Scores
from election.voting.counts.condorcet import RULES, count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Count, StagedCount
from election.voting.counts.star import count_star
from election.voting.counts.stv import count_stv
from election.voting.counts.ties import DeclaredOrder
from election.voting.counts.totals import count_approval, count_score
from tests.election.voting.counts import naive

Case = tuple[dict[str, Any], Count]


def rankings(rng: random.Random, *, equal: bool) -> tuple[list[naive.Ranking], int]:
    size = rng.choice([1, 2, 2, 3, 3, 4, 4, 5, 6, 7])
    ballots = []
    for _ in range(rng.choice([0, 1, 2, 3, 5, 8, 12, 20, 40])):
        order = rng.sample(range(size), rng.randint(0, size))
        ballot: naive.Ranking = []
        for each in order:
            if equal and ballot and rng.random() < 0.2:
                ballot[-1].add(each)
            else:
                ballot.append({each})
        ballots.append(ballot)
    if rng.random() < 0.5:  # many alike, so that there are votes enough to transfer
        ballots = [rng.choice(ballots) for _ in range(2 * len(ballots))]
    return ballots, size


def lot_of(rng: random.Random, size: int) -> list[int]:
    return rng.sample(range(size), size)


def packed(ballots: list[naive.Ranking], size: int) -> Rankings:
    return Rankings.of(size, [(1, [sorted(rank) for rank in ballot]) for ballot in ballots])


def irv(rng: random.Random) -> Case:
    ballots, size = rankings(rng, equal=rng.random() < 0.2)
    lot = lot_of(rng, size)
    return naive.irv(ballots, size, lot), count_irv(packed(ballots, size), DeclaredOrder(lot))


def stv(rng: random.Random) -> Case:
    ballots, size = rankings(rng, equal=rng.random() < 0.2)
    lot, seats = lot_of(rng, size), rng.randint(1, 4)
    return naive.stv(ballots, size, seats, lot), count_stv(packed(ballots, size), seats, DeclaredOrder(lot))


def condorcet(rule: str) -> Callable[[random.Random], Case]:
    def case(rng: random.Random) -> Case:
        ballots, size = rankings(rng, equal=True)
        lot = lot_of(rng, size)
        came = count_condorcet(packed(ballots, size), DeclaredOrder(lot), rule)
        return naive.condorcet(ballots, size, lot, rule), came

    return case


def scores(rng: random.Random, highest: int) -> tuple[list[list[int | None]], int]:
    size = rng.choice([1, 2, 3, 3, 4, 5])
    number = rng.choice([0, 1, 2, 3, 4, 7, 15])
    steps = [None, *range(highest + 1)] if rng.random() < 0.5 else [None, 0, highest]
    return [[rng.choice(steps) for _ in range(size)] for _ in range(number)], size


def score(rng: random.Random) -> Case:
    ballots, size = scores(rng, 10)
    lot, seats = lot_of(rng, size), rng.randint(1, 3)
    packed = Scores.of(size, 10, [(1, each) for each in ballots])
    return naive.score(ballots, size, seats, lot), count_score(packed, seats, DeclaredOrder(lot))


def star(rng: random.Random) -> Case:
    ballots, size = scores(rng, 5)
    lot, seats = lot_of(rng, size), rng.choice([1, 1, 2, 3])
    packed = Scores.of(size, 5, [(1, each) for each in ballots])
    return naive.star(ballots, size, seats, lot, 5), count_star(packed, seats, DeclaredOrder(lot))


def approval(rng: random.Random) -> Case:
    size = rng.randint(1, 6)
    sets = [set(rng.sample(range(size), rng.randint(0, size))) for _ in range(rng.choice([0, 1, 3, 9]))]
    lot, seats = lot_of(rng, size), rng.randint(1, 3)
    packed = Rankings.of(size, [(1, [[each] for each in marked]) for marked in sets])
    return naive.approval(sets, size, seats, lot), count_approval(packed, seats, DeclaredOrder(lot))


METHODS: dict[str, Callable[[random.Random], Case]] = {
    "irv": irv,
    "stv": stv,
    "approval": approval,
    "score": score,
    "star": star,
    **{rule: condorcet(rule) for rule in RULES},
}


def seen(count: Count) -> dict[str, Any]:
    came: dict[str, Any] = {"outcome": count.came.value, "winners": list(count.winners)}
    if isinstance(count, StagedCount) and count.stages:
        came["rounds"] = [list(stage.votes) for stage in count.stages]
    if level := getattr(count, "level", ()):
        came["level"] = sorted(level)
    return came


def agree(method: str, seeds: Iterator[int] | range) -> None:
    for seed in seeds:
        expected, count = METHODS[method](random.Random(f"{method} {seed}"))
        assert seen(count) == expected, seed


@pytest.mark.parametrize("method", METHODS)
def test_some_random_elections(method: str) -> None:
    agree(method, range(200))


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_ten_thousand_random_elections(method: str) -> None:
    agree(method, range(10_000))
