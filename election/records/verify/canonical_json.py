"""The JSON of a pack: of one text alone, whole numbers, not deep, not long."""

import json
import re
from typing import Any, NoReturn

from election.records.verify.faults import Malformed

Value = Any

_MOST_VALUES = 8_000_000  # commas and opening brackets
_DEEPEST = 32
_TEXTS = re.compile('"[^"]*"')  # without escapes: a pattern with them takes memory for each one
_LONG_NUMBER = re.compile(r"[0-9]{16}")
_INNERMOST = re.compile(r"\[\]|\{\}")
_OTHERS = re.compile(r"[^\[\]{}]+")


def written(value: Value) -> str:
    """Return the text of a value: keys sorted, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def same(one: Value, other: Value) -> bool:
    """Return whether two values are written alike: true is no 1 there."""
    return written(one) == written(other)


def read_json(content: bytes) -> Value:
    """Return the value of an entry. Raises Malformed."""
    if not content.endswith(b"\n"):
        raise Malformed
    return read_value(content[:-1])


def read_value(content: bytes) -> Value:
    """Return the value of canonical JSON. Raises Malformed."""
    if sum(map(content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise Malformed
    try:
        text = content.decode()
        _check_outline(_TEXTS.sub("", text.replace("\\\\", "").replace('\\"', "")))
        value = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
        if written(value).encode() != content:  # also where a key was there twice
            raise Malformed
    except (ValueError, RecursionError):  # not UTF-8, no JSON, or far too deep
        raise Malformed from None
    return value


def _check_outline(outline: str) -> None:
    """Raises Malformed where what is left of JSON without its texts is too deep, or a number too long."""
    if _LONG_NUMBER.search(outline):
        raise Malformed
    brackets = _OTHERS.sub("", outline)
    for _ in range(_DEEPEST):
        brackets = _INNERMOST.sub("", brackets)  # both kinds at once: each time one level
    if brackets:
        raise Malformed


def _refuse(_text: str) -> NoReturn:
    raise Malformed
