"""The roll as the table shows it: all of it in each order, and what a search finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from election.election_services import ElectionServices
from election.models import Person, PollsState
from election.voters.roll import RollSize
from election.voters.search import Hits, SearchIndex

FIELDS = ("name", "number", "group", "email")


@dataclass(frozen=True, slots=True)
class ListedRoll:
    """Everybody by name, the places of them in the order of each other field, and how it stands. Made off
    the window's thread: with 100,000 people it takes seconds.
    """

    people: Sequence[Person]
    size: RollSize
    state: PollsState
    may_undo_import: bool
    orders: Mapping[str, Sequence[int]] = field(repr=False)
    index: SearchIndex = field(repr=False)
    places: Mapping[int, int] = field(repr=False)

    def find(self, text: str) -> Hits:
        """Return whom `text` names."""
        return self.index.find(text)


def read_roll(election: ElectionServices) -> ListedRoll:
    """Return the roll of an election."""
    people = election.roll.people()
    state, may_undo = election.polls.election().state, election.roll.may_undo_import()
    return listed(people, election.roll.size(), state, may_undo_import=may_undo)


def listed(
    people: Sequence[Person], size: RollSize, state: PollsState, *, may_undo_import: bool = False
) -> ListedRoll:
    """Put `people`, who stand by name, into every order."""
    orders: dict[str, Sequence[int]] = {"name": range(len(people))}
    for name in FIELDS[1:]:
        # An empty one stands last, and who has the same stays by name.
        keys = [(not text, text) for text in (getattr(person, name) for person in people)]
        orders[name] = sorted(range(len(people)), key=keys.__getitem__)
    places = {person.id: at for at, person in enumerate(people)}
    return ListedRoll(people, size, state, may_undo_import, orders, SearchIndex(people), places)
