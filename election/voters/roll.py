"""The roll: who may vote, brought in from a file or one by one, and what may still be changed when.

In a draft all of it may be. While the polls are open or paused people may be added, and put right, each time
with a reason and an act that names nobody; what was bound by a vote or a slip stays. Afterwards nothing.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from election.clock import local_now
from election.events import Events, RollChanged
from election.models import PollsState
from election.setup.steps import ORGANISER, check_role
from election.store.port import Act, Person, Snapshot, Store, Transaction
from election.voters import groups, roll_import
from election.voters.accounts import normal_email
from election.voters.groups import Group
from election.voters.refusals import NotOnThisRoll
from election.voters.roll_files.columns import Kind
from election.voters.roll_files.difference import Difference
from election.voters.roll_files.entries import Entry
from election.voters.roll_import import ALL_KINDS, ImportMode, RollImported
from election.voters.roll_rules import RollAct, check_entry, check_may_change, refuse_bound
from election.voters.search import MOST_FOUND, SearchIndex, by_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RollSize:
    """How many may vote: now; at the first opening, None before it; and added since by name."""

    now: int
    at_opening: int | None = None
    added: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a search found, the best first, and how many more there are."""

    people: tuple[Person, ...]
    more: int


CHANGED = "roll.changed"  # what is noted of a roll that is still a draft's


class Roll:
    """Any thread may call it. With 100,000 people what takes them all takes seconds."""

    def __init__(self, store: Store, events: Events, now: Callable[[], datetime] = local_now) -> None:
        self._store, self._events, self._now = store, events, now
        self._index_lock = threading.Lock()
        self._index: tuple[object, SearchIndex] | None = None

    # --- looking -----------------------------------------------------------------------------------------

    def size(self) -> RollSize:
        """Return how many people there are. Raises NoElection."""

        def read(snapshot: Snapshot) -> RollSize:
            opening, now = snapshot.opening_roll(), snapshot.turnout().voters
            return RollSize(now, opening.whole, opening.added) if opening else RollSize(now)

        return self._store.read(read)

    def person(self, person_id: int) -> Person:
        """Return who has this id. Raises NotOnThisRoll."""
        return self._store.read(lambda snapshot: _person(snapshot, person_id))

    def person_by_number(self, number: str) -> Person:
        """Return who has this number, however it is written. Raises NotOnThisRoll."""
        person = self._store.read(lambda snapshot: snapshot.person_by_number(number))
        if person is None:
            raise NotOnThisRoll
        return person

    def person_by_email(self, email: str) -> Person:
        """Return who has this e-mail address. Raises NotOnThisRoll or MalformedAccount."""
        address = normal_email(email)
        person = self._store.read(lambda snapshot: snapshot.person_by_email(address))
        if person is None:
            raise NotOnThisRoll
        return person

    def people(self) -> list[Person]:
        """Return everybody, by name."""
        return sorted(self._store.read(lambda snapshot: snapshot.people()), key=by_name)

    def search(self, text: str, most: int = MOST_FOUND) -> Found:
        """Return up to `most` people whom `text` names (`search.SearchIndex`): at once, but for the first
        time after a change, when it takes a second with 100,000.
        """
        hits = self._index_of_now().find(text, most)

        def read(snapshot: Snapshot) -> tuple[Person, ...]:
            found = (snapshot.person(each) for each in hits.ids)
            return tuple(person for person in found if person is not None)

        return Found(self._store.read(read), hits.more)

    def groups(self) -> tuple[Group, ...]:
        """Return the groups of the roll, by name, with the contests each votes in; the one without a name
        last.
        """
        read = self._store.read(lambda roll: (roll.people(), roll.group_styles(), roll.election()))
        return groups.groups_of(*read)

    def _index_of_now(self) -> SearchIndex:
        def read(snapshot: Snapshot) -> tuple[object, Iterable[Person]]:
            version = snapshot.roll_version()
            is_known = self._index is not None and self._index[0] == version
            return version, () if is_known else snapshot.people()

        with self._index_lock:
            version, people = self._store.read(read)
            if self._index is None or self._index[0] != version:
                self._index = version, SearchIndex(people)
            return self._index[1]

    # --- the whole roll, in a draft ----------------------------------------------------------------------

    def difference(self, entries: Sequence[Entry], kinds: frozenset[Kind] = ALL_KINDS) -> Difference:
        """Return what an import of `entries` in place of the roll would change. `kinds` are what the file
        has a column of: where it has none, everybody keeps what they have.
        """
        people = self._store.read(lambda snapshot: snapshot.people())
        return roll_import.changes_of(people, entries, kinds).difference

    def import_people(
        self,
        entries: Sequence[Entry],
        mode: ImportMode = ImportMode.REPLACE,
        kinds: frozenset[Kind] = ALL_KINDS,
        progress: Callable[[float], None] = lambda _: None,
    ) -> RollImported:
        """Have these people, with no number and no address twice, be the roll; or, to add, put those on it
        who are not there, and leave all others as they are. All or nothing. Where everybody could sign up,
        that ends.

        `progress` is called with the share that is done; what it raises ends the work, and the roll is as
        before. Raises RollFixed after the draft, NoElection, NumberTaken, EmailTaken or StorageFailed.
        """

        def work(roll: Transaction) -> RollImported:
            check_may_change(roll.hold_election().state, RollAct.IMPORT)
            done = roll_import.take(roll, entries, mode, kinds, progress)
            self._note(roll, RollAct.IMPORT.act, added=done.added, changed=done.changed, removed=done.removed)
            return done

        return self._changed(work)

    def may_undo_import(self) -> bool:
        """Return whether the last import can still be undone: in a draft, until codes are printed."""
        return self._store.read(roll_import.may_undo)

    def undo_import(self) -> None:
        """Have everybody whom the last import changed be as before it. Who was added by hand since stays.
        Raises ImportNotUndone, NumberTaken, EmailTaken, NoElection or StorageFailed.
        """

        def work(roll: Transaction) -> None:
            roll_import.undo(roll)
            self._note(roll, "roll.import_undone")

        self._changed(work)

    def give_contests(self, contests: Mapping[str, Sequence[int]]) -> None:
        """Have each of these groups vote in these contests, by their ids; all others keep theirs. Raises
        RollFixed after the draft, GroupVotesNowhere, NoSuchContest, NoElection or StorageFailed.
        """

        def work(roll: Transaction) -> None:
            check_may_change(roll.hold_election().state, RollAct.GROUPS)
            groups.give(roll, contests)
            self._note(roll, RollAct.GROUPS.act, changed=len(contests))

        self._changed(work)

    # --- single people -----------------------------------------------------------------------------------

    def add(self, entry: Entry, *, why: str = "", role: str = ORGANISER) -> Person:
        """Put somebody on the roll. This and the following need a reason while the polls are open or paused,
        and raise PersonRefused, NumberTaken, EmailTaken, RollFixed, ReasonMissing, StepForbidden, NoElection
        or StorageFailed.
        """
        entry = check_entry(entry)

        def work(roll: Transaction) -> Person:
            state = self._begin(roll, RollAct.ADD, why, role)
            style = groups.style_of(roll, entry.group)
            person_id = roll.add_person(entry.email, entry.name, number=entry.number, group=entry.group)
            roll.add_right(person_id, style)
            if state is not PollsState.DRAFT:
                roll.count_addition(groups.contests_of(roll, style))
            else:
                roll_import.close_sign_up(roll)
            return _person(roll, person_id)

        return self._changed(work)

    def correct(self, person_id: int, entry: Entry, *, why: str = "", role: str = ORGANISER) -> Person:
        """Put right what is known of somebody, and return how they were before. Of one who has voted or came
        to the desk only the name (PersonBound). Raises NotOnThisRoll, and see `add`.
        """
        entry = check_entry(entry)

        def work(roll: Transaction) -> Person:
            state = self._begin(roll, RollAct.CORRECT, why, role)
            before = _person(roll, person_id)
            after = replace(
                before, name=entry.name, number=entry.number, email=entry.email, group=entry.group
            )
            if after != replace(before, name=entry.name):
                refuse_bound(roll, person_id)
            roll.correct_person(after)
            if before.group != after.group:
                self._move(roll, after, counted=state is not PollsState.DRAFT)
            return before

        return self._changed(work)

    def remove(self, person_id: int, *, why: str = "", role: str = ORGANISER) -> Person:
        """Take somebody off the roll, and return who it was. The roll that quorums count does not shrink
        after the opening. Raises PersonBound where they voted or, after the draft, came to the desk or
        have a code; NotOnThisRoll, and see `add`.
        """

        def work(roll: Transaction) -> Person:
            state = self._begin(roll, RollAct.REMOVE, why, role)
            before = _person(roll, person_id)
            refuse_bound(roll, person_id, or_code=state is not PollsState.DRAFT)
            roll_import.take_off(roll, [person_id])
            return before

        return self._changed(work)

    def put_back(self, person: Person) -> None:
        """Have somebody who was taken off be on the roll again as they were, in a draft. Their codes stay
        void. Raises RollFixed, NumberTaken, EmailTaken, NoElection or StorageFailed.
        """

        def work(roll: Transaction) -> None:
            check_may_change(roll.hold_election().state, RollAct.IMPORT)
            roll.replace_roll([person], (), ())
            roll.add_right(person.id, groups.style_of(roll, person.group))
            self._note(roll, CHANGED, added=1)

        self._changed(work)

    def _begin(self, roll: Transaction, what: RollAct, why: str, role: str) -> PollsState:
        """Check that it may be done and note it, where it has to be."""
        check_role(role)
        state = roll.hold_election().state
        reason = check_may_change(state, what, why)
        if state is PollsState.DRAFT:
            self._note(roll, CHANGED, **{what.value: 1})
        else:
            roll.add_act(Act(role, what.act, reason, self._stamp()))
        return state

    def _note(self, roll: Transaction, what: str, **numbers: int) -> None:
        """Note how many were changed in a draft."""
        roll.add_act(Act(ORGANISER, what, "", self._stamp(), data=numbers))

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    @staticmethod
    def _move(roll: Transaction, person: Person, *, counted: bool) -> None:
        """Have somebody vote in the contests of their group."""
        right, style = roll.right(person.id), groups.style_of(roll, person.group)
        if right is None or right.style == style:
            return
        roll.put_style(person.id, style)
        if counted:
            before = groups.contests_of(roll, right.style)
            after = groups.contests_of(roll, style)
            roll.count_addition([each for each in after if each not in before], person=False)

    def _changed(self, work: Callable[[Transaction], T]) -> T:
        value = self._store.write(work)
        self._events.publish(RollChanged())
        return value


def _person(snapshot: Snapshot, person_id: int) -> Person:
    person = snapshot.person(person_id)
    if person is None:
        raise NotOnThisRoll
    return person
