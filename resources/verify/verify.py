#!/usr/bin/env python3
"""Check the closing pack of a Vote Kiosk election: python verify.py PACK.zip [--fingerprint "12345 67890 …"]

It needs Python 3.9 or later and nothing else. It counts the ballots of the pack again and says what holds and what
does not, with `--json` for programs, `--language ko` in Korean. Exit code: 0 all of it holds; 1 something does not;
2 the file is refused, because it is no such pack, or what was typed in is no fingerprint.

This file lies in every pack, but a forged pack would bring a forged verify.py. Compare its SHA-256 with the one on
the printed sheet, or fetch it elsewhere. And type in the fingerprint of the election's key from the sheet that was
published before the vote: a signature alone says that somebody signed. docs/verification.md tells of the format.

1 the file · 2 its JSON · 3 the signature · 4 the records · 5 the counts, a page for each method · 6 what decides ·
7 a contest as a whole · 8 words and command line
"""

import argparse
import collections
import hashlib
import json
import os
import re
import struct
import sys
import zlib


class Refused(Exception):
    """This is no pack that can be checked: at which check that is seen, the words for it, the file."""

class Wrong(Exception):
    """What is being checked does not hold; the argument says where."""

def must(holds, where):
    if not holds:
        raise Wrong(where)

def need(holds, *reason):
    if not holds:
        raise Refused(*reason)

# --- 1. The file: a zip in one exact form, so that nothing can hide in it ---------------------------------
MIB = 1024 * 1024
MOST_ENTRIES, LARGEST_ENTRY, LARGEST_MANIFEST, LARGEST_PACK = 300, 64 * MIB, MIB, 256 * MIB
ENTRY_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")
VERSION, FIRST_OF_1980, MADE_ON_UNIX, PLAIN_FILE = 20, 0x21, 3 << 8 | 20, 0o100644 << 16

def entries_of(pack):
    """Return the entries by name. The pack is written again from what was read, and must be the same."""
    found, at, last, directory = {}, 0, "", b""
    while len(pack) <= LARGEST_PACK and len(found) <= MOST_ENTRIES and pack[at : at + 4] == b"PK\x03\x04":
        need(len(pack) >= at + 30, "container", "damaged")
        _, _, flags, method, _, _, check_sum, packed, size, length, _ = struct.unpack("<4s5H3I2H", pack[at : at + 30])
        name, start = pack[at + 30 : at + 30 + length].decode("latin-1"), at + 30 + length
        content = pack[start : start + min(size, LARGEST_ENTRY)]
        need(not flags & 1 and not method, "container", "compressed")
        need(max(packed, size) <= LARGEST_ENTRY, "container", "too_large")
        need(ENTRY_NAME.fullmatch(name) and name > last, "container", "names")
        need(len(content) == size and zlib.crc32(content) == check_sum, "container", "damaged")
        fields = struct.pack("<5H3I2H", VERSION, 0, 0, 0, FIRST_OF_1980, check_sum, size, size, length, 0)
        need(pack[at : at + 30] == b"PK\x03\x04" + fields, "container", "not_canonical")
        directory += b"PK\x01\x02" + struct.pack("<H", MADE_ON_UNIX) + fields
        directory += struct.pack("<3H2I", 0, 0, 0, PLAIN_FILE, at) + name.encode()
        found[name], last, at = content, name, start + size
    count = len(found)
    need(len(pack) <= LARGEST_PACK and count <= MOST_ENTRIES, "container", "too_large")
    need(found, "container", "no_pack")
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), at, 0)
    need(pack[at:] == directory + end, "container", "not_canonical")
    return found

# --- 2. JSON in one exact form, and what each file holds --------------------------------------------------
MOST_VALUES, DEEPEST, MOST_DIGITS = 8_000_000, 32, 15

def canonical(value):
    """Return the JSON text of a value: keys sorted, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

def same(one, other):
    """Return whether two values are written alike; true is not 1 there."""
    return canonical(one) == canonical(other)

def read_json(content):
    """Return what canonical JSON says, or None for anything else."""
    def whole(digits):  # also asked of 1.5 and NaN, of which int() makes nothing
        return int(digits) if len(digits.lstrip("-")) <= MOST_DIGITS else None

    try:
        if content.count(b",") + content.count(b"[") + content.count(b"{") > MOST_VALUES:
            return None
        text = content.decode("utf-8")
        outline = re.sub('"[^"]*"', "", text.replace("\\\\", "").replace('\\"', ""))  # without texts
        brackets = re.sub(r"[^\[\]{}]+", "", outline)
        for _ in range(DEEPEST):  # each time the innermost go
            brackets = re.sub(r"\[\]|\{\}", "", brackets)
        if brackets:
            return None
        value = json.loads(text, parse_int=whole, parse_float=whole, parse_constant=whole)
        return value if (canonical(value) + "\n").encode("utf-8") == content else None
    except (ValueError, RecursionError):
        return None

# A shape: `int` is a whole number from 0 to 10**9, [s] a list, {"key": s} exactly these keys, {"*": s} any keys,
# ("a", None, …) one of several; a text or a number stands for itself.
TEXTS, NUMBERS = {"*": str}, {"*": int}
QUORUM = (None, {"share": str, "came": ("cast", "present"), "below": ("not_opened", "no_force")})
OPTIONS = {
    "choose": {"blank": bool, "most": int, "least": int}, "approval": {"blank": bool}, "yes_no": {"blank": bool},
    "irv": {"blank": bool, "most": int}, "stv_scottish": {"blank": bool, "most": int},
    "condorcet": {"blank": bool, "most": int, "equal": bool, "completion": ("schulze", "ranked_pairs", "minimax")},
    "score": {"blank": bool, "highest": (5, 10)}, "star": {"blank": bool, "highest": 5},
}
RULE = {"threshold": (None, {"share": str, "of": ("valid", "cast", "present", "roll")}), "seats": (None, int),
    "quorum": QUORUM, "ties": {"by": ("lot", "run_off", "order"), "order": [int], "made": (None, str)},
    "otherwise": ("nobody", "run_off"), "lead_over_blank": bool}
CONTEST = {"id": int, "title": TEXTS, "description": TEXTS, "kind": tuple(OPTIONS), "order": str,
    "options": dict, "withdrawn_votes": ("stand", "void"), "rule": RULE,
    "candidates": [{"id": int, "name": str, "label": str, "statement": TEXTS, "carried_over": int,
                    "withdrawn": bool, "photo": (None, str)}],
}
DEFINITION = {
    "format": "vote-kiosk definition 1", "election": str, "title": TEXTS, "description": TEXTS, "practice": bool,
    "ways_in": [str], "live_results": bool, "turnout_for": str, "markings_public": bool, "members_listed": bool,
    "objection_hours": int, "grace": int, "prolongation": (None, NUMBERS), "quorum": QUORUM,
    "schedule": {"opens": (None, str), "closes": (None, str), "by_itself": bool},
    "styles": [{"id": int, "contests": [int]}], "contests": [CONTEST],
}
BOX = ({"id": int, "form": "markings", "ballots": int, "markings": [{"count": int, "marking": list}]},
       {"id": int, "form": "totals", "ballots": int, "blank": int, "abstain": int, "totals": dict},
       {"id": int, "form": "closed", "ballots": int})
PEOPLE = {"id": int, "roll": int, "roll_at_opening": int, "cast": int, "present": (None, int)}
SHAPES = {"definition.json": DEFINITION, "definition-counted.json": DEFINITION,
    "commitment.json": {"format": "vote-kiosk commitment 1", "election": str, "definition": str, "roll": int,
                        "contests": NUMBERS, "fingerprint": str},
    "ballots.json": {"format": "vote-kiosk ballots 1", "contests": [BOX]},
    "participation.json": {"format": "vote-kiosk participation 1", "roll": {"at_opening": int, "added": int},
                           "rights": int, "marks": int, "present": (None, int), "contests": [PEOPLE]},
    "lots.json": {"format": "vote-kiosk lots 1", "lots": [{"contest": int, "favoured": [int], "witnesses": [str]}]},
    "results.json": dict}
MANIFEST = {
    "format": "vote-kiosk pack 1", "election": str, "title": TEXTS, "practice": bool, "key": str, "fingerprint": str,
    "program": {"version": str, "digest": str}, "files": {"*": {"bytes": int, "sha256": str}},
}
LOG_LINE = {"n": int, "at": str, "zone": str, "role": str, "what": str, "why": str, "present": [str], "data": dict}
OTHERS = ("log.txt", "manifest.json", "manifest.sig", "receipts.txt", "results.csv", "verify.html", "verify.py")
SHARE = re.compile(r"(more than|at least) ([0-9]{1,4})/([0-9]{1,4})")
RANKED, SCORED, ANSWERS = ("irv", "stv_scottish", "condorcet"), ("score", "star"), ("yes", "no", "abstain")

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
    if isinstance(shape, dict):
        parts = dict.fromkeys(value, shape["*"]) if type(value) is dict and "*" in shape else shape
        return type(value) is dict and value.keys() == parts.keys() and all(fits(value[key], parts[key]) for key in parts)
    return type(value) is type(shape) and value == shape

def read_manifest(files):
    """Return the manifest. It may have been made by a newer program."""
    manifest = read_json(files.get("manifest.json", b"")[: LARGEST_MANIFEST + 1])
    name = manifest.get("format") if isinstance(manifest, dict) else None
    found = re.fullmatch(r"vote-kiosk pack ([0-9]{1,9})", name if isinstance(name, str) else "")
    need(not found or int(found[1]) < 2, "manifest", "newer")
    good = fits(manifest, MANIFEST) and len(files["manifest.json"]) <= LARGEST_MANIFEST
    need(good, "manifest", "form", "manifest.json")
    return manifest

def read_records(files):
    """Return what each JSON file holds. Each must be there, canonical and of its shape."""
    for name in (*SHAPES, *OTHERS):
        need(name in files, "manifest", "missing", name)
    records = {}
    for name, shape in SHAPES.items():
        records[name] = read_json(files[name])
        good = fits(records[name], shape) and (shape is not DEFINITION or makes_sense(records[name]))
        need(good, "manifest", "form", name)
    return records

def ids_of(rows):
    return [each["id"] for each in rows]

def makes_sense(definition):
    """Return whether every id is there once, every share is one, and every contest can be counted and decided."""
    contests = definition["contests"]
    ids = ids_of(contests)
    known = {each for style in definition["styles"] for each in style["contests"]} == set(ids)
    few = len(ids) <= 100 and sum(len(each["candidates"]) for each in contests) <= 2000
    return known and few and 0 < len(ids) == len(set(ids)) and is_share(definition["quorum"]) and all(
        map(contest_makes_sense, contests))

def contest_makes_sense(contest):
    kind, options, rule, ids = contest["kind"], contest["options"], contest["rule"], ids_of(contest["candidates"])
    order, counted = rule["ties"]["order"], kind in (*RANKED, "star")  # the count itself decides, and needs an order
    return bool(fits(options, OPTIONS[kind]) and (kind != "choose" or options["most"]) and rule["seats"] != 0
        and len(ids) == len(set(ids)) and 0 not in ids and (ids or kind == "yes_no")
        and len(order) == len(set(order)) and set(order) in (set(), set(ids))
        and (not counted or (len(ids) <= 250 and (order or len(ids) == 1)))
        and (rule["threshold"] is None or kind in ("choose", "approval", "yes_no"))
        and (contest["withdrawn_votes"] == "stand" or kind == "yes_no" or (kind == "choose" and options["most"] == 1))
        and is_share(rule["threshold"]) and is_share(rule["quorum"]))

def is_share(part):
    """Return whether a threshold or quorum is none, or asks for a share above 0 and up to all."""
    found = part and SHARE.fullmatch(part["share"])
    return part is None or bool(found and 0 < int(found[2]) <= int(found[3]))

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
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and is_odd):
        return None
    x = P - x if x % 2 != is_odd else x
    return x, y, 1, x * y % P

BASE = decoded((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def is_signed(key, signature, message):
    """Return whether the key signed the message. A key of small order signs for anything, and is none."""
    point, scalar = decoded(key), int.from_bytes(signature[32:], "little")
    if point is None or encoded(times(8, point)) == encoded(NEUTRAL) or scalar >= L or len(signature) != 64:
        return False
    factor = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    negative = (-point[0], point[1], 1, -point[3])  # not L - factor: a key need not be of order L
    return encoded(added(times(scalar, BASE), times(factor, negative))) == signature[:32]

def fingerprint_of(key):
    """Return the fingerprint of a key: 40 digits in groups of five."""
    digits = "%040d" % (int.from_bytes(hashlib.sha256(key).digest(), "big") % 10**40)
    return " ".join(re.findall(".{5}", digits))

def digits_of(typed):
    """Return a fingerprint as it was typed or copied, with wide digits made plain, without spaces and hyphens."""
    plain = re.sub("[\uff10-\uff19]", lambda digit: chr(ord(digit[0]) - 0xFEE0), typed)
    return re.sub(r"[\s\xad\u200b-\u2015\u202a-\u202e\u2060-\u2069\u2212\ufe63\ufeff\uff0d-]", "", plain)

# --- 4. The records: manifest, signature, definition, log, participation, receipts ------------------------
def sha256(content):
    return hashlib.sha256(content).hexdigest()

def check_pack(pack, fingerprint, checks):
    """Add every check that can be made to `checks`: its name, whether it holds or None, words, values for them."""
    files = entries_of(pack)
    checks.append(("container", True, "ok", {"count": len(files), "bytes": len(pack)}))
    manifest = read_manifest(files)
    listed = manifest["files"]
    found = {name: {"bytes": len(content), "sha256": sha256(content)} for name, content in files.items()
             if name not in ("manifest.json", "manifest.sig")}
    changed = sorted(name for name in found.keys() | listed.keys() if found.get(name) != listed.get(name))
    records = None if changed else read_records(files)
    words = {"count": len(listed), "where": ", ".join(changed)}
    checks.append(("manifest", not changed, "bad" if changed else "ok", words))
    checks += check_signature(files, manifest, fingerprint)
    if changed:
        return  # whatever else is in it, nobody signed it
    log, fault = read_log(files["log.txt"], manifest)
    steps = {each["what"]: each["data"] for each in log}  # the last of each kind
    checks.append(attempt("definition", check_definition, files, records, manifest, log, steps))
    checks.append(attempt("log", check_log, log, fault))
    checks.append(attempt("participation", check_participation, records, steps))
    checks.append(attempt("receipts", check_receipts, files["receipts.txt"], records, steps))
    for place, contest in enumerate(records["definition-counted.json"]["contests"]):
        checks += check_contest(place, contest, records, steps)

def attempt(name, check, *arguments):
    """Return the check: it holds unless `Wrong`, or what comes of values that nobody expects, is raised in it."""
    try:
        return (name, True, "ok", check(*arguments))
    except Wrong as wrong:
        return (name, False, "bad", {"where": str(wrong)})
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return (name, False, "bad", {"where": "?"})

def check_signature(files, manifest, fingerprint):
    """Check that the manifest's own key signed it; and that the key is the one that was published."""
    key = bytes.fromhex(manifest["key"]) if re.fullmatch("[0-9a-f]{64}", manifest["key"]) else b""
    text, own = files.get("manifest.sig", b"").decode("latin-1"), fingerprint_of(key)
    signature = bytes.fromhex(text[:-1]) if re.fullmatch("[0-9a-f]{128}\n", text) else b""
    message = b"vote-kiosk pack 1\n" + files["manifest.json"]
    good = len(key) == 32 and manifest["fingerprint"] == own and is_signed(key, signature, message)
    key_of_words = "bad" if not good else "ok" if fingerprint is None else "known"
    yield "signature", good, key_of_words, {"fingerprint": own}
    if fingerprint is not None:
        same_key = digits_of(fingerprint) == own.replace(" ", "")
        yield "fingerprint", same_key, "ok" if same_key else "bad", {"fingerprint": own}

def read_log(content, manifest):
    """Return the lines up to the first that is wrong, and its number, or 0 where none is."""
    before, lines = sha256(("vote-kiosk log 1\n%s\n%s" % (manifest["election"], manifest["key"])).encode()), []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        value, before = read_json(line[65:] + b"\n"), sha256(before.encode() + b"\n" + line[65:])
        if line[:65] != before.encode() + b" " or not fits(value, LOG_LINE) or value["n"] != number:
            return lines, number
        lines.append(dict(value, head=before))
    return lines, 0 if lines and content.endswith(b"\n") else len(lines) + 1

STEPS = {  # from which state a step leads where
    "polls.opened": {"": "open"}, "polls.paused": {"open": "paused"}, "polls.resumed": {"paused": "open"},
    "polls.closed": {"open": "closed", "paused": "closed"}, "polls.reopened": {"closed": "open"},
    "polls.prolonged": {"closed": "open", "open": "open", "paused": "paused"},
    "polls.counted": {"closed": "counted"}, "polls.archived": {"counted": "archived"}, "polls.annulled": {},
}

def check_log(log, fault):
    """Check that no line is missing, and that the polls took their steps in order, once."""
    must(not fault, "%d" % fault)
    state = ""
    for line in log:
        where = "%d %s" % (line["n"], line["what"])
        must(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z", line["at"]), where)
        must(line["what"] not in STEPS or state in STEPS[line["what"]], where)
        state = STEPS[line["what"]][state] if line["what"] in STEPS else state
        must(line["what"] != "polls.resumed" or line["data"]["same"] is True, where)
    must(state in ("counted", "archived"), "polls.counted")
    return {"count": len(log), "head": log[-1]["head"]}

def shown(texts):
    """Return texts by language without those that are empty."""
    must(fits(texts, TEXTS), "title")
    return {language: text for language, text in texts.items() if text}

def unchanging(definition):
    """Return a definition without what may change while the polls are open: texts, times, withdrawals."""
    contests = [dict(contest, title=0, description=0, candidates=[
        dict(each, name=0, label=0, statement=0, withdrawn=0) for each in contest["candidates"]])
        for contest in definition["contests"]]
    return dict(definition, contests=contests, schedule=0, title=0, description=0)

def check_definition(files, records, manifest, log, steps):
    """Check that what was counted is what was published before the polls opened, but for what may change."""
    before, after = records["definition.json"], records["definition-counted.json"]
    commitment, opened, results = records["commitment.json"], steps["polls.opened"], records["results.json"]["election"]
    must(commitment["definition"] == opened["definition"] == sha256(files["definition.json"]), "definition.json")
    must(steps["polls.counted"]["definition"] == sha256(files["definition-counted.json"]), "polls.counted")
    must(commitment["fingerprint"] == opened["key"] == manifest["fingerprint"], "fingerprint")
    must(same([opened["roll"], opened["contests"]], [commitment["roll"], commitment["contests"]]), "roll")
    must(commitment["election"] == before["election"] == manifest["election"], "election")
    must(shown(manifest["title"]) == shown(after["title"]) == shown(results["title"]), "title")
    must(same([results["id"], results["practice"]], [before["election"], manifest["practice"]]), "results.json")
    must(before["practice"] == manifest["practice"], "practice")
    must(same(unchanging(before), unchanging(after)), "definition-counted.json")
    pairs = [(one["withdrawn"], other["withdrawn"]) for old, new in zip(before["contests"], after["contests"])
             for one, other in zip(old["candidates"], new["candidates"])]
    must(all(other or not one for one, other in pairs), "definition-counted.json")
    withdrawn = sum(other and not one for one, other in pairs)
    opened_at = max(each["n"] for each in log if each["what"] == "polls.opened")
    noted = [each for each in log if each["what"] == "candidate.withdrawn" and each["n"] > opened_at]
    must(len(noted) == withdrawn, "candidate.withdrawn")
    return {"count": withdrawn}

def check_participation(records, steps):
    """Check the numbers of people against each other and the log."""
    people, definition = records["participation.json"], records["definition-counted.json"]
    opened, closed, counted = steps["polls.opened"], steps["polls.closed"], steps["polls.counted"]
    roll, marks, said = people["roll"], people["marks"], records["results.json"]["roll"]
    whole, here = roll["at_opening"] + roll["added"], people["contests"]
    must(marks <= min(people["rights"], whole), "marks")
    must(same(said["voted"], marks) and fits(said["now"], int) and said["now"] <= people["rights"], "results.json")
    must(said["at_opening"] is None or same(said["at_opening"], opened["roll"]), "results.json")
    must(same(opened["roll"], 0) or same(opened["roll"], roll["at_opening"]), "roll")
    must(same([opened[each] for each in ("ballots", "marks", "receipts")], [0, 0, 0]), "polls.opened")
    must(same([closed["marks"], closed["receipts"]], [marks, marks]), "polls.closed")
    cast = {str(each["id"]): each["cast"] for each in here}
    must(same([closed["ballots"], counted["ballots"]], [cast, cast]), "ballots")
    must(ids_of(here) == ids_of(definition["contests"]), "id")
    for each in here:
        everybody = all(each["id"] in style["contests"] for style in definition["styles"])
        must(each["cast"] == marks if everybody else each["cast"] <= marks, "cast")
        must(each["roll"] == whole if everybody else each["roll"] <= whole, "roll")
        must(max(each["cast"], each["roll_at_opening"]) <= each["roll"], "roll")
        noted = opened["contests"].get(str(each["id"]), 0)
        must(same(noted, 0) or same(noted, each["roll_at_opening"]), "roll_at_opening")
    check_styles([set(style["contests"]) for style in definition["styles"]], here, marks)
    return {"marks": marks, "rights": people["rights"]}

def check_styles(styles, people, marks):
    """Check that the rights used can be those of voters who are each given one style, and use all of it."""
    masks = [(each["cast"], int("".join("01"[each["id"] in style] for style in styles), 2)) for each in people]
    for cast, own in masks:
        for more, other in masks:
            must(own & ~other or cast <= more, "cast")  # whoever is given this contest is given the other
            must(own & other or cast + more <= marks, "cast")  # nobody is given both
            must((own | other) + 1 < 1 << len(styles) or cast + more >= marks, "cast")  # everybody one of them

def check_receipts(content, records, steps):
    """Check that there is a receipt for everybody who voted, in an order that says nothing."""
    *receipts, rest = content.split(b"\n")
    must(not rest and all(len(each) == 16 and each.isdigit() for each in receipts), "receipts.txt")
    must(receipts == sorted(receipts), "receipts.txt")
    must(len(receipts) == records["participation.json"]["marks"], "%d" % len(receipts))
    must(same(steps["polls.closed"]["receipts"], len(receipts)), "polls.closed")
    return {"count": len(receipts)}

# --- 5. The counts. Candidates are places from 0; what is returned stands in results.json as "log" --------
def drawn(among, order, seats=1, last=False):
    """Return the step in which the declared order decides: the first are favoured, the last one loses."""
    ordered = sorted(among, key=order.index)
    return {"by": "lot", "left": ordered[-1:] if last else ordered[:seats]}

def compared(by, among, figures, best=max):
    """Return the step that keeps whoever has most, or fewest."""
    sought = best(figures[each] for each in among)
    left = [each for each in among if figures[each] == sought]
    return {"by": by, "left": left, "figures": {str(each): figures[each] for each in among}}

def tie_of(about, among, steps, **more):
    """Return what is noted of a tie and all steps that were tried; the last one decided."""
    return {"for": about, "among": among, "by": steps[-1]["by"], "chosen": steps[-1]["left"][0], "steps": steps, **more}

def one_of(about, level, past, number, order, ties):
    """Return one of those who are level: look back from stage to stage, then take the declared order."""
    steps, left, loses = [], level, about == "exclude"
    for stage in range(len(past), 0, -1):
        if len(left) > 1:
            step = compared("lookback", left, past[stage - 1], min if loses else max)
            steps.append(dict(step, round=stage))
            left = step["left"]
    if len(left) > 1:
        steps.append(drawn(left, order, last=loses))
    if len(level) > 1:
        ties.append(tie_of(about, level, steps, round=number))
    return steps[-1]["left"][0] if steps else level[0]

def papers_of(rankings, unit):
    """Return what hands all papers of a candidate to the next who continues on each, and returns what came to whom."""
    held = {None: [(iter(ranking), count, unit) for count, ranking in rankings]}  # each with the value that it has now

    def move(source, continuing, value_of=lambda value: value):
        moved = {}
        for rest, count, old in held.pop(source, []):
            to, value = next((each for each in rest if each in continuing), None), value_of(old)
            if to is not None:
                moved[to] = moved.get(to, 0) + count * value
                held.setdefault(to, []).append((rest, count, value))
        return moved
    return move

def papers_of_log(log):
    """Return the same where no ballots are in the pack: what moved is taken from the log, all else is decided anew."""
    rounds = iter(log.get("rounds", ()))

    def move(source, continuing, _=None):
        row = next(rounds, {})
        if source is None:  # whole votes, though some counts write them with decimals
            moved = {each: row["votes"][each] for each in continuing}
            moved = {each: votes if type(votes) is int else int(votes[:-6]) * UNIT for each, votes in moved.items()}
        else:
            to = row["transfers"]["to"]
            moved = {int(each): amount for each, amount in to.items() if each != "left_over"}
        must(all(type(moved[each]) is int and moved[each] >= 0 and each in continuing for each in moved), "rounds")
        return moved
    return move

def transfer(source, moved, left_over, always):
    """Return what moved as the log has it."""
    to = {str(each): amount for each, amount in moved.items()}
    return {"transfers": {"from": source, "to": dict(to, left_over=left_over) if left_over or always else to}}

def log_of(standing, valid, **more):
    """Return the log of a count that is still to be made, or of one that needs none."""
    outcome = "no-votes" if not valid else "uncontested"
    return dict({"outcome": outcome, "winners": standing if valid else [], "valid": valid, "ties": []}, **more)

# Instant run-off: whoever has fewest is excluded, until somebody has more than half of what still counts.
def count_irv(move, standing, valid, order, size):
    log = log_of(standing, valid, rounds=[], units_a_vote=1)
    if not valid or len(standing) == 1:
        return log
    votes, exhausted, past, continuing, event, more = [0] * size, 0, [], list(standing), None, {}
    moved = move(None, continuing)
    must(sum(moved.values()) == valid, "rounds")
    while True:
        for to, amount in moved.items():
            votes[to] += amount
        past.append(list(votes))
        log["rounds"].append({"n": len(past), "event": event, "votes": past[-1], "exhausted": exhausted, **more})
        first = max(continuing, key=votes.__getitem__)
        if 2 * votes[first] > valid - exhausted or len(continuing) == 1:
            return dict(log, outcome="elected", winners=[first])
        level = compared("", continuing, votes, min)["left"]
        out = one_of("exclude", level, past[:-1], len(past) + 1, order, log["ties"])
        continuing.remove(out)
        moved = move(out, continuing)
        left_over, votes[out] = votes[out] - sum(moved.values()), 0
        must(left_over >= 0, "rounds")
        event, more = {"exclude": out}, transfer(out, moved, left_over, always=False)
        exhausted += left_over

# Scottish STV: what an elected candidate has above the quota goes on at a lower value, cut to hundred-thousandths;
# else the last is excluded. (SSI 2007/42, rules 45 to 52.)
UNIT = 100_000

def votes_text(units):
    return "%d.%05d" % (units // UNIT, units % UNIT)

def count_stv_scottish(move, standing, valid, order, size, seats):
    quota = valid // (seats + 1) + 1 if valid else None
    log = log_of(standing, valid, rounds=[], units_a_vote=UNIT, quota=quota)
    if not valid or len(standing) <= seats:
        return log
    votes, lost, past, continuing, waiting, event, more = [0] * size, 0, [], list(standing), [], None, {}
    log.update(outcome="elected", winners=[])
    moved = move(None, continuing)
    must(sum(moved.values()) == valid * UNIT, "rounds")
    while True:
        for to, amount in moved.items():
            votes[to] += amount
        fills, elected = len(continuing) == seats - len(log["winners"]), []
        ready = [each for each in continuing if fills or votes[each] >= quota * UNIT]
        while ready:  # most votes first
            level = compared("", ready, votes)["left"]
            elected.append(one_of("order of election", level, past, len(past) + 1, order, log["ties"]))
            ready.remove(elected[-1])
        continuing = [each for each in continuing if each not in elected]
        waiting += [each for each in elected if votes[each] > quota * UNIT]
        log["winners"] += elected
        past.append(list(votes))
        row = {"n": len(past), "event": event, "votes": list(map(votes_text, votes)), "elected": elected, **more}
        row.update({"last_vacancies": True} if fills else {}, nontransferable=votes_text(lost))
        log["rounds"].append(row)
        if len(log["winners"]) == seats:
            return log
        level = compared("", sorted(waiting or continuing), votes, max if waiting else min)["left"]
        about = "surplus first" if waiting else "exclude"
        source = one_of(about, level, past[:-1], len(past) + 1, order, log["ties"])
        total = goes = votes[source]
        if waiting:
            waiting.remove(source)
            goes = surplus = total - quota * UNIT
            moved = move(source, continuing, lambda value: surplus * value // total)
            event = {"surplus_of": source, "surplus": votes_text(surplus)}
        else:
            continuing.remove(source)
            event = {"exclude": source}
            if len(continuing) == seats - len(log["winners"]):  # all others are elected, and nothing moves
                event["transferred"], more, moved = False, {}, {}
                continue
            moved = move(source, continuing)
        left_over = goes - sum(moved.values())
        must(left_over >= 0, "rounds")
        votes[source] -= goes
        lost += left_over
        more = transfer(source, moved, left_over, always=True)

# Condorcet: whoever beats each of the others; else one of three rules, by the votes of each winning side.
def pairwise(ballots, standing, size):
    """Return how many ballots rank each candidate above each other; who is not ranked is below."""
    above = [[0] * size for _ in range(size)]
    for count, ranks in ballots:
        below = set(standing)
        for rank in ranks:
            here = below.intersection(rank)
            below -= here
            for each in here:
                for other in below:
                    above[each][other] += count
    return above

def count_condorcet(above, standing, valid, order, size, rule):
    log, details = log_of(standing, valid, pairwise=[], condorcet_winner=None, **{rule: {}}), {}
    if not valid or len(standing) == 1:
        return log
    wins = {(a, b): above[a][b] for a in standing for b in standing if above[a][b] > above[b][a]}
    best = [a for a in standing if all(a == b or (a, b) in wins for b in standing)]
    if rule == "schulze":  # the strongest way from each to each is as strong as its weakest link
        way = {(a, b): wins.get((a, b), 0) for a in standing for b in standing}
        for via in standing:
            for a in standing:
                for b in standing:
                    way[a, b] = max(way[a, b], min(way[a, via], way[via, b]))
        level = [a for a in standing if all(way[a, b] >= way[b, a] for b in standing)]
    elif rule == "ranked_pairs":  # the clearest win first; none that would close a circle
        reaches, beaten, skipped = {each: {each} for each in standing}, set(), []
        for a, b in sorted(wins, key=lambda p: (-wins[p], above[p[1]][p[0]], order.index(p[0]), -order.index(p[1]))):
            if a in reaches[b]:
                skipped.append([a, b])
                continue
            beaten.add(b)
            for each in standing:
                reaches[each] |= reaches[b] if a in reaches[each] else set()
        level, details = [each for each in standing if each not in beaten], {"skipped": skipped}
    else:  # minimax: the worst defeat is the smallest
        worst = [max((votes for (_, loser), votes in wins.items() if loser == each), default=0) for each in range(size)]
        level, details = compared("", standing, worst, min)["left"], {"worst": worst}
    ties = [tie_of("winner", level, [drawn(level, order)])] if len(level) > 1 else []
    winner = ties[0]["chosen"] if ties else level[0]
    log.update({rule: dict(details, tied=level, winner=winner)}, outcome="elected", winners=[winner], ties=ties)
    return dict(log, pairwise=above, condorcet_winner=best[0] if best else None)

# STAR: the two with most points are finalists; of them whoever is scored higher on more ballots wins.
def count_star(spread, above, standing, valid, order, seats):
    points = [sum(score * count for score, count in enumerate(row)) for row in spread]
    highest, left = [row[-1] for row in spread], list(standing) if valid else []
    log = log_of([], valid, totals=points, max_counts=highest, rounds=[])
    log["outcome"] = "elected" if valid else "no-votes"
    while left and len(log["winners"]) < seats:
        ties, finalists, run_off = [], [], None
        for most in sorted({points[each] for each in left}, reverse=True):
            level, places = [each for each in left if points[each] == most], 2 - len(finalists)
            if len(level) > places > 0:
                steps, taken = last_places(level, places, above, highest, order)
                ties.append(dict(tie_of("finalist", level, steps), chosen=taken))
                level = taken
            finalists += level if places else []
        finalists.sort()
        winner = finalists[0]
        if len(finalists) == 2:
            steps = [compared("head-to-head", finalists, {each: above[each][sum(finalists) - each] for each in finalists})]
            prefer = steps[0]["figures"]
            run_off = {"for": prefer, "equal": valid - sum(prefer.values())}
            for by, figures in (("score", points), ("max-scores", highest)):
                if len(steps[-1]["left"]) == 2:
                    steps.append(compared(by, finalists, figures))
            if len(steps[-1]["left"]) == 2:
                steps.append(drawn(finalists, order))
            winner = steps[-1]["left"][0]
            if len(steps) > 1:
                ties.append(tie_of("runoff", finalists, steps[1:]))
        log["ties"] += ties
        ties = [{key: tie[key] for key in tie if key != "steps"} for tie in ties]
        log["rounds"].append({"finalists": finalists, "runoff": run_off, "winners": [winner], "ties": ties})
        log["winners"].append(winner)
        left.remove(winner)
    return log

def last_places(level, places, above, highest, order):
    """Return the steps for those level at the second place, and whom they choose."""
    steps, taken = [], []
    if len(level) == 2:  # are held against each other; else, or where that is level, most of the highest scores decide
        steps.append(compared("head-to-head", level, {each: above[each][sum(level) - each] for each in level}))
        taken = steps[0]["left"] if len(steps[0]["left"]) == 1 else []
    while len(taken) < places:
        steps.append(compared("max-scores", [each for each in level if each not in taken], highest))
        if len(steps[-1]["left"]) > places - len(taken):
            steps.append(drawn(steps[-1]["left"], order, places - len(taken)))
        taken = taken + steps[-1]["left"]
    return steps, sorted(taken)

# --- 6. What decides: quorum, then votes at all, then the threshold, then ties ----------------------------
def is_enough(share, number, people):
    """Return whether a number is "more than 1/2" or "at least 2/3" of the people; of nobody it never is."""
    kind, part, whole = SHARE.fullmatch(share).groups()
    ahead = number * int(whole) - int(part) * people
    return people > 0 and number > 0 and (ahead > 0 or (ahead == 0 and kind == "at least"))

def is_met(quorum, roll, cast, present):
    came = cast if quorum["came"] == "cast" else max(present or 0, cast)
    return is_enough(quorum["share"], came, roll)

def seats_of(contest):
    """Return how many are elected at most."""
    usual = {"choose": contest["options"].get("most"), "yes_no": max(1, len(contest["candidates"]))}
    return contest["rule"]["seats"] or usual.get(contest["kind"], 1)

def decide(contest, tally, here, missed, lot):
    """Return what the rule makes of the counts, as results.json has it. A lot must decide a tie."""
    rule, log, kind, seats = contest["rule"], tally["count"].get("log"), contest["kind"], seats_of(contest)
    rows = {each["candidate"]: each for each in tally["counts"]}
    votes = {each: sum(rows[each].get(key, 0) for key in ("yes", "votes", "carried_over")) for each in rows}
    voted = log["outcome"] != "no-votes" if log else kind == "yes_no" or (
        tally["chose"] if kind == "score" else any(votes.values()))
    if missed or not voted or log:
        must(lot is None, "lots.json")
        elected = [contest["candidates"][each]["id"] for each in log["winners"]] if log and not missed else []
        nobody = "no_quorum" if missed else "no_votes" if not voted else "nobody"
        vacant = seats - len(elected) if voted and not missed else 0
        return {"decision": "elected" if elected else nobody, "elected": elected, "vacant": vacant}
    limit = rule["threshold"] or ({"share": "more than 1/2", "of": "valid"} if kind == "yes_no" else None)

    def has_enough(each):
        if limit is None:
            return kind == "score" or votes[each] > 0
        valid = rows[each]["yes"] + rows[each]["no"] if kind == "yes_no" else tally["chose"]
        present = max(here["present"] or 0, here["cast"])
        base = {"valid": valid, "cast": here["cast"], "present": present, "roll": here["roll"]}
        return is_enough(limit["share"], votes[each], base[limit["of"]])

    place = {each: at for at, each in enumerate(rule["ties"]["order"] or rows)}
    ahead = sorted(rows, key=lambda each: (-votes[each], place[each]))
    standing = [each for each in ahead if not rows[each]["withdrawn"]]
    first, second = ([votes[each] for each in standing] + [0, 0])[:2]
    leads = not rule["lead_over_blank"] or first - second > tally["blank"]
    ready = [each for each in standing if leads and has_enough(each)]
    elected, tie, run_off, by = ready[:seats], None, None, rule["ties"]["by"]
    if len(ready) > seats and votes[ready[seats - 1]] == votes[ready[seats]]:
        among = [each for each in ready if votes[each] == votes[ready[seats]]]
        elected = [each for each in elected if each not in among]
        places = seats - len(elected)
        chosen = among[:places] if by == "order" else lot["favoured"] if by == "lot" and lot else []
        tie = {"among": among, "seats": places, "by": by, "chosen": chosen, "witnesses": lot["witnesses"] if lot else []}
        if lot:
            must(len(set(chosen)) == len(chosen) == places and set(chosen) <= set(among), "lots.json")
            must(len(tie["witnesses"]) > 1 and all(map(str.strip, tie["witnesses"])), "lots.json")
        elected = elected + chosen
    must(lot is None or (tie and by == "lot"), "lots.json")
    vacant, others = seats - len(elected), [each for each in standing if each not in elected]
    if tie and by == "run_off":
        run_off = {"between": tie["among"], "seats": vacant}
    elif tie is None and rule["otherwise"] == "run_off" and 0 < vacant < len(others):
        last = votes[others[min(2 * vacant, len(others)) - 1]]
        run_off = {"between": [each for each in others if votes[each] >= last], "seats": vacant}
    decision = "tied" if tie and by == "lot" and not lot else "run_off" if run_off else "elected" if elected else "nobody"
    if kind == "yes_no" and not contest["candidates"]:
        decision = "passed" if elected else "failed"
    came = {"decision": decision, "elected": elected, "vacant": vacant, "tie": tie, "run_off": run_off}
    return {key: came[key] for key in came if came[key] is not None}

def mark_of(each, came):
    """Return what a candidate came to."""
    tie, run_off = came.get("tie"), came.get("run_off", {"between": []})
    lot = tie if tie and tie["by"] == "lot" else {"chosen": [], "among": []}
    if came["decision"] in ("passed", "failed", "no_quorum"):
        return came["decision"].replace("no_quorum", "no_force")
    if each in came["elected"]:
        return "elected_by_lot" if each in lot["chosen"] else "elected"
    if came["decision"] == "tied" and each in lot["among"]:
        return "tied"
    return "run_off" if each in run_off["between"] else "not_elected"

# --- 7. A contest as a whole ------------------------------------------------------------------------------
def check_contest(place, contest, records, steps):
    """Yield the three checks of a contest: its ballots add up, count to the same, and decide the same."""
    title, found = next(iter(shown(contest["title"]).values()), ""), {}
    for kind, check in (("identity", check_identity), ("recount", check_recount), ("decision", check_decision)):
        name, holds, key, values = attempt(kind, check, place, contest, records, steps, found)
        if kind == "recount" and holds and found["box"]["form"] != "markings":
            holds, key = None, found["box"]["form"]
        yield "%s:%d" % (name, contest["id"]), holds, key, dict(values, title=title)

def check_identity(place, contest, records, steps, found):
    """Check that there are as many ballots as people who used their right, and no box or lot too many."""
    definition, people = records["definition-counted.json"], records["participation.json"]
    boxes, results = records["ballots.json"]["contests"], records["results.json"]["contests"]
    must(type(results) is list and len(boxes) == len(results) == len(definition["contests"]), "contests")
    box, given, here = boxes[place], results[place], people["contests"][place]
    must(box["id"] == here["id"] == contest["id"], "id")
    must(box["ballots"] == here["cast"], "cast")
    if box["form"] == "markings":
        must(sum(each["count"] for each in box["markings"]) == box["ballots"], "markings")
    must(box.get("blank", 0) + box.get("abstain", 0) <= box["ballots"], "totals")
    whole = (people["roll"]["at_opening"] + people["roll"]["added"], people["marks"], people["present"])
    quorums = ((definition["quorum"], whole), (contest["rule"]["quorum"], (here["roll"], here["cast"], here["present"])))
    missed = [quorum for quorum, figures in quorums if quorum and not is_met(quorum, *figures)]
    closed = any(each["below"] == "not_opened" for each in missed)
    lots = [each for each in records["lots.json"]["lots"] if each["contest"] == contest["id"]]
    must(len(lots) < 2 - closed, "lots.json")
    opening = steps["polls.opened"]["contests"].get(str(contest["id"]), 0)
    must(given["roll"]["at_opening"] is None or same(given["roll"]["at_opening"], opening), "at_opening")
    found.update(box=box, here=here, given=given, missed=missed, closed=closed, lot=lots[0] if lots else None)
    return {"ballots": box["ballots"]}

def check_recount(place, contest, records, steps, found):
    """Check that the ballots, or what the pack has of them, come to what results.json says."""
    kind, public = contest["kind"], records["definition-counted.json"]["markings_public"]
    one_mark = contest["options"]["most"] == 1 if kind == "choose" else kind == "yes_no" and len(contest["candidates"]) < 2
    due = "closed" if found["closed"] else "markings" if one_mark or public else "totals"
    must(found["box"]["form"] == due, "ballots.json")
    if not found["closed"]:
        given, tally = found["given"], tally_of(contest, found["box"], found["given"])
        found["tally"] = tally
        must(same([{key: row[key] for key in row if key != "mark"} for row in given["counts"]], tally["counts"]), "counts")
        for key in ("sums", "counts_are", "count"):
            must(same(given.get(key, {}), tally[key]), key)
    return {}

def check_decision(place, contest, records, steps, found):
    """Check that the rule makes of the counts what results.json says."""
    here, given, came, left = found["here"], found["given"], {"decision": "not_opened"}, ["title", "roll"]
    if not found["closed"]:
        came = decide(contest, found["tally"], here, found["missed"], found["lot"])
        marks = [mark_of(each["candidate"], came) for each in found["tally"]["counts"]]
        must(same([each["mark"] for each in given["counts"]], marks), "mark")
        left += ["sums", "counts_are", "counts", "count"]
    said = {key: given[key] for key in given if key not in left}
    must(same(said, dict(came, contest=contest["id"], kind=contest["kind"])), "decision")
    must(shown(given["title"]) == shown(contest["title"]), "title")
    voted, now = given["roll"]["voted"], given["roll"]["now"]
    must(same(voted, here["cast"]) and fits(now, int) and now <= here["roll"], "roll")
    names = {each["id"]: each["name"] for each in contest["candidates"]}
    elected = ", ".join(names[each] for each in came.get("elected", []) if each in names)
    return {"decision": came["decision"], "elected": elected}

def tally_of(contest, box, given):
    """Return what the ballots come to, in the words of results.json."""
    kind, ballots, order, unit = contest["kind"], box["ballots"], contest["rule"]["ties"]["order"], "votes"
    texts = shown(contest["title"])
    motion = {"id": 0, "name": texts.get("ko") or next((texts[each] for each in sorted(texts)), ""), "label": ""}
    asked, count = contest["candidates"] or [dict(motion, withdrawn=False, carried_over=0)], {}
    ids, gone = ids_of(asked), {each["id"] for each in asked if each["withdrawn"]}
    standing = [place for place, each in enumerate(ids) if each not in gone]
    void = gone if contest["withdrawn_votes"] == "void" else set()
    if box["form"] == "markings":
        marked = read_markings(contest, box["markings"], ids, void)
        blank = sum(number for number, marking in marked if not marking)
        abstain = sum(number for number, marking in marked
                      if kind == "yes_no" and marking and all(answer == "abstain" for _, answer in marking))
        totals = totals_of(contest, marked, ids, standing)
    else:
        blank, abstain, totals = box["blank"], box["abstain"], read_totals(contest, box, given, ids, standing)
    if kind in SCORED:
        unit, count = "points", {"places": ids, "scores": totals["spread"]}
        totals["votes"] = [sum(score * number for score, number in enumerate(row)) for row in totals["spread"]]
    if kind in RANKED:
        unit, count = "first_preferences", {"places": ids}
    if kind in (*RANKED, "star"):
        log = count_of(contest, totals, standing, [ids.index(each) for each in order], ballots - blank)
        must("rounds" not in totals or same(log, totals["rounds"]), "rounds")
        count.update(log=log, declared_order=order)
    if kind == "yes_no":
        numbers = [dict.fromkeys(ANSWERS, 0) if each in void else row for each, row in zip(ids, totals["answers"])]
    else:
        numbers = [{"votes": votes, "carried_over": each["carried_over"]} for votes, each in zip(totals["votes"], asked)]
    chosen, most = (sum(totals["votes"]), contest["options"]["most"]) if kind == "choose" else (0, 0)
    sums = {"cast": ballots, "ballots": ballots, "valid": ballots - blank - abstain, "blank": blank, "abstain": abstain,
            "hold": True, "votes": chosen, "possible_votes": ballots * most}
    counts = [dict(row, candidate=each["id"], name=each["name"], label=each["label"], withdrawn=each["withdrawn"])
              for row, each in zip(numbers, asked)]
    return {"sums": sums, "counts_are": unit, "counts": counts, "count": count, "blank": blank, "chose": ballots - blank}

def count_of(contest, totals, standing, order, chose):
    """Return the log of a count by the contest's method."""
    kind, seats, above, size = contest["kind"], seats_of(contest), totals["above"], len(totals["votes"])
    if kind == "star":
        return count_star(totals["spread"], above, standing, chose, order, seats)
    if kind == "irv":
        return count_irv(totals["move"], standing, totals["valid"], order, size)
    if kind == "stv_scottish":
        return count_stv_scottish(totals["move"], standing, totals["valid"], order, size, seats)
    return count_condorcet(above, standing, totals["valid"], order, size, contest["options"]["completion"])

def read_markings(contest, given, ids, void):
    """Return (how many, marking) without void votes. Each must be allowed on the ballot, and be there once, in order."""
    kind, options, known, last, found = contest["kind"], contest["options"], set(ids), "", []
    most, values = options.get("most", 0) or len(ids), ANSWERS if kind == "yes_no" else range(options.get("highest", 0) + 1)
    for row in given:
        marking, text, good = row["marking"], canonical(row["marking"]), True
        parts = marking if kind in RANKED else [marking]  # each ascending
        if kind in RANKED:
            good = all(parts) and (options.get("equal") or all(len(rank) == 1 for rank in parts))
        elif kind not in ("choose", "approval"):
            parts = [[each for each, _ in marking]]
            good = all(type(value) is type(values[0]) and value in values for _, value in marking)
        named = [each for part in parts for each in part]
        good = good and all(type(each) is int and each in known for each in named) and len(set(named)) == len(named) <= most
        good = good and all(part == sorted(part) for part in parts)
        good = good and (len(marking) >= options.get("least", 0) if marking else options["blank"])
        must(good and text > last and row["count"] > 0, "markings")
        last = text
        if void:
            marking = [each for each in marking if (each[0] if kind == "yes_no" else each) not in void]
        found.append((row["count"], marking))
    return found

def totals_of(contest, marked, ids, standing):
    """Return the sums of markings, by places on the ballot. Those of rankings have the papers, too."""
    kind, highest, size, counts = contest["kind"], contest["options"].get("highest", 0), len(ids), collections.Counter()
    at = {each: place for place, each in enumerate(ids)}
    if kind in RANKED:
        ranked = [(number, [[at[each] for each in rank] for rank in ranks]) for number, ranks in marked]
        for number, ranks in ranked:
            if ranks and len(ranks[0]) == 1:
                counts[ranks[0][0]] += number
        kept = [(number, [each for rank in ranks for each in rank if each in standing]) for number, ranks in ranked]
        kept = [(number, ranking) for number, ranking in kept if ranking]
        above = pairwise(ranked, standing, size) if kind == "condorcet" else []
        return {"votes": [counts[place] for place in range(size)], "valid": sum(number for number, _ in kept),
                "above": above, "move": papers_of(kept, UNIT if kind == "stv_scottish" else 1)}
    for number, marking in marked:
        for each in marking:
            counts[each if kind in ("choose", "approval") else tuple(each)] += number
    chose, scores = sum(number for number, marking in marked if marking), range(highest, 0, -1)
    ranked = [(number, [[at[each] for each, given in marking if given == score] for score in scores])
              for number, marking in marked if kind == "star"]
    rows = [[counts[each, score] for score in range(1, highest + 1)] for each in ids]  # all others give 0
    return {"votes": [counts[each] for each in ids], "spread": [[chose - sum(row), *row] for row in rows],
            "answers": [{answer: counts[each, answer] for answer in ANSWERS} for each in ids],
            "above": pairwise(ranked, range(size), size if ranked else 0)}

def read_totals(contest, box, given, ids, standing):
    """Return the sums that a pack has where the markings stay secret. So many ballots must be able to come to them."""
    kind, totals, names, chose = contest["kind"], box["totals"], list(map(str, ids)), box["ballots"] - box["blank"]
    votes, answers, spread = (dict.fromkeys(names, shape) for shape in (int, dict.fromkeys(ANSWERS, int), [int]))
    above = {one: {other: int for other in names if other != one} for one in names}
    shape = {"choose": {"votes": votes}, "approval": {"votes": votes}, "yes_no": {"answers": answers},
             "score": {"spread": spread}, "star": {"spread": spread, "above": above}}
    must(fits(totals, shape.get(kind, {"above": above, "rounds": dict})), "totals")
    found = {part: [totals[part][name] for name in names] for part in totals if part != "rounds"}
    rows = found["above"] = [[row.get(name, 0) for name in names] for row in found.get("above", ())]
    must(all(row[b] + rows[b][a] <= chose for a, row in enumerate(rows) for b in range(a)), "above")
    must(all(number <= chose for number in found.get("votes", ())), "votes")
    must(kind != "choose" or chose <= sum(found["votes"]) <= chose * contest["options"]["most"], "votes")
    must(all(sum(row.values()) <= box["ballots"] for row in found.get("answers", ())), "answers")
    lengths = [contest["options"].get("highest", 0) + 1, chose]
    must(all([len(row), sum(row)] == lengths for row in found.get("spread", ())), "spread")
    if kind in RANKED:
        must(not any(rows[a][b] for a in range(len(ids)) for b in range(len(ids)) if not {a, b} <= set(standing)), "above")
        log, votes = totals["rounds"], [each["votes"] for each in given["counts"]]
        valid = log["valid"]  # who ranks nobody but those who withdrew is not counted
        must(fits(valid, int) and (valid <= chose if len(standing) < len(ids) else valid == chose), "rounds")
        must(fits(votes, [int]) and len(votes) == len(ids) and sum(votes) <= chose, "counts")
        found.update(votes=votes, valid=valid, move=papers_of_log(log), rounds=log)
    return found

# --- 8. Words and command line ----------------------------------------------------------------------------
WORDS = {key: texts for key, *texts in re.findall(r"(\S+) \| ([^|]*?)\s*\| (.*)", """
container.too_large | larger than a pack may be. | 보관 파일이 될 수 있는 크기보다 큽니다.
container.compressed | its entries are encrypted or compressed; those of a pack are stored.
    | 항목이 암호화되었거나 압축되어 있습니다. 보관 파일의 항목은 그대로 담깁니다.
container.names | names of entries are not a pack's, each once and in order. | 항목의 이름이 보관 파일의 것이 아니거나, 겹치거나, 순서가 다릅니다.
container.damaged | the file is damaged or cut off. | 파일이 손상되었거나 잘렸습니다.
container.not_canonical | it holds something that no pack has, or was packed anew. | 보관 파일에는 없는 것이 들어 있거나, 다시 압축된 파일입니다.
container.no_pack | this is no pack. | 보관 파일이 아닙니다.
manifest.newer | made by a newer program; check it with that one's verifier. | 더 새로운 프로그램이 만들었습니다. 그 프로그램의 검증기로 확인하세요.
manifest.form | {name} is not written as it must be. | {name} 파일이 정해진 대로 쓰여 있지 않습니다.
manifest.missing | {name} is missing. | {name} 파일이 없습니다.
container.ok | The file is a pack, written in its one form: {count} entries, {bytes} bytes.
    | 정해진 형식 그대로의 보관 파일입니다: 항목 {count}개, {bytes}바이트.
manifest.ok | As it was signed: {count} files, none missing or added. | 파일 {count}개가 모두 서명된 그대로입니다.
manifest.bad | Changed since it was signed: {where}. Nothing further was looked at. | 서명된 뒤 바뀌었습니다: {where}. 더는 살펴보지 않았습니다.
signature.ok | Signed; by whom is for you to compare with what was published before the vote: {fingerprint}
    | 서명됨. 누구의 서명인지는 투표 전에 공개된 지문과 직접 비교하세요: {fingerprint}
signature.known | Signed with the key {fingerprint} | 서명한 열쇠: {fingerprint}
signature.bad | The signature is wrong. | 서명이 틀립니다.
fingerprint.ok | The key is the one whose fingerprint you typed in. | 입력한 지문의 열쇠가 맞습니다.
fingerprint.bad | This is not the published key: its fingerprint is {fingerprint} | 공개된 열쇠가 아닙니다. 이 열쇠의 지문: {fingerprint}
definition.ok | What was voted on is what was published, but for texts and times corrected; {count} withdrew.
    | 투표 전에 공개된 그대로입니다. 글과 시각은 고쳤을 수 있으며, 사퇴한 후보는 {count}명입니다.
definition.bad | What was counted is not what was published before the polls opened ({where}).
    | 집계한 것이 투표 전에 공개된 것과 다릅니다({where}).
log.ok | The log is whole: {count} lines, steps in order. Its head: {head} | 기록이 온전합니다: {count}줄, 절차의 순서가 맞습니다. 끝의 값: {head}
log.bad | The log is not whole or not in order ({where}). | 기록이 온전하지 않거나 순서가 틀립니다({where}).
participation.ok | {marks} of {rights} voted, as the log says. | {rights}명 가운데 {marks}명이 투표했고, 기록과 같습니다.
participation.bad | The numbers of people do not agree ({where}). | 사람 수가 서로 맞지 않습니다({where}).
receipts.ok | {count} receipts, one for each who voted. | 투표 확인 번호 {count}개, 투표한 사람마다 하나입니다.
receipts.bad | The receipts are not one for each who voted ({where}). | 투표 확인 번호가 투표한 사람마다 하나가 아닙니다({where}).
identity.ok | {ballots} ballots, as many as rights used. | 투표지 {ballots}장, 행사된 권리와 같습니다.
identity.bad | ballots and rights used do not agree ({where}). | 투표지와 행사된 권리가 맞지 않습니다({where}).
recount.ok | counted again from the ballots; the same numbers. | 투표지를 다시 세었고, 숫자가 같습니다.
recount.totals | only sums are in the pack, as was declared. They agree; the ballots could not be recounted.
    | 정해진 대로 합계만 들어 있고 결과와 맞습니다. 투표지 자체는 다시 셀 수 없었습니다.
recount.closed | the box stayed closed, as its quorum was not reached. | 정족수에 이르지 못해 투표함을 열지 않았습니다.
recount.bad | counted again, it comes to something else ({where}). | 다시 세니 다릅니다({where}).
decision.ok | by its rule {decision} {elected} | 규칙에 따라 {decision} {elected}
decision.bad | by its rule it comes to something else ({where}). | 규칙을 다시 적용하니 다릅니다({where}).
mistyped | The fingerprint has 40 digits, and nothing else but spaces or hyphens. Digits that were typed in: {count}.
    | 지문은 숫자 40개이며, 띄어쓰기와 붙임표 말고는 다른 글자가 없습니다. 입력한 숫자: {count}개.
unread | There is no file here that can be read: {path} | 여기에는 읽을 수 있는 파일이 없습니다: {path}
all | All of it holds. | 모두 맞습니다.
not_all | It does NOT hold. | 맞지 않습니다.
came.elected | elected: | 당선:
came.passed | passed | 가결
came.failed | rejected | 부결
came.nobody | nobody is elected | 당선자 없음
came.no_votes | nobody is elected: no votes | 표가 없어 당선자 없음
came.run_off | there is a run-off. Elected: | 결선 투표. 당선:
came.tied | there is a tie, and a lot is to be drawn. Elected: | 동점, 추첨이 필요함. 당선:
came.no_quorum | without force: too few came | 정족수 미달로 효력 없음
came.not_opened | the box stays closed: too few came | 정족수 미달로 투표함을 열지 않음
""")}  # in English, in Korean

def verdict_of(pack, fingerprint=None, language="en"):
    """Return the verdict on a pack, and the exit code."""
    korean, checks, said, refused = language == "ko", [], [], False
    try:
        check_pack(pack, fingerprint, checks)
    except Refused as found:
        name, key, file = (*found.args, "")[:3]
        checks.append((name, False, key, {"title": ("Refused", "거부")[korean], "name": file}))
        refused = True
    for name, holds, key, values in checks:
        text = ("{title}: " if "title" in values else "") + WORDS["%s.%s" % (name.split(":")[0], key)][korean]
        came = WORDS["came." + values["decision"]][korean] if "decision" in values else ""
        said.append({"name": name, "holds": holds, "words": text.format(**dict(values, decision=came)).strip()})
    holds = all(each["holds"] is not False for each in said)
    return {"format": "vote-kiosk verdict 1", "holds": holds, "checks": said}, 2 if refused else int(not holds)

def printable(text):
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)

def main():
    parser = argparse.ArgumentParser(description="Check the closing pack of an election.")
    parser.add_argument("pack")
    parser.add_argument("--fingerprint", help="of the election's key, as it was published before the vote")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument("--language", choices=["en", "ko"], default="en")
    options = parser.parse_args()
    path, typed, korean = options.pack, options.fingerprint, options.language == "ko"
    if typed is not None and not re.fullmatch("[0-9]{40}", digits_of(typed)):
        parser.exit(2, WORDS["mistyped"][korean].format(count=len(re.findall("[0-9]", digits_of(typed)))) + "\n")
    try:
        with open(path if os.path.isfile(path) else "", "rb") as file:  # there is no "", and a pipe may never end
            pack = file.read(LARGEST_PACK + 1)
    except OSError:
        parser.exit(2, printable(WORDS["unread"][korean].format(path=path)) + "\n")
    verdict, code = verdict_of(pack, typed, options.language)
    sys.stdout.reconfigure(errors="backslashreplace")
    if options.json:
        print(json.dumps(verdict, indent=2))
        return code
    for check in verdict["checks"]:
        text = "%s %s" % ({True: "[ OK ]", False: "[FAIL]", None: "[ -- ]"}[check["holds"]], check["words"])
        print(printable(text))
    print(WORDS["all" if verdict["holds"] else "not_all"][korean])
    return code

if __name__ == "__main__":
    sys.exit(main())
