"""After the close an attacker has everything: the data folder with its keys, the pack, the log and every
receipt. No join ties a voter or a receipt to a choice.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from election.election_services import ElectionServices
from election.models import PollsState
from election.records.pack.contents import pack_entries, read_contents
from election.records.program import this_program
from election.voters.passwords import Passwords
from tests.services import opened

VOTERS, CANDIDATES = 90, 30
DEFINITION = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "contests": [{"title": {"en": "President"}, "candidates": [f"c{at}" for at in range(CANDIDATES)]}],
}
CHEAP = Passwords(memory_kib=8, passes=1)


@dataclass
class Held:
    """An election that was held: who chose whom and got which receipt, in order; and what is left of it."""

    choices: dict[int, int]
    receipts: dict[int, str]
    files: Mapping[str, str]  # of the whole data folder
    tables: Mapping[str, Mapping[str, Any]]
    pack: Mapping[str, str]

    def rows(self, table: str) -> list[tuple[int, Any]]:
        """The rows of a table as they stand in the file."""
        return [(int(row_id), row) for row_id, row in self.tables[table].items()]


def hold(path: Path, seed: int) -> Held:
    """Ninety people vote, in an order and by ways that `seed` decides; how many choose whom it does not."""
    chance = Random(seed)
    wanted = [at % CANDIDATES + 1 for at in range(VOTERS)]
    chance.shuffle(wanted)
    choices: dict[int, int] = {}
    receipts: dict[int, str] = {}
    with opened(path, CHEAP) as services:
        services.library.use(services.library.create(DEFINITION, PollsState.OPEN))
        with services.library.current() as election:
            people = [
                election.accounts.sign_up(f"voter-{at}@example.org", f"Name {at}", "pass word").id
                for at in range(VOTERS)
            ]
            chance.shuffle(people)
            for person, choice in zip(people, wanted, strict=True):
                key = f"{chance.getrandbits(128):032x}" if chance.random() < 0.5 else None
                cast = election.ballots.submit(person, {1: (choice,)}, key=key)()
                choices[person], receipts[person] = choice, cast.receipt
            election.polls.close()
            election.polls.count()
            pack = entries(election)
        folder = path / "elections" / election.id
    files = {
        str(file.relative_to(path)): file.read_bytes().decode("utf-8", "replace")
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }
    tables = json.loads((folder / "election.json").read_text(encoding="utf-8"))
    return Held(choices, receipts, files, tables, pack)


def entries(election: ElectionServices) -> dict[str, str]:
    """What goes into the pack, but for the reports, which are made of the same."""
    contents = election.polls._store.read(lambda snapshot: read_contents(election.id, election.key, snapshot))
    return {
        name: data.decode("utf-8", "replace") for name, data in pack_entries(contents, this_program()).items()
    }


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    return hold(tmp_path_factory.mktemp("held"), 1)


def test_rows_of_the_box_hold_nothing_by_which_they_could_be_joined(held: Held) -> None:
    assert {tuple(row) for _, row in held.rows("marks")} == {()}
    assert {tuple(row) for _, row in held.rows("ballots")} == {("contest", "marking")}
    assert {tuple(row) for _, row in held.rows("receipts")} == {("receipt",)}
    ids = [row_id for table in ("marks", "ballots", "receipts") for row_id, _ in held.rows(table)]
    assert len(set(ids)) == len(ids) == 3 * VOTERS


def test_what_names_a_ballot_or_a_receipt_stands_in_its_own_row_alone(held: Held) -> None:
    """In the two copies of the data file, and nowhere else in the folder: no log, note or key file has it."""
    names = [str(row_id) for table in ("ballots", "receipts") for row_id, _ in held.rows(table)]
    names += [row["receipt"] for _, row in held.rows("receipts")]
    for name in names:
        found = {file: text.count(name) for file, text in held.files.items() if name in text}
        assert sorted(found.values()) == [1, 1], (name, found)
        assert {Path(file).name for file in found} == {"election.json", "election.copy.json"}


def test_the_pack_holds_each_receipt_once_and_names_nobody(held: Held) -> None:
    assert held.pack["receipts.txt"].splitlines() == sorted(held.receipts.values())
    others = "\n".join(text for name, text in held.pack.items() if name != "receipts.txt")
    assert not [each for each in held.receipts.values() if each in others]
    whole = "\n".join(held.pack.values())
    ids = [row_id for table in ("voters", "ballots", "receipts") for row_id, _ in held.rows(table)]
    people = [row[field] for _, row in held.rows("voters") for field in ("name", "email")]
    assert not [each for each in (*map(str, ids), *people) if each in whole]


def test_the_ballots_of_a_pack_are_those_of_any_order_and_any_ways(held: Held, tmp_path: Path) -> None:
    other = hold(tmp_path, 2)
    for name in ("ballots.json", "participation.json", "lots.json", "cvr.json"):
        assert without_times(held.pack[name]) == without_times(other.pack[name]), name
    assert list(held.pack) == list(other.pack)
    assert list(map(len, held.pack["log.txt"].splitlines())) == list(
        map(len, other.pack["log.txt"].splitlines())
    )


def without_times(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+Z-]*", "", text)


def test_no_order_that_is_left_puts_choices_beside_voters_or_receipts(held: Held) -> None:
    """Guessing that the n-th of one is by the n-th of another is right about three times in ninety."""
    by_receipt = {receipt: held.choices[person] for person, receipt in held.receipts.items()}
    ballots = [row["marking"][0] for _, row in held.rows("ballots")]
    voters = [held.choices[row_id] for row_id, _ in held.rows("marks")]
    in_file = [by_receipt[row["receipt"]] for _, row in held.rows("receipts")]
    in_pack = [by_receipt[receipt] for receipt in held.pack["receipts.txt"].splitlines()]
    in_order = list(held.choices.values())
    for guesses in ((voters, ballots), (in_file, ballots), (in_pack, ballots), (in_file, voters)):
        assert right(*guesses) < 15
    for order in (ballots, in_file, in_pack):
        assert right(order, in_order) < 15, "nor in the order in which they voted"
    assert right(in_order, in_order) == VOTERS, "the attack finds what is there"


def right(ones: list[int], others: list[int]) -> int:
    assert len(ones) == len(others) == VOTERS
    return sum(one == other for one, other in zip(ones, others, strict=True))
