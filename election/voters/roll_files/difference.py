"""What a second import would change: who is new, gone, changed, the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from election.voters.roll_files.entries import Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """`changed` pairs each person as they are with what they would be."""

    new: Sequence[Entry]
    gone: Sequence[Entry]
    changed: Sequence[tuple[Entry, Entry]]
    same: int


def difference(before: Iterable[Entry], after: Iterable[Entry]) -> Difference:
    """Return how the roll `after` differs from the one `before`, each with no number and no e-mail twice.

    People are the same by their number; by their e-mail where that tells nobody, one of the two having no
    number or another one.
    """
    old = list(before)
    by_number = {entry.number_key: at for at, entry in enumerate(old) if entry.number_key}
    by_email = {entry.email: at for at, entry in enumerate(old) if entry.email}
    left = set(range(len(old)))
    new, changed, same, unmatched = list[Entry](), list[tuple[Entry, Entry]](), 0, list[Entry]()

    def pair(at: int, entry: Entry) -> int:
        left.discard(at)
        if old[at] == entry:
            return 1
        changed.append((old[at], entry))
        return 0

    for entry in after:
        at = by_number.get(entry.number_key) if entry.number_key else None
        if at is None:
            unmatched.append(entry)
        else:
            same += pair(at, entry)
    for entry in unmatched:
        at = by_email.get(entry.email) if entry.email else None
        if at is None or at not in left:
            new.append(entry)
        else:
            same += pair(at, entry)
    return Difference(new, [old[at] for at in sorted(left)], changed, same)
