"""Attackers who know every receipt, and hold the disk with all of its blocks and the keys of the election: no
receipt leads to a ballot, and after the close none to a voter.
"""

import hmac
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bench.roll import enrol
from election.events import Events
from election.models import PollsState
from election.records.receipts import key_for_receipts, receipt_of
from election.setup.life_cycle import Polls, create_election
from election.store.json import schema, versions
from election.store.json.files import compaction
from election.store.json.folder import DataFolder
from election.store.json.operations.rights import RightsOperations
from election.store.json.store import JsonStore
from election.store.json.tables.tables import Tables
from election.voting.casting import Ballots
from tests.attack.reading import State, crowds, paired, states, texts
from tests.attack.test_contests import COVER_ROWS, NEVER, WAYS
from tests.election.store.json.disks import ModelDisk, model_disk
from tests.election.store.json.raw import engine_of

KEY = b"k" * 32  # of the election's attempts, which lies in its folder
DEFINITION = {
    "title": {"en": "Assembly"},
    "live_results": False,
    "contests": [{"title": {"en": "President"}, "candidates": ["a", "b", "c"]}],
}
KINDS = ("marks", "ballots", "receipts")
MORE = {"a pause after seven": (7, NEVER), "a clean stop after seven": (NEVER, 7)}
EVERY = WAYS | MORE
_TAG = re.compile(rb"[0-9a-f]{32}")


class Hall:
    """People vote one after the other, at the window or with a key of their client's; who gets which receipt
    is noted, in order.
    """

    def __init__(self, path: Path, voters: int) -> None:
        path.mkdir()
        self.folder = DataFolder(path)
        self.store = JsonStore(self.folder)
        self.store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        self.people = enrol(self.store, voters)
        self.receipts: dict[int, str] = {}

    def vote(self, checkpoint_after: int = NEVER, restart_after: int = NEVER) -> None:
        at = len(self.receipts)
        person = self.people[at]
        cast = Ballots(self.store, Events(), KEY).submit
        choices = {1: (1 + (at * 7) % 3,)}
        self.receipts[person] = cast(person, choices, key=f"{person:032x}" if at % 2 else None)().receipt
        if (at + 1) % checkpoint_after == 0:
            self.store.checkpoint()
        if (at + 1) % restart_after == 0:
            self.store.close()
            self.store = JsonStore(self.folder)

    def close(self) -> None:
        Polls(self.store, Events()).close()

    def stop(self) -> None:
        self.store.close()
        self.folder.close()


def rows_of(store: JsonStore) -> dict[str, set[int]]:
    def read(tables: Tables) -> dict[str, set[int]]:
        return {kind: {row.doc_id for row in tables[kind].all()} for kind in KINDS}

    return engine_of(store).read(read)


def readable(disk: ModelDisk) -> list[State]:
    return [each for each in states(disk.blocks()) if any(getattr(each, kind) for kind in KINDS)]


def told_apart(disk: ModelDisk, found: list[State], rows: dict[str, set[int]]) -> set[str]:
    """The kinds of rows of which fewer are known to be recent than there must be cover rows, or in which two
    readable states differ by fewer.
    """
    recent = crowds(disk.blocks())
    told = set()
    for kind in KINDS:
        least, read = min(COVER_ROWS, len(rows[kind])), [getattr(each, kind) for each in found]
        if any(len(getattr(crowd, kind)) < least for crowd in recent):
            told.add(kind)
        if any(other < one and len(one - other) < least for one in read for other in read):
            told.add(kind)
    return told


def joined(disk: ModelDisk, hall: Hall) -> int:
    """How many receipts lead to a voter: made anew, under the key of the election, of every tag that can be
    read anywhere on the disk.
    """
    key, found = key_for_receipts(KEY), set[str]()
    for text in texts(disk.blocks()):
        found |= {receipt_of(key, bytes.fromhex(tag.decode())) for tag in set(_TAG.findall(text))}
    return len(found & set(hall.receipts.values()))


def attack(path: Path, voters: int, checkpoint_after: int, restart_after: int) -> tuple[int, set[str]]:
    """Attack the disk after every tenth vote, and after the close; return pairs, and what was told apart."""
    path.parent.mkdir(exist_ok=True)
    pairs, told = 0, set[str]()
    with model_disk(path.parent) as disk:
        hall = Hall(path, voters)
        for at in range(1, voters + 1):
            hall.vote(checkpoint_after, restart_after)
            if at % 10 == 0 or at == voters:
                if at == voters:
                    hall.close()
                found = readable(disk)
                assert found, "the attacker reads at least the state of the moment"
                for of in (("marks", "ballots"), ("receipts", "ballots"), ("marks", "receipts")):
                    pairs += len(paired(found, COVER_ROWS - 1, of))
                told |= told_apart(disk, found, rows_of(hall.store))
        hall.stop()
    return pairs, told


@pytest.mark.parametrize("way", EVERY)
def test_no_receipt_is_paired_with_anything(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 9_000)
    assert attack(tmp_path / "disk" / "data", 40, *EVERY[way]) == (0, set())


@pytest.mark.attack
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("way", EVERY)
def test_no_receipt_of_three_hundred_is_paired_with_anything(tmp_path: Path, way: str) -> None:
    assert attack(tmp_path / "disk" / "data", 300, *EVERY[way]) == (0, set())


def test_after_the_close_no_receipt_leads_to_a_voter(tmp_path: Path) -> None:
    """Until then it does, for whoever holds folder and keys: whoever votes twice is told the truth by it."""
    with model_disk(tmp_path) as disk:
        hall = Hall(tmp_path / "data", 60)
        for _ in hall.people:
            hall.vote(checkpoint_after=25, restart_after=40)
        assert joined(disk, hall) == len(hall.people)
        hall.close()
        assert joined(disk, hall) == 0
        hall.stop()
        assert joined(disk, hall) == 0


def test_neither_file_nor_memory_keeps_the_order_in_which_receipts_came(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "data", 40)
    for _ in hall.people:
        hall.vote()
    hall.close()
    in_order = list(hall.receipts.values())
    in_memory = engine_of(hall.store).read(lambda tables: [row["receipt"] for row in tables["receipts"]])
    in_box = engine_of(hall.store).read(lambda tables: [row["contest"] for row in tables["ballots"]])
    assert sorted(in_memory) == sorted(in_order)
    assert len(in_box) == len(in_order)
    hall.stop()
    text = (tmp_path / "data" / "election.json").read_text(encoding="utf-8")
    in_file = re.findall(r'"receipt":"(\d{16})"', text)
    assert sorted(in_file) == sorted(in_order)
    for found in (in_memory, in_file):
        places = [in_order.index(each) for each in found]
        steps = sum(after == before + 1 for before, after in pairwise(places))
        assert steps < 8, "by chance one follows the one before it once in forty"


# --- the attacks are worth something -------------------------------------------------------------------


def test_the_attacker_wins_where_receipts_have_no_cover_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tuple(replace(each, secret=False) if each.name == "receipts" else each for each in schema.TABLES)
    monkeypatch.setattr(versions, "TABLES", bare)
    _, told = attack(tmp_path / "disk" / "data", 40, *MORE["a pause after seven"])
    assert told == {"receipts"}


def test_the_attacker_wins_where_tags_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RightsOperations, "wipe_tags", lambda _self: None)
    with model_disk(tmp_path) as disk:
        hall = Hall(tmp_path / "data", 20)
        for _ in hall.people:
            hall.vote()
        hall.close()
        assert joined(disk, hall) == 20
        hall.stop()


def test_the_attacker_wins_where_receipts_are_made_of_the_voter(tmp_path: Path) -> None:
    """Why they are made of tags: of anything that stays they could be made again."""
    with model_disk(tmp_path) as disk:
        hall = Hall(tmp_path / "data", 10)
        for _ in hall.people:
            hall.vote()
        hall.receipts = {
            person: receipt_of(key_for_receipts(KEY), hmac.digest(KEY, str(person).encode(), "sha256"))
            for person in hall.people
        }
        hall.close()
        hall.stop()
        read = {int(each) for text in texts(disk.blocks()) for each in re.findall(rb'"(\d{1,20})":', text)}
    key = key_for_receipts(KEY)
    made = {receipt_of(key, hmac.digest(KEY, str(each).encode(), "sha256")) for each in read}
    assert set(hall.receipts.values()) <= made
