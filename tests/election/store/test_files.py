"""Writing files durably on systems that differ: without unnamed files, with scanners, with leftovers."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from election.store import files
from election.store.files import NotSettledError, create_file, remove_file, replace_file
from tests.election.store.disks import fail_at, model_disk


@pytest.fixture(params=["unnamed", "named", "refused"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the new file is written: without a name, with one, or with one after the system refused."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE")
    if request.param == "refused":
        real_open, unnamed = os.open, os.O_TMPFILE

        def refusing(path: Any, flags: int, *more: Any, **names: Any) -> int:
            if flags & unnamed == unnamed:
                raise OSError(errno.EOPNOTSUPP, "not this file system")
            return real_open(path, flags, *more, **names)

        monkeypatch.setattr(os, "open", refusing)
    return str(request.param)


def test_a_file_is_replaced_whole(tmp_path: Path, way: str) -> None:
    for pieces in ([b"one"], [b"two ", b"pieces"], [b"x" * 700_000, b"y" * 700_000]):
        replace_file(tmp_path / "file", pieces)
        assert (tmp_path / "file").read_bytes() == b"".join(pieces)
        assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
        assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_a_crash_left_is_in_nobodys_way(tmp_path: Path, way: str) -> None:
    (tmp_path / "file.new").write_bytes(b"left over")
    replace_file(tmp_path / "file", [b"whole"])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"whole")]


@pytest.mark.parametrize("way", ["unnamed", "named"], indirect=True)
def test_a_failure_at_any_step_leaves_the_old_file_or_says_it_cannot_tell(tmp_path: Path, way: str) -> None:
    replace_file(tmp_path / "file", [b"old"])
    with model_disk(tmp_path) as disk:
        replace_file(tmp_path / "file", [b"old"])
    for step in range(1, len(disk.kinds) + 1):
        with model_disk(tmp_path, fail_at(step)), pytest.raises(OSError) as failure:
            replace_file(tmp_path / "file", [b"new"])
        now = (tmp_path / "file").read_bytes()
        assert now == (b"new" if isinstance(failure.value, NotSettledError) else b"old")
        replace_file(tmp_path / "file", [b"old"])
        assert [file.name for file in tmp_path.iterdir()] == ["file"]


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[float]:
    """A scanner holds the file for so many tries; returns the pauses that are made."""
    monkeypatch.setattr(files, "_OTHERS_MAY_HOLD_IT", True)
    pauses: list[float] = []
    monkeypatch.setattr(files.time, "sleep", pauses.append)
    real = os.replace

    def replace(source: Any, target: Any, **more: Any) -> None:
        if len(pauses) < times:
            raise PermissionError(errno.EACCES, "held by a scanner")
        real(source, target, **more)

    monkeypatch.setattr(os, "replace", replace)
    return pauses


def test_a_file_held_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    pauses = held(monkeypatch, 5)
    replace_file(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"new"
    assert 0 < sum(pauses) <= 1.0


def test_a_file_that_is_never_let_go_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"old")
    held(monkeypatch, 1_000)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_file_is_created_once_and_removed_whether_it_is_there_or_not(tmp_path: Path) -> None:
    create_file(tmp_path / "file", b"first")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "file", b"second")
    assert (tmp_path / "file").read_bytes() == b"first"
    for _ in range(2):
        remove_file(tmp_path / "file")
    assert not list(tmp_path.iterdir())
