"""Values of JSON, each read as what it must be. Whatever it is not raises Malformed."""

import re
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from election.records.verify.faults import Malformed

T = TypeVar("T")

LARGEST = 10**9  # people, ballots, votes, ids
_SHARE = re.compile(r"(more than|at least) ([0-9]{1,4})/([0-9]{1,4})")


def record(value: Any, *names: str) -> dict[str, Any]:
    """Return an object that has exactly these keys."""
    if not isinstance(value, dict) or value.keys() != set(names):
        raise Malformed
    return value


def number(value: Any) -> int:
    """Return a whole number, 0 or more."""
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise Malformed
    return value


def text(value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise Malformed
    return value


def truth(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise Malformed
    return value


def word(value: Any, words: Collection[str]) -> str:
    """Return one of these words."""
    if text(value) not in words:
        raise Malformed
    return str(value)


def constant(value: Any, text_of_it: str) -> None:
    """Raises Malformed unless it is this text."""
    word(value, [text_of_it])


def optional(value: Any, read: Callable[[Any], T]) -> T | None:
    """Return None where it is null."""
    return None if value is None else read(value)


def items(value: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Return each of a list."""
    if not isinstance(value, list):
        raise Malformed
    return tuple(map(read, value))


def mapping(value: Any, read: Callable[[Any], T]) -> dict[str, T]:
    """Return an object with any keys."""
    if not isinstance(value, dict):
        raise Malformed
    return {key: read(each) for key, each in value.items()}


def texts(value: Any) -> dict[str, str]:
    """Return a text in its languages, without empty ones."""
    return {language: each for language, each in mapping(value, text).items() if each}


class Share:
    """A part of people: "more than 1/2", "at least 2/3"."""

    def __init__(self, value: Any) -> None:
        found = _SHARE.fullmatch(text(value))
        if found is None or not 0 < int(found[2]) <= int(found[3]):
            raise Malformed
        self._more, self._part, self._whole = found[1] == "more than", int(found[2]), int(found[3])

    def reached(self, number: int, people: int) -> bool:
        """Return whether so many of the people are enough. Of nobody, and by nobody, no share is reached."""
        if not people or not number:
            return False
        have, asked = number * self._whole, people * self._part
        return have > asked if self._more else have >= asked
