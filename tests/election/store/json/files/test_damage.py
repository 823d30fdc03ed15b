"""Damage to any byte of any file is put right exactly or refused: no wrong state, no empty start."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.errors import DataDamaged
from election.i18n.catalogue import catalogue
from election.store.json.engine import Engine
from election.store.json.files.format import CorruptDataError, seal, section, unseal
from election.store.json.folder import DataFolder
from tests.election.store.json.test_engine import Rows, cast, contents, opened
from tests.sampling import sampled

FILES = ("election.json", "election.copy.json", "recent.dat", "main-1.dat", "box-1.copy.dat")
PAIRS = (
    ("election.json", "election.copy.json"),
    ("main-1.dat", "main-1.copy.dat"),
    ("box-1.dat", "box-1.copy.dat"),
)


@pytest.fixture(params=["stopped", "crashed", "crashed after a restart"])
def closed_folder(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Rows]:
    """A small data folder nobody has open, and what it holds."""
    path = tmp_path / "data"
    with opened(path) as store:
        for number in range(1, 5):
            store.write(cast(number))
        if request.param == "crashed":
            shutil.copytree(path, tmp_path / "crash")
    if request.param == "crashed after a restart":
        with opened(path) as store:
            store.write(cast(5))
            shutil.copytree(path, tmp_path / "crash")
    if request.param != "stopped":
        path = tmp_path / "crash"
    (path / "in-use.lock").unlink(missing_ok=True)
    with DataFolder(path) as folder:
        folder.key()
    shutil.copytree(path, tmp_path / "look")
    with opened(tmp_path / "look") as store:
        return path, contents(store)


def damages(data: bytes, every: int) -> Iterator[bytes]:
    """Every way to spoil one byte, or to lose the end. Of a file's empty room only a sample."""
    for at in range(0, len(data), every):
        if at % 997 and not data[at : at + 64].strip(b"\0\n"):
            continue
        yield data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :]
        yield data[:at] + bytes([data[at] ^ 0x80]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
        yield data[:at]
    yield data + b"\n"
    yield data + data


def outcome(path: Path) -> Rows | str:
    """Open the folder: what it holds, or "refused"."""
    try:
        with opened(path) as store:
            return contents(store)
    except DataDamaged as refusal:
        for language in ("ko", "en"):
            sentence = catalogue().of_error(refusal, language)
            assert str(path) in sentence
            assert ".json" in sentence or ".dat" in sentence
        return "refused"


def spoil_everywhere(path: Path, expected: Rows, scratch: Path, every: int) -> int:
    tried = 0
    for name in FILES:
        if not (path / name).exists():
            continue
        for data in damages((path / name).read_bytes(), every):
            shutil.copytree(path, scratch)
            (scratch / name).write_bytes(data)
            result = outcome(scratch)
            if result == "refused":
                assert name == "recent.dat", "the other copy is whole"
                assert (scratch / name).read_bytes() == data  # left as it was
            else:
                assert result == expected
            shutil.rmtree(scratch)
            tried += 1
    return tried


def test_a_sample_of_bytes(closed_folder: tuple[Path, Rows], tmp_path: Path) -> None:
    assert spoil_everywhere(*closed_folder, tmp_path / "scratch", every=41) > 20


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_byte(
    closed_folder: tuple[Path, Rows], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = spoil_everywhere(*closed_folder, tmp_path / "scratch", every=1)
    with capsys.disabled():
        print(f"\n{tried} damaged folders: each recovered exactly or refused")
    assert tried > 1_000


@pytest.mark.parametrize("first", FILES[:4])
@pytest.mark.parametrize("second", FILES[:3])
@pytest.mark.parametrize("how", sampled(["emptied", "removed", "spoilt"], 3, 2))
def test_two_files_lost_is_refused_or_exact_and_never_a_fresh_start(
    closed_folder: tuple[Path, Rows], first: str, second: str, how: str
) -> None:
    path, expected = closed_folder
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    for name in {first, second} & before.keys():
        if how == "removed":
            (path / name).unlink()
        else:
            (path / name).write_bytes(b"" if how == "emptied" else before[name].replace(b"1", b"2", 1))
    left = {file.name: file.read_bytes() for file in path.iterdir()}
    result = outcome(path)
    assert result in (expected, "refused")
    if result == "refused":
        assert {file.name: file.read_bytes() for file in path.iterdir()} == left, "nothing is overwritten"
    if "election.json" in before and {"election.json", "election.copy.json"} == {first, second}:
        assert result == "refused"


@pytest.mark.parametrize("pair", PAIRS)
def test_a_file_and_its_copy_lost_is_refused(closed_folder: tuple[Path, Rows], pair: tuple[str, str]) -> None:
    path, expected = closed_folder
    lost = [path / name for name in pair if (path / name).exists()]
    for file in lost:
        file.unlink()
    assert outcome(path) == ("refused" if lost else expected)


def test_a_head_of_which_one_sector_is_lost_is_read_and_made_whole(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
        whole = (tmp_path / "data" / "recent.dat").read_bytes()
        for sector in (0, 512):
            copy = tmp_path / f"copy{sector}"
            shutil.copytree(tmp_path / "data", copy)
            (copy / "in-use.lock").unlink()
            (copy / "recent.dat").write_bytes(whole[:sector] + b"\xff" * 512 + whole[sector + 512 :])
            with opened(copy) as again:
                assert contents(again) == contents(store)
                assert (copy / "recent.dat").read_bytes() == whole


def test_recovery_is_told_and_leaves_both_files_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    good = (tmp_path / "data" / "election.json").read_bytes()
    (tmp_path / "data" / "election.json").write_bytes(good[:-10])
    with opened(tmp_path / "data") as store:
        assert store.repaired
        assert contents(store)["marks"] == {1: {}}
    assert "recovered exactly" in caplog.text
    assert (tmp_path / "data" / "election.json").read_bytes() == good
    with opened(tmp_path / "data") as store:
        assert not store.repaired


def test_an_older_file_put_back_beside_a_recent_file_is_noticed(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    older = (tmp_path / "data" / "election.json").read_bytes()
    with opened(tmp_path / "data") as store:
        store.write(cast(2))
        shutil.copytree(tmp_path / "data", tmp_path / "crash")
    for name in ("election.json", "election.copy.json"):
        (tmp_path / "crash" / name).write_bytes(older)
    (tmp_path / "crash" / "in-use.lock").unlink(missing_ok=True)
    assert outcome(tmp_path / "crash") == "refused"
    assert (tmp_path / "crash" / "election.json").read_bytes() == older


def test_a_stock_tinydb_that_wrote_into_the_file_is_noticed(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as store:
        store.write(cast(1))
    (tmp_path / "data" / "election.copy.json").unlink()
    with TinyDB(tmp_path / "data" / "election.json") as stock:
        stock.table("box").insert({"choice": 2})
    assert outcome(tmp_path / "data") == "refused"


def sealed(lines: dict[str, list[bytes]], fields: dict[str, object]) -> bytes:
    return b"".join(seal({name: section(rows) for name, rows in lines.items()}, fields))


@pytest.mark.parametrize(
    "lines",
    [
        {"strangers": [b'"1":{}']},
        {"box": [b'"1":{"choice":1}'], "roll": [b'"2":{"no name":1}']},
        {"roll": [b'"x":{"name":"a"}']},
        {"roll": [b'"1":[]']},
        {"roll": [b'"1":{"name":"a"}', b'"2":{"name":"a"}']},
    ],
)
def test_a_sealed_file_of_something_else_is_refused(tmp_path: Path, lines: dict[str, list[bytes]]) -> None:
    (tmp_path / "election.json").write_bytes(sealed(lines, {"closed": True}))
    assert outcome(tmp_path) == "refused"


def test_a_seal_reads_back_and_anything_less_does_not() -> None:
    lines = {"b": [b'"2":{"x":"{"}', b'"10":null'], "a": []}
    data = sealed(lines, {"bases": ["x"]})
    found = unseal(data)
    assert found.tables == {"a": {}, "b": {2: b'"2":{"x":"{"}', 10: b'"10":null'}}
    assert found.seal["bases"] == ["x"]
    assert len(data) % 4096 == 0  # its size tells nothing of the newest row
    for bad in (b"", b"{}", data[:-1], data + b" ", data.replace(b"2", b"3", 1)):
        with pytest.raises(CorruptDataError):
            unseal(bad)


def test_a_token_key_of_the_wrong_length_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "token.key").write_bytes(b"short")
    with DataFolder(tmp_path) as folder, pytest.raises(DataDamaged) as refusal:
        folder.key()
    assert "delete it" in catalogue().of_error(refusal.value, "en")


def test_a_signing_key_of_the_wrong_length_is_refused_and_no_other_is_made(tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_bytes(b"short")
    with DataFolder(tmp_path) as folder, pytest.raises(DataDamaged) as refusal:
        folder.signing_key()
    assert "A copy of this election" in catalogue().of_error(refusal.value, "en")
    assert (tmp_path / "signing.key").read_bytes() == b"short"


def test_a_folder_that_was_in_use_but_lost_its_data_never_starts_empty(tmp_path: Path) -> None:
    with DataFolder(tmp_path) as folder:
        folder.key()
        with pytest.raises(DataDamaged):
            Engine(folder, ())
