"""Bringing a whole roll in, and taking that back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from election.code_models import CodeState
from election.models import PollsState, WayIn
from election.store.port import Person, Snapshot, Transaction
from election.texts import number_key
from election.voters.groups import style_of
from election.voters.refusals import ImportNotUndone
from election.voters.roll_files.columns import Kind
from election.voters.roll_files.difference import Difference, difference
from election.voters.roll_files.entries import Entry

T = TypeVar("T")
ALL_KINDS = frozenset({Kind.NAME, Kind.NUMBER, Kind.EMAIL, Kind.GROUP})
_EVERY = 500  # people between two calls of `progress`


class ImportMode(StrEnum):
    """What becomes of those who are on the roll already."""

    REPLACE = "replace"  # who is not among the new ones is taken off, who differs is changed
    ADD = "add"  # they stay as they are


@dataclass(frozen=True, slots=True)
class RollImported:
    """What an import did. `closed_sign_up`: until then everybody could sign up, and now nobody can."""

    added: int
    changed: int
    removed: int
    same: int
    closed_sign_up: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """A difference, and what it comes to for the people on the roll."""

    difference: Difference
    added: Sequence[Person]
    changed: Sequence[tuple[Person, Person]]  # as they are, and as they would be
    removed: Sequence[Person]


def changes_of(people: Iterable[Person], entries: Sequence[Entry], kinds: frozenset[Kind]) -> Changes:
    """Return what is to be done to `people` so that they are these `entries`, in what `kinds` names."""
    known = {_entry(person): person for person in people}
    found = difference(known, entries if kinds >= ALL_KINDS else _filled(known, entries, kinds))
    return Changes(
        found,
        [Person(0, entry.email, entry.name, number=entry.number, group=entry.group) for entry in found.new],
        [(known[before], _changed(known[before], after)) for before, after in found.changed],
        [known[entry] for entry in found.gone],
    )


def take(
    roll: Transaction,
    entries: Sequence[Entry],
    mode: ImportMode,
    kinds: frozenset[Kind],
    progress: Callable[[float], None],
) -> RollImported:
    """Do what `Roll.import_people` says, as one transaction."""
    progress(0.0)
    changes = changes_of(roll.people(), entries, kinds)
    changed, removed = changes.changed, changes.removed
    if mode is ImportMode.ADD:
        changed, removed = (), ()
    told = _Told(progress, 2 * len(changes.added) + len(changed) + len(removed))
    take_off(roll, told.each(each.id for each in removed))
    after = [person for _, person in changed]
    ids = roll.replace_roll(told.each(changes.added), after, ())
    _give_rights(roll, told.each(zip(ids, changes.added, strict=True)))
    for was, person in told.each(changed):
        if was.group != person.group:
            roll.put_style(person.id, style_of(roll, person.group))
    before = [
        *((person_id, None) for person_id in ids),
        *((person.id, person) for person in removed),
        *((person.id, person) for person, _ in changed),
    ]
    if before:
        roll.put_roll_before(before)
    progress(1.0)
    same = changes.difference.same + len(changes.changed) - len(changed)
    return RollImported(len(ids), len(changed), len(removed), same, close_sign_up(roll))


def may_undo(snapshot: Snapshot) -> bool:
    """Return whether `undo` would not be refused."""
    is_draft = snapshot.election().state is PollsState.DRAFT
    return is_draft and not snapshot.batches() and bool(snapshot.roll_before())


def undo(roll: Transaction) -> None:
    """Do what `Roll.undo_import` says. Raises ImportNotUndone, NumberTaken or EmailTaken."""
    if not may_undo(roll):
        raise ImportNotUndone
    before = roll.roll_before()
    there = {person_id for person_id, _ in before if roll.person(person_id) is not None}
    take_off(roll, [person_id for person_id, person in before if person is None and person_id in there])
    was = [person for _, person in before if person is not None]
    changed = [person for person in was if person.id in there]
    gone = [person for person in was if person.id not in there]
    ids = roll.replace_roll(gone, changed, ())
    _give_rights(roll, zip(ids, gone, strict=True))
    for person in changed:
        roll.put_style(person.id, style_of(roll, person.group))
    roll.put_roll_before(())


def take_off(roll: Transaction, person_ids: Iterable[int]) -> None:
    """Take people off the roll who have not voted; their codes are void from then on."""
    if not roll.batches():
        roll.replace_roll((), (), person_ids)
        return
    ids = list(person_ids)
    codes = [code for each in ids for code in roll.codes_of(each) if code.state is not CodeState.VOID]
    for code in codes:
        roll.void_code(code.id)
    roll.replace_roll((), (), ids)


def close_sign_up(roll: Transaction) -> bool:
    """Have nobody sign up any more, and people vote by codes of their own; return whether they could."""
    election = roll.hold_election()
    if WayIn.SIGN_UP not in election.ways_in:
        return False
    roll.replace_election(replace(election, ways_in=(WayIn.CODE,)))
    return True


def _give_rights(roll: Transaction, people: Iterable[tuple[int, Person]]) -> None:
    styles: dict[str, int] = {}
    for person_id, person in people:
        if person.group not in styles:
            styles[person.group] = style_of(roll, person.group)
        roll.add_right(person_id, styles[person.group])


class _Told:
    """Calls `progress` while people are gone through, with the share of `all_of_them` that is done."""

    def __init__(self, progress: Callable[[float], None], all_of_them: int) -> None:
        self._progress, self._all, self._done = progress, all_of_them, 0

    def each(self, people: Iterable[T]) -> Iterator[T]:
        """Go through these."""
        for person in people:
            if self._done % _EVERY == 0:
                self._progress(self._done / self._all)
            self._done += 1
            yield person


def _entry(person: Person) -> Entry:
    return Entry(person.name, person.number, person.email, person.group)


def _changed(person: Person, entry: Entry) -> Person:
    return replace(person, name=entry.name, number=entry.number, email=entry.email, group=entry.group)


def _filled(known: Mapping[Entry, Person], entries: Iterable[Entry], kinds: frozenset[Kind]) -> list[Entry]:
    """Return `entries` with what the file says nothing of as it is known."""
    by_number = {each.number_key: each for each in known if each.number}
    by_email = {each.email: each for each in known if each.email}
    missing = [kind.value for kind in ALL_KINDS - kinds]

    def filled(entry: Entry) -> Entry:
        before = by_number.get(number_key(entry.number)) if entry.number else by_email.get(entry.email)
        return replace(entry, **{name: getattr(before, name) for name in missing}) if before else entry

    return list(map(filled, entries))
