"""What was done to the election."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to the election: `role` did `what`, because of `why`, at `when` (ISO 8601).
    It names nobody but those who were `present`, where their names were given to be noted.
    """

    role: str
    what: str
    why: str
    when: str
    present: tuple[str, ...] = ()


class ActsSnapshot(Protocol):
    """The acts as a reader sees them."""

    def acts(self) -> tuple[Act, ...]:
        """Return what was done to the election, by time."""


class ActsTransaction(ActsSnapshot, Protocol):
    """The acts as one transaction adds to them."""

    def add_act(self, act: Act) -> None:
        """Note what this transaction does to the election."""
