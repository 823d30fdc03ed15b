"""Voter codes, and the batches in which they were made.

A code is kept under its *code id*, the first 63 bits of its keyed hash (`voters.codes.code_id`), and nothing
else of it is kept. Whether it was used is read from the mark of its right, so nothing here changes when
somebody votes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from election.code_models import Batch, CodeState


@dataclass(frozen=True, slots=True)
class Code:
    """A voter code. A slip has a `style` and is a right of its own, under the code's id; a personal code has
    the id of its `person`, whose right it opens. `sheet` counts from 1 in its batch.
    """

    id: int
    batch: int
    sheet: int
    style: int | None = None
    person: int | None = None
    state: CodeState = CodeState.LIVE

    @property
    def right(self) -> int:
        """The right that it opens."""
        return self.id if self.person is None else self.person


@dataclass(frozen=True, slots=True)
class SlipCounts:
    """How many slips there are, how many of them are void, and how many were used."""

    printed: int
    void: int
    used: int


class CodesSnapshot(Protocol):
    """Codes as a reader sees them."""

    def code(self, code_id: int) -> Code | None:
        """Return the code with this id, or None."""

    def codes_of(self, person_id: int) -> tuple[Code, ...]:
        """Return the personal codes of somebody, void ones too, in no order that tells anything."""

    def codes_on(self, batch_id: int, first: int, last: int) -> tuple[Code, ...]:
        """Return the codes on these sheets of a batch, both included. Goes through all codes."""

    def batches(self) -> tuple[Batch, ...]:
        """Return every batch, by its id."""

    def has_usable_code(self, batch_id: int) -> bool:
        """Return whether a code of this batch is neither void nor used, confirmed or not."""

    def slip_counts(self) -> Mapping[int, SlipCounts]:
        """Return the sums of all slips by their style, those of unconfirmed batches left out."""


class CodesTransaction(CodesSnapshot, Protocol):
    """Codes as one transaction changes them."""

    def add_batch(self, batch: Batch) -> None:
        """Keep a batch. ValueError where there is one with this id."""

    def confirm_batch(self, batch_id: int) -> None:
        """Have the codes of a batch be good from now on."""

    def note_address(self, batch_id: int, address: str) -> None:
        """Keep which address is in the QR codes of a batch."""

    def add_code(self, code: Code) -> None:
        """Keep a code of a batch; it is live once that is confirmed. ValueError where there is one with this
        id, or a right.
        """

    def void_code(self, code_id: int) -> None:
        """Have a code be void from now on."""
