"""What of an election can be brought along into a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from election.models import Election, PollsState
from election.store.port import CopyNote, Epoch, Person, Snapshot, Store, Stores, Transaction


@dataclass(frozen=True, slots=True)
class Contents:
    """An election with its photos and, where it was asked for, its roll: everybody with the style of their
    right, and the styles of groups. There are no codes, marks, ballots or acts in it.
    """

    election: Election
    photos: Mapping[int, bytes]
    people: tuple[tuple[Person, int], ...] = field(default=(), repr=False)
    group_styles: Mapping[str, int] = field(default_factory=dict)

    def put(self, transaction: Transaction, election: Election) -> None:
        """Put `election`, which was made of this one, into a store that has none, with photos and roll.
        Everybody gets a new id.
        """
        transaction.create_election(election)
        kept = {candidate.id for contest in election.contests for candidate in contest.candidates}
        for candidate_id, photo in self.photos.items():
            if candidate_id in kept:
                transaction.put_photo(candidate_id, photo)
        ids = transaction.replace_roll((replace(person, id=0) for person, _ in self.people), (), ())
        for person_id, (_, style) in zip(ids, self.people, strict=True):
            transaction.add_right(person_id, style)
        if self.group_styles:
            transaction.put_group_styles(self.group_styles)


class ContentsReader:
    """Reads the contents of the election in a store; `code_key` hashes its voter codes."""

    def __init__(self, store: Store, code_key: bytes) -> None:
        self._store, self._code_key = store, code_key

    def epoch(self) -> Epoch:
        """Return the epoch that it is in."""
        return self._store.read(lambda snapshot: snapshot.epoch())

    def end_epoch(self) -> None:
        """Have it take nothing any more: it went on elsewhere."""
        self._store.write(end_epoch)

    def copy_out(self, stores: Stores, note: CopyNote, folder: Path) -> Path:
        """See `port.Stores.copy_out`."""
        return stores.copy_out(self._store, self._code_key, note, folder)

    def read(self, *, with_roll: bool = False) -> Contents:
        """Return them. Raises NoElection."""

        def read(snapshot: Snapshot) -> Contents:
            election, photos = snapshot.election(), snapshot.photos()
            if not with_roll:
                return Contents(election, photos)
            found = ((person, snapshot.right(person.id)) for person in snapshot.people())
            people = tuple((person, right.style) for person, right in found if right is not None)
            return Contents(election, photos, people, dict(snapshot.group_styles()))

        return self._store.read(read)


def end_epoch(transaction: Transaction) -> None:
    """Mark that an election went on elsewhere; polls that are open are paused for good."""
    transaction.put_epoch(replace(transaction.epoch(), continued=True))
    if transaction.hold_election().state is PollsState.OPEN:
        transaction.set_state(PollsState.PAUSED)
