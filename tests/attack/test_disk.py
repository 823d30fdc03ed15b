"""An attacker holds the disk, all of its blocks, free ones too, and tries to pair voters with ballots and to
order them.

The voters vote one at a time, in an order that the test knows. The attacker is `tests.attack.reading`. He
wins wherever two states can be read that differ by fewer rows than there must be cover rows.
"""

import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from election.store.json.engine import Engine
from election.store.json.files import compaction, disk_io, plain_file
from election.store.json.folder import DataFolder
from tests.attack.reading import State, paired, runs, states
from tests.election.store.json.disks import ModelDisk, model_disk
from tests.election.store.json.test_engine import SPECS
from tests.election.store.json.test_order_free import cast_as

COVER_ROWS = 16
TABLES = ("marks", "box")
Between = Callable[["Booth"], None]


class Booth:
    """An open store in which people vote, one after the other."""

    def __init__(self, path: Path, voters: int, seed: int) -> None:
        chance = random.Random(seed)
        self.path = path
        self.order = [
            (voter, ballot)
            for voter, ballot in zip(
                chance.sample(range(10**17, 10**18), voters),
                chance.sample(range(10**17, 10**18), voters),
                strict=True,
            )
        ]
        self.truth = set(self.order)
        self.open()

    def open(self) -> None:
        self.folder = DataFolder(self.path)
        self.store = Engine(self.folder, SPECS)

    def stop(self) -> None:
        self.store.close()
        self.folder.close()

    def vote(self, between: Between) -> None:
        for number, (voter, ballot) in enumerate(self.order):
            self.store.write(cast_as(voter, ballot, number % 3))
            between(self)
        self.stop()


def nothing(booth: Booth) -> None:
    """One vote after the other."""


def stop_and_start(booth: Booth) -> None:
    booth.stop()
    booth.open()


def pause(booth: Booth) -> None:
    booth.store.checkpoint()


WAYS = {
    "one at a time": nothing,
    "a clean stop between any two": stop_and_start,
    "a pause between any two": pause,
}


def won(
    blocks: list[bytes], truth: set[tuple[int, int]], texts: list[bytes] | None = None
) -> tuple[int, list[State]]:
    """Return how many voters the attacker pairs rightly, and what could be read."""
    found = states(blocks, TABLES, texts)
    return len({pair for pair in paired(found) if pair in truth}), found


def ordered(found: list[State]) -> int:
    """Return how many steps of the order of voting the readable states give away: of two states that contain
    one another and differ by fewer than there must be cover rows.
    """
    return sum(
        0 < len(one.marks - other.marks) < COVER_ROWS and other.marks < one.marks
        for one in found
        for other in found
    )


def attack_model(path: Path, voters: int, between: Between) -> tuple[int, int, int]:
    """Hold the vote on a model of a disk that forgets nothing but what is overwritten; attack it after each
    tenth of it and at the end. Return pairs, steps of the order, and states that could be read at the end.
    """
    path.mkdir()
    pairs = steps = 0
    with model_disk(path) as disk:
        booth = Booth(path, voters, seed=voters)
        count = 0

        def look(booth: Booth) -> None:
            nonlocal pairs, steps, count
            count += 1
            if count % max(1, voters // 10) == 0:
                right, found = won(disk.blocks(), booth.truth)
                pairs, steps = pairs + right, steps + ordered(found)
            between(booth)

        booth.vote(look)
    right, found = won(disk.blocks(), booth.truth)
    assert max(len(each) for each in found) == voters, "the attacker reads at least the data file"
    return pairs + right, steps + ordered(found), len(found)


@pytest.mark.parametrize("way", WAYS)
def test_a_sample_of_voters_on_a_disk_that_forgets_nothing(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "COMPACT_AT", 2_600)
    assert attack_model(tmp_path / "data", 40, WAYS[way])[:2] == (0, 0)


@pytest.mark.attack
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("way", WAYS)
def test_a_thousand_voters_on_a_disk_that_forgets_nothing(
    tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, steps, found = attack_model(tmp_path / "data", 1_000, WAYS[way])
    with capsys.disabled():
        print(
            f"\nmodel disk, 1,000 voters, {way}: {pairs} paired, {steps} ordered; {found} readable stretches"
        )
    assert (pairs, steps) == (0, 0)


def test_the_attacker_wins_where_readable_files_are_only_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack is worth something: without overwriting it pairs everybody."""
    monkeypatch.setattr(plain_file, "shred", disk_io.remove)
    pairs, steps, _ = attack_model(tmp_path / "data", 20, stop_and_start)
    assert pairs >= 19
    assert steps >= 19


def test_the_attacker_wins_where_headers_are_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bytes] = []
    real = ModelDisk.pwrite

    def pwrite(self: ModelDisk, handle: int, data: bytes, at: int) -> int:
        if len(data) == 4096 and at == 0:
            file = self.handles[handle]
            assert file is not None
            kept.append(bytes(file.data))
        return real(self, handle, data, at)

    monkeypatch.setattr(ModelDisk, "pwrite", pwrite)
    (tmp_path / "data").mkdir()
    with model_disk(tmp_path / "data") as disk:
        booth = Booth(tmp_path / "data", 20, seed=1)
        booth.vote(nothing)
    assert won([*disk.blocks(), *kept], booth.truth)[0] >= 10


# --- a real file system --------------------------------------------------------------------------------


@contextmanager
def ext4(folder: Path, megabytes: int) -> Iterator[tuple[Path, Path]]:
    """An ext4 file system in a file; yields the file and where it is mounted. Skips where that is not
    allowed.
    """
    image, place = folder / "image", folder / "mounted"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    for command in (["mkfs.ext4", "-q", "-F", str(image)], ["mount", "-o", "loop", str(image), str(place)]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip(f"there is no {command[0]} here")
        if done.returncode:
            pytest.skip(f"not allowed to mount a file system here: {done.stderr.strip()}")
    try:
        yield image, place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def attack_image(tmp_path: Path, voters: int, between: Between) -> tuple[int, int, int]:
    """Hold the vote on ext4, stop in order, and attack the image."""
    with ext4(tmp_path, 48) as (image, place):
        booth = Booth(place / "data", voters, seed=voters)
        booth.vote(between)
    data = image.read_bytes()
    right, found = won([data], booth.truth, runs(data))
    assert max(len(each) for each in found) == voters, "the attacker reads at least the data file"
    return right, ordered(found), len(found)


@pytest.mark.attack
@pytest.mark.timeout(300)
def test_the_attacker_wins_on_ext4_where_readable_files_are_only_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ext4 may give free blocks to other files at once, so that there is nothing to find after one vote in
    some five; not after many.
    """
    monkeypatch.setattr(plain_file, "shred", disk_io.remove)

    def wins(number: int) -> bool:
        (tmp_path / str(number)).mkdir()
        return attack_image(tmp_path / str(number), 60, stop_and_start)[0] >= 1

    assert any(wins(number) for number in range(12))


@pytest.mark.attack
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("way", WAYS)
def test_a_thousand_voters_on_ext4(tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, steps, found = attack_image(tmp_path, 1_000, WAYS[way])
    with capsys.disabled():
        print(
            f"\next4 image, 1,000 voters, {way}: {pairs} paired, {steps} ordered; {found} readable stretches"
        )
    assert (pairs, steps) == (0, 0)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_sample_of_voters_on_ext4(tmp_path: Path) -> None:
    assert attack_image(tmp_path, 60, stop_and_start)[:2] == (0, 0)
