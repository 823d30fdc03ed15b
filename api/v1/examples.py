"""Examples of answers for the document: those of one small election, in which one ballot is cast. Tests ask a
server for them.
"""

from typing import Any

REVISION = "1f0c47a1c2b98d5e6a3f"


def _candidate(number: int, name: str) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": name,
        "statement": {},
        "label": "",
        "withdrawn": False,
        "photo": None,
    }


ELECTION = {
    "id": "one",
    "rev": REVISION,
    "title": {"en": "Meeting", "ko": "총회"},
    "description": {},
    "languages": ["en", "ko"],
    "state": "open",
    "practice": False,
    "opensAt": None,
    "closesAt": None,
    "liveResults": False,
    "waysIn": ["sign_up"],
    "takesPasswords": True,
    "contests": [
        {
            "id": "1",
            "title": {"en": "Board", "ko": "위원"},
            "description": {},
            "kind": "choose",
            "options": {"blank": True, "most": 2, "least": 0},
            "order": "fixed",
            "seats": None,
            "candidates": [_candidate(1, "가"), _candidate(2, "나"), _candidate(3, "다")],
        },
        {
            "id": "2",
            "title": {"en": "Motion", "ko": "안건"},
            "description": {},
            "kind": "yes_no",
            "options": {"blank": True},
            "order": "fixed",
            "seats": None,
            "candidates": [_candidate(4, "회칙 개정")],
        },
    ],
}
STATE = {"rev": REVISION, "state": "open", "turnout": {"voters": 1, "voted": 0}, "resultsRev": None}
TURNOUT = {"voters": 1, "voted": 0}
LOG_IN = {"email": "voter@example.org", "password": "correct horse"}
SESSION = {"token": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl", "expiresIn": 43200, "status": "may_vote"}
ACCOUNT = {"email": "kim@example.org", "name": "김유권", "password": "a long password"}
SIGNED_UP = {"id": "4611686018427387904"}
ME = {"status": "may_vote", "contests": ["1", "2"]}
BALLOT = {"choices": {"1": ["2", "3"], "2": "yes"}}
CAST = {"cast": True, "receipt": "1234-5678-9012-3456"}
RESULTS = {
    "rev": REVISION,
    "final": True,
    "contests": [
        {
            "id": "1",
            "kind": "choose",
            "ballots": 1,
            "blank": 0,
            "counts": [
                {"candidate": "1", "votes": 0, "carriedOver": 0, "total": 0},
                {"candidate": "2", "votes": 1, "carriedOver": 0, "total": 1},
                {"candidate": "3", "votes": 1, "carriedOver": 0, "total": 1},
            ],
            "decision": "elected",
            "elected": ["2", "3"],
        },
        {
            "id": "2",
            "kind": "yes_no",
            "ballots": 1,
            "blank": 0,
            "counts": [{"candidate": "4", "yes": 1, "no": 0, "abstain": 0}],
            "decision": "elected",
            "elected": ["4"],
        },
    ],
}
EVENTS = {
    "items": [
        {"id": "1", "type": "polls.closed", "at": "2026-11-28T18:00:00+00:00"},
        {"id": "2", "type": "polls.counted", "at": "2026-11-28T18:20:00+00:00"},
    ],
    "next": "2",
}
