"""What was done to the election: its event log.

Acts are kept in the order in which they were added, numbered from 1 and chained by hashes (see
`store.log_chain`).
"""

from typing import Protocol

from election.log_models import Act, LogHead, LogLine


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
