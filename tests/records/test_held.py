"""Elections held from opening to the pack that the program itself writes, checked by all three verifiers."""

from pathlib import Path
from typing import Any

import pytest

from election.election_services import ElectionServices
from tests.election.records.pack.worlds import definition, held
from tests.records.verifiers import VERIFIERS, outline

ORDER = {"ties": {"by": "order", "order": [3, 1, 2], "made": "drawn"}}
KINDS: list[dict[str, Any]] = [
    {},
    {"options": {"most": 2}},
    {"kind": "approval"},
    {"kind": "yes_no"},
    {"kind": "yes_no", "candidates": []},
    {"kind": "irv", "rule": ORDER},
    {"kind": "stv_scottish", "rule": ORDER | {"seats": 2}},
    {"kind": "condorcet", "options": {"equal": True}, "rule": ORDER},
    {"kind": "score"},
    {"kind": "star", "rule": ORDER},
    {"rule": {"quorum": {"share": "at least 1/1", "below": "not_opened"}}},
]


def marking(kind: str, ids: list[int], voter: int) -> Any:
    """Return what a voter marks: each something else, some of them nothing."""
    if voter == 4:
        return {} if kind in ("yes_no", "score", "star") else ()
    turned = ids[voter % len(ids) :] + ids[: voter % len(ids)]
    match kind:
        case "yes_no":
            return {each: ("yes", "no", "abstain")[(at + voter) % 3] for at, each in enumerate(ids)}
        case "score" | "star":
            return {each: (5, 3, 0)[at] for at, each in enumerate(turned)}
        case "irv" | "stv_scottish" | "condorcet":
            return tuple((each,) for each in turned[: 1 + voter % 3])
    return (turned[0],)


def ballots(contests: Any) -> list[dict[int, Any]]:
    return [
        {each.id: marking(each.kind, [one.id for one in each.candidates] or [0], voter) for each in contests}
        for voter in range(5)
    ]


def said_of(election: ElectionServices, folder: Path) -> tuple[bytes, list[tuple[str, bool | None]]]:
    """Return the pack, and what all verifiers say of it."""
    content = election.packs.make(folder).path.read_bytes()
    print_of_key = election.key.fingerprint
    said = [outline(verify(content, print_of_key)) for verify in VERIFIERS.values()]
    assert said[0] == said[1] == said[2]
    return content, said[0][1]


@pytest.mark.parametrize("public", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_kind(public: bool, tmp_path: Path) -> None:
    given = definition(*KINDS, markings_public=public)
    with held(given, []) as empty:
        contests = empty.results.report().election.contests
    with held(given, ballots(contests), "pause", "resume") as election:
        _, said = said_of(election, tmp_path)
    assert [name for name, holds in said if holds is False] == []
    sums = {name for name, holds in said if holds is None}
    assert sums == (set() if public else {f"recount:{at}" for at in (2, 3, 4, 6, 7, 8, 9, 10)})


@pytest.mark.slow
def test_an_election_without_votes(tmp_path: Path) -> None:
    with held(definition(*KINDS), []) as election:
        _, said = said_of(election, tmp_path)
    assert [name for name, holds in said if holds is False] == []
