"""The other JSON files of a pack: manifest, commitment, ballots, participation, lots."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election.records.verify import reading as read
from election.records.verify.canonical_json import read_json
from election.records.verify.definition import Definition, read_definition
from election.records.verify.faults import Malformed, Refused

_NEEDED = (
    "definition.json", "definition-counted.json", "commitment.json", "ballots.json", "participation.json",
    "lots.json", "results.json", "log.txt", "manifest.sig", "receipts.txt", "results.csv", "verify.html",
    "verify.py",
)  # fmt: skip
_LARGEST_MANIFEST = 1024 * 1024  # bytes
_FORMAT = re.compile(r"vote-kiosk pack ([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was signed. `files`: how many bytes and which digest each has."""

    election: str
    title: Mapping[str, str]
    practice: bool
    key: str
    fingerprint: str
    files: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was published before the polls opened."""

    election: str
    definition: str
    roll: int
    contests: Mapping[str, int]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Box:
    """What the pack has of the ballots of a contest: `markings` with how many have each, or `totals`, or
    neither where the box stays closed.
    """

    contest: int
    form: str
    ballots: int
    markings: tuple[tuple[int, Any], ...] = ()
    blank: int = 0
    abstain: int = 0
    totals: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class People:
    """How many might vote, in a contest or at all, how many of them did, and who was there."""

    roll: int
    at_opening: int
    cast: int
    present: int

    @property
    def came(self) -> int:
        """Who was there: whoever voted was, too."""
        return max(self.cast, self.present)


@dataclass(frozen=True, slots=True)
class Participation:
    """The people of the whole election, and of each contest by its id, in ballot order."""

    whole: People
    rights: int
    contests: tuple[tuple[int, People], ...]


@dataclass(frozen=True, slots=True)
class Lot:
    """Whom a lot favoured, before whom."""

    contest: int
    favoured: tuple[int, ...]
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """All of a pack that is JSON. `results` is as it was read: it is compared, not used."""

    opened: Definition
    counted: Definition
    commitment: Commitment
    boxes: tuple[Box, ...]
    people: Participation
    lots: tuple[Lot, ...]
    results: Mapping[str, Any]


def read_manifest(entries: Mapping[str, bytes]) -> Manifest:
    """Return the manifest. Raises Refused, also where a newer program made it."""
    try:
        value = read_json(entries["manifest.json"])
        if len(entries["manifest.json"]) > _LARGEST_MANIFEST:
            raise Malformed
        version = _FORMAT.fullmatch(read.text(value["format"]))
    except (KeyError, TypeError, Malformed):
        raise Refused("manifest", "form", "manifest.json") from None
    if version is not None and int(version[1]) > 1:
        raise Refused("manifest", "newer")
    try:
        return _manifest(value)
    except Malformed:
        raise Refused("manifest", "form", "manifest.json") from None


def read_records(entries: Mapping[str, bytes]) -> Records:
    """Return what the files hold. Raises Refused where one is missing or not of its form."""
    for name in _NEEDED:
        if name not in entries:
            raise Refused("manifest", "missing", name)
    found: dict[str, Any] = {}
    for name, form in _FORMS.items():
        try:
            found[name] = form(read_json(entries[name]))
        except Malformed:
            raise Refused("manifest", "form", name) from None
    return Records(*found.values())


def _manifest(value: Any) -> Manifest:
    given = read.record(
        value, "format", "election", "title", "practice", "key", "fingerprint", "program", "files"
    )
    read.constant(given["format"], "vote-kiosk pack 1")
    program = read.record(given["program"], "version", "digest")
    read.text(program["version"])
    read.text(program["digest"])
    return Manifest(
        read.text(given["election"]),
        read.texts(given["title"]),
        read.truth(given["practice"]),
        read.text(given["key"]),
        read.text(given["fingerprint"]),
        read.mapping(given["files"], _file),
    )


def _file(value: Any) -> tuple[int, str]:
    given = read.record(value, "bytes", "sha256")
    return read.number(given["bytes"]), read.text(given["sha256"])


def _commitment(value: Any) -> Commitment:
    given = read.record(value, "format", "election", "definition", "roll", "contests", "fingerprint")
    read.constant(given["format"], "vote-kiosk commitment 1")
    return Commitment(
        read.text(given["election"]),
        read.text(given["definition"]),
        read.number(given["roll"]),
        read.mapping(given["contests"], read.number),
        read.text(given["fingerprint"]),
    )


def _boxes(value: Any) -> tuple[Box, ...]:
    given = read.record(value, "format", "contests")
    read.constant(given["format"], "vote-kiosk ballots 1")
    return read.items(given["contests"], _box)


def _box(value: Any) -> Box:
    form = value.get("form") if isinstance(value, dict) else None
    if form == "markings":
        given = read.record(value, "id", "form", "ballots", "markings")
        return Box(
            read.number(given["id"]),
            form,
            read.number(given["ballots"]),
            read.items(given["markings"], _marking),
        )
    if form == "totals":
        given = read.record(value, "id", "form", "ballots", "blank", "abstain", "totals")
        blank, abstain = read.number(given["blank"]), read.number(given["abstain"])
        totals = read.mapping(given["totals"], lambda each: each)
        return Box(read.number(given["id"]), form, read.number(given["ballots"]), (), blank, abstain, totals)
    given = read.record(value, "id", "form", "ballots")
    read.constant(given["form"], "closed")
    return Box(read.number(given["id"]), "closed", read.number(given["ballots"]))


def _marking(value: Any) -> tuple[int, Any]:
    given = read.record(value, "count", "marking")
    if not isinstance(given["marking"], list):
        raise Malformed
    return read.number(given["count"]), given["marking"]


def _participation(value: Any) -> Participation:
    given = read.record(value, "format", "roll", "rights", "marks", "present", "contests")
    read.constant(given["format"], "vote-kiosk participation 1")
    roll = read.record(given["roll"], "at_opening", "added")
    at_opening, added = read.number(roll["at_opening"]), read.number(roll["added"])
    whole = People(
        at_opening + added,
        at_opening,
        read.number(given["marks"]),
        read.optional(given["present"], read.number) or 0,
    )
    return Participation(whole, read.number(given["rights"]), read.items(given["contests"], _people))


def _people(value: Any) -> tuple[int, People]:
    given = read.record(value, "id", "roll", "roll_at_opening", "cast", "present")
    return read.number(given["id"]), People(
        read.number(given["roll"]),
        read.number(given["roll_at_opening"]),
        read.number(given["cast"]),
        read.optional(given["present"], read.number) or 0,
    )


def _lots(value: Any) -> tuple[Lot, ...]:
    given = read.record(value, "format", "lots")
    read.constant(given["format"], "vote-kiosk lots 1")
    return read.items(given["lots"], _lot)


def _lot(value: Any) -> Lot:
    given = read.record(value, "contest", "favoured", "witnesses")
    return Lot(
        read.number(given["contest"]),
        read.items(given["favoured"], read.number),
        read.items(given["witnesses"], read.text),
    )


_FORMS: Mapping[str, Any] = {
    "definition.json": read_definition,
    "definition-counted.json": read_definition,
    "commitment.json": _commitment,
    "ballots.json": _boxes,
    "participation.json": _participation,
    "lots.json": _lots,
    "results.json": lambda value: read.mapping(value, lambda each: each),
}
