"""The JSON of a pack: of one text alone, whole numbers, not deep, not long."""

import json
from typing import Any, NoReturn

from election.records.verify.faults import Malformed

Value = Any

_MOST_VALUES = 8_000_000  # commas and opening brackets
_DEEPEST = 32
_LARGEST = 10**15 - 1


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
        value = json.loads(
            content.decode(),
            parse_int=_whole,
            parse_float=_refuse,
            parse_constant=_refuse,
            object_pairs_hook=_object,
        )
        if written(value).encode() != content:
            raise Malformed
    except (ValueError, RecursionError):  # not UTF-8, no JSON, or far too deep
        raise Malformed from None
    _check_depth(value)
    return value


def _check_depth(value: Value) -> None:
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [each for each in level if isinstance(each, dict | list)]
        if not level:
            return
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    raise Malformed


def _whole(digits: str) -> int:
    if len(digits) > len(str(-_LARGEST)) or abs(number := int(digits)) > _LARGEST:
        raise Malformed
    return number


def _refuse(_text: str) -> NoReturn:
    raise Malformed


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed
    return found
