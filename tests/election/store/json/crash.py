"""Dies at every step of real casts and looks at what is left. Run as a program; prints what it found.

A child process opens a folder, casts, changes and removes rows, compacts, makes a checkpoint and closes; at a
chosen file operation it dies on the spot, before it, after it, or with half of the bytes written. Each death
leaves several folders: as the process left it, and what a power cut could leave (see `disks`). Each is opened
again and held against the acknowledgements that reached the parent through a pipe. And each is read as an
attacker would, free blocks and all: no two states may be there that differ by a handful of voters.
"""

import argparse
import os
import pickle
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from bench.roll import enrol
from election.events import Events
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.store.json.files import compaction, cover
from election.store.json.files.names import OURS
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.json.tables.tables import Tables
from election.store.log_chain import log_start, next_hash
from election.store.port import Act
from election.voting.casting import Ballots
from tests.attack.reading import paired, states
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, ModelDisk, model_disk
from tests.election.store.json.raw import engine_of

VOTERS, EARLIER = 92, 20
COVER_ROWS = 16
LOG_START = log_start("0" * 16)
DIED = 9  # the exit code of a child that died as planned
DEFINITION = {
    "title": {"en": "Crash"},
    "live_results": True,
    "contests": [{"title": {"en": "?"}, "candidates": [str(n) for n in range(1, 12)]}],
}
Ids = list[int]


def choice(number: int) -> int:
    """Whom the voter `number` chooses: known, so that the parent can check each ballot."""
    return number % 11 + 1


def prepare(path: Path) -> Ids:
    """Make a folder in which some voted before a clean stop; return the voters' ids."""
    with DataFolder(path) as folder:
        store = JsonStore(folder, LOG_START)
        folder.key()
        store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        ids = enrol(store, VOTERS)
        cast(store, ids, range(EARLIER), lambda number: None)
        store.close()
    return ids


def cast(store: JsonStore, ids: Ids, numbers: range, acknowledge: Any) -> None:
    ballots = Ballots(store, Events(), b"k" * 32)
    for number in numbers:
        ballots.cast(ids[number], {1: (choice(number),)})
        acknowledge(number)
        if number % 8 == 0:
            churn(store, number)


def churn(store: JsonStore, number: int) -> None:
    """Change a row, and take out one whose e-mail address another one gets at once."""

    def work(tables: Tables) -> None:
        tables["receipts"].remove(doc_ids=[1])
        tables["voters"].remove(lambda row: row["email"] == "moving")
        tables["voters"].insert({"email": "moving", "name": str(number), "password": "x"})

    engine_of(store).write(work)
    act = Act("organiser", "churned", "", "2026-11-28T12:00:00+09:00", data={"number": number})
    store.write(lambda transaction: transaction.add_act(act))


def session(path: Path, ids: Ids, acknowledge: Any) -> None:
    """What is crashed: open, cast, make a checkpoint, cast, close."""
    with DataFolder(path) as folder:
        store = JsonStore(folder, LOG_START)
        cast(store, ids, range(EARLIER, VOTERS - 4), acknowledge)
        store.checkpoint()
        cast(store, ids, range(VOTERS - 4, VOTERS - 2), acknowledge)
        store.close()


def crash(template: Path, work: Path, ids: Ids, at: int, how: str) -> tuple[set[int], list[Path]]:
    """Die at operation `at`; return who was acknowledged and the folders that are left (none if the child
    was through before: how often it compacts depends on chance).
    """
    if work.exists():
        shutil.rmtree(work)
    shutil.copytree(template, work / "died")
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        real_write = os.write

        def die(model: ModelDisk) -> None:
            cuts: dict[str, dict[str, Any]] = {
                "cut": {"names_survive": False},
                "cut-names": {"names_survive": True},
                "cut-torn": {"names_survive": True, "torn": random.Random(at)},
            }
            for name, what in cuts.items():
                (work / name).mkdir()
                for file, data in model.after_power_cut(**what).items():
                    (work / name / file).write_bytes(data)
            (work / "blocks").write_bytes(pickle.dumps(model.blocks()))
            os._exit(DIED)

        try:
            with model_disk(work / "died", lambda number, _: how if number == at else None, die):
                session(work / "died", ids, lambda number: real_write(write_end, bytes([number])))
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the child must end here, whatever it was
            traceback.print_exc()
            os._exit(1)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        acknowledged = set(pipe.read())
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, DIED), f"the child failed by itself before operation {at}"
    if code == 0:
        return acknowledged, []
    return acknowledged, [work / name for name in ("died", "cut", "cut-names", "cut-torn")]


def attack(blocks: list[bytes]) -> None:
    """Try to pair on a disk that was left like this."""
    found = states(blocks)
    assert not paired(found, most=COVER_ROWS - 1), f"states of {sorted(len(each) for each in found)} voters"


def check(path: Path, ids: Ids, acknowledged: set[int]) -> None:
    """Hold what is left against what was promised."""
    with DataFolder(path) as folder:
        store = JsonStore(folder, LOG_START)
        marked = {
            ids.index(row.doc_id) for row in engine_of(store).read(lambda tables: tables["marks"].all())
        }
        expected = set(range(EARLIER)) | acknowledged
        assert expected <= marked, f"lost {expected - marked}"
        assert len(marked - expected) <= 1, f"from nowhere: {marked - expected}"
        in_box = Counter(
            tuple(row["marking"]) for row in engine_of(store).read(lambda tables: tables["ballots"].all())
        )
        assert in_box == Counter((choice(number),) for number in marked), "marks and ballots disagree"
        assert {each.name for each in path.iterdir()} <= OURS
        assert not list(path.glob("*.new"))
        voters = engine_of(store).read(lambda tables: tables["voters"].all())
        assert sum(row["email"] == "moving" for row in voters) <= 1
        check_log(store, expected)
        for number in set(range(VOTERS)) - marked:  # whoever got no answer tries again
            cast(store, ids, range(number, number + 1), lambda number: None)
        store.close()
    with TinyDB(path / "election.json") as stock:
        assert len(stock.table("marks")) == len(stock.table("ballots")) == VOTERS


def check_log(store: JsonStore, expected: set[int]) -> None:
    """The log has no gap, and a line for all that was acknowledged after one."""
    lines, before = store.read(lambda snapshot: snapshot.log()), LOG_START
    numbers = [line.act.data["number"] for line in lines]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert numbers == list(range(0, VOTERS, 8))[: len(numbers)]
    assert all(number in numbers for number in range(0, max(expected), 8)), "a line of the log was lost"
    for line in lines:
        before = next_hash(before, line.text)
        assert line.hash == before


def points(template: Path, work: Path, ids: Ids) -> list[tuple[int, str]]:
    """Every operation of a whole session, with every way to die at it."""
    shutil.copytree(template, work)
    with model_disk(work) as model:
        session(work, ids, lambda number: None)
    ways = {"write": (BEFORE, PARTIAL, AFTER), "pwrite": (BEFORE, PARTIAL, AFTER)}
    return [
        (at, way) for at, kind in enumerate(model.kinds, start=1) for way in ways.get(kind, (BEFORE, AFTER))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try only every n-th crash point")
    parser.add_argument("--start", type=int, default=0, help="from this one on")
    given = parser.parse_args()
    compaction.COMPACT_AT = 4500  # bytes: compact after every few casts,
    cover._COVER_ROWS_MORE = 4  # of the secret tables too
    deaths = folders = 0
    in_memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=in_memory if in_memory.is_dir() else None) as scratch:
        template, work = Path(scratch) / "template", Path(scratch) / "work"
        ids = prepare(template)
        chosen = points(template, work, ids)[given.start :: given.every]
        for at, how in chosen:
            acknowledged, left = crash(template, work, ids, at, how)
            deaths += bool(left)
            if left:
                attack(pickle.loads((work / "blocks").read_bytes()))
            for path in left:
                try:
                    check(path, ids, acknowledged)
                except BaseException:
                    print(f"died {how} operation {at}, {path.name}:", file=sys.stderr)
                    raise
                folders += 1
    print(f"{deaths} crash points, {folders} folders opened again, nothing lost")


if __name__ == "__main__":
    main()
