"""Elections for `bench.oracles`: random ones, and those of files like the tests'."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from election.voting.counts.ballots import Rankings, Scores
from election.voting.counts.condorcet import RULES

MADE = Path(__file__).parents[1] / "tests" / "election" / "voting" / "counts" / "data"
SCORED = ("score", "star", "bloc-star")
SEVERAL_SEATS = ("stv-scottish", "approval", "score", "bloc-star")


@dataclass(frozen=True)
class Case:
    """One election. `ballots` are pairs of a number and either ranks (lists of candidates from 0, best first)
    or scores (one for each candidate).
    """

    name: str
    method: str
    candidates: int
    seats: int
    ballots: tuple[tuple[int, Any], ...]
    highest: int = 0

    def rankings(self) -> Rankings:
        """Return the ballots as we count rankings."""
        return Rankings.of(self.candidates, self.ballots)

    def scores(self) -> Scores:
        """Return the ballots as we count scores."""
        return Scores.of(self.candidates, self.highest, self.ballots)


def random_case(method: str, chance: random.Random) -> Case:
    """Return a random election: 2 to 7 candidates, 9 to 400 voters, who agree more in some than in others."""
    size = chance.randint(2, 7)
    seats = 1
    if method in SEVERAL_SEATS:
        size = max(size, 3)
        seats = chance.randint(2 if method == "bloc-star" else 1, min(4, size - 1))
    spread = chance.choice((0, 0.3, 1))
    liking = [chance.random() * spread for _ in range(size)]
    highest = 0
    if method in SCORED:
        highest = 10 if method == "score" else 5
    ballots = [
        (
            chance.randint(1, 4),
            _scores(liking, highest, chance) if highest else _ranks(method, liking, chance),
        )
        for _ in range(chance.randint(9, 100))
    ]
    return Case("random", method, size, seats, tuple(ballots), highest)


def _ranks(method: str, liking: list[float], chance: random.Random) -> list[list[int]]:
    worth = {each: base + chance.gauss(0, 1) for each, base in enumerate(liking)}
    ranked = sorted(worth, key=lambda each: -worth[each])[: chance.randint(1, len(liking))]
    ranks: list[list[int]] = []
    for each in ranked:
        if ranks and method in RULES and chance.random() < 0.15:
            ranks[-1].append(each)
        else:
            ranks.append([each])
    return ranks


def _scores(liking: list[float], highest: int, chance: random.Random) -> list[int]:
    middle = highest / 2
    return [
        max(0, min(highest, round(middle + middle * (base - 0.3 + chance.gauss(0, 1)) / 2)))
        for base in liking
    ]


def made_cases(method: str, folders: list[Path]) -> Iterator[Case]:
    """Yield the elections of files whose `counts` have the method."""
    for path in sorted(each for folder in (MADE, *folders) for each in folder.glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        sought = "condorcet" if method in RULES else method
        for count in file.get("counts", ()):
            if count["method"] == sought:
                ballots = tuple((number, _read(file, marks)) for number, marks in file["ballots"])
                size, highest = len(file["candidates"]), file.get("max_score", 0)
                yield Case(file["id"], method, size, count["seats"], ballots, highest)


def _read(file: dict[str, Any], marks: list[Any]) -> list[Any]:
    if file.get("max_score"):
        return marks
    return [mark if isinstance(mark, list) else [mark] for mark in marks]
