"""Elections with the results they must give, compared whole: some kept here, all where the set is beside the
checkout.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from election.voting.counts.ballots import Rankings, Scores
from election.voting.counts.condorcet import RULES, count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Count
from election.voting.counts.star import count_star
from election.voting.counts.stv import count_stv
from election.voting.counts.ties import DeclaredOrder
from election.voting.counts.totals import count_approval, count_score
from election.voting.counts.values import count_values

HERE = Path(__file__).parent / "data"
SET = Path(__file__).resolve().parents[5] / "shared" / "methods" / "data"
COUNTED = ("irv", "stv-scottish", "condorcet", "star", "bloc-star", "score", "approval")


def entries(folder: Path) -> list[Any]:
    files = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return [(file, count) for file in files for count in file["counts"] if count["method"] in COUNTED]


def rankings_of(file: Mapping[str, Any]) -> Rankings:
    ballots = [
        (number, [mark if isinstance(mark, list) else [mark] for mark in marks])
        for number, marks in file["ballots"]
    ]
    return Rankings.of(len(file["candidates"]), ballots)


def counted(file: Mapping[str, Any], count: Mapping[str, Any]) -> dict[str, Any]:
    order, seats, size = DeclaredOrder(count["lot"]), count["seats"], len(file["candidates"])
    match count["method"]:
        case "irv":
            return values(count_irv(rankings_of(file), order))
        case "stv-scottish":
            return values(count_stv(rankings_of(file), seats, order))
        case "approval":
            rankings = rankings_of(file)
            blank = rankings.counts.get(b"", 0)
            return values(count_approval(rankings, seats, order)) | {"blank": blank}
        case "condorcet":
            return condorcet(file, order)
        case "score":
            return values(count_score(Scores.of(size, file["max_score"], file["ballots"]), seats, order))
    star = values(count_star(Scores.of(size, file["max_score"], file["ballots"]), seats, order))
    return star if count["method"] == "bloc-star" else star | star["rounds"][0]


def condorcet(file: Mapping[str, Any], order: DeclaredOrder) -> dict[str, Any]:
    together: dict[str, Any] = {}
    for rule in RULES:
        together |= values(count_condorcet(rankings_of(file), order, rule))
    return together


def values(count: Count) -> dict[str, Any]:
    """As a file has them."""
    return json.loads(json.dumps(count_values(count)))


def differences(file: Mapping[str, Any], count: Mapping[str, Any]) -> dict[str, Any]:
    came = counted(file, count)
    return {
        name: (came.get(name), expected)
        for name, expected in count["expected"].items()
        if came.get(name) != expected
    }


@pytest.mark.parametrize(
    ("file", "count"),
    [pytest.param(*each, id=f"{each[0]['id']}-{at}") for at, each in enumerate(entries(HERE))],
)
def test_elections_kept_here(file: Mapping[str, Any], count: Mapping[str, Any]) -> None:
    assert differences(file, count) == {}


@pytest.mark.skipif(not SET.is_dir(), reason="the set of elections is not beside this checkout")
def test_all_elections_of_the_set() -> None:
    cases = entries(SET)
    assert len(cases) >= 415
    wrong = {
        f"{file['id']} {count['method']}": found
        for file, count in cases
        if (found := differences(file, count))
    }
    assert wrong == {}
