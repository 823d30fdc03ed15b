"""What was changed in a draft between two moments, field by field, for the event log."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from election.records.definition import kept_definition
from election.setup.step_notes import StepLine
from election.store.port import Snapshot, Transaction

SETUP_CHANGED = "setup.changed"
_LONGEST, _SHOWN = 120, 80  # characters of a text that is told whole, and of one that is shortened
_MOST = 100  # lines; more differences than that are told as a number
_NAMES = ("name", "title", "what")


def note_before(transaction: Transaction) -> None:
    """Keep the draft as it stands before a change, unless one is kept: what changes from then on is told all
    at once (`changed_lines`), so that a field that is edited five times makes one line.
    """
    if transaction.draft_before() is None:
        transaction.put_draft_before(_kept(transaction))


def changed_lines(transaction: Transaction) -> tuple[StepLine, ...]:
    """Return what was changed since that was told last, and keep nothing of before any more."""
    kept = transaction.draft_before()
    if kept is None:
        return ()
    transaction.put_draft_before(None)
    found = list(differences(json.loads(kept), json.loads(_kept(transaction))))
    lines = [StepLine(SETUP_CHANGED, each) for each in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(StepLine(SETUP_CHANGED, {"changes": len(found) - _MOST}))
    return tuple(lines)


def differences(before: Any, after: Any, path: str = "") -> Iterator[Mapping[str, Any]]:
    """Yield each field that differs, with what it was and what it is:

    ``{"what": "contests.2.title.ko", "from": "회장", "to": "총무"}``. Of lists of things with ids, things are
    told by their ids, and a thing that came or went as one.
    """
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            yield from differences(before.get(name), after.get(name), f"{path}.{name}".lstrip("."))
    elif _has_ids(before) and _has_ids(after):
        first, second = ({str(each["id"]): each for each in every} for every in (before, after))
        for name in [*first, *(each for each in second if each not in first)]:
            yield from differences(first.get(name), second.get(name), f"{path}.{name}")
        orders = [[name for name in every if name in first and name in second] for every in (first, second)]
        if orders[0] != orders[1]:
            yield {"what": f"{path}.order", "from": ", ".join(orders[0]), "to": ", ".join(orders[1])}
    else:
        yield {"what": path, "from": _short(before), "to": _short(after)}


def _kept(snapshot: Snapshot) -> str:
    return kept_definition(snapshot.election(), snapshot.photos())


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and "id" in each for each in value)


def _short(value: Any) -> Any:
    """Return a value as a line tells it: long texts by beginning and digest, things by their names."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        named = next((value[name] for name in _NAMES if value.get(name)), None)
        if isinstance(named, dict):
            named = next((text for text in named.values() if text), None)
        value = named if named is not None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    elif isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = str(value)
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_SHOWN]}… (SHA-256 {hashlib.sha256(text.encode()).hexdigest()[:16]})"
