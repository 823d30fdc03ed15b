"""Cover rows: older rows in the journal, so that whoever copies the folder cannot tell which came last.

Cover rows are drawn at random, for each anonymity set (`TableSpec`) apart and so for marks apart from
ballots: nothing in the journal pairs a voter with a ballot, and no row of a small group stands alone.
"""

import secrets
from collections.abc import Iterable, Sequence

from election.store.json.tables.rows import Rows

COVER_ROWS = 16  # of each anonymity set, at least, or all where there are fewer
_COVER_ROWS_MORE = 32  # a random number below this is added, so that a count tells nothing either
_random = secrets.SystemRandom()


def cover_rows(rows: Rows) -> list[int]:
    """Return the ids of the cover rows with which a journal begins; none if the table is not secret."""
    return [row_id for each in rows.anonymity_sets(rows.ids()) for row_id in _draw(each)]


def cover_rows_of(rows: Rows, in_journal: Iterable[int]) -> list[int]:
    """Return the ids of those rows of a journal that stay in it as cover rows when it is compacted."""
    cover: list[int] = []
    for each in rows.anonymity_sets(in_journal):
        # Too few for what goes and what stays both to hide among each other: all stay.
        cover += each if len(each) < 2 * COVER_ROWS + _COVER_ROWS_MORE else _draw(each)
    return cover


def _draw(row_ids: Sequence[int]) -> list[int]:
    """Return a random number of these rows, or all if they are too few."""
    wanted = COVER_ROWS + secrets.randbelow(_COVER_ROWS_MORE)
    return _random.sample(row_ids, min(wanted, len(row_ids)))
