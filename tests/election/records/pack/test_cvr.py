"""Ballots for other programs: cast vote records as NIST SP 1500-103 describes them."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from election.records.pack import cvr
from election.records.pack.contents import pack_entries
from election.records.program import this_program
from tests.election.records.pack.cvr_schema import REFERS, SCHEMA
from tests.election.records.pack.worlds import Ballot, definition, held

ORDER = {"ties": {"by": "order", "made": "typed", "order": [1, 2, 3]}}
VALID = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)
KINDS: dict[str, tuple[dict[str, Any], list[Any]]] = {  # a contest, and markings of it
    "choose": ({"options": {"most": 2}}, [(1, 3), (2,)]),
    "approval": ({"kind": "approval"}, [(1, 2, 3)]),
    "motion": ({"kind": "yes_no", "candidates": []}, [{0: "no"}, {0: "abstain"}]),
    "yes_no": ({"kind": "yes_no"}, [{1: "yes", 2: "no", 3: "abstain"}]),
    "irv": ({"kind": "irv", "rule": ORDER}, [((3,), (1,))]),
    "stv_scottish": ({"kind": "stv_scottish", "rule": ORDER | {"seats": 2}}, [((2,), (1,))]),
    "condorcet": ({"kind": "condorcet", "rule": ORDER, "options": {"equal": True}}, [((1, 2), (3,))]),
    "score": ({"kind": "score"}, [{1: 5, 2: 0}]),
    "star": ({"kind": "star", "rule": ORDER}, [{1: 5, 2: 3}]),
}


def file_of(*contests: dict[str, Any], ballots: list[Ballot]) -> Any:
    """The file of an election with these contests and ballots."""
    with held(definition(*contests, markings_public=True), ballots) as election:
        entries = pack_entries(election.packs._contents(), this_program())
    return json.loads(entries["cvr.json"])


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in it, it among them."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def dangling(file: Any) -> list[str]:
    """What refers to nothing, or to something of another class."""
    classes = {each["@id"]: each["@type"].removeprefix("CVR.") for each in objects(file) if "@id" in each}
    return [
        f"{name}: {target}"
        for each in objects(file)
        for name, wanted in REFERS.items()
        if name in each
        for target in (each[name] if isinstance(each[name], list) else [each[name]])
        if classes.get(target) not in wanted
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_as_the_standard_wants_it(kind: str) -> None:
    contest, markings = KINDS[kind]
    file = file_of(contest, ballots=[*({1: each} for each in markings), {}])
    assert [str(each) for each in VALID.iter_errors(file)] == []
    assert dangling(file) == []
    ids = [each["@id"] for each in objects(file) if "@id" in each]
    assert len(set(ids)) == len(ids)
    assert len(file["CVR"]) == len(markings) + 1


def test_the_schema_notices_every_field_that_is_too_much_or_missing() -> None:
    """It would hold nothing if it took whatever it is given."""
    file = file_of({}, ballots=[{1: (2,)}])
    for each in list(objects(file)):
        each["Added"] = "x"
        assert not VALID.is_valid(file)
        del each["Added"]
        kept = each.pop("@type")
        assert not VALID.is_valid(file)
        each["@type"] = kept
    file["CVR"][0]["ElectionId"] = "kiosk"
    assert dangling(file) == ["ElectionId: kiosk"]


def test_no_record_says_what_else_its_voter_voted() -> None:
    file = file_of({}, {"kind": "yes_no", "candidates": []}, ballots=[{1: (2,), 2: {0: "no"}}, {}])
    contests = [each["CVRSnapshot"][0]["CVRContest"] for each in file["CVR"]]
    assert [[each["ContestId"] for each in found] for found in contests] == [
        *([["contest-1"]] * 2),
        *([["contest-2"]] * 2),
    ]
    assert all(
        set(each) == {"@type", "CVRSnapshot", "CurrentSnapshotId", "ElectionId"} for each in file["CVR"]
    )


def test_marks_ranks_and_scores_stand_in_it() -> None:
    contests = ({}, {"kind": "irv", "rule": ORDER}, {"kind": "score"})
    file = file_of(*contests, ballots=[{1: (2,), 2: ((6,), (4,)), 3: {7: 5, 9: 0}}, {}])
    found = [each["CVRSnapshot"][0]["CVRContest"][0] for each in file["CVR"]]
    marks = [
        [
            (each["ContestSelectionId"], each.get("Rank"), each["SelectionPosition"][0]["NumberVotes"])
            for each in record["CVRContestSelection"]
        ]
        for record in found
    ]
    assert sorted(marks) == [
        *([[]] * 3),
        [("selection-1-2", None, 1)],
        [("selection-2-6", 1, 1), ("selection-2-4", 2, 1)],
        [("selection-3-7", None, 5), ("selection-3-9", None, 0)],
    ]
    assert [each.get("Status") for each in found].count(["not-indicated"]) == 3


def test_a_file_that_would_be_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cvr, "LARGEST", 100)
    with held(definition({}), [{1: (1,)}]) as election:
        assert "cvr.json" not in pack_entries(election.packs._contents(), this_program())
