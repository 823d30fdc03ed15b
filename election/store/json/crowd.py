"""Whether a copy may take the place of an older one while the polls are open.

Whoever has both would learn what the few voters between them chose. So in each anonymity set (ballots by
contest, marks by style) they may differ by nothing, or by at least `CROWD` rows.
"""

from collections import Counter
from collections.abc import Hashable

from election.store.json.schema import TABLES
from election.store.json.store import Lines
from election.store.json.tables.rows import TableSpec
from election.store.port import CROWD


def is_crowd(before: Lines, after: Lines) -> bool:
    """Return whether the difference between two states of an election tells of nobody.

    >>> is_crowd({}, {"ballots": {7: b'"7":{"contest":1,"marking":[3]}'}})
    False
    """
    return all(
        number >= CROWD
        for spec in TABLES
        if spec.secret
        for numbers in (_more(spec, before, after), _more(spec, after, before))
        for number in numbers.values()
    )


def _more(spec: TableSpec, before: Lines, after: Lines) -> Counter[Hashable]:
    """Count the rows of `after` that are not in `before` as they are, by anonymity set."""
    known = before.get(spec.name, {})
    rows = {row_id: line for row_id, line in after.get(spec.name, {}).items() if known.get(row_id) != line}

    def lookup(table: str, row_id: int) -> bytes | None:
        return after.get(table, {}).get(row_id)

    def which(row_id: int, line: bytes) -> Hashable:
        return None if spec.anonymity_set is None else spec.anonymity_set(row_id, line, lookup)

    return Counter(which(row_id, line) for row_id, line in rows.items())
