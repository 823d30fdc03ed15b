"""JSON that comes from outside, read so that it can mean one thing only."""

import json
import math
from collections.abc import Callable
from typing import Any

from election.texts import read_number

_DEEPEST = 32  # lists and objects within each other; no file or body of ours has more than four


class NotStrict(ValueError):
    """The text is no JSON, or JSON that programs read in different ways."""


class NameTwice(NotStrict):
    """An object has the name `name` twice: programs differ in which of the values they take."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _refuse(literal: str) -> object:
    raise NotStrict(literal)


def loads(data: bytes | str, odd_number: Callable[[str], object] = _refuse) -> Any:
    """Return what the JSON in `data` (UTF-8, with or without a byte order mark) says. Raises NotStrict for
    whatever is no JSON, names that stand twice in an object, lone surrogates, and nesting without end.

    Numbers that are no plain ones (``NaN``, ``Infinity``, ``1e999``, whole ones beyond
    `texts.LARGEST_NUMBER`) are given to `odd_number` as they are written, and replaced by what it returns;
    without one they are refused.
    """

    def whole(literal: str) -> object:
        try:
            number = read_number(literal)
        except OverflowError:
            return odd_number(literal)
        return number

    def fraction(literal: str) -> object:
        number = float(literal)
        return number if math.isfinite(number) else odd_number(literal)

    try:
        text = data.decode() if isinstance(data, bytes) else data
        found = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_once,
            parse_int=whole,
            parse_float=fraction,
            parse_constant=odd_number,
        )
        _check(found, 0)
    except NotStrict:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrict from error
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen = set[str]()
        for name, _ in pairs:
            if name in seen:
                raise NameTwice(name)
            seen.add(name)
    return found


def _check(value: object, depth: int) -> None:
    """Raises UnicodeEncodeError, a ValueError, for a lone surrogate, and NotStrict beyond `_DEEPEST`."""
    if depth > _DEEPEST:
        raise NotStrict("too deep")
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, list):
        for each in value:
            _check(each, depth + 1)
    elif isinstance(value, dict):
        for name, each in value.items():
            name.encode()
            _check(each, depth + 1)
