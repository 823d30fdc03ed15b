"""The tables of an election's folder and of the kiosk's, and what is derived from their rows.

The rows of the box are joined to nothing: a ballot's id is random and so is a receipt's, and a mark knows
only its right.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from election.store.json.mapping import marking_of
from election.store.json.tables.rows import Lookup, TableSpec
from election.texts import number_key
from election.voting.methods import METHODS
from election.voting.methods.kinds import COUNTED
from election.voting.methods.method import Method

# What each ballot of a contest adds besides its marks: keys are (contest, BALLOTS), (contest, BLANK), and
# (contest, MARK, what `Method.adds` returned).
BALLOTS, BLANK, MARK = "ballots", "blank", "mark"


def ballot_adds(row: Mapping[str, Any], lookup: Lookup) -> Iterable[Hashable]:
    """Return what one ballot adds to the counts. Of contests that are counted from whole markings that is no
    more than that it is there.
    """
    contest, marking = row["contest"], marking_of(row["marking"])
    yield contest, BALLOTS
    if not marking:
        yield contest, BLANK
    method = _method(lookup("contests", contest))
    if method.kind not in COUNTED:
        for key in method.adds(marking):
            yield contest, MARK, key


EMAIL, NUMBER = "email", "number"


def keys_of_person(row: Mapping[str, Any]) -> Iterable[Hashable]:
    """Return what finds somebody on the roll: ``(EMAIL, address)`` and ``(NUMBER, number_key(number))``."""
    if email := row.get("email"):
        yield EMAIL, email
    if number := row.get("number"):
        yield NUMBER, number_key(number)


def contest_of_ballot(_ballot_id: int, line: bytes, _lookup: Lookup) -> Hashable:
    """Return the contest of a ballot: ballots of one contest hide among each other."""
    return contest_of_line(line)


def contest_of_line(ballot: bytes) -> int:
    """Return the contest in the line of a ballot."""
    return _number(_CONTEST, ballot)


def style_of_mark(right_id: int, _line: bytes, lookup: Lookup) -> int | None:
    """Return the style of the right that was used, a person's or a slip's: marks of one style hide among each
    other, whoever made them. The same for the desk's marks, which are of people.
    """
    right = lookup("rights", right_id)
    if right is not None:
        return style_of(right)
    slip = lookup("codes", right_id)
    return None if slip is None else style_of_slip(slip)


def style_of(right: bytes) -> int:
    """Return the style in the line of a right."""
    return _number(_STYLE, right)


def style_of_slip(code: bytes) -> int | None:
    """Return the style in the line of a code; None where it is a personal one."""
    found = _STYLE.search(code)
    return None if found is None else int(found[1])


def person_of_code(code: bytes) -> int | None:
    """Return whose the code in a line is; None where it is a slip's."""
    found = _PERSON.search(code)
    return None if found is None else int(found[1])


def batch_of_code(code: bytes) -> int:
    """Return the batch of the code in a line."""
    return _number(_BATCH, code)


def is_void(code: bytes) -> bool:
    """Return whether the code in a line is void."""
    return b'"state":"void"' in code


# All ballots are looked at whenever a journal is started, so their JSON is not read as a whole. Nothing of
# them is cached: that would keep markings in memory, in an order of its own. No text in a row can look like
# one of its fields: quotation marks in it are escaped.
_CONTEST, _STYLE = re.compile(rb'"contest":(\d+)'), re.compile(rb'"style":(\d+)')
_BATCH = re.compile(rb'"batch":(\d+)')
_PERSON, _KIND = re.compile(rb'"person":(\d+)'), re.compile(rb'"kind":"(\w+)"')


def _number(field: re.Pattern[bytes], line: bytes) -> int:
    found = field.search(line)
    if found is None:
        raise ValueError("a row lacks a field")
    return int(found[1])


def _method(contest: bytes | None) -> Method:
    found = None if contest is None else _KIND.search(contest)
    if found is None:
        raise LookupError("a ballot of a contest that is not there")
    return METHODS[found[1].decode()]


TABLES = (
    TableSpec("meta"),  # row 1: the version of the data (`store.migrations`)
    TableSpec("elections"),  # row 1
    TableSpec("contests"),
    TableSpec("candidates"),
    TableSpec("photos"),  # a row's id is the candidate's
    TableSpec("styles"),  # {"contests": [ids]}
    TableSpec("voters", unique=keys_of_person),  # {"name"} and "email", "password", "number", "group"
    TableSpec("groups"),  # row 1: {"styles": [[group, style], …]}
    TableSpec("roll_before"),  # who the last import changed or removed, as they were: rows as in voters
    TableSpec("roll_added"),  # row 1, of who it added: {"people": [ids]}
    TableSpec("rights"),  # a row's id is the person's: {"style": id}
    # A row's id is the right's: {"tag": hex} while ballots may come, {} afterwards.
    TableSpec("marks", secret=True, anonymity_set=style_of_mark),
    TableSpec(
        "ballots", counted=ballot_adds, secret=True, anonymity_set=contest_of_ballot
    ),  # {"contest", "marking"}
    TableSpec("receipts", secret=True),  # {"receipt": 16 digits}: of any style, so all are one anonymity set
    TableSpec("before_receipts"),  # row 1, where people had voted before there were receipts: {"marks": N}
    TableSpec("batches"),  # of codes: {"kind", "style", "layout", "count", "confirmed", "address"}
    TableSpec("codes"),  # a row's id is `port.codes`: {"batch", "sheet", "state"} and "style" or "person"
    TableSpec("desk", secret=True, anonymity_set=style_of_mark),  # a row's id is the person's: {"state"}
    TableSpec("slip_notes"),  # row 1: {"replaced": [reasons], "in_hand": number or null}
    TableSpec("opening"),  # row 1, of when the polls opened first: {"roll": people, "contests": {id: people}}
    TableSpec("edited"),  # row 1, a draft before changes that are not in the log yet: {"definition": text}
    TableSpec("committed"),  # row 1, of the same moment: {"definition": text}
    TableSpec("live_counts"),  # a row's id is the contest's: {"ballots", "blank", "marks": [[key, number]]}
    TableSpec("lots"),  # a row's id is the contest's: {"favoured": [ids], "witnesses": [names]}
    TableSpec("pause"),  # row 1, while the polls are paused: {"key"} of the digest that is in the log
    TableSpec("acts"),  # a row's id is its number: a line of the log, and its "hash"
    TableSpec("figures"),  # row 1, once people were removed: what they added up to
    TableSpec("epochs"),  # row 1: {"number", "continued"}; row 2, in a copy alone: {"election", "when"}
)
KIOSK_TABLES = (
    TableSpec("meta"),  # row 1: as above; row 2, while it is there: see `takeover`
    TableSpec("organiser"),  # this and the next three: see `port.NoteKind`
    TableSpec("settings"),
    TableSpec("kiosk"),
    TableSpec("library"),
)
