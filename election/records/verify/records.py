"""The other JSON files of a pack: manifest, commitment, ballots, participation, lots."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election.records.verify.canonical_json import read_json
from election.records.verify.definition import Definition, read_definition
from election.records.verify.faults import Malformed, Refused
from election.records.verify.reading import (
    constant,
    items,
    mapping,
    number,
    optional,
    record,
    text,
    texts,
    truth,
)

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
        version = _FORMAT.fullmatch(text(value["format"]))
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
    read: dict[str, Any] = {}
    for name, form in _FORMS.items():
        try:
            read[name] = form(read_json(entries[name]))
        except Malformed:
            raise Refused("manifest", "form", name) from None
    return Records(*read.values())


def _manifest(value: Any) -> Manifest:
    given = record(value, "format", "election", "title", "practice", "key", "fingerprint", "program", "files")
    constant(given["format"], "vote-kiosk pack 1")
    program = record(given["program"], "version", "digest")
    text(program["version"])
    text(program["digest"])
    return Manifest(
        text(given["election"]),
        texts(given["title"]),
        truth(given["practice"]),
        text(given["key"]),
        text(given["fingerprint"]),
        mapping(given["files"], _file),
    )


def _file(value: Any) -> tuple[int, str]:
    given = record(value, "bytes", "sha256")
    return number(given["bytes"]), text(given["sha256"])


def _commitment(value: Any) -> Commitment:
    given = record(value, "format", "election", "definition", "roll", "contests", "fingerprint")
    constant(given["format"], "vote-kiosk commitment 1")
    return Commitment(
        text(given["election"]),
        text(given["definition"]),
        number(given["roll"]),
        mapping(given["contests"], number),
        text(given["fingerprint"]),
    )


def _boxes(value: Any) -> tuple[Box, ...]:
    given = record(value, "format", "contests")
    constant(given["format"], "vote-kiosk ballots 1")
    return items(given["contests"], _box)


def _box(value: Any) -> Box:
    form = value.get("form") if isinstance(value, dict) else None
    if form == "markings":
        given = record(value, "id", "form", "ballots", "markings")
        return Box(number(given["id"]), form, number(given["ballots"]), items(given["markings"], _marking))
    if form == "totals":
        given = record(value, "id", "form", "ballots", "blank", "abstain", "totals")
        blank, abstain = number(given["blank"]), number(given["abstain"])
        totals = mapping(given["totals"], lambda each: each)
        return Box(number(given["id"]), form, number(given["ballots"]), (), blank, abstain, totals)
    given = record(value, "id", "form", "ballots")
    constant(given["form"], "closed")
    return Box(number(given["id"]), "closed", number(given["ballots"]))


def _marking(value: Any) -> tuple[int, Any]:
    given = record(value, "count", "marking")
    if not isinstance(given["marking"], list):
        raise Malformed
    return number(given["count"]), given["marking"]


def _participation(value: Any) -> Participation:
    given = record(value, "format", "roll", "rights", "marks", "present", "contests")
    constant(given["format"], "vote-kiosk participation 1")
    roll = record(given["roll"], "at_opening", "added")
    at_opening, added = number(roll["at_opening"]), number(roll["added"])
    whole = People(
        at_opening + added, at_opening, number(given["marks"]), optional(given["present"], number) or 0
    )
    return Participation(whole, number(given["rights"]), items(given["contests"], _people))


def _people(value: Any) -> tuple[int, People]:
    given = record(value, "id", "roll", "roll_at_opening", "cast", "present")
    return number(given["id"]), People(
        number(given["roll"]),
        number(given["roll_at_opening"]),
        number(given["cast"]),
        optional(given["present"], number) or 0,
    )


def _lots(value: Any) -> tuple[Lot, ...]:
    given = record(value, "format", "lots")
    constant(given["format"], "vote-kiosk lots 1")
    return items(given["lots"], _lot)


def _lot(value: Any) -> Lot:
    given = record(value, "contest", "favoured", "witnesses")
    return Lot(number(given["contest"]), items(given["favoured"], number), items(given["witnesses"], text))


_FORMS: Mapping[str, Any] = {
    "definition.json": read_definition,
    "definition-counted.json": read_definition,
    "commitment.json": _commitment,
    "ballots.json": _boxes,
    "participation.json": _participation,
    "lots.json": _lots,
    "results.json": lambda value: mapping(value, lambda each: each),
}
