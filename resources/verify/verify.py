#!/usr/bin/env python3
"""Check the closing pack of a Vote Kiosk election: python verify.py PACK.zip [--fingerprint "12345 67890 …"]

It needs Python 3.9 or later and nothing else, neither a network nor the program that held the election. It
reads the pack, counts the ballots again and says what holds and what does not. `--json` prints that for
programs, `--language en` or `ko` chooses the words. Exit code: 0 all of it holds; 1 something does not; 2 the
file is refused, because it is no such pack.

This file lies in every pack, but a forged pack would bring a forged verify.py. Compare its SHA-256 with the
one on the printed sheet, or fetch it elsewhere. And type in the fingerprint of the election's key from the
sheet that was published before the vote: a signature alone says that somebody signed.

How to read it: 1 the file · 2 its JSON · 3 the signature · 4 the records · 5 the counts, a page for each
method · 6 what decides · 7 a contest as a whole · 8 words and command line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import struct
import sys
import zlib


class Refused(Exception):
    """This is no pack that can be checked; `check` is "container" or "manifest", the rest is words."""

    def __init__(self, check, key, **values):
        super().__init__(key)
        self.check, self.key, self.values = check, key, values


class Wrong(Exception):
    """What is being checked does not hold; the argument says where."""


# --- 1. The file: a zip in one exact form, so that nothing can hide in it ---------------------------------

MIB = 1024 * 1024
MOST_ENTRIES, LARGEST_ENTRY, LARGEST_PACK = 300, 64 * MIB, 256 * MIB
ENTRY_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")
VERSION, FIRST_OF_1980, MADE_ON_UNIX, PLAIN_FILE = 20, 0x21, 3 << 8 | 20, 0o100644 << 16


def entries_of(pack):
    """Return the entries by name. The pack is written again from what was read, and must be the same."""
    if len(pack) > LARGEST_PACK:
        raise Refused("container", "too_large")
    found, at, last, directory = {}, 0, "", b""
    while pack[at : at + 4] == b"PK\x03\x04":
        if len(found) == MOST_ENTRIES:
            raise Refused("container", "too_large")
        if len(pack) < at + 30:
            raise Refused("container", "damaged")
        fields = struct.unpack("<4s5H3I2H", pack[at : at + 30])
        flags, method, check_sum, packed, size, name_length = *fields[2:4], *fields[6:10]
        if flags & 1 or method:
            raise Refused("container", "compressed")
        if max(packed, size) > LARGEST_ENTRY:
            raise Refused("container", "too_large")
        name = pack[at + 30 : at + 30 + name_length].decode("latin-1")
        if not ENTRY_NAME.fullmatch(name) or name <= last:
            raise Refused("container", "names")
        content = pack[at + 30 + name_length : at + 30 + name_length + size]
        if len(content) != size or zlib.crc32(content) != check_sum:
            raise Refused("container", "damaged")
        sizes = struct.pack("<3I2H", check_sum, size, size, name_length, 0)
        header = struct.pack("<4s5H", b"PK\x03\x04", VERSION, 0, 0, 0, FIRST_OF_1980) + sizes
        if pack[at : at + 30] != header:
            raise Refused("container", "not_canonical")
        directory += struct.pack("<4s6H", b"PK\x01\x02", MADE_ON_UNIX, VERSION, 0, 0, 0, FIRST_OF_1980)
        directory += sizes + struct.pack("<3H2I", 0, 0, 0, PLAIN_FILE, at) + name.encode()
        found[name], last, at = content, name, at + 30 + name_length + size
    count = len(found)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), at, 0)
    if not found:
        raise Refused("container", "no_pack")
    if pack[at:] != directory + end:
        raise Refused("container", "not_canonical")
    return found


# --- 2. JSON in one exact form, and what each file holds --------------------------------------------------

MOST_VALUES, DEEPEST, LARGEST_NUMBER = 8_000_000, 32, 10**15 - 1
TEXT_IN_JSON = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


def canonical(value):
    """Return the JSON text of a value: keys sorted, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(content):
    """Return what canonical JSON says. Raises ValueError for anything else."""
    text = content.decode("utf-8")
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES:
        raise ValueError("too many values")
    brackets = re.sub(r"[^\[\]{}]+", "", TEXT_IN_JSON.sub("", text))
    for _ in range(DEEPEST):  # each time the innermost go
        brackets = brackets.replace("[]", "").replace("{}", "")
    if brackets:
        raise ValueError("too deep")
    value = json.loads(text, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
    if canonical(value).encode("utf-8") != content[:-1] or content[-1:] != b"\n":
        raise ValueError("not canonical")
    return value


def _whole(digits):
    if len(digits) > 16 or abs(int(digits)) > LARGEST_NUMBER:
        raise ValueError("a number is too large")
    return int(digits)


def _no_number(text):
    raise ValueError("not a whole number: " + text)


# A shape: `int` is a whole number from 0 to 10**9, [s] a list, {"key": s} exactly these keys, {"*": s} any
# keys, ("a", None, …) one of several. A text in it stands for itself.
TEXTS, NUMBERS = {"*": str}, {"*": int}
QUORUM = (None, {"share": str, "came": ("cast", "present"), "below": ("not_opened", "no_force")})
OPTIONS = {
    "choose": {"blank": bool, "most": int, "least": int}, "approval": {"blank": bool}, "yes_no": {"blank": bool},
    "irv": {"blank": bool, "most": int}, "stv_scottish": {"blank": bool, "most": int},
    "condorcet": {"blank": bool, "most": int, "equal": bool,
                  "completion": ("schulze", "ranked_pairs", "minimax")},
    "score": {"blank": bool, "highest": int}, "star": {"blank": bool, "highest": int},
}
CANDIDATE = {"id": int, "name": str, "label": str, "statement": TEXTS, "carried_over": int, "withdrawn": bool,
             "photo": (None, str)}
RULE = {"threshold": (None, {"share": str, "of": ("valid", "cast", "present", "roll")}), "seats": (None, int),
        "quorum": QUORUM, "ties": {"by": ("lot", "run_off", "order"), "order": [int], "made": (None, str)},
        "otherwise": ("nobody", "run_off"), "lead_over_blank": bool}
CONTEST = {"id": int, "title": TEXTS, "description": TEXTS, "kind": tuple(OPTIONS), "order": str,
           "options": tuple(OPTIONS.values()), "withdrawn_votes": ("stand", "void"), "rule": RULE,
           "candidates": [CANDIDATE]}
DEFINITION = {
    "format": "vote-kiosk definition 1", "election": str, "title": TEXTS, "description": TEXTS, "practice": bool,
    "ways_in": [str], "live_results": bool, "turnout_for": str, "markings_public": bool, "members_listed": bool,
    "objection_hours": int, "grace": int, "prolongation": (None, NUMBERS), "quorum": QUORUM,
    "schedule": {"opens": (None, str), "closes": (None, str), "by_itself": bool},
    "styles": [{"id": int, "contests": [int]}], "contests": [CONTEST],
}
BOX = (
    {"id": int, "form": "markings", "ballots": int, "markings": [{"count": int, "marking": list}]},
    {"id": int, "form": "totals", "ballots": int, "blank": int, "abstain": int, "totals": dict},
    {"id": int, "form": "closed", "ballots": int},
)
PEOPLE = {"id": int, "roll": int, "roll_at_opening": int, "cast": int, "present": (None, int)}
SHAPES = {
    "definition.json": DEFINITION, "definition-counted.json": DEFINITION,
    "commitment.json": {"format": "vote-kiosk commitment 1", "election": str, "definition": str, "roll": int,
                        "contests": NUMBERS, "fingerprint": str},
    "ballots.json": {"format": "vote-kiosk ballots 1", "contests": [BOX]},
    "participation.json": {"format": "vote-kiosk participation 1", "roll": {"at_opening": int, "added": int},
                           "rights": int, "marks": int, "present": (None, int), "contests": [PEOPLE]},
    "lots.json": {"format": "vote-kiosk lots 1",
                  "lots": [{"contest": int, "favoured": [int], "witnesses": [str]}]},
    "results.json": dict,
}
MANIFEST = {"format": "vote-kiosk pack 1", "election": str, "title": TEXTS, "practice": bool, "key": str,
            "fingerprint": str, "program": {"version": str, "digest": str},
            "files": {"*": {"bytes": int, "sha256": str}}}
LOG_LINE = {"n": int, "at": str, "zone": str, "role": str, "what": str, "why": str, "present": [str], "data": dict}
OTHERS = ("log.txt", "manifest.json", "manifest.sig", "receipts.txt", "results.csv", "verify.html", "verify.py")

def fits(value, shape):
    """Return whether a value has a shape."""
    if shape is int:
        return type(value) is int and 0 <= value <= 10**9
    if isinstance(shape, type):
        return type(value) is shape
    if isinstance(shape, tuple):
        return any(fits(value, each) for each in shape)
    if isinstance(shape, list):
        return type(value) is list and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, dict) and "*" in shape:
        return type(value) is dict and all(fits(each, shape["*"]) for each in value.values())
    if isinstance(shape, dict):
        return type(value) is dict and value.keys() == shape.keys() and all(
            fits(value[key], shape[key]) for key in shape
        )
    return type(value) is type(shape) and value == shape


def read_manifest(files):
    """Return the manifest. It may have been made by a newer program."""
    try:
        manifest = read_json(files["manifest.json"][: MIB + 1])  # a longer one is cut off, and no JSON
        found = re.fullmatch(r"vote-kiosk pack ([0-9]{1,9})", manifest["format"])
    except (KeyError, TypeError, ValueError, RecursionError):
        raise Refused("manifest", "form", name="manifest.json") from None
    if found and int(found[1]) > 1:
        raise Refused("manifest", "newer")
    if not fits(manifest, MANIFEST):
        raise Refused("manifest", "form", name="manifest.json")
    return manifest


def read_records(files):
    """Return what each JSON file holds. Each must be there, canonical and of its shape."""
    for name in (*SHAPES, *OTHERS):
        if name not in files:
            raise Refused("manifest", "missing", name=name)
    read = {}
    for name, shape in SHAPES.items():
        try:
            read[name] = read_json(files[name])
            good = fits(read[name], shape) and (shape is not DEFINITION or makes_sense(read[name]))
        except (ValueError, RecursionError):
            good = False
        if not good:
            raise Refused("manifest", "form", name=name)
    return read


SHARE = re.compile(r"(more than|at least) ([0-9]{1,4})/([0-9]{1,4})")
COUNTED = ("irv", "stv_scottish", "condorcet", "star")  # the count itself decides


def makes_sense(definition):
    """Return whether every id is there once, every share is one, and every order complete."""
    contests, quorum = definition["contests"], definition["quorum"]
    ids = [each["id"] for each in contests]
    styled = {each for style in definition["styles"] for each in style["contests"]}
    few = len(ids) <= 100 and sum(len(each["candidates"]) for each in contests) <= 2000
    known = few and 0 < len(ids) == len(set(ids)) and styled == set(ids)
    return known and is_share(quorum) and all(map(contest_makes_sense, contests))

def is_share(part):
    """Return whether a threshold or quorum is none, or asks for a share above 0 and up to all."""
    found = part and SHARE.fullmatch(part["share"])
    return part is None or bool(found) and 0 < int(found[2]) <= int(found[3])

def contest_makes_sense(contest):
    kind, options, rule = contest["kind"], contest["options"], contest["rule"]
    ids, order = [each["id"] for each in contest["candidates"]], rule["ties"]["order"]
    needs = {"choose": options.get("most"), "score": options.get("highest") in (5, 10), "star": options.get("highest") == 5}
    return bool(
        options.keys() == OPTIONS[kind].keys() and needs.get(kind, True) and rule["seats"] != 0
        and is_share(rule["threshold"]) and is_share(rule["quorum"])
        and len(ids) == len(set(ids)) and 0 not in ids and (ids or kind == "yes_no")
        and len(order) == len(set(order)) and set(order) in (set(), set(ids))
        and (kind not in COUNTED or (len(ids) <= 250 and (order or len(ids) == 1)))
        and (rule["threshold"] is None or kind in ("choose", "approval", "yes_no"))
    )


# --- 3. The signature: Ed25519, RFC 8032 ------------------------------------------------------------------

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
NEUTRAL = (0, 1, 1, 0)  # points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z

def added(one, other):
    """Return the sum of two points."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * D, 2 * one[2] * other[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(number, point):
    """Return the point added up so many times."""
    total = NEUTRAL
    for bit in bin(number)[2:]:
        total = added(total, total)
        total = added(total, point) if bit == "1" else total
    return total

def encoded(point):
    """Return the 32 bytes of a point: its y, and whether its x is odd."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")

def decoded(content):
    """Return the point that 32 bytes are, or None where they are none, or not in their one form."""
    number = int.from_bytes(content, "little")
    y, is_odd = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and is_odd):
        return None
    x = P - x if x % 2 != is_odd else x
    return x, y, 1, x * y % P

BASE = decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def is_signed(key, signature, message):
    """Return whether it is a signature of the message by the key. A key of small order signs for anything,
    and is none.
    """
    point, scalar = decoded(key), int.from_bytes(signature[32:], "little")
    if point is None or encoded(times(8, point)) == encoded(NEUTRAL) or scalar >= L or len(signature) != 64:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    factor = int.from_bytes(digest, "little") % L
    return encoded(added(times(scalar, BASE), times(L - factor, point))) == signature[:32]

def fingerprint_of(key):
    """Return the fingerprint of a key: 40 digits in groups of five."""
    digits = "%040d" % (int.from_bytes(hashlib.sha256(key).digest(), "big") % 10**40)
    return " ".join(digits[at : at + 5] for at in range(0, 40, 5))


# --- 4. The records: manifest, signature, definition, log, participation, receipts ------------------------


def sha256(content):
    """Return the digest as the pack writes it."""
    return hashlib.sha256(content).hexdigest()


def check_pack(pack, fingerprint=None):
    """Return every check that could be made: (name, whether it holds or None, key of words, values)."""
    files = entries_of(pack)
    checks = [("container", True, "ok", {"count": len(files), "bytes": len(pack)})]
    try:
        manifest = read_manifest(files)
        changed = changed_files(files, manifest)
        records = None if changed else read_records(files)
    except Refused as refused:
        raise Refused(refused.check, refused.key, checks=checks, **refused.values) from None
    values = {"count": len(manifest["files"]), "where": ", ".join(changed)}
    checks.append(("manifest", not changed, "bad" if changed else "ok", values))
    checks += check_signature(files, manifest, fingerprint)
    if changed:
        return checks  # whatever else is in it, nobody signed it
    log, fault = read_log(files["log.txt"], manifest)
    steps = {each["what"]: each["data"] for each in log}  # the last of each kind
    checks.append(attempt("definition", check_definition, files, records, manifest, log, steps))
    checks.append(attempt("log", check_log, log, fault))
    checks.append(attempt("participation", check_participation, records, steps))
    checks.append(attempt("receipts", check_receipts, files["receipts.txt"], records, steps))
    for place, contest in enumerate(records["definition-counted.json"]["contests"]):
        checks += check_contest(place, contest, records, steps)
    return checks


def attempt(name, check, *arguments):
    """Return the check: it holds unless `Wrong` or a value that is not there comes out of it."""
    try:
        return (name, True, "ok", check(*arguments))
    except Wrong as wrong:
        return (name, False, "bad", {"where": str(wrong)})
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return (name, False, "bad", {"where": "?"})


def must(holds, where):
    """Raise Wrong unless it holds."""
    if not holds:
        raise Wrong(where)


def changed_files(files, manifest):
    """Return the names of files that are not as the manifest lists them."""
    listed = manifest["files"]
    found = {
        name: {"bytes": len(content), "sha256": sha256(content)}
        for name, content in files.items()
        if name not in ("manifest.json", "manifest.sig")
    }
    return sorted(name for name in found.keys() | listed.keys() if found.get(name) != listed.get(name))


def check_signature(files, manifest, fingerprint):
    """Check that the manifest's own key signed it; and that the key is the one that was published."""
    key = bytes.fromhex(manifest["key"]) if re.fullmatch("[0-9a-f]{64}", manifest["key"]) else b""
    text = files.get("manifest.sig", b"").decode("latin-1")
    signature = bytes.fromhex(text[:-1]) if re.fullmatch("[0-9a-f]{128}\n", text) else b""
    message = b"vote-kiosk pack 1\n" + files["manifest.json"]
    its_own = fingerprint_of(key)
    good = len(key) == 32 and manifest["fingerprint"] == its_own and is_signed(key, signature, message)
    key_of_words = ("ok" if fingerprint is None else "known") if good else "bad"
    checks = [("signature", good, key_of_words, {"fingerprint": its_own})]
    if fingerprint is not None:
        same = re.sub(r"[\s-]", "", fingerprint) == its_own.replace(" ", "")
        checks.append(("fingerprint", same, "ok" if same else "bad", {"fingerprint": its_own}))
    return checks


def read_log(content, manifest):
    """Return the lines up to the first that is wrong, and its number, or 0 where none is."""
    start = "vote-kiosk log 1\n%s\n%s" % (manifest["election"], manifest["key"])
    before, lines = sha256(start.encode("utf-8")), []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            value = read_json(line[65:] + b"\n")
            before = sha256(before.encode() + b"\n" + line[65:])
            good = line[:65] == before.encode() + b" " and fits(value, LOG_LINE) and value["n"] == number
        except (ValueError, RecursionError):
            good = False
        if not good:
            return lines, number
        lines.append(dict(value, head=before))
    return lines, 0 if lines and content.endswith(b"\n") else len(lines) + 1


STEPS = {  # from which state a step leads where
    "polls.opened": {"": "open"},
    "polls.paused": {"open": "paused"},
    "polls.resumed": {"paused": "open"},
    "polls.closed": {"open": "closed", "paused": "closed"},
    "polls.reopened": {"closed": "open"},
    "polls.prolonged": {"closed": "open", "open": "open", "paused": "paused"},
    "polls.counted": {"closed": "counted"},
    "polls.archived": {"counted": "archived"},
    "polls.annulled": {},
}


def check_log(log, fault):
    """Check that no line is missing, and that the polls took their steps in order, once."""
    must(not fault, "%d" % fault)
    state = ""
    for line in log:
        if line["what"] in STEPS:
            must(state in STEPS[line["what"]], "%d %s" % (line["n"], line["what"]))
            state = STEPS[line["what"]][state]
        must(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z", line["at"]), "%d" % line["n"])
        if line["what"] == "polls.resumed":
            must(line["data"]["same"] is True, "%d" % line["n"])
    must(state in ("counted", "archived"), "polls.counted")
    return {"count": len(log), "head": log[-1]["head"]}


def check_definition(files, records, manifest, log, steps):
    """Check that what was counted is what was published before the polls opened, but for what may change."""
    before, after = records["definition.json"], records["definition-counted.json"]
    commitment, opened, results = records["commitment.json"], steps["polls.opened"], records["results.json"]
    digest = sha256(files["definition.json"])
    must(commitment["definition"] == opened["definition"] == digest, "definition.json")
    must(steps["polls.counted"]["definition"] == sha256(files["definition-counted.json"]), "polls.counted")
    must(commitment["fingerprint"] == opened["key"] == manifest["fingerprint"], "fingerprint")
    same_roll = canonical([commitment["roll"], commitment["contests"]])
    must(canonical([opened["roll"], opened["contests"]]) == same_roll, "roll")
    must(commitment["election"] == before["election"] == manifest["election"], "election")
    title = shown(manifest["title"]) == shown(after["title"]) == shown(results["election"]["title"])
    of_results = [results["election"]["id"], results["election"]["practice"]]
    must(title and canonical(of_results) == canonical([before["election"], manifest["practice"]]), "election")
    must(canonical(unchanging(before)) == canonical(unchanging(after)), "definition-counted.json")
    withdrawn = 0
    for old, new in zip(candidates_of(before), candidates_of(after)):
        must(new["withdrawn"] or not old["withdrawn"], "definition-counted.json")
        withdrawn += new["withdrawn"] and not old["withdrawn"]
    opened_at = max(each["n"] for each in log if each["what"] == "polls.opened")
    noted = [each for each in log if each["what"] == "candidate.withdrawn" and each["n"] > opened_at]
    must(len(noted) == withdrawn, "candidate.withdrawn")
    return {"count": withdrawn, "same": before == after}


def shown(texts):
    """Return texts by language without those that are empty."""
    must(fits(texts, TEXTS), "title")
    return {language: text for language, text in texts.items() if text}


def candidates_of(definition):
    """Return all candidates of all contests."""
    return [each for contest in definition["contests"] for each in contest["candidates"]]


def unchanging(definition):
    """Return a definition without what may change while the polls are open: texts, times, withdrawals."""
    texts = {"title": 0, "description": 0}
    contests = []
    for contest in definition["contests"]:
        left = [dict(each, name=0, label=0, statement=0, withdrawn=0) for each in contest["candidates"]]
        contests.append(dict(contest, candidates=left, **texts))
    return dict(definition, contests=contests, schedule=0, **texts)


def check_participation(records, steps):
    """Check the numbers of people against each other and the log."""
    people, definition = records["participation.json"], records["definition-counted.json"]
    opened, closed, counted = steps["polls.opened"], steps["polls.closed"], steps["polls.counted"]
    roll, marks, said = people["roll"], people["marks"], records["results.json"]["roll"]
    whole = roll["at_opening"] + roll["added"]
    must(marks <= min(people["rights"], whole), "marks")
    must(canonical(said["voted"]) == str(marks) and fits(said["now"], int) and said["now"] <= people["rights"], "roll")
    must(canonical(said["at_opening"]) in ("null", canonical(opened["roll"])) and opened["roll"] in (0, roll["at_opening"]), "roll")
    must(canonical([opened[each] for each in ("ballots", "marks", "receipts")]) == "[0,0,0]", "polls.opened")
    must(canonical([closed["marks"], closed["receipts"]]) == canonical([marks, marks]), "polls.closed")
    cast = {str(each["id"]): each["cast"] for each in people["contests"]}
    must(canonical(closed["ballots"]) == canonical(counted["ballots"]) == canonical(cast), "ballots")
    must([each["id"] for each in people["contests"]] == [each["id"] for each in definition["contests"]], "id")
    for each in people["contests"]:
        everybody = all(each["id"] in style["contests"] for style in definition["styles"])
        must(each["cast"] == marks if everybody else each["cast"] <= marks, "cast")
        must(each["roll"] == whole if everybody else each["roll"] <= whole, "roll")
        must(max(each["cast"], each["roll_at_opening"]) <= each["roll"], "roll")
        must(opened["contests"].get(str(each["id"]), 0) in (0, each["roll_at_opening"]), "roll_at_opening")
    return {"marks": marks, "rights": people["rights"]}


def check_receipts(content, records, steps):
    """Check that there is a receipt for everybody who voted, in an order that says nothing."""
    *receipts, rest = content.split(b"\n")
    must(not rest and all(len(each) == 16 and each.isdigit() for each in receipts), "receipts.txt")
    must(receipts == sorted(receipts), "receipts.txt")
    must(len(receipts) == records["participation.json"]["marks"], "%d" % len(receipts))
    must(len(receipts) == steps["polls.closed"]["receipts"], "polls.closed")
    return {"count": len(receipts)}


# --- 5. The counts. Candidates are places from 0; what is returned stands in results.json as "log" --------


def drawn(among, order, seats=1, last=False):
    """Return the step in which the declared order decides: the first are favoured, the last one loses."""
    ordered = sorted(among, key=order.index)
    return {"by": "lot", "left": ordered[-1:] if last else ordered[:seats]}


def compared(by, figures, best=max):
    """Return the step that keeps whoever has most, or fewest."""
    sought = best(figures.values())
    left = [each for each, number in figures.items() if number == sought]
    return {"by": by, "left": left, "figures": {str(each): number for each, number in figures.items()}}


def tie_of(about, among, steps, **more):
    """Return what is noted of a tie and all steps that were tried; the last one decided."""
    left = steps[-1]["left"]
    return dict({"for": about, "among": among, "by": steps[-1]["by"], "chosen": left[0], "steps": steps}, **more)


def one_of(about, level, past, number, order, ties):
    """Return one of those who are level: look back from stage to stage, then take the declared order."""
    steps, left, loses = [], level, about == "exclude"
    for stage in range(len(past), 0, -1):
        if len(left) > 1:
            steps.append(compared("lookback", {each: past[stage - 1][each] for each in left}, min if loses else max))
            steps[-1]["round"], left = stage, steps[-1]["left"]
    if len(left) > 1:
        steps.append(drawn(left, order, last=loses))
    if len(level) > 1:
        ties.append(tie_of(about, level, steps, round=number))
    return steps[-1]["left"][0] if steps else level[0]


class Papers:
    """The ballots, each with the candidate for whom it counts now, and at which value."""

    def __init__(self, rankings, unit):
        self.held = {None: [(iter(ranking), count, unit) for count, ranking in rankings]}

    def move(self, source, continuing, value_of=lambda value: value):
        """Hand all papers of a candidate to the next who continues on each; return what came to whom."""
        moved = {}
        for rest, count, old in self.held.pop(source, []):
            to, value = next((each for each in rest if each in continuing), None), value_of(old)
            if to is not None:
                moved[to] = moved.get(to, 0) + count * value
                self.held.setdefault(to, []).append((rest, count, value))
        return moved


class LoggedPapers:
    """Where no ballots are in the pack: what moved is taken from the log, and everything else recomputed."""

    def __init__(self, log):
        self.rounds = iter(log.get("rounds", ()))

    def move(self, source, continuing, value_of=None):
        row = next(self.rounds)
        if source is None:  # whole votes, though some counts write them with decimals
            moved = {at: read_votes(votes) for at, votes in enumerate(row["votes"]) if at in continuing}
        else:
            to = row["transfers"]["to"]
            moved = {int(each): amount for each, amount in to.items() if each != "left_over"}
        must(all(each in continuing for each in moved), "rounds")
        must(all(type(amount) is int and amount >= 0 for amount in moved.values()), "rounds")
        return moved


def read_votes(votes):
    """Return votes of the first round in units of the count."""
    return votes if type(votes) is int else int(re.fullmatch(r"([0-9]{1,9})\.00000", votes)[1]) * 100_000


def transfers(source, moved, left_over, always):
    """Return what moved as the log has it."""
    to = {str(each): amount for each, amount in moved.items()}
    return {"transfers": {"from": source, "to": dict(to, left_over=left_over) if left_over or always else to}}


# Instant run-off: whoever has fewest is excluded, until somebody has more than half of what still counts.
def count_irv(papers, standing, valid, order, size):
    log = {"outcome": "elected", "winners": [], "valid": valid, "ties": [], "rounds": [], "units_a_vote": 1}
    if not valid or len(standing) == 1:
        return dict(log, outcome="uncontested" if valid else "no-votes", winners=standing if valid else [])
    votes, exhausted, past, continuing = [0] * size, 0, [], list(standing)
    event, more, moved = None, {}, papers.move(None, continuing)
    must(sum(moved.values()) == valid, "rounds")
    while True:
        for to, amount in moved.items():
            votes[to] += amount
        past.append(list(votes))
        row = {"n": len(past), "event": event, "votes": past[-1], "exhausted": exhausted}
        log["rounds"].append(dict(row, **more))
        first = max(continuing, key=lambda each: votes[each])
        if 2 * votes[first] > valid - exhausted or len(continuing) == 1:
            return dict(log, winners=[first])
        fewest = min(votes[each] for each in continuing)
        level = [each for each in continuing if votes[each] == fewest]
        out = one_of("exclude", level, past[:-1], len(past) + 1, order, log["ties"])
        continuing.remove(out)
        moved = papers.move(out, continuing)
        left_over = fewest - sum(moved.values())
        must(left_over >= 0, "rounds")
        event, more, votes[out] = {"exclude": out}, transfers(out, moved, left_over, always=False), 0
        exhausted += left_over


# Scottish STV: votes in hundred-thousandths. What an elected candidate has above the quota goes on at a lower
# value, cut; else the last is excluded. (SSI 2007/42, rules 45 to 52.)
UNIT = 100_000


def votes_text(units):
    return "%d.%05d" % (units // UNIT, units % UNIT)


def count_stv_scottish(papers, standing, valid, order, size, seats):
    quota = valid // (seats + 1) + 1 if valid else None
    log = {"outcome": "elected", "winners": [], "valid": valid, "ties": [], "rounds": [], "quota": quota}
    log["units_a_vote"] = UNIT
    if not valid or len(standing) <= seats:
        return dict(log, outcome="uncontested" if valid else "no-votes", winners=standing if valid else [])
    votes, lost, past, continuing, waiting = [0] * size, 0, [], list(standing), []
    event, more, moved = None, {}, papers.move(None, continuing)
    must(sum(moved.values()) == valid * UNIT, "rounds")
    while True:
        for to, amount in moved.items():
            votes[to] += amount
        is_last = len(continuing) == seats - len(log["winners"])
        ready = [each for each in continuing if is_last or votes[each] >= quota * UNIT]
        elected = []
        while ready:  # most votes first
            most = max(votes[each] for each in ready)
            level = [each for each in ready if votes[each] == most]
            elected.append(one_of("order of election", level, past, len(past) + 1, order, log["ties"]))
            ready.remove(elected[-1])
        continuing = [each for each in continuing if each not in elected]
        waiting += [each for each in elected if votes[each] > quota * UNIT]
        log["winners"] += elected
        past.append(list(votes))
        row = {"n": len(past), "event": event, "votes": list(map(votes_text, votes)), "elected": elected}
        last = {"last_vacancies": True} if is_last else {}
        log["rounds"].append(dict(row, nontransferable=votes_text(lost), **last, **more))
        if len(log["winners"]) == seats:
            return log
        level_at = max(votes[each] for each in waiting) if waiting else min(votes[each] for each in continuing)
        level = sorted(each for each in waiting or continuing if votes[each] == level_at)
        about = "surplus first" if waiting else "exclude"
        source = one_of(about, level, past[:-1], len(past) + 1, order, log["ties"])
        if waiting:
            waiting.remove(source)
            goes = level_at - quota * UNIT
            moved = papers.move(source, continuing, lambda value: goes * value // level_at)  # noqa: B023
            event = {"surplus_of": source, "surplus": votes_text(goes)}
        else:
            continuing.remove(source)
            if len(continuing) == seats - len(log["winners"]):  # all others are elected, and nothing moves
                event, more, moved = {"exclude": source, "transferred": False}, {}, {}
                continue
            goes, event, moved = level_at, {"exclude": source}, papers.move(source, continuing)
        left_over = goes - sum(moved.values())
        must(left_over >= 0, "rounds")
        votes[source] -= goes
        lost += left_over
        more = transfers(source, moved, left_over, always=True)


# Condorcet: whoever beats each of the others; else one of three rules, by the votes of each winning side.
def pairwise(ballots, standing, size):
    """Return how many ballots rank each candidate above each other; who is not ranked is below."""
    above = [[0] * size for _ in range(size)]
    for count, ranks in ballots:
        below = set(standing)
        for rank in ranks:
            here = [each for each in rank if each in standing]
            below.difference_update(here)
            for each in here:
                for other in below:
                    above[each][other] += count
    return above


def count_condorcet(above, standing, valid, order, size, rule):
    log = {"outcome": "elected", "winners": [], "valid": valid, "ties": [], "pairwise": [], rule: {}}
    log["condorcet_winner"] = None
    if not valid or len(standing) == 1:
        return dict(log, outcome="uncontested" if valid else "no-votes", winners=standing if valid else [])
    beats = {(a, b): above[a][b] for a in standing for b in standing if above[a][b] > above[b][a]}
    best = [a for a in standing if all((a, b) in beats for b in standing if b != a)]
    details = {}
    if rule == "schulze":  # the strongest way from each to each is as strong as its weakest link
        way = {(a, b): beats.get((a, b), 0) for a in standing for b in standing}
        for middle in standing:
            for a in standing:
                for b in standing:
                    way[a, b] = max(way[a, b], min(way[a, middle], way[middle, b]))
        level = [a for a in standing if all(way[a, b] >= way[b, a] for b in standing)]
    elif rule == "ranked_pairs":  # the clearest win first; none that would close a circle
        ordered = sorted(
            beats, key=lambda pair: (-beats[pair], above[pair[1]][pair[0]], order.index(pair[0]), -order.index(pair[1]))
        )
        reaches, beaten, skipped = {each: {each} for each in standing}, set(), []
        for winner, loser in ordered:
            if winner in reaches[loser]:
                skipped.append([winner, loser])
                continue
            beaten.add(loser)
            for each in standing:
                if winner in reaches[each]:
                    reaches[each] |= reaches[loser]
        level, details = [each for each in standing if each not in beaten], {"skipped": skipped}
    else:  # minimax: the worst defeat is the smallest
        worst = [max((number for (_, b), number in beats.items() if b == each), default=0) for each in range(size)]
        level = [each for each in standing if worst[each] == min(worst[other] for other in standing)]
        details = {"worst": worst}
    winner = level[0]
    if len(level) > 1:
        log["ties"].append(tie_of("winner", level, [drawn(level, order)]))
        winner = log["ties"][0]["chosen"]
    log[rule] = dict(details, tied=level, winner=winner)
    return dict(log, winners=[winner], pairwise=above, condorcet_winner=best[0] if best else None)


# STAR: the two with most points are finalists; of them whoever is scored higher on more ballots wins.
def count_star(spread, above, standing, valid, order, seats):
    points = [sum(score * count for score, count in enumerate(row)) for row in spread]
    highest = [row[-1] for row in spread]
    log = {"outcome": "elected" if valid else "no-votes", "winners": [], "valid": valid, "ties": []}
    log.update(totals=points, max_counts=highest, rounds=[])
    left = list(standing) if valid else []
    while left and len(log["winners"]) < seats:
        ties, finalists = [], []
        for most in sorted({points[each] for each in left}, reverse=True):
            level, places = [each for each in left if points[each] == most], 2 - len(finalists)
            if len(level) > places > 0:
                steps, chosen = finalist_steps(level, places, above, highest, order)
                ties.append(dict(tie_of("finalist", level, steps), chosen=chosen))
                level = chosen
            finalists += level if places else []
        finalists.sort()
        run_off, winner = None, finalists[0]
        if len(finalists) == 2:
            one, other = finalists
            prefer = {one: above[one][other], other: above[other][one]}
            run_off = {"for": {str(each): prefer[each] for each in prefer}, "equal": valid - sum(prefer.values())}
            winner = compared("", prefer)["left"][0]
            if prefer[one] == prefer[other]:
                steps = [compared("score", {each: points[each] for each in finalists})]
                if len(steps[-1]["left"]) == 2:
                    steps.append(compared("max-scores", {each: highest[each] for each in finalists}))
                if len(steps[-1]["left"]) == 2:
                    steps.append(drawn(finalists, order))
                ties.append(tie_of("runoff", finalists, steps))
                winner = ties[-1]["chosen"]
        log["ties"] += ties
        brief = [{key: value for key, value in tie.items() if key != "steps"} for tie in ties]
        log["rounds"].append({"finalists": finalists, "runoff": run_off, "winners": [winner], "ties": brief})
        log["winners"].append(winner)
        left.remove(winner)
    return log


def finalist_steps(level, places, above, highest, order):
    """Return the steps for those level at the second place, and whom they choose: two are held against each
    other; of more, or where that is level, most of the highest scores, one place after the other.
    """
    steps, taken = [], []
    if len(level) == 2:
        one, other = level
        steps.append(compared("head-to-head", {one: above[one][other], other: above[other][one]}))
        if len(steps[-1]["left"]) == 1:
            return steps, steps[-1]["left"]
    while len(taken) < places:
        steps.append(compared("max-scores", {each: highest[each] for each in level if each not in taken}))
        if len(steps[-1]["left"]) > places - len(taken):
            steps.append(drawn(steps[-1]["left"], order, places - len(taken)))
        taken += steps[-1]["left"]
    return steps, sorted(taken)


# --- 6. What decides: quorum, then votes at all, then the threshold, then ties ----------------------------


def is_enough(share, number, people):
    """Return whether a number is "more than 1/2" or "at least 2/3" of the people; of nobody it never is."""
    kind, part, whole = SHARE.fullmatch(share).groups()
    ahead = number * int(whole) - int(part) * people
    return people > 0 and number > 0 and (ahead > 0 or (ahead == 0 and kind == "at least"))


def missed_quorums(definition, contest, people, here):
    """Return the quorums that were not reached: the whole election's, and the contest's own."""
    whole = (people["roll"]["at_opening"] + people["roll"]["added"], people["marks"], people["present"])
    found = []
    for quorum, (roll, cast, present) in (
        (definition["quorum"], whole),
        (contest["rule"]["quorum"], (here["roll"], here["cast"], here["present"])),
    ):
        came = cast if quorum is None or quorum["came"] == "cast" else max(present or 0, cast)
        if quorum is not None and not is_enough(quorum["share"], came, roll):
            found.append(quorum)
    return found


def seats_of(contest):
    """Return how many are elected at most."""
    usual = {"choose": contest["options"].get("most"), "yes_no": max(1, len(contest["candidates"]))}
    return contest["rule"]["seats"] or usual.get(contest["kind"], 1)


def decide(contest, tally, here, missed, lot):
    """Return what the rule makes of the counts, as results.json has it. A lot must decide a tie."""
    rule, log = contest["rule"], tally["count"].get("log")
    must(lot is None or (not missed and not log), "lots.json")
    nothing = {"decision": "no_quorum" if missed else "no_votes", "elected": [], "vacant": 0}
    if log and not missed and log["outcome"] != "no-votes":
        elected = [contest["candidates"][each]["id"] for each in log["winners"]]
        decision = "elected" if elected else "nobody"
        return {"decision": decision, "elected": elected, "vacant": seats_of(contest) - len(elected)}
    valid, numbers = tally["chose"], {each["candidate"]: each for each in tally["counts"]}
    votes = {each: sum(row.get(key, 0) for key in ("yes", "votes", "carried_over")) for each, row in numbers.items()}
    by_answer = contest["kind"] == "yes_no"
    if missed or log or not (by_answer or (valid if contest["kind"] == "score" else any(votes.values()))):
        must(lot is None, "lots.json")
        return nothing
    limit = rule["threshold"] or ({"share": "more than 1/2", "of": "valid"} if by_answer else None)

    def has_enough(each):
        if limit is None:
            return contest["kind"] == "score" or votes[each] > 0
        chose = numbers[each]["yes"] + numbers[each]["no"] if by_answer else valid
        present = max(here["present"] or 0, here["cast"])
        base = {"valid": chose, "cast": here["cast"], "present": present, "roll": here["roll"]}
        return is_enough(limit["share"], votes[each], base[limit["of"]])

    gone = {each["id"] for each in contest["candidates"] if each["withdrawn"]}
    order = {each: at for at, each in enumerate(rule["ties"]["order"])}
    standing = [each for each in votes if each not in gone]
    standing.sort(key=lambda each: (-votes[each], order.get(each, 0)))
    ahead = [votes[each] for each in standing] + [0, 0]
    leads = not rule["lead_over_blank"] or ahead[0] - ahead[1] > tally["blank"]
    ready = [each for each in standing if leads and has_enough(each)]
    seats, by, tie = seats_of(contest), rule["ties"]["by"], None
    elected = ready[:seats]
    if len(ready) > seats and votes[ready[seats - 1]] == votes[ready[seats]]:
        among = [each for each in ready if votes[each] == votes[ready[seats]]]
        elected = [each for each in elected if each not in among]
        places = seats - len(elected)
        chosen = {"order": among[:places], "lot": lot["favoured"] if lot else []}.get(by, [])
        tie = {"among": among, "seats": places, "by": by, "chosen": chosen, "witnesses": []}
        if lot:
            tie["witnesses"] = lot["witnesses"]
            drawn_well = len(set(chosen)) == len(chosen) == places and set(chosen) <= set(among)
            must(drawn_well and len(lot["witnesses"]) > 1 and all(map(str.strip, lot["witnesses"])), "lots.json")
        elected += chosen
    must(lot is None or (tie and by == "lot"), "lots.json")
    vacant, run_off = seats - len(elected), None
    others = [each for each in standing if each not in elected]
    if tie and by == "run_off":
        run_off = {"between": tie["among"], "seats": vacant}
    elif tie is None and rule["otherwise"] == "run_off" and 0 < vacant < len(others):
        last = votes[others[min(2 * vacant, len(others)) - 1]]
        run_off = {"between": [each for each in others if votes[each] >= last], "seats": vacant}
    decision = "elected" if elected else "nobody"
    if by_answer and not contest["candidates"]:
        decision = "passed" if elected else "failed"
    elif tie and by == "lot" and not lot:
        decision = "tied"
    elif run_off:
        decision = "run_off"
    found = {"decision": decision, "elected": elected, "vacant": vacant}
    return dict(found, **({"tie": tie} if tie else {}), **({"run_off": run_off} if run_off else {}))


def mark_of(each, came):
    """Return what a candidate came to."""
    of_all = {"passed": "passed", "failed": "failed", "no_quorum": "no_force"}
    tie, run_off = came.get("tie"), came.get("run_off", {"between": []})
    if came["decision"] in of_all:
        return of_all[came["decision"]]
    if each in came["elected"]:
        return "elected_by_lot" if tie and tie["by"] == "lot" and each in tie["chosen"] else "elected"
    if tie and tie["by"] == "lot" and not tie["chosen"] and each in tie["among"]:
        return "tied"
    return "run_off" if each in run_off["between"] else "not_elected"


# --- 7. A contest as a whole ------------------------------------------------------------------------------

RANKED, ANSWERS = ("irv", "stv_scottish", "condorcet"), ("yes", "no", "abstain")


def check_contest(place, contest, records, steps):
    """Return the three checks of a contest: its ballots add up, count to the same, and decide the same."""
    title = next(iter(shown(contest["title"]).values()), "")
    found = {}
    checks = [
        attempt("identity", check_identity, place, contest, records, steps, found),
        attempt("recount", check_recount, contest, records["definition-counted.json"], found),
        attempt("decision", check_decision, contest, found),
    ]
    if checks[1][1] and found["box"]["form"] != "markings":
        checks[1] = ("recount", None, found["box"]["form"], {})
    return [
        ("%s:%d" % (name, contest["id"]), holds, key, dict(values, title=title))
        for name, holds, key, values in checks
    ]


def check_identity(place, contest, records, steps, found):
    """Check that there are as many ballots as people who used their right, and no lot or box too many."""
    people, given = records["participation.json"], records["results.json"]["contests"]
    boxes, here = records["ballots.json"]["contests"], people["contests"][place]
    must(len(boxes) == len(given) == len(records["definition-counted.json"]["contests"]), "contests")
    box, lots = boxes[place], [each for each in records["lots.json"]["lots"] if each["contest"] == contest["id"]]
    must(box["id"] == here["id"] == contest["id"], "id")
    must(box["ballots"] == here["cast"], "cast")
    if box["form"] == "markings":
        must(sum(each["count"] for each in box["markings"]) == box["ballots"], "markings")
    if box["form"] == "totals":
        must(box["blank"] + box["abstain"] <= box["ballots"], "totals")
    missed = missed_quorums(records["definition-counted.json"], contest, people, here)
    closed = any(each["below"] == "not_opened" for each in missed)
    must(len(lots) < 2 - closed, "lots.json")
    opened = steps["polls.opened"]["contests"]
    at_opening = canonical(given[place]["roll"]["at_opening"])
    must(at_opening in ("null", canonical(opened.get(str(contest["id"]), 0))), "at_opening")
    found.update(box=box, here=here, given=given[place], missed=missed, closed=closed, lots=lots)
    return {"ballots": box["ballots"]}


def check_recount(contest, definition, found):
    """Check that the ballots, or what the pack has of them, come to what results.json says."""
    box, given = found["box"], found["given"]
    one_mark = contest["kind"] == "choose" and contest["options"]["most"] == 1
    one_mark = one_mark or (contest["kind"] == "yes_no" and len(contest["candidates"]) < 2)
    due = "markings" if one_mark or definition["markings_public"] else "totals"
    must(box["form"] == ("closed" if found["closed"] else due), "ballots.json")
    if not found["closed"]:
        found["tally"] = tally = tally_of(contest, box, given)
        counts = [dict(each, mark=0) for each in given["counts"]]
        must(canonical(counts) == canonical([dict(each, mark=0) for each in tally["counts"]]), "counts")
        for key in ("sums", "counts_are", "count"):
            must(canonical(given.get(key, {})) == canonical(tally[key]), key)
    return {}


def check_decision(contest, found):
    """Check that the rule makes of the counts what results.json says."""
    here, given = found["here"], found["given"]
    came = {"decision": "not_opened"}
    if not found["closed"]:
        came = decide(contest, found["tally"], here, found["missed"], (found["lots"] or [None])[0])
        marks = [mark_of(each["candidate"], came) for each in found["tally"]["counts"]]
        must([each["mark"] for each in given["counts"]] == marks, "mark")
    recounted = {} if found["closed"] else {"sums", "counts_are", "counts", "count"}
    said = {key: given[key] for key in given if key not in recounted and key not in ("title", "roll")}
    must(canonical(said) == canonical(dict(came, contest=contest["id"], kind=contest["kind"])), "decision")
    must(shown(given["title"]) == shown(contest["title"]), "title")
    voted, now = given["roll"]["voted"], given["roll"]["now"]
    must(canonical(voted) == str(here["cast"]) and fits(now, int) and now <= here["roll"], "roll")
    names = {each["id"]: each["name"] for each in contest["candidates"]}
    elected = ", ".join(names.get(each, "") for each in came.get("elected", []))
    return {"decision": came["decision"], "elected": elected}


def tally_of(contest, box, given):
    """Return what the ballots come to: first the sums that a box without markings has anyway, then from them
    what stands in results.json.
    """
    kind, options, ballots = contest["kind"], contest["options"], box["ballots"]
    asked = contest["candidates"] or [
        {"id": 0, "name": contest["title"].get("ko") or next(iter(shown(contest["title"]).values()), ""),
         "label": "", "withdrawn": False, "carried_over": 0}
    ]  # fmt: skip
    ids = [each["id"] for each in asked]
    gone = [each["id"] for each in asked if each["withdrawn"]]
    void = gone if contest["withdrawn_votes"] == "void" else []
    marked = None
    if box["form"] == "markings":
        marked = read_markings(contest, box["markings"], ids, void)
        blank = sum(count for count, marking in marked if not marking)
        abstain = sum(count for count, marking in marked if marking and kind == "yes_no" and all(
            answer == "abstain" for _, answer in marking))  # fmt: skip
        totals = totals_of(kind, options, marked, ids, gone)
    else:
        totals, blank, abstain = box["totals"], box["blank"], box["abstain"]
        check_totals(kind, options, totals, ids, ballots, blank)
    chose, count, at = ballots - blank, {}, {each: place for place, each in enumerate(ids)}
    if kind in ("choose", "approval"):
        numbers = [{"votes": 0 if each in void else totals["votes"][str(each)]} for each in ids]
    elif kind == "yes_no":
        none = dict.fromkeys(ANSWERS, 0)
        numbers = [none if each in void else totals["answers"][str(each)] for each in ids]
    else:
        order = [at[each] for each in contest["rule"]["ties"]["order"]]
        standing = [at[each] for each in ids if each not in gone]
        count = {"places": ids}
        if kind != "score":
            count["declared_order"] = contest["rule"]["ties"]["order"]
        if kind in ("condorcet", "star"):
            above = totals["above"]
            if marked is None:
                above = [[above[str(a)].get(str(b), 0) for b in ids] for a in ids]
        if kind in ("score", "star"):
            count["scores"] = spread = [totals["spread"][str(each)] for each in ids]
            points = [sum(score * number for score, number in enumerate(row)) for row in spread]
            if kind == "star":
                count["log"] = count_star(spread, above, standing, chose, order, seats_of(contest))
        elif marked is not None:
            ranks = [(number, [[at[each] for each in rank] for rank in marking]) for number, marking in marked]
            points = [0] * len(ids)
            for number, ranking in ranks:
                if ranking and len(ranking[0]) == 1:
                    points[ranking[0][0]] += number
            kept = [(number, [each for rank in ranking for each in rank if each in standing]) for number, ranking in ranks]
            kept = [(number, ranking) for number, ranking in kept if ranking]
            valid = sum(number for number, _ in kept)
            papers = Papers(kept, UNIT if kind == "stv_scottish" else 1)
        else:
            log, points = totals["rounds"], [each["votes"] for each in given["counts"]]
            valid, papers = log["valid"], LoggedPapers(log)
            must(fits(valid, int) and (valid <= chose if gone else valid == chose), "valid")
        if kind == "irv":
            count["log"] = count_irv(papers, standing, valid, order, len(ids))
        elif kind == "stv_scottish":
            count["log"] = count_stv_scottish(papers, standing, valid, order, len(ids), seats_of(contest))
        elif kind == "condorcet":
            count["log"] = count_condorcet(above, standing, valid, order, len(ids), options["completion"])
        if marked is None and kind in ("irv", "stv_scottish", "condorcet"):
            must(canonical(count["log"]) == canonical(log), "rounds")
            must(fits(points, [int]) and sum(points) <= chose, "counts")
        numbers = [{"votes": each} for each in points]
    if kind != "yes_no":
        numbers = [dict(row, carried_over=each["carried_over"]) for row, each in zip(numbers, asked)]
    votes = sum(each["votes"] for each in numbers) if kind == "choose" else 0
    sums = {"cast": ballots, "ballots": ballots, "valid": chose - abstain, "blank": blank, "abstain": abstain}
    sums.update(votes=votes, possible_votes=ballots * options["most"] if kind == "choose" else 0, hold=True)
    counts = [
        dict(row, candidate=each["id"], **{key: each[key] for key in ("name", "label", "withdrawn")})
        for row, each in zip(numbers, asked)
    ]
    unit = {"score": "points", "star": "points"}.get(kind, "first_preferences" if kind in RANKED else "votes")
    return {"sums": sums, "counts_are": unit, "counts": counts, "count": count, "blank": blank, "chose": chose}


def read_markings(contest, given, ids, void):
    """Return (how many, marking) without void votes. Each marking must be one that the ballot allows, and
    stand there once, in the order of their texts.
    """
    kind, options, known = contest["kind"], contest["options"], set(ids)
    texts = [canonical(each["marking"]) for each in given]
    must(all(one < other for one, other in zip(texts, texts[1:])), "markings")
    most, found = options.get("most", 0) or len(ids), []
    for row in given:
        marking = row["marking"]
        named = marking
        if kind in RANKED:
            named = [each for rank in marking for each in rank]
            good = len(named) <= most and all(rank and rank == sorted(rank) for rank in marking)
            good = good and (options.get("equal") or len(named) == len(marking))
        elif kind in ("choose", "approval"):
            good = marking == sorted(marking) and len(marking) <= most
            good = good and (not marking or len(marking) >= options.get("least", 0))
        else:
            named = [each for each, _ in marking]
            values = ANSWERS if kind == "yes_no" else range(options["highest"] + 1)
            good = named == sorted(named) and all(
                type(value) is (str if kind == "yes_no" else int) and value in values for _, value in marking
            )
        good = good and all(type(each) is int and each in known for each in named)
        good = good and len(set(named)) == len(named) and (marking or options["blank"]) and row["count"] > 0
        must(good, "markings")
        if void:
            marking = [each for each in marking if (each[0] if kind == "yes_no" else each) not in void]
        found.append((row["count"], marking))
    return found


def totals_of(kind, options, marked, ids, gone):
    """Return the sums of markings, as a box has them where the markings themselves stay secret."""
    if kind in ("choose", "approval"):
        votes = dict.fromkeys(map(str, ids), 0)
        for count, marking in marked:
            for each in marking:
                votes[str(each)] += count
        return {"votes": votes}
    if kind == "yes_no":
        answers = {str(each): dict.fromkeys(ANSWERS, 0) for each in ids}
        for count, marking in marked:
            for each, answer in marking:
                answers[str(each)][answer] += count
        return {"answers": answers}
    if kind in RANKED:
        ballots, standing = marked, [each for each in ids if each not in gone]
        spread = {}
    else:
        spread = {str(each): [0] * (options["highest"] + 1) for each in ids}
        ballots, standing = [], ids
        for count, marking in marked:
            scores = dict.fromkeys(ids, 0)
            scores.update(marking)
            for each in ids if marking else []:
                spread[str(each)][scores[each]] += count
            best = sorted(set(scores.values()), reverse=True)
            ballots.append((count, [[each for each in ids if scores[each] == score] for score in best]))
    if kind in ("condorcet", "star"):
        at = {each: place for place, each in enumerate(ids)}
        placed = [(count, [[at[each] for each in rank] for rank in ranks]) for count, ranks in ballots]
        return {"spread": spread, "above": pairwise(placed, [at[each] for each in standing], len(ids))}
    return {"spread": spread}


def check_totals(kind, options, totals, ids, ballots, blank):
    """Check that sums are of their shape, and such as so many ballots can come to."""
    chose, names = ballots - blank, list(map(str, ids))
    pairs = {one: {other: int for other in names if other != one} for one in names}
    shape = {
        "choose": {"votes": dict.fromkeys(names, int)}, "approval": {"votes": dict.fromkeys(names, int)},
        "yes_no": {"answers": dict.fromkeys(names, dict.fromkeys(ANSWERS, int))},
        "score": {"spread": dict.fromkeys(names, [int])},
        "star": {"spread": dict.fromkeys(names, [int]), "above": pairs},
    }.get(kind, {"above": pairs, "rounds": dict})  # fmt: skip
    must(fits(totals, shape), "totals")
    votes = list(totals.get("votes", {}).values())
    must(all(each <= chose for each in votes), "votes")
    must(kind != "choose" or chose <= sum(votes) <= chose * options["most"], "votes")
    must(all(sum(each.values()) <= ballots for each in totals.get("answers", {}).values()), "answers")
    for row in totals.get("spread", {}).values():
        must(len(row) == options["highest"] + 1 and sum(row) == chose, "spread")
    above = totals.get("above", {})
    must(all(above[a][b] + above[b][a] <= chose for a in above for b in above[a]), "above")


# --- 8. Words and command line ----------------------------------------------------------------------------

WORDS = {
    "en": {
        "refused too_large": "Refused: larger than a pack may be.",
        "refused compressed": "Refused: its entries are encrypted or compressed; those of a pack are stored.",
        "refused names": "Refused: the names of its entries are not those of a pack, each once and in order.",
        "refused damaged": "Refused: the file is damaged or cut off.",
        "refused not_canonical": "Refused: there is something in the file that no pack has, or it was packed anew.",
        "refused no_pack": "Refused: this is no pack.",
        "refused newer": "Refused: made by a newer program. Check it with the verifier of that program.",
        "refused form": "Refused: {name} is not written as it must be.",
        "refused missing": "Refused: {name} is missing.",
        "container ok": "The file is a pack, written in its one form: {count} entries, {bytes} bytes.",
        "manifest ok": "All {count} files are those that were signed.",
        "manifest bad": "Changed since it was signed: {where}. Nothing further was looked at.",
        "signature ok": "Signed; by whom is for you to compare. Is this the fingerprint on the sheet that was "
        "published before the vote? {fingerprint}",
        "signature known": "Signed with the key {fingerprint}",
        "signature bad": "The signature is wrong.",
        "fingerprint ok": "The key is the one whose fingerprint you typed in.",
        "fingerprint bad": "This is not the key that was published: its fingerprint is {fingerprint}",
        "definition ok": "What was voted on is what was published before the polls opened; texts and times may have "
        "been corrected, {count} withdrew.",
        "definition bad": "What was counted is not what was published before the polls opened ({where}).",
        "log ok": "The log is whole: {count} lines, steps in order. Its head: {head}",
        "log bad": "The log is not whole or not in order ({where}).",
        "participation ok": "{marks} of {rights} voted, as the log says.",
        "participation bad": "The numbers of people do not agree ({where}).",
        "receipts ok": "{count} receipts, one for each who voted.",
        "receipts bad": "The receipts are not one for each who voted ({where}).",
        "identity ok": "{title}: {ballots} ballots, as many as rights used; none too many, none missing.",
        "identity bad": "{title}: ballots and rights used do not agree ({where}).",
        "recount ok": "{title}: counted again from the ballots; the same numbers.",
        "recount totals": "{title}: only sums are in the pack, as was declared; they agree with the result, but the "
        "ballots themselves could not be counted again.",
        "recount closed": "{title}: the box stayed closed, as its quorum was not reached.",
        "recount bad": "{title}: counted again, it comes to something else ({where}).",
        "decision ok": "{title}: by its rule {decision} {elected}",
        "decision bad": "{title}: by its rule it comes to something else ({where}).",
        "all": "All of it holds.", "not all": "It does NOT hold.",
        "elected": "elected:", "passed": "passed", "failed": "rejected", "nobody": "nobody is elected",
        "no_votes": "nobody is elected, as there are no votes", "run_off": "there is a run-off. Elected:",
        "tied": "there is a tie, and a lot is to be drawn. Elected:", "no_quorum": "without force: too few came",
        "not_opened": "the box stays closed: too few came",
    },
    "ko": {
        "refused too_large": "거부: 꾸러미가 될 수 있는 크기보다 큽니다.",
        "refused compressed": "거부: 항목이 암호화되었거나 압축되어 있습니다. 꾸러미의 항목은 그대로 담깁니다.",
        "refused names": "거부: 항목의 이름이 꾸러미의 것이 아니거나, 겹치거나, 순서가 다릅니다.",
        "refused damaged": "거부: 파일이 손상되었거나 잘렸습니다.",
        "refused not_canonical": "거부: 꾸러미에 없는 것이 파일에 있거나, 다시 압축된 파일입니다.",
        "refused no_pack": "거부: 꾸러미가 아닙니다.",
        "refused newer": "거부: 더 새로운 프로그램이 만들었습니다. 그 프로그램의 검증기로 확인하세요.",
        "refused form": "거부: {name} 파일이 정해진 대로 쓰여 있지 않습니다.",
        "refused missing": "거부: {name} 파일이 없습니다.",
        "container ok": "정해진 형식 그대로의 꾸러미입니다: 항목 {count}개, {bytes}바이트.",
        "manifest ok": "파일 {count}개가 모두 서명된 그대로입니다.",
        "manifest bad": "서명된 뒤 바뀌었습니다: {where}. 더는 살펴보지 않았습니다.",
        "signature ok": "서명되어 있습니다. 누구의 서명인지는 직접 비교하세요. 투표 전에 공개된 종이의 지문이 이것입니까? "
        "{fingerprint}",
        "signature known": "서명한 열쇠: {fingerprint}",
        "signature bad": "서명이 틀립니다.",
        "fingerprint ok": "입력한 지문의 열쇠가 맞습니다.",
        "fingerprint bad": "공개된 열쇠가 아닙니다. 이 열쇠의 지문: {fingerprint}",
        "definition ok": "투표 전에 공개된 그대로 투표했습니다. 글과 시각은 고쳤을 수 있으며, 사퇴한 후보는 {count}명입니다.",
        "definition bad": "집계한 것이 투표 전에 공개된 것과 다릅니다({where}).",
        "log ok": "기록이 온전합니다: {count}줄, 절차의 순서가 맞습니다. 끝의 값: {head}",
        "log bad": "기록이 온전하지 않거나 순서가 틀립니다({where}).",
        "participation ok": "{rights}명 가운데 {marks}명이 투표했고, 기록과 같습니다.",
        "participation bad": "사람 수가 서로 맞지 않습니다({where}).",
        "receipts ok": "영수 번호 {count}개, 투표한 사람마다 하나입니다.",
        "receipts bad": "영수 번호가 투표한 사람마다 하나가 아닙니다({where}).",
        "identity ok": "{title}: 투표지 {ballots}장, 행사된 권리와 같습니다. 남거나 모자라지 않습니다.",
        "identity bad": "{title}: 투표지와 행사된 권리가 맞지 않습니다({where}).",
        "recount ok": "{title}: 투표지를 다시 세었고, 숫자가 같습니다.",
        "recount totals": "{title}: 정해진 대로 합계만 들어 있습니다. 결과와 맞지만, 투표지 자체는 다시 셀 수 없었습니다.",
        "recount closed": "{title}: 정족수에 이르지 못해 투표함을 열지 않았습니다.",
        "recount bad": "{title}: 다시 세니 다릅니다({where}).",
        "decision ok": "{title}: 규칙에 따라 {decision} {elected}",
        "decision bad": "{title}: 규칙을 다시 적용하니 다릅니다({where}).",
        "all": "모두 맞습니다.", "not all": "맞지 않습니다.",
        "elected": "당선:", "passed": "가결", "failed": "부결", "nobody": "당선자 없음",
        "no_votes": "표가 없어 당선자 없음", "run_off": "결선 투표. 당선:", "tied": "동점, 추첨이 필요함. 당선:",
        "no_quorum": "정족수 미달로 효력 없음", "not_opened": "정족수 미달로 투표함을 열지 않음",
    },
}  # fmt: skip


def verdict_of(pack, fingerprint=None, language="en"):
    """Return the verdict on a pack, and the exit code."""
    words, refused = WORDS[language], None
    try:
        checks = check_pack(pack, fingerprint)
    except Refused as found:
        checks, refused = found.values.pop("checks", []), found
    said = []
    for name, holds, key, values in checks:
        values = dict(values, decision=words.get(values.get("decision"), ""))
        text = words["%s %s" % (name.split(":")[0], key)].format(**values).strip()
        said.append({"name": name, "holds": holds, "words": text})
    if refused:
        text = words["refused " + refused.key].format(**refused.values)
        said.append({"name": refused.check, "holds": False, "words": text})
    holds = all(each["holds"] is not False for each in said)
    return {"format": "vote-kiosk verdict 1", "holds": holds, "checks": said}, 2 if refused else int(not holds)


def main():
    """Check the pack that the command line names."""
    parser = argparse.ArgumentParser(description="Check the closing pack of an election.")
    parser.add_argument("pack")
    parser.add_argument("--fingerprint", help="of the election's key, as it was published before the vote")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument("--language", choices=["en", "ko"], default="en")
    options = parser.parse_args()
    try:
        with open(options.pack, "rb") as file:
            pack = file.read(LARGEST_PACK + 1)
    except OSError as error:
        parser.exit(2, "%s\n" % error)
    verdict, code = verdict_of(pack, options.fingerprint, options.language)
    if options.json:
        print(json.dumps(verdict, indent=2))
    else:
        marks = {True: "[ OK ]", False: "[FAIL]", None: "[ -- ]"}
        for check in verdict["checks"]:
            text = "%s %s" % (marks[check["holds"]], check["words"])
            text = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
            print(text.encode(sys.stdout.encoding or "ascii", "backslashreplace").decode(sys.stdout.encoding or "ascii"))
        print(WORDS[options.language]["all" if verdict["holds"] else "not all"])
    return code


if __name__ == "__main__":
    sys.exit(main())
