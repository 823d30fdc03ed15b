"""The ballot box, and the lots that decide its ties."""

from dataclasses import dataclass
from typing import Protocol

from election.models import Counts, Lot, Marking


@dataclass(frozen=True, slots=True)
class BoxCheck:
    """How many ballots of a contest are in the box, and how many rights that give it have been used. More or
    fewer ballots than rights means that the data cannot be right.
    """

    contest: int
    ballots: int
    used_rights: int


class BoxSnapshot(Protocol):
    """The box as a reader sees it: ballots are joined to nothing."""

    def counts(self, contest_id: int) -> Counts:
        """Return what the ballots of a contest add up to, all zero where there are none."""

    def ballots_in(self, contest_id: int) -> int:
        """Return how many ballots a contest has; quick, also among many changes of a transaction."""

    def live_counts(self, contest_id: int) -> Counts | None:
        """Return the counts of a contest that are shown while the polls are open, or None before any are."""

    def markings(self, contest_id: int) -> tuple[Marking, ...]:
        """Return what each ballot of a contest marked, in an order that tells nothing. Slow with many."""

    def lot(self, contest_id: int) -> Lot | None:
        """Return the lot that was entered for a tie in this contest, or None."""

    def check_box(self) -> tuple[BoxCheck, ...]:
        """Hold the ballots of every contest against the rights used, row by row: slow with many voters."""

    def box_digest(self, key: bytes) -> str:
        """Return an HMAC of all that is in the box and of who has a mark, under a key that nobody else has:
        a plain digest would tell how the few voted who came after it.
        """

    def pause_key(self) -> bytes | None:
        """Return the key of the digest that was taken when the polls paused, or None."""


class BoxTransaction(BoxSnapshot, Protocol):
    """The box as one transaction changes it."""

    def add_ballot(self, contest_id: int, marking: Marking) -> None:
        """Put what was marked in one contest into the box, in its canonical form, under a random id."""

    def put_live_counts(self, contest_id: int, counts: Counts | None) -> None:
        """Keep what is shown of a contest while the polls are open, in place of what was; None: nothing."""

    def put_pause_key(self, key: bytes | None) -> None:
        """Keep the key of a digest until the polls go on; None forgets it."""

    def put_lot(self, contest_id: int, lot: Lot) -> None:
        """Keep the lot that decides a tie in this contest. ValueError where there is one."""
