"""The part of the JSON schema of NIST SP 1500-103 (version 1.0.0) that our files can have.

Every class of the standard that is written here has its required and its allowed fields; a file with a class
or a field that is not named here does not hold.
"""

from collections.abc import Mapping, Sequence
from typing import Any

TEXT: Mapping[str, Any] = {"type": "string"}
NUMBER: Mapping[str, Any] = {"type": "integer"}


def one_of(*texts: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(texts)}


def some(*names: str, least: int = 0) -> dict[str, Any]:
    """A list of objects of these classes."""
    return {
        "type": "array",
        "minItems": least,
        "items": {"oneOf": [{"$ref": f"#/definitions/{name}"} for name in names]},
    }


def texts(*, least: int = 0, of: Mapping[str, Any] = TEXT) -> dict[str, Any]:
    return {"type": "array", "minItems": least, "items": of}


VARIATION = one_of(
    *("approval", "borda", "cumulative", "majority", "n-of-m", "other"),
    *("plurality", "proportional", "range", "rcv", "super-majority"),
)
STATUS = one_of("invalidated-rules", "not-indicated", "other", "overvoted", "undervoted")
SELECTIONS = some("BallotMeasureSelection", "CandidateSelection", least=1)
CONTEST = {
    "Name": TEXT,
    "OtherVoteVariation": TEXT,
    "VoteVariation": VARIATION,
    "ContestSelection": SELECTIONS,
}

CLASSES: Mapping[str, tuple[Sequence[str], Mapping[str, Any]]] = {  # the required fields, and all
    "CastVoteRecordReport": (
        ["Election", "GeneratedDate", "GpUnit", "ReportGeneratingDeviceIds", "ReportingDevice", "Version"],
        {
            "CVR": some("CVR"),
            "Election": some("Election", least=1),
            "GeneratedDate": {"type": "string", "format": "date-time"},
            "GpUnit": some("GpUnit", least=1),
            "Notes": TEXT,
            "ReportGeneratingDeviceIds": texts(least=1),
            "ReportingDevice": some("ReportingDevice", least=1),
            "Version": one_of("1.0.0"),
        },
    ),
    "CVR": (
        ["CVRSnapshot", "CurrentSnapshotId", "ElectionId"],
        {"CVRSnapshot": some("CVRSnapshot", least=1), "CurrentSnapshotId": TEXT, "ElectionId": TEXT},
    ),
    "CVRSnapshot": (
        ["@id", "Type"],
        {
            "@id": TEXT,
            "CVRContest": some("CVRContest"),
            "Type": one_of("interpreted", "modified", "original"),
        },
    ),
    "CVRContest": (
        ["ContestId"],
        {"ContestId": TEXT, "CVRContestSelection": some("CVRContestSelection"), "Status": texts(of=STATUS)},
    ),
    "CVRContestSelection": (
        ["SelectionPosition"],
        {"ContestSelectionId": TEXT, "Rank": NUMBER, "SelectionPosition": some("SelectionPosition", least=1)},
    ),
    "SelectionPosition": (
        ["HasIndication", "NumberVotes"],
        {"HasIndication": one_of("no", "unknown", "yes"), "NumberVotes": NUMBER},
    ),
    "Election": (
        ["@id", "Contest", "ElectionScopeId"],
        {
            "@id": TEXT,
            "Candidate": some("Candidate"),
            "Contest": some("BallotMeasureContest", "CandidateContest", least=1),
            "ElectionScopeId": TEXT,
            "Name": TEXT,
        },
    ),
    "Candidate": (["@id"], {"@id": TEXT, "Name": TEXT}),
    "BallotMeasureContest": (["@id", "ContestSelection"], {"@id": TEXT, **CONTEST}),
    "CandidateContest": (
        ["@id", "ContestSelection"],
        {"@id": TEXT, "NumberElected": NUMBER, "VotesAllowed": NUMBER, **CONTEST},
    ),
    "BallotMeasureSelection": (["@id", "Selection"], {"@id": TEXT, "Selection": TEXT}),
    "CandidateSelection": (["@id"], {"@id": TEXT, "CandidateIds": texts()}),
    "GpUnit": (
        ["@id", "Type"],
        {
            "@id": TEXT,
            "Type": one_of(
                *("combined-precinct", "other", "polling-place", "precinct"),
                *("split-precinct", "vote-center"),
            ),
        },
    ),
    "ReportingDevice": (["@id"], {"@id": TEXT, "Application": TEXT}),
}

SCHEMA = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "$ref": "#/definitions/CastVoteRecordReport",
    "definitions": {
        name: {
            "type": "object",
            "additionalProperties": False,
            "required": ["@type", *required],
            "properties": {"@type": one_of(f"CVR.{name}"), **fields},
        }
        for name, (required, fields) in CLASSES.items()
    },
}

REFERS = {  # a field that holds an @id, and the classes of what it may be the @id of
    "CurrentSnapshotId": ["CVRSnapshot"],
    "ElectionId": ["Election"],
    "ElectionScopeId": ["GpUnit"],
    "ContestId": ["BallotMeasureContest", "CandidateContest"],
    "ContestSelectionId": ["BallotMeasureSelection", "CandidateSelection"],
    "CandidateIds": ["Candidate"],
    "ReportGeneratingDeviceIds": ["ReportingDevice"],
}
