"""Whatever stands in a signed pack, all verifiers say the same of it."""

import random

import pytest

from tests.records.changes import changed
from tests.records.forging import DRAWN, EXHAUSTED, IRV, LIKED, MOTIONS, SCORE, SMALL, STV, TIED, TWO_OF
from tests.records.pack_factory import Pack, contest, pack_of
from tests.records.reckoning import reckoned
from tests.records.verifiers import VERIFIERS, outline

SCORES = {1: [(3, [[1, 5], [2, 2]]), (2, [[2, 4], [3, 4]]), (1, [[3, 5]]), (1, [])]}
TWO_SEATS = {"seats": 2}
RANKS = {1: [(3, [[1, 2], [3]]), (2, [[2]]), (2, [[3], [1]]), (1, [])]}
PAIRS = [
    contest("condorcet", options={"equal": True, "completion": completion})
    for completion in ("schulze", "ranked_pairs", "minimax")
]
VOID = contest("choose", withdrawn_votes="void", rule={"threshold": {"share": "at least 1/3", "of": "roll"}})
PACKS = [
    SMALL, DRAWN, EXHAUSTED, IRV, LIKED, MOTIONS, SCORE, STV, TIED, TWO_OF,
    pack_of([contest("star", rule=TWO_SEATS)], SCORES),
    pack_of([contest("star")], SCORES, markings_public=True),
    pack_of([contest("stv_scottish", rule=TWO_SEATS)], {1: [(3, [[1], [2]])]}, markings_public=True),
    *(pack_of([each], RANKS, markings_public=public) for each in PAIRS for public in (False, True)),
    pack_of([VOID], {1: [(3, [1]), (2, [2]), (1, [])]}, withdrawn={1: [2]}, away=3, added=1, present=7),
]  # fmt: skip


def judged(pack: Pack, what: str) -> int:
    """Return the exit code of all verifiers."""
    content = pack.bytes()
    said = {verifier: outline(verify(content)) for verifier, verify in VERIFIERS.items()}
    assert len({str(each) for each in said.values()}) == 1, (what, said)
    return said["product"][0]


def check(number: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(number):
        what, pack = changed(chance.choice(PACKS), chance)
        judged(pack, what)


def check_rules(number: int, seed: int) -> None:
    """What one verifier makes of other rules, ballots and lots, the others make of them."""
    chance, held = random.Random(seed), 0
    for at in range(number):
        for pack in reckoned(chance.choice(PACKS), chance):
            held += judged(pack, f"{at} of {seed}") == 0
    assert held > number // 4


def test_some_changes_are_judged_alike() -> None:
    check(60, seed=1)


@pytest.mark.slow
def test_many_changes_are_judged_alike() -> None:
    check(2000, seed=2)


def test_some_rules_are_applied_alike() -> None:
    check_rules(30, seed=1)


@pytest.mark.slow
def test_many_rules_are_applied_alike() -> None:
    check_rules(800, seed=2)
