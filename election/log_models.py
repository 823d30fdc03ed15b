"""The event log of an election: acts, and the lines that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to the election: `role` did `what`, because of `why`, at `when` (ISO 8601, in
    local time with its offset). It names nobody but those who were `present`, where their names were given to
    be noted. `data` tells more: words, whole numbers and digests, never a choice or whoever voted::

        Act("organiser", "polls.paused", "a power cut", "2026-11-28T14:00:00+09:00", data={"marks": 41})
    """

    role: str
    what: str
    why: str
    when: str
    present: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogHead:
    """The end of the log: number and hash of its last line. Of an empty one the number is 0 and the hash the
    one before the first line.
    """

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log, as it is kept: `text` is what `hash` was made of, with the hash before it."""

    number: int
    act: Act
    text: str
    hash: str
