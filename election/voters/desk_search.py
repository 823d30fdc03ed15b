"""How the desk finds people, and all it may see of them: name, group, the end of the number, and how it finds
them. Nobody is found by an e-mail address.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from election.store.port import Person, Snapshot, Store
from election.voters.code_batches import word_of
from election.voters.desk import DeskState, state_of
from election.voters.refusals import NotOnThisRoll
from election.voters.search import MOST_FOUND, SearchIndex

_DIGITS = 4  # of the number


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """A person as the desk sees them; `digits` are the last of their number, `pile` is the word on slips of
    their style, empty where all slips are alike.
    """

    id: int
    name: str
    group: str
    digits: str
    state: DeskState
    pile: str = ""


@dataclass(frozen=True, slots=True)
class DeskFound:
    """Whom a search found, the best first, and how many more there are."""

    people: tuple[DeskPerson, ...]
    more: int = 0


class DeskSearch:
    """Any thread may call it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._index: tuple[object, SearchIndex] | None = None

    def find(self, text: str, most: int = MOST_FOUND) -> DeskFound:
        """Return up to `most` people whom `text` names (`search.SearchIndex`): at once, but for the first
        time after a change of the roll, when it takes a second with 100,000.
        """
        hits = self._index_of_now().find(text, most)

        def read(snapshot: Snapshot) -> tuple[DeskPerson, ...]:
            found = (snapshot.person(each) for each in hits.ids)
            return tuple(_seen(snapshot, person) for person in found if person is not None)

        return DeskFound(self._store.read(read), hits.more)

    def person(self, person_id: int) -> DeskPerson:
        """Return who has this id. Raises NotOnThisRoll."""

        def read(snapshot: Snapshot) -> DeskPerson:
            person = snapshot.person(person_id)
            if person is None:
                raise NotOnThisRoll
            return _seen(snapshot, person)

        return self._store.read(read)

    def _index_of_now(self) -> SearchIndex:
        def read(snapshot: Snapshot) -> tuple[object, Iterable[Person]]:
            version = snapshot.roll_version()
            is_known = self._index is not None and self._index[0] == version
            return version, () if is_known else snapshot.people()

        with self._lock:
            version, people = self._store.read(read)
            if self._index is None or self._index[0] != version:
                self._index = version, SearchIndex(people, emails=False)
            return self._index[1]


def _seen(snapshot: Snapshot, person: Person) -> DeskPerson:
    right = snapshot.right(person.id)
    pile = word_of(snapshot, right.style) if right is not None else ""
    digits = person.number[-_DIGITS:]
    return DeskPerson(person.id, person.name, person.group, digits, state_of(snapshot, person.id), pile)
