"""Packs whose rules, ballots or lots were changed, with results as a verifier reckons them: what that
one holds, the others must hold, too.
"""

import copy
import json
import random
from typing import Any

from election.records.verify.contests import ContestChecks
from election.records.verify.faults import Fails, Refused
from election.records.verify.history import read_history
from election.records.verify.records import read_manifest, read_records
from election.records.verify.recount.decision import decide, mark
from election.records.verify.recount.tally import tally
from tests.records.changes import DEFINITIONS, agreeing, get, paths_of, values_of
from tests.records.pack_factory import Pack
from tests.records.verifiers import module

ALONE = module()
CHOICES: dict[str, tuple[Any, ...]] = {
    "by": ("lot", "order", "run_off"),
    "otherwise": ("nobody", "run_off"),
    "withdrawn": (True, False),
    "withdrawn_votes": ("void", "stand"),
    "lead_over_blank": (True, False),
    "blank": (True, False),
    "seats": (None, 1, 2, 3),
    "most": (0, 1, 2, 3),
    "least": (0, 1, 2),
    "carried_over": (0, 2),
    "completion": ("schulze", "ranked_pairs", "minimax"),
    "threshold": (
        None,
        *({"share": "at least 1/3", "of": of} for of in ("valid", "cast", "present", "roll")),
        {"share": "more than 1/2", "of": "present"},
    ),
    "quorum": (
        None,
        {"share": "at least 1/2", "came": "present", "below": "no_force"},
        {"share": "more than 2/3", "came": "cast", "below": "no_force"},
        {"share": "at least 3/4", "came": "cast", "below": "not_opened"},
    ),
    "present": (None, 0, 3, 7),
    "lots": tuple(
        [{"contest": 1, "favoured": favoured, "witnesses": ["Han", "Seo"]}]
        for favoured in ([1], [2], [1, 2], [2, 1], [])
    ),
    "count": (0, 1, 2, 3, 4),
    "marking": (
        [], [1], [2], [1, 2], [[1], [2]], [[2], [1]], [[1, 2]], [[1, 5]], [[1, 5], [2, 5]], [[0, "yes"]],
    ),
}  # fmt: skip
ENTRIES = (
    tuple(DEFINITIONS),
    ("definition-counted.json",),
    ("ballots.json",),
    ("lots.json",),
    ("participation.json",),
)


def changed_rules(pack: Pack, chance: random.Random) -> dict[str, Any]:
    """Return what the entries hold after one to three changes of what decides, with the numbers of people,
    ballots and receipts put right.
    """
    values = values_of(pack)
    for _ in range(chance.randint(1, 3)):
        names = chance.choice(ENTRIES)
        paths = [each for each in paths_of(values[names[0]]) if each and each[-1] in CHOICES]
        if paths:
            path = chance.choice(paths)
            new = chance.choice(CHOICES[path[-1]])
            for name in names:
                get(values[name], path[:-1])[path[-1]] = copy.deepcopy(new)
    people, boxes = values["participation.json"], values["ballots.json"]["contests"]
    for box, each in zip(boxes, people["contests"], strict=True):
        for row in box.get("markings", ()):
            row["text"] = json.dumps(row["marking"], separators=(",", ":"), ensure_ascii=False)
        if "markings" in box:
            box["markings"].sort(key=lambda row: row.pop("text"))
            box["ballots"] = sum(row["count"] for row in box["markings"])
        each["cast"] = box["ballots"]
    marks, roll = (max(each[part] for each in people["contests"]) for part in ("cast", "roll"))
    roll = max(roll, marks)
    people.update(marks=marks, rights=max(roll, people["rights"]))
    people["roll"]["added"] = roll - people["roll"]["at_opening"]
    values["results.json"]["roll"].update(voted=marks, now=roll)
    cast = {str(each["id"]): each["cast"] for each in people["contests"]}
    for each, given in zip(people["contests"], values["results.json"]["contests"], strict=True):
        each["roll"] = roll
        given["roll"].update(voted=each["cast"], now=roll)
    for line in values["log.txt"]:
        if line["what"] in ("polls.closed", "polls.counted"):
            line["data"]["ballots"] = cast
        if line["what"] == "polls.closed":
            line["data"].update(marks=marks, receipts=marks)
    pack.entries["receipts.txt"] = b"".join(b"%016d\n" % each for each in range(marks))
    return values


def by_the_program(pack: Pack) -> list[Any]:
    """Return the contests of results.json by the verifier of the program."""
    records = read_records(pack.entries)
    history = read_history(pack.entries["log.txt"], read_manifest(pack.entries))
    found = []
    for place, contest in enumerate(records.counted.contests):
        checks = ContestChecks(place, contest, records, history)
        checks._identity()
        given: dict[str, Any] = dict(checks._given)
        came: dict[str, Any] = {"decision": "not_opened"}
        if not checks._closed:
            counted = tally(contest, checks._box, given)
            lot = checks._lots[0] if checks._lots else None
            came = decide(contest, counted, checks._people, in_force=not checks._missed, lot=lot)
            came |= counted.values(contest)
            for row in came["counts"]:
                row["mark"] = mark(row["candidate"], came)
        found.append(_told(given, came))
    return found


def by_verify_py(pack: Pack) -> list[Any]:
    """Return the contests of results.json by verify.py."""
    records = ALONE.read_records(pack.entries)
    log, _ = ALONE.read_log(pack.entries["log.txt"], pack.json("manifest.json"))
    steps, found = {each["what"]: each["data"] for each in log}, []
    for place, contest in enumerate(records["definition-counted.json"]["contests"]):
        of: dict[str, Any] = {}
        ALONE.check_identity(place, contest, records, steps, of)
        came: dict[str, Any] = {"decision": "not_opened"}
        if not of["closed"]:
            counted = ALONE.tally_of(contest, of["box"], of["given"])
            came = ALONE.decide(contest, counted, of["here"], of["missed"], of["lot"])
            came |= {part: counted[part] for part in ("sums", "counts_are", "counts", "count")}
            for row in came["counts"]:
                row["mark"] = ALONE.mark_of(row["candidate"], came)
        found.append(_told(of["given"], came))
    return found


def _told(given: dict[str, Any], came: dict[str, Any]) -> Any:
    return json.loads(json.dumps({part: given[part] for part in ("contest", "kind", "title", "roll")} | came))


def reckoned(pack: Pack, chance: random.Random) -> list[Pack]:
    """Return packs of the same changes, with results by each verifier that finds any."""
    pack = Pack(dict(pack.entries), pack.key)
    values = changed_rules(pack, chance)
    first, found = agreeing(pack, copy.deepcopy(values)), []
    for reckon in (by_the_program, by_verify_py):
        try:
            contests = reckon(first)
        except (Refused, Fails, ALONE.Refused, ALONE.Wrong, LookupError, TypeError, ValueError):
            continue  # nobody can count such ballots, or by such a rule
        told = copy.deepcopy(values)
        told["results.json"]["contests"] = contests
        found.append(agreeing(pack, told))
    return found
