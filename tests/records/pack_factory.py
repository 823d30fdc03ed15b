"""Closing packs for tests, made from the written format alone, without the program's own writer.

The results are counted by the program itself (`election.voting`), so that every pack that a verifier accepts
is one more election on which it and the program agree.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from election.models import (
    Candidate,
    Contest,
    Election,
    LocalText,
    Lot,
    OpeningRoll,
    PollsState,
    Style,
    Turnout,
    WithdrawnVotes,
)
from election.results.exports import values
from election.results.report import Report
from election.voting.deciding.quorum import Figures
from election.voting.deciding.reading import quorum_of, rule_of
from election.voting.methods import METHODS
from tests.records.counting import RANKED, Box, box_of, report_of
from tests.records.sealing import ID, KEY, canonical, fingerprint, log_of, public, sha256, signed, zip_of

DEFAULTS: dict[str, dict[str, Any]] = {
    "choose": {"blank": True, "most": 1, "least": 0},
    "approval": {"blank": True},
    "yes_no": {"blank": True},
    "irv": {"blank": True, "most": 0},
    "stv_scottish": {"blank": True, "most": 0},
    "condorcet": {"blank": True, "most": 0, "equal": False, "completion": "schulze"},
    "score": {"blank": True, "highest": 5},
    "star": {"blank": True, "highest": 5},
}


# --- a definition ---------------------------------------------------------------------------------------


def contest(
    kind: str = "choose", candidates: int = 3, *, number: int = 1, order: bool | None = None, **more: Any
) -> dict[str, Any]:
    """Return a contest in the form of definition.json. `rule` and `options` replace parts of the usual ones;
    `withdrawn` are ids; `order` declares one against ties, the last candidate first.
    """
    counted = kind in (*RANKED, "star") if order is None else order
    ties = {"by": "order", "order": list(range(candidates, 0, -1)), "made": "drawn"}
    rule = {
        "threshold": None,
        "seats": None,
        "quorum": None,
        "ties": ties if counted and candidates else {"by": "lot", "order": [], "made": None},
        "otherwise": "nobody",
        "lead_over_blank": False,
    }
    return {
        "id": number,
        "title": {"ko": f"{number}번 투표", "en": f"Contest {number}"},
        "description": {},
        "kind": kind,
        "order": "fixed",
        "options": DEFAULTS[kind] | more.pop("options", {}),
        "withdrawn_votes": more.pop("withdrawn_votes", "stand"),
        "rule": rule | more.pop("rule", {}),
        "candidates": [
            {
                "id": each,
                "name": f"Candidate {each}",
                "label": "",
                "statement": {},
                "carried_over": more.get("carried_over", {}).get(each, 0),
                "withdrawn": False,
                "photo": None,
            }
            for each in range(1, candidates + 1)
        ],
    }


def _model(given: Mapping[str, Any]) -> Contest:
    rule = {name: part for name, part in given["rule"].items() if part not in (None, [])}
    rule["ties"] = {name: part for name, part in rule["ties"].items() if part not in (None, [])}
    candidates = tuple(
        Candidate(each["id"], each["name"], each["carried_over"], withdrawn=each["withdrawn"])
        for each in given["candidates"]
    )
    return Contest(
        given["id"],
        LocalText.of(given["title"]),
        given["kind"],
        METHODS[given["kind"]].options(given["options"]),
        candidates,
        rule_of(rule),
        withdrawn_votes=WithdrawnVotes(given["withdrawn_votes"]),
    )


# --- a pack ---------------------------------------------------------------------------------------------


@dataclass
class Pack:
    """The entries of a pack, which a test may change before it is sealed."""

    entries: dict[str, bytes]
    key: Ed25519PrivateKey = field(default_factory=lambda: KEY)

    def json(self, name: str) -> Any:
        return json.loads(self.entries[name])

    def put(self, name: str, value: Any) -> None:
        self.entries[name] = canonical(value)

    def change(self, name: str, change: Callable[[Any], object]) -> "Pack":
        """Change what a JSON entry holds, in place, in a copy of the pack."""
        value = self.json(name)
        change(value)
        return Pack({**self.entries, name: canonical(value)}, self.key)

    def sealed(self) -> "Pack":
        """Return it with the manifest made again and signed, which is what a forger can do, too."""
        manifest = self.json("manifest.json")
        manifest["key"], manifest["fingerprint"] = public(self.key).hex(), fingerprint(self.key)
        manifest["files"] = {
            name: {"bytes": len(content), "sha256": sha256(content)}
            for name, content in self.entries.items()
            if name not in ("manifest.json", "manifest.sig")
        }
        return Pack({**self.entries, **signed(manifest, self.key)}, self.key)

    def bytes(self) -> bytes:
        return zip_of(sorted(self.entries.items()))


def pack_of(
    contests: Sequence[dict[str, Any]],
    boxes: Mapping[int, Box],
    *,
    away: int = 0,
    added: int = 0,
    present: int | None = None,
    quorum: dict[str, Any] | None = None,
    markings_public: bool = False,
    withdrawn: Mapping[int, Collection[int]] = MappingProxyType({}),
    lots: Mapping[int, tuple[Sequence[int], Sequence[str]]] = MappingProxyType({}),
    styles: Sequence[dict[str, Any]] | None = None,
    marks: int | None = None,
    more_steps: Sequence[Mapping[str, Any]] = (),
    key: Ed25519PrivateKey = KEY,
    title: str = "Club",
) -> Pack:
    """Return the pack of an election with these ballots by contest. `away` did not vote, `added` of the roll
    came after the opening, `withdrawn` are ids of candidates by contest who withdrew since.
    """
    styles = styles or [{"id": 1, "contests": [each["id"] for each in contests]}]
    cast = {each["id"]: sum(count for count, _ in boxes[each["id"]]) for each in contests}
    marks = max(cast.values()) if marks is None else marks
    before = _definition(contests, quorum, styles, markings_public=markings_public, title=title)
    after = json.loads(json.dumps(before))
    for each in after["contests"]:
        for candidate in each["candidates"]:
            candidate["withdrawn"] = candidate["id"] in withdrawn.get(each["id"], ())
    election = Election(
        LocalText.of(after["title"]),
        PollsState.COUNTED,
        live_results=False,
        contests=tuple(map(_model, after["contests"])),
        styles=tuple(Style(each["id"], tuple(each["contests"])) for each in styles),
        quorum=quorum_of(quorum) if quorum else None,
        markings_public=markings_public,
    )
    whole = Figures(marks + away - added, marks, added, present)
    figures = {number: Figures(count + away - added, count, added, present) for number, count in cast.items()}
    kept = {number: Lot(tuple(favoured), tuple(seen)) for number, (favoured, seen) in lots.items()}
    reports = tuple(
        report_of(election, each, boxes[each.id], figures[each.id], whole, kept.get(each.id))
        for each in election.contests
    )
    opening = OpeningRoll(
        whole.roll_at_opening, {at: each.roll_at_opening for at, each in figures.items()}, added
    )
    report = Report(election, Turnout(whole.roll, marks), opening, reports, ())
    ballots = [
        box_of(each, boxes[each.contest.id], figures[each.contest.id], markings_public) for each in reports
    ]

    pack = Pack({}, key)
    pack.put("definition.json", before)
    pack.put("definition-counted.json", after)
    commitment = {
        "format": "vote-kiosk commitment 1",
        "election": ID,
        "definition": sha256(pack.entries["definition.json"]),
        "roll": whole.roll_at_opening,
        "contests": {str(at): each.roll_at_opening for at, each in figures.items()},
        "fingerprint": fingerprint(key),
    }
    pack.put("commitment.json", commitment)
    pack.put("ballots.json", {"format": "vote-kiosk ballots 1", "contests": ballots})
    pack.put(
        "participation.json",
        {
            "format": "vote-kiosk participation 1",
            "roll": {"at_opening": whole.roll_at_opening, "added": added},
            "rights": whole.roll,
            "marks": marks,
            "present": present,
            "contests": [
                {
                    "id": at,
                    "roll": each.roll,
                    "roll_at_opening": each.roll_at_opening,
                    "cast": each.cast,
                    "present": present,
                }
                for at, each in figures.items()
            ],
        },
    )
    drawn = [
        {"contest": number, "favoured": list(favoured), "witnesses": list(seen)}
        for number, (favoured, seen) in lots.items()
    ]
    pack.put("lots.json", {"format": "vote-kiosk lots 1", "lots": drawn})
    receipts = sorted(f"{int(sha256(b'%d' % each)[:15], 16) % 10**16:016d}" for each in range(marks))
    pack.entries["receipts.txt"] = "".join(f"{each}\n" for each in receipts).encode()
    numbers = {str(at): count for at, count in cast.items()}
    opened = {
        "definition": commitment["definition"],
        "roll": commitment["roll"],
        "contests": commitment["contests"],
        "ballots": 0,
        "marks": 0,
        "receipts": 0,
        "key": fingerprint(key),
        "program": {"version": "1", "digest": "00"},
    }
    gone = sum(len(each) for each in withdrawn.values())
    steps: list[Mapping[str, Any]] = [
        {"what": "election.made"},
        {"what": "polls.opened", "data": opened},
        *({"what": "candidate.withdrawn", "why": "moved away"} for _ in range(gone)),
        *more_steps,
        {"what": "polls.closed", "data": {"marks": marks, "receipts": marks, "ballots": numbers}},
        {
            "what": "polls.counted",
            "data": {"definition": sha256(pack.entries["definition-counted.json"]), "ballots": numbers},
        },
    ]
    pack.entries["log.txt"] = log_of(steps, key)
    pack.put("results.json", json.loads(json.dumps(values(report, ID))))
    pack.entries["results.csv"] = b"contest,votes\r\n"
    pack.entries["verify.py"], pack.entries["verify.html"] = b"# verify\n", b"<!doctype html>\n"
    manifest = {
        "format": "vote-kiosk pack 1",
        "election": ID,
        "title": after["title"],
        "practice": False,
        "key": "",
        "fingerprint": "",
        "program": {"version": "1", "digest": "00"},
        "files": {},
    }
    pack.put("manifest.json", manifest)
    return pack.sealed()


def _definition(
    contests: Sequence[dict[str, Any]],
    quorum: dict[str, Any] | None,
    styles: Sequence[dict[str, Any]],
    *,
    markings_public: bool,
    title: str,
) -> dict[str, Any]:
    return {
        "format": "vote-kiosk definition 1",
        "election": ID,
        "title": {"ko": "동아리", "en": title},
        "description": {},
        "practice": False,
        "ways_in": ["code"],
        "live_results": False,
        "turnout_for": "everybody",
        "markings_public": markings_public,
        "members_listed": False,
        "objection_hours": 0,
        "grace": 5,
        "schedule": {"opens": None, "closes": None, "by_itself": False},
        "prolongation": None,
        "quorum": quorum,
        "styles": list(styles),
        "contests": list(contests),
    }
