"""What is read off the rows of the box without keeping any of them."""

import secrets
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from election.errors import DataDamaged
from election.store.json import schema
from election.store.json.engine import Engine
from election.store.json.files.format import seal, section
from election.store.json.folder import DataFolder
from election.store.json.schema import TABLES, ballot_adds, contest_of_ballot, style_of_mark
from election.store.json.tables.rows import encode

CHOOSE = encode(7, {"title": {"en": '"kind":"yes_no"'}, "kind": "choose", "options": {"most": 3}})


def lookup(table: str, row_id: int) -> bytes | None:
    """A contest, and a right of style 12."""
    return CHOOSE if table == "contests" else encode(row_id, {"style": 12}) if row_id else None


@pytest.mark.parametrize(
    "marking", [[], [1, 2], [[3, 9]], {"4": "yes"}, ['"contest":9'], ['","contest":9}'], ["\\"], [10**18]]
)
@pytest.mark.parametrize("contest", [1, 9, 4711])
def test_a_ballots_contest_is_read_off_its_line(contest: int, marking: Any) -> None:
    line = encode(secrets.randbits(63), {"contest": contest, "marking": marking})
    assert contest_of_ballot(1, line, lookup) == contest


def test_a_marks_style_is_that_of_its_right() -> None:
    line = encode(5, {"tag": secrets.token_hex(16)})
    assert style_of_mark(5, line, lookup) == 12
    assert style_of_mark(0, line, lookup) is None


def test_a_ballot_is_counted_by_the_kind_of_its_contest() -> None:
    row = {"contest": 7, "marking": [2, 5]}
    assert list(ballot_adds(row, lookup)) == [(7, "ballots"), (7, "mark", 2), (7, "mark", 5)]
    with pytest.raises(LookupError):
        list(ballot_adds(row, lambda table, row_id: None))


def test_nothing_of_a_ballot_stays_in_memory_once_it_was_looked_at() -> None:
    """A cache here would hold markings, in the order in which they were last met, until the program ends."""
    lines = [encode(number, {"contest": 7, "marking": [number]}) for number in range(1, 501)]
    contest_of_ballot(1, lines[0], lookup)
    tracemalloc.start()
    try:
        for line in lines:
            contest_of_ballot(1, line, lookup)
        taken = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, schema.__file__)])
    finally:
        tracemalloc.stop()
    assert sum(trace.count for trace in taken.statistics("filename")) < 10


def test_a_file_with_a_ballot_of_no_contest_is_refused(tmp_path: Path) -> None:
    ballots = section([b'"5":{"contest":1,"marking":[1]}'])
    data = b"".join(seal({"ballots": ballots}, {"closed": True, "format": 2}))
    (tmp_path / "election.json").write_bytes(data)
    with DataFolder(tmp_path) as folder, pytest.raises(DataDamaged):
        Engine(folder, TABLES)
    assert (tmp_path / "election.json").read_bytes() == data
