"""The event log: each line bound to the one before, and the steps of the polls in order."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election.records.verify.canonical_json import read_value
from election.records.verify.faults import Malformed, ensure
from election.records.verify.reading import items, mapping, number, record, text
from election.records.verify.records import Manifest

_LINE = re.compile(rb"([0-9a-f]{64}) ([^\n]*)")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

OPENED, CLOSED, COUNTED, WITHDRAWN = "polls.opened", "polls.closed", "polls.counted", "candidate.withdrawn"
_RESUMED = "polls.resumed"
# State, step, state after it. What has no row here is no step of these polls.
_STEPS = {
    ("before", OPENED): "open",
    ("open", "polls.paused"): "paused",
    ("paused", _RESUMED): "open",
    ("open", CLOSED): "closed",
    ("paused", CLOSED): "closed",
    ("closed", "polls.reopened"): "open",
    ("closed", "polls.prolonged"): "open",
    ("open", "polls.prolonged"): "open",
    ("paused", "polls.prolonged"): "paused",
    ("closed", COUNTED): "counted",
    ("counted", "polls.archived"): "archived",
}
_KINDS = {step for _, step in _STEPS} | {"polls.annulled"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    at: str
    what: str
    data: Mapping[str, Any]
    head: str


@dataclass(frozen=True, slots=True)
class History:
    """The lines up to the first that is wrong; `fault` is its number, 0 where none is."""

    lines: tuple[Line, ...]
    fault: int

    def data(self, what: str) -> Mapping[str, Any]:
        """Return what the last line of this kind says. Raises Fails."""
        found = [each.data for each in self.lines if each.what == what]
        ensure(found, what)
        return found[-1]

    def withdrawn(self) -> int:
        """Return how many candidates withdrew after the polls had opened."""
        kinds = [each.what for each in self.lines]
        opened = len(kinds) - 1 - kinds[::-1].index(OPENED) if OPENED in kinds else len(kinds)
        return kinds[opened:].count(WITHDRAWN)

    def check(self) -> None:
        """Raises Fails where a line is wrong or a step out of order."""
        ensure(not self.fault, str(self.fault))
        state = "before"
        for number_of, line in enumerate(self.lines, start=1):
            where = f"{number_of} {line.what}"
            ensure(_TIME.fullmatch(line.at), where)
            if line.what in _KINDS:
                ensure((state, line.what) in _STEPS, where)
                state = _STEPS[state, line.what]
            if line.what == _RESUMED:
                ensure(line.data.get("same") is True, where)
        ensure(state in ("counted", "archived"), COUNTED)


def read_history(content: bytes, manifest: Manifest) -> History:
    """Return the log of the election whose manifest this is."""
    first = f"vote-kiosk log 1\n{manifest.election}\n{manifest.key}"
    before = hashlib.sha256(first.encode()).hexdigest().encode()
    lines: list[Line] = []
    *texts, rest = content.split(b"\n")
    for at, given in enumerate(texts, start=1):
        found = _LINE.fullmatch(given)
        if found is None or hashlib.sha256(before + b"\n" + found[2]).hexdigest().encode() != found[1]:
            return History(tuple(lines), at)
        before = found[1]
        try:
            lines.append(_line(read_value(found[2]), at, before.decode()))
        except Malformed:
            return History(tuple(lines), at)
    return History(tuple(lines), 0 if lines and not rest else len(lines) + 1)


def _line(value: Any, at: int, head: str) -> Line:
    given = record(value, "n", "at", "zone", "role", "what", "why", "present", "data")
    if number(given["n"]) != at:
        raise Malformed
    for name in ("zone", "role", "why"):
        text(given[name])
    items(given["present"], text)
    return Line(text(given["at"]), text(given["what"]), mapping(given["data"], lambda each: each), head)
