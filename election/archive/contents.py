"""What of an election can be brought along into a new one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from election.code_models import Batch, CodeState
from election.models import Election, PollsState
from election.store.port import (
    Act,
    Code,
    CopiedKeys,
    CopyMade,
    CopyPlace,
    DeskMark,
    Epoch,
    Person,
    SlipNotes,
    Snapshot,
    Store,
    Stores,
    Transaction,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """An election with its photos and, where it was asked for, its roll: everybody with the style of their
    right, and the styles of groups; and its codes, with the key that hashes them, who was `given` a slip, and
    why `lost` slips were replaced. There are no marks of who came or voted, ballots or acts in it.
    """

    election: Election
    photos: Mapping[int, bytes]
    people: tuple[tuple[Person, int], ...] = field(default=(), repr=False)
    group_styles: Mapping[str, int] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    codes: tuple[Code, ...] = field(default=(), repr=False)
    given: frozenset[int] = field(default=frozenset(), repr=False)
    lost: tuple[str, ...] = ()
    code_key: bytes = field(default=b"", repr=False)

    def put(self, transaction: Transaction, election: Election) -> None:
        """Put `election`, which was made of this one, into a store that has none, with photos, roll and
        codes. Everybody gets a new id. Who has a style that is not in it is left out.
        """
        transaction.create_election(election)
        kept = {candidate.id for contest in election.contests for candidate in contest.candidates}
        for candidate_id, photo in self.photos.items():
            if candidate_id in kept:
                transaction.put_photo(candidate_id, photo)
        styles = {style.id for style in election.styles}
        people = [(person, style) for person, style in self.people if style in styles]
        ids = transaction.replace_roll((replace(person, id=0) for person, _ in people), (), ())
        for person_id, (_, style) in zip(ids, people, strict=True):
            transaction.add_right(person_id, style)
        group_styles = {group: style for group, style in self.group_styles.items() if style in styles}
        if group_styles:
            transaction.put_group_styles(group_styles)
        new_ids = {person.id: person_id for person_id, (person, _) in zip(ids, people, strict=True)}
        self._put_codes(transaction, new_ids, styles)

    def _put_codes(self, transaction: Transaction, ids: Mapping[int, int], styles: Collection[int]) -> None:
        """Put the codes of these people, by their new `ids`, and the slips of these styles."""
        for batch in self.batches:
            transaction.add_batch(batch)
        for code in self.codes:
            if code.person is None and code.style in styles:
                transaction.add_code(code)
            elif code.person is not None and code.person in ids:
                transaction.add_code(replace(code, person=ids[code.person]))
            else:
                continue
            if code.state is CodeState.VOID:
                transaction.void_code(code.id)
        for person_id in self.given & ids.keys():
            transaction.put_desk_mark(ids[person_id], DeskMark.HELD)
        if self.lost:
            transaction.put_slip_notes(SlipNotes(self.lost))


class ContentsReader:
    """Reads the contents of the election in a store, whose keys go along in a copy."""

    def __init__(self, store: Store, keys: CopiedKeys) -> None:
        self._store, self._keys = store, keys

    def epoch(self) -> Epoch:
        """Return the epoch that it is in."""
        return self._store.read(lambda snapshot: snapshot.epoch())

    def end_epoch(self) -> None:
        """Have it take nothing any more: it went on elsewhere."""
        self._store.write(end_epoch)

    def copy_out(self, stores: Stores, place: CopyPlace, when: str, *, only_a_crowd: bool) -> CopyMade:
        """See `port.Stores.copy_out`."""
        return stores.copy_out(self._store, self._keys, place, when, only_a_crowd=only_a_crowd)

    def is_without_people(self) -> bool:
        """Return whether all that was kept of people has been removed."""
        return self._store.read(lambda snapshot: snapshot.is_without_people())

    def remove_people(self, act: Act) -> None:
        """Forget all people, unless that was done, and note it; then have nothing older stay readable. Raises
        StorageFailed or CheckpointFailed.
        """

        def remove(transaction: Transaction) -> None:
            if not transaction.is_without_people():
                transaction.remove_people()
                transaction.add_act(act)

        self._store.write(remove)
        self._store.checkpoint()

    def read(self, *, with_roll: bool = False, with_codes: bool = False) -> Contents:
        """Return them; codes come with the roll alone, those of unconfirmed batches never. Raises
        NoElection.
        """

        def read(snapshot: Snapshot) -> Contents:
            election, photos = snapshot.election(), snapshot.photos()
            if not with_roll:
                return Contents(election, photos)
            found = ((person, snapshot.right(person.id)) for person in snapshot.people())
            people = tuple((person, right.style) for person, right in found if right is not None)
            contents = Contents(election, photos, people, dict(snapshot.group_styles()))
            return self._with_codes(contents, snapshot) if with_codes else contents

        return self._store.read(read)

    def _with_codes(self, contents: Contents, snapshot: Snapshot) -> Contents:
        batches = tuple(batch for batch in snapshot.batches() if batch.confirmed)
        codes = tuple(code for batch in batches for code in snapshot.codes_on(batch.id, 1, batch.count))
        people = (person.id for person, _ in contents.people)
        marks = ((each, snapshot.desk_mark(each)) for each in people)
        given = frozenset(each for each, mark in marks if mark is not None and mark.has_slip)
        return replace(
            contents,
            batches=batches,
            codes=codes,
            given=given,
            lost=snapshot.slip_notes().replaced,
            code_key=self._keys.code_key,
        )


def end_epoch(transaction: Transaction) -> None:
    """Mark that an election went on elsewhere; polls that are open are paused for good."""
    transaction.put_epoch(replace(transaction.epoch(), continued=True))
    if transaction.hold_election().state is PollsState.OPEN:
        transaction.set_state(PollsState.PAUSED)
