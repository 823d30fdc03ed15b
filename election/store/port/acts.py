"""What was done to the election: its event log.

Acts are kept in the order in which they were added, numbered from 1 and chained by hashes (see
`store.log_chain`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


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


class ActsSnapshot(Protocol):
    """The acts as a reader sees them."""

    def acts(self) -> tuple[Act, ...]:
        """Return what was done to the election, in the order in which it was noted."""

    def log(self) -> tuple[LogLine, ...]:
        """Return the same as lines. Nothing is checked."""

    def log_start(self) -> str:
        """Return the hash before the first line."""

    def log_hash(self, number: int) -> str | None:
        """Return the hash of the line with this number, or None where there is none; of 0 `log_start`."""

    def log_head(self) -> LogHead:
        """Return the end of the log."""


class ActsTransaction(ActsSnapshot, Protocol):
    """The acts as one transaction adds to them."""

    def add_act(self, act: Act) -> None:
        """Note what this transaction does to the election."""
