"""What the services ask of a store: some twenty named operations, and nothing of how an engine does them.

`Store.write` takes a function over a `Transaction`. An engine may run it more than once (a database that asks
for the transaction again), so it does nothing but call these operations and decide by what they return: no
hashing, no random draw, no clock and no event in it. A rule is checked there, on the data as it is at that
moment::

    def cast(box: Transaction) -> None:
        if box.mark(right_id) is not None:
            raise AlreadyVoted
        box.put_mark(right_id, tag)
        box.add_ballot(contest.id, marking)

    store.write(cast)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from election.models import Counts, Election, Lot, Marking, OpeningRoll, PollsState, Turnout

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roll. `password` is the hash that is kept."""

    id: int
    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right to vote, once, in the contests of its style. Its id is a person's."""

    id: int
    style: int


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to the election: `role` did `what`, because of `why`, at `when` (ISO 8601).
    It names nobody.
    """

    role: str
    what: str
    why: str
    when: str


@dataclass(frozen=True, slots=True)
class BoxCheck:
    """How many ballots of a contest are in the box, and how many rights that give it have been used. More or
    fewer ballots than rights means that the data cannot be right.
    """

    contest: int
    ballots: int
    used_rights: int


class NoteKind(StrEnum):
    """What a note is about: each kind is one set of plain values that a service of the kiosk keeps."""

    ORGANISER = "organiser"
    SETTINGS = "settings"
    KIOSK = "kiosk"
    CLOCK = "clock"
    LIBRARY = "library"


class Snapshot(Protocol):
    """The data as a reader sees it; nothing here changes anything."""

    def election(self) -> Election:
        """Return the election as it stands. Raises NoElection."""

    def photo(self, candidate_id: int) -> bytes | None:
        """Return a candidate's photo as it was put, or None."""

    def photos(self) -> dict[int, bytes]:
        """Return every photo there is, by its candidate's id."""

    def person(self, person_id: int) -> Person | None:
        """Return who has this id, or None."""

    def person_by_email(self, email: str) -> Person | None:
        """Return who has this e-mail address, in the form it is kept in, or None."""

    def right(self, right_id: int) -> Right | None:
        """Return the right with this id, or None."""

    def mark(self, right_id: int) -> bytes | None:
        """Return the tag of the attempt that used this right, or None where it is unused."""

    def turnout(self) -> Turnout:
        """Return how many rights there are, and how many are used."""

    def turnouts(self) -> Mapping[int, Turnout]:
        """Return the same for each contest that a style gives, by its id. Read from the rights alone: the box
        stays out of it. Slow with many voters where somebody voted since it was last asked.
        """

    def opening_roll(self) -> OpeningRoll | None:
        """Return the roll of when the polls opened first, or None where that was not noted."""

    def counts(self, contest_id: int) -> Counts:
        """Return what the ballots of a contest add up to, all zero where there are none."""

    def lot(self, contest_id: int) -> Lot | None:
        """Return the lot that was entered for a tie in this contest, or None."""

    def check_box(self) -> tuple[BoxCheck, ...]:
        """Hold the ballots of every contest against the rights used, row by row: slow with many voters."""

    def acts(self) -> tuple[Act, ...]:
        """Return what was done to the election, by time."""


class Transaction(Snapshot, Protocol):
    """The data as one transaction sees and changes it."""

    def hold_election(self) -> Election:
        """Return the election, which nobody else changes before this transaction ends. Raises NoElection."""

    def create_election(self, election: Election) -> None:
        """Put an election where there is none. ValueError where there is one."""

    def put_photo(self, candidate_id: int, data: bytes) -> None:
        """Keep the photo of a candidate who has none. ValueError where there is one."""

    def set_state(self, state: PollsState) -> None:
        """Move the polls to `state`."""

    def add_person(self, email: str, name: str, password: str) -> int:
        """Put somebody on the roll and return their id, which is random. Raises EmailTaken."""

    def add_right(self, right_id: int, style_id: int) -> None:
        """Give a right to vote. ValueError where there is one with this id."""

    def put_mark(self, right_id: int, tag: bytes) -> bool:
        """Note that a right is used, with the random tag (`TAG_BYTES`) of the attempt. Return False, and
        change nothing, where it is used already. ValueError if the tag is of another length.
        """

    def add_ballot(self, contest_id: int, marking: Marking) -> None:
        """Put what was marked in one contest into the box, in its canonical form, under a random id."""

    def put_opening_roll(self, roll: OpeningRoll) -> None:
        """Keep the roll of when the polls opened first. ValueError where there is one."""

    def put_lot(self, contest_id: int, lot: Lot) -> None:
        """Keep the lot that decides a tie in this contest. ValueError where there is one."""

    def add_act(self, act: Act) -> None:
        """Note what this transaction does to the election."""


class Pending(Protocol[T_co]):
    """A transaction under way."""

    def result(self) -> T_co:
        """Return its value once it is on the disk, or raise what `Store.write` would."""


class Store(Protocol):
    """All data of one election. Any thread may call it."""

    @property
    def is_new(self) -> bool:
        """Whether nothing has ever been kept here."""

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """Return ``work(snapshot)`` on what is kept. `work` must be short and must not change anything
        (RuntimeError).
        """

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work(transaction)`` and return its value once all it did is kept.

        What `work` raises undoes all it did and comes back to the caller. Raises StorageFailed if nothing
        was kept; StorageUnsettled if that cannot be told.
        """

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """Queue ``work(transaction)``; `Pending.result` gives what `write` would. What one thread submits
        before it asks for the first result is written together.
        """

    @property
    def checkpoint_put_off(self) -> bool:
        """Whether the last `checkpoint` failed and none has worked since."""

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:
        """Write all that is kept in its final form, in which nothing tells in which order rows came. Done
        when the polls close and at the end.

        Raises CheckpointFailed; nothing is lost then. It is tried again until it works, and then `later` is
        called, in some thread.
        """

    def close(self) -> None:
        """Carry out what was submitted, and make a last `checkpoint`. Nothing can be written afterwards.
        Raises CheckpointFailed.
        """


class KioskSnapshot(Protocol):
    """The kiosk's notes as a reader sees them."""

    def note(self, kind: NoteKind) -> Mapping[str, Any] | None:
        """Return the values kept under `kind`, or None."""


class KioskTransaction(KioskSnapshot, Protocol):
    """The kiosk's notes as one transaction sees and changes them."""

    def put_note(self, kind: NoteKind, values: Mapping[str, Any] | None) -> None:
        """Keep `values` in place of what was kept under `kind`; None removes it."""


class KioskStore(Protocol):
    """What the kiosk must know whichever election is current. Any thread may call it."""

    @property
    def repaired(self) -> bool:
        """Whether opening found a file damaged and put it right, losing nothing."""

    def read(self, work: Callable[[KioskSnapshot], T]) -> T:
        """See `Store.read`."""

    def write(self, work: Callable[[KioskTransaction], T]) -> T:
        """See `Store.write`."""

    def close(self) -> None:
        """See `Store.close`."""


@dataclass(frozen=True, slots=True)
class OpenedElection:
    """An election that was opened: its store, the key that signs its log-ins, and whether opening found a
    file damaged and put it right, losing nothing.
    """

    store: Store
    key: bytes = field(repr=False)
    repaired: bool = False


class Stores(Protocol):
    """Where stores are kept: the kiosk's own, and one for each election. Its owner sees to it that an
    election is opened once at a time.
    """

    def open_kiosk(self) -> KioskStore:
        """Open the kiosk's store, made on first use. Raises DataDamaged, DataNewer or FolderUnusable."""

    def elections(self) -> tuple[str, ...]:
        """Return the ids of all elections, in no order that tells anything. Raises FolderUnusable."""

    def was_closed(self, election_id: str) -> bool:
        """Return whether this election, which is not open, was left as `Store.close` leaves it."""

    def open_election(self, election_id: str) -> OpenedElection:
        """Open an election. Raises NoSuchElection, DataDamaged, DataNewer or FolderUnusable."""

    def create_election(self, fill: Callable[[Transaction], None]) -> str:
        """Make a store with what `fill` puts there, whole or not at all, and return its id, which is random.
        Raises what `fill` raises, FolderUnusable or StorageFailed.
        """

    def remove_election(self, election_id: str) -> None:
        """Remove an election that is not open, so that nobody can read it any more; whole or not at all.
        Raises NoSuchElection or FolderUnusable.
        """
