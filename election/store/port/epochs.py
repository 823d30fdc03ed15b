"""Which of the copies of an election counts.

An election that goes on elsewhere, from a copy, does so in a higher epoch; what it was copied of is marked as
continued and takes nothing any more.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Epoch:
    """How often the election has gone on from a copy, and whether this one was `continued` elsewhere.
    `under_way`: the polls had been opened when it went on, so that more may have happened elsewhere than is
    known here.
    """

    number: int = 0
    continued: bool = False
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class CopyNote:
    """That these data are a copy: of the `election` with this id, as it was at `when` (ISO 8601)."""

    election: str
    when: str


class EpochSnapshot(Protocol):
    """The epoch as a reader sees it."""

    def epoch(self) -> Epoch:
        """Return the epoch: the first, unless another was put."""

    def copy_note(self) -> CopyNote | None:
        """Return of what these data are a copy, or None where they are the election itself."""


class EpochTransaction(EpochSnapshot, Protocol):
    """The epoch as one transaction changes it."""

    def put_epoch(self, epoch: Epoch) -> None:
        """Keep this epoch in place of the one before."""

    def put_copy_note(self, note: CopyNote | None) -> None:
        """Keep of what these data are a copy; None: they are the election itself."""
