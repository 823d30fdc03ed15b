"""The tables of an election's folder, and what is derived from their rows.

The rows of the box are joined to nothing: a ballot's id is random and a mark knows only its right. The
receipts' table is there so that a folder need not change when there are some.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from election.store.json.mapping import marking_of
from election.store.json.tables.rows import Lookup, TableSpec, decode
from election.voting.methods import METHODS
from election.voting.methods.method import Method

# What each ballot of a contest adds besides its marks: keys are (contest, BALLOTS), (contest, BLANK), and
# (contest, MARK, what `Method.adds` returned).
BALLOTS, BLANK, MARK = "ballots", "blank", "mark"


def ballot_adds(row: Mapping[str, Any], lookup: Lookup) -> Iterable[Hashable]:
    """Return what one ballot adds to the counts."""
    contest, marking = row["contest"], marking_of(row["marking"])
    yield contest, BALLOTS
    if not marking:
        yield contest, BLANK
    for key in _method(lookup("contests", contest)).adds(marking):
        yield contest, MARK, key


def contest_of_ballot(_ballot_id: int, line: bytes, _lookup: Lookup) -> Hashable:
    """Return the contest of a ballot: ballots of one contest hide among each other."""
    return _contest(line[line.index(b":") :])


def style_of_mark(right_id: int, _line: bytes, lookup: Lookup) -> Hashable:
    """Return the style of the right that was used: marks of one style hide among each other."""
    right = lookup("rights", right_id)
    return None if right is None else style_of(right)


def style_of(right: bytes) -> int:
    """Return the style in the line of a right."""
    return _style(right[right.index(b":") :])


# There are few different rows, and many of each: a hundred thousand are told apart when the store wakes.
@lru_cache(maxsize=4096)
def _contest(row: bytes) -> int:
    contest: int = decode(row)["contest"]
    return contest


@lru_cache(maxsize=4096)
def _style(row: bytes) -> int:
    style: int = decode(row)["style"]
    return style


@lru_cache(maxsize=1024)
def _method(contest_line: bytes | None) -> Method:
    if contest_line is None:
        raise LookupError("a ballot of a contest that is not there")
    return METHODS[decode(contest_line)["kind"]]


TABLES = (
    TableSpec("meta"),  # row 1: the version of the data (`store.migrations`)
    TableSpec("elections"),  # row 1
    TableSpec("contests"),
    TableSpec("candidates"),
    TableSpec("photos"),  # a row's id is the candidate's
    TableSpec("styles"),  # {"contests": [ids]}
    TableSpec("voters", unique="email"),
    TableSpec("rights"),  # a row's id is the person's: {"style": id}
    TableSpec("marks", secret=True, anonymity_set=style_of_mark),  # a row's id is the right's: {"tag": hex}
    TableSpec(
        "ballots", counted=ballot_adds, secret=True, anonymity_set=contest_of_ballot
    ),  # {"contest", "marking"}
    TableSpec("receipts"),
    TableSpec("acts"),
    TableSpec("organiser"),  # this and the next two: see `port.NoteKind`
    TableSpec("settings"),
    TableSpec("kiosk"),
)
