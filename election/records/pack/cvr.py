"""The ballots in the common format of other programs: cast vote records, NIST SP 1500-103, as JSON.

A record is one ballot in one contest; no record tells which others came from the same voter. Records stand by
contest and marking, in an order that no casting made. Contests are there whose markings are in the pack.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from election.models import Contest, Election
from election.records.canonical import canonical_text
from election.records.pack.ballots import Form, PackedContest
from election.records.program import Program
from election.voting.methods.kinds import RANKED, SCORED
from election.voting.methods.yes_no import ANSWERS, MOTION
from election.voting.methods.yes_no import KIND as YES_NO

LARGEST = 32 * 1024 * 1024  # bytes; a file that would be larger is left out

_SCOPE, _DEVICE = "scope", "kiosk"
_SNAPSHOT = "snapshot-of-a-record"  # stands in a record until it has its number
_VARIATIONS = {
    "choose": "n-of-m", "approval": "approval", "yes_no": "majority", "irv": "rcv",
    "stv_scottish": "rcv", "score": "range",
}  # fmt: skip


def cvr_file(
    election: Election, contests: Sequence[PackedContest], program: Program, counted_at: str
) -> bytes | None:
    """Return the file; None where no markings are in the pack, or it would be too large. `counted_at` is when
    the votes were counted (ISO 8601).
    """
    shown = [each for each in contests if each.form is Form.MARKINGS]
    if not shown:
        return None
    alike = [
        (canonical_text(_record(packed.contest, marking)), number)
        for packed in shown
        for marking, number in packed.in_order()
    ]
    if sum(len(text) * number for text, number in alike) > LARGEST:
        return None
    texts = (text for text, number in alike for _ in range(number))
    records = (text.replace(_SNAPSHOT, f"snapshot-{at}") for at, text in enumerate(texts))
    rest = canonical_text(
        {
            "Election": [_election(election, [each.contest for each in shown])],
            "GeneratedDate": counted_at,
            "GpUnit": [{"@id": _SCOPE, "@type": "CVR.GpUnit", "Type": "polling-place"}],
            "Notes": "One record for each ballot of each contest, sorted; nothing ties those of one voter.",
            "ReportGeneratingDeviceIds": [_DEVICE],
            "ReportingDevice": [
                {
                    "@id": _DEVICE,
                    "@type": "CVR.ReportingDevice",
                    "Application": f"Vote Kiosk {program.version}",
                }
            ],
            "Version": "1.0.0",
        }
    )
    return f'{{"@type":"CVR.CastVoteRecordReport","CVR":[{",".join(records)}],{rest[1:]}\n'.encode()


def _election(election: Election, contests: Sequence[Contest]) -> dict[str, Any]:
    return {
        "@id": "election",
        "@type": "CVR.Election",
        "Candidate": [
            {"@id": f"candidate-{each.id}", "@type": "CVR.Candidate", "Name": each.name}
            for contest in contests
            for each in contest.candidates
        ],
        "Contest": [_contest(each) for each in contests],
        "ElectionScopeId": _SCOPE,
        "Name": election.title.in_language("en"),
    }


def _contest(contest: Contest) -> dict[str, Any]:
    variation = _VARIATIONS.get(contest.kind)
    values: dict[str, Any] = {
        "@id": f"contest-{contest.id}",
        "Name": contest.title.in_language("en"),
        "VoteVariation": variation or "other",
    }
    if variation is None:
        values["OtherVoteVariation"] = contest.kind
    if contest.kind == YES_NO:
        asked = [MOTION] if not contest.candidates else [each.id for each in contest.candidates]
        selections: list[dict[str, Any]] = [
            {
                "@id": _selection(contest, each, answer),
                "@type": "CVR.BallotMeasureSelection",
                "Selection": answer if each == MOTION else f"{_name(contest, each)}: {answer}",
            }
            for each in asked
            for answer in ANSWERS
        ]
        return values | {"@type": "CVR.BallotMeasureContest", "ContestSelection": selections}
    selections = [
        {
            "@id": _selection(contest, each.id),
            "@type": "CVR.CandidateSelection",
            "CandidateIds": [f"candidate-{each.id}"],
        }
        for each in contest.candidates
    ]
    return values | {"@type": "CVR.CandidateContest", "ContestSelection": selections}


def _name(contest: Contest, candidate_id: int) -> str:
    return next(each.name for each in contest.candidates if each.id == candidate_id)


def _selection(contest: Contest, candidate_id: int, answer: str = "") -> str:
    return "-".join(filter(None, (f"selection-{contest.id}-{candidate_id}", answer)))


def _record(contest: Contest, marking: list[Any]) -> dict[str, Any]:
    """Return a ballot; `marking` as in ``ballots.json``."""
    found: dict[str, Any] = {"@type": "CVR.CVRContest", "ContestId": f"contest-{contest.id}"}
    found["CVRContestSelection"] = [
        {
            "@type": "CVR.CVRContestSelection",
            "ContestSelectionId": selection,
            **({} if rank is None else {"Rank": rank}),
            "SelectionPosition": [
                {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": votes}
            ],
        }
        for selection, votes, rank in _selections(contest, marking)
    ]
    if not marking:
        found["Status"] = ["not-indicated"]
    return {
        "@type": "CVR.CVR",
        "CVRSnapshot": [
            {"@id": _SNAPSHOT, "@type": "CVR.CVRSnapshot", "CVRContest": [found], "Type": "original"}
        ],
        "CurrentSnapshotId": _SNAPSHOT,
        "ElectionId": "election",
    }


def _selections(contest: Contest, marking: list[Any]) -> Iterator[tuple[str, int, int | None]]:
    """Yield what is selected, with how many votes, and in which rank."""
    if contest.kind in RANKED:
        ranked = ((each, rank) for rank, level in enumerate(marking, start=1) for each in level)
        yield from ((_selection(contest, each), 1, rank) for each, rank in ranked)
    elif contest.kind in SCORED:
        yield from ((_selection(contest, each), score, None) for each, score in marking)
    elif contest.kind == YES_NO:
        yield from ((_selection(contest, each, answer), 1, None) for each, answer in marking)
    else:
        yield from ((_selection(contest, each), 1, None) for each in marking)
