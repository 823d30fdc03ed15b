"""What is told before a pack is given away, the list for the committee, and ballots for other programs."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from election.admin.copies import CopyKind
from election.records.pack import cvr
from election.records.pack.contents import pack_entries
from election.records.pack.members import MembersUndeclared
from election.records.program import this_program
from tests.election.records.pack.worlds import CHEAP, definition, held
from tests.services import opened

ORDER = {"ties": {"by": "order", "made": "typed", "order": [1, 2, 3]}}


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([], []),
        ([(1,)], ["one_voter"]),
        ([(1,)] * 12, ["unanimous"]),
        ([()] * 3, ["unanimous"]),
        ([(1,)] * 8 + [(2,)], ["few"]),
        ([(1,)] * 9 + [(2,)], []),
    ],
)
def test_what_the_result_itself_tells_is_said(marks: list[tuple[int, ...]], told: list[str]) -> None:
    with held(definition({}), [{1: each} for each in marks]) as election:
        found = election.packs.warnings()
    assert [each.key for each in found] == [f"pack.warning.{key}" for key in told]


@pytest.mark.parametrize("public", [True, False])
def test_patterns_are_told_of_where_markings_are_public(public: bool) -> None:
    ballots = [{1: ((1,), (2,), (3,))}] * 8 + [{1: ((3,), (1,))}, {1: ((2,), (3,), (1,))}]
    with held(definition({"kind": "irv", "rule": ORDER}, markings_public=public), ballots) as election:
        found = [each.key for each in election.packs.warnings()]
    assert found == (["pack.warning.patterns"] if public else [])


def test_nothing_is_told_of_a_box_that_stays_closed(tmp_path: Path) -> None:
    quorum = {"rule": {"quorum": {"share": "at least 1/1"}}}
    with held(definition(quorum), [{1: (1,)}]) as election:
        assert [each.key for each in election.packs.warnings()] == ["pack.warning.one_voter"]
    assert warnings_with_one_away(quorum, tmp_path / "data") == []


def warnings_with_one_away(contest: dict[str, Any], path: Path) -> list[str]:
    """Return what is told of an election in which one of two voted."""
    with opened(path, CHEAP) as services:
        services.library.replace_current(services.library.create(definition(contest)))
        with services.library.current() as election:
            election.polls.open()
            for name in ("kim", "lee"):
                voter = election.accounts.sign_up(f"{name}@example.org", name, "correct horse")
            election.ballots.cast(voter.id, {1: (1,)})
            election.polls.close()
            election.polls.count()
            return [each.key for each in election.packs.warnings()]


# --- who took part -------------------------------------------------------------------------------------


def test_who_took_part_is_listed_for_the_committee_where_that_was_declared(tmp_path: Path) -> None:
    with held(definition({}, members_listed=True), [{1: (1,)}, {1: (2,)}]) as election:
        election.packs.make(tmp_path)
        file = election.packs.list_members(tmp_path, "en")
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
        assert [row[1] for row in rows[1:]] == ["V0", "V1"]
        assert (CopyKind.NAMES, file.name) in [(each.kind, each.name) for each in election.copies.made()]
    assert file.stat().st_mode & 0o777 == 0o600


def test_else_there_is_no_such_list(tmp_path: Path) -> None:
    with held(definition({}), [{1: (1,)}]) as election, pytest.raises(MembersUndeclared):
        election.packs.list_members(tmp_path, "en")
    assert not list(tmp_path.iterdir())


# --- the common format ---------------------------------------------------------------------------------

SELECTION = {"@type", "ContestSelectionId", "SelectionPosition"}
POSITION = {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": 1}


def records_of(*contests: dict[str, Any], ballots: list[Any]) -> Any:
    with held(definition(*contests, markings_public=True), ballots) as election:
        entries = pack_entries(election.packs._contents(), this_program())
    return json.loads(entries["cvr.json"])


def test_ballots_stand_in_the_common_format_each_alone() -> None:
    """What SP 1500-103 asks for: names of the fields, which must be there, and what refers to what."""
    found = records_of({}, {"kind": "yes_no", "candidates": []}, ballots=[{1: (2,), 2: {0: "no"}}, {}])
    assert set(found) == {
        *("@type", "CVR", "Election", "GeneratedDate", "GpUnit", "Notes"),
        *("ReportGeneratingDeviceIds", "ReportingDevice", "Version"),
    }
    assert found["Version"] == "1.0.0"
    (election,) = found["Election"]
    assert set(election) == {"@id", "@type", "Candidate", "Contest", "ElectionScopeId", "Name"}
    assert election["ElectionScopeId"] == found["GpUnit"][0]["@id"]
    assert found["ReportGeneratingDeviceIds"] == [each["@id"] for each in found["ReportingDevice"]]
    selections = {
        contest["@id"]: {each["@id"] for each in contest["ContestSelection"]}
        for contest in election["Contest"]
    }
    assert len(found["CVR"]) == 4
    for each in found["CVR"]:
        assert set(each) == {"@type", "CVRSnapshot", "CurrentSnapshotId", "ElectionId"}
        (snapshot,) = each["CVRSnapshot"]
        assert snapshot["@id"] == each["CurrentSnapshotId"]
        (contest,) = snapshot["CVRContest"]
        for selection in contest["CVRContestSelection"]:
            assert set(selection) == SELECTION
            assert selection["ContestSelectionId"] in selections[contest["ContestId"]]
            assert selection["SelectionPosition"] == [POSITION]
        assert contest["CVRContestSelection"] or contest["Status"] == ["not-indicated"]
    ids = [each["CurrentSnapshotId"] for each in found["CVR"]]
    assert len(set(ids)) == len(ids)


def test_ranks_and_scores_stand_in_it() -> None:
    contests = ({"kind": "irv", "rule": ORDER}, {"kind": "score"})
    found = records_of(*contests, ballots=[{1: ((3,), (1,)), 2: {4: 5, 6: 0}}])
    ranked, scored = (each["CVRSnapshot"][0]["CVRContest"][0]["CVRContestSelection"] for each in found["CVR"])
    assert [(each["ContestSelectionId"], each["Rank"]) for each in ranked] == [
        ("selection-1-3", 1),
        ("selection-1-1", 2),
    ]
    assert [each["SelectionPosition"][0]["NumberVotes"] for each in scored] == [5, 0]


def test_a_file_that_would_be_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cvr, "LARGEST", 100)
    with held(definition({}), [{1: (1,)}]) as election:
        assert "cvr.json" not in pack_entries(election.packs._contents(), this_program())
