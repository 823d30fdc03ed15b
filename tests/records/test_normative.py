"""The elections of the normative set, with ballots and results, through a pack and all three verifiers."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.records.pack_factory import contest, pack_of
from tests.records.verifiers import VERIFIERS, outline

HERE = Path(__file__).parents[1] / "election" / "voting" / "counts" / "data"
SET = Path(__file__).resolve().parents[3] / "shared" / "methods" / "data"
KINDS = {
    "irv": "irv",
    "stv-scottish": "stv_scottish",
    "condorcet": "condorcet",
    "star": "star",
    "bloc-star": "star",
    "score": "score",
    "approval": "approval",
    "plurality": "choose",
    "n-of-m": "choose",
}
MOST_CANDIDATES = 250


def cases(folder: Path) -> list[tuple[Any, Any]]:
    files = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return [(file, count) for file in files for count in file["counts"] if _fits(file, count)]


def _fits(file: Any, count: Any) -> bool:
    highest = file.get("max_score", 5)
    return count["method"] in KINDS and "ballots" in file and highest in (5, 10)


def markings(kind: str, file: Any) -> list[tuple[int, Any]]:
    if kind in ("irv", "stv_scottish", "condorcet"):
        ranked = [
            (n, [[e + 1 for e in sorted(m)] if isinstance(m, list) else [m + 1] for m in marks])
            for n, marks in file["ballots"]
        ]
        if kind == "condorcet":
            return ranked
        return [(n, _until_shared(ranks)) for n, ranks in ranked]
    if kind in ("score", "star"):
        return [
            (n, [[at, score] for at, score in enumerate(marks, 1) if score is not None])
            for n, marks in file["ballots"]
        ]
    return [(n, sorted(each + 1 for each in marks)) for n, marks in file["ballots"]]


def _until_shared(ranks: list[list[int]]) -> list[list[int]]:
    """Two on one rank end the ballot there; no screen of the program can make it so."""
    shared = [at for at, rank in enumerate(ranks) if len(rank) > 1]
    return ranks[: shared[0]] if shared else ranks


def check(file: Any, count: Any, *, public: bool) -> None:
    kind, size = KINDS[count["method"]], len(file["candidates"])
    order = [each + 1 for each in count.get("lot") or range(size)]
    rule: dict[str, Any] = {"ties": {"by": "order", "order": order, "made": "typed"}}
    if kind not in ("irv", "condorcet"):
        rule["seats"] = count.get("seats", 1)
    options: dict[str, Any] = {}
    if kind == "choose":
        options["most"] = max([1, *(len(marks) for _, marks in file["ballots"])])
    if kind == "condorcet":
        options["equal"] = True
    if kind == "score":
        options["highest"] = file.get("max_score", 5)
    given = contest(kind, size, rule=rule, options=options)
    pack = pack_of([given], {1: markings(kind, file)}, markings_public=public)
    said = [outline(verify(pack.bytes())) for verify in VERIFIERS.values()]
    assert said[0][0] == 0, (file["id"], said[0])
    assert said[0] == said[1] == said[2], file["id"]
    winners = count["expected"].get("winners")
    if winners is not None and kind != "condorcet" and "rule" not in count:
        elected = pack.json("results.json")["contests"][0]["elected"]
        assert sorted(elected) == sorted(each + 1 for each in winners), file["id"]


@pytest.mark.parametrize("case", cases(HERE)[::3], ids=lambda case: f"{case[0]['id']}-{case[1]['method']}")
def test_elections_kept_here(case: tuple[Any, Any]) -> None:
    check(*case, public=True)


@pytest.mark.slow
@pytest.mark.skipif(not SET.is_dir(), reason="the set of elections is not beside this checkout")
@pytest.mark.timeout(1200)
def test_all_elections_of_the_set() -> None:
    found = cases(SET)
    small = [case for case in found if len(case[0]["candidates"]) <= MOST_CANDIDATES]
    assert len(small) >= 400
    for at, case in enumerate(small):
        check(*case, public=at % 4 != 0)
    print(len(small), "elections, each by", ", ".join(VERIFIERS))
