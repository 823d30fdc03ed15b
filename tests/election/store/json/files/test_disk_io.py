"""Writing files durably: the calls made on each system, leftovers, scanners, and files that must not be read
again.
"""

import ctypes
import errno
import os
import types
from pathlib import Path
from typing import Any

import pytest

from election.store.json.files import disk_io as files
from election.store.json.files.disk_io import create_file, replace_file, shred, sync_data, write_at
from tests.election.store.json.disks import fail_at, model_disk


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    for pieces in ([b"one"], [b"two ", b"pieces"], [b"x" * 700_000, b"y" * 700_000]):
        replace_file(tmp_path / "file", pieces)
        assert (tmp_path / "file").read_bytes() == b"".join(pieces)
        assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
        assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_a_crash_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file.new").write_bytes(b"left over")
    replace_file(tmp_path / "file", [b"whole"])
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"whole")]


def test_a_failure_at_any_step_leaves_the_old_file_or_the_whole_new_one(tmp_path: Path) -> None:
    replace_file(tmp_path / "file", [b"old"])
    with model_disk(tmp_path) as disk:
        replace_file(tmp_path / "file", [b"old"])
    renamed = disk.kinds.index("replace") + 1
    for step in range(1, len(disk.kinds) + 1):
        with model_disk(tmp_path, fail_at(step)), pytest.raises(OSError):
            replace_file(tmp_path / "file", [b"new"])
        assert (tmp_path / "file").read_bytes() == (b"new" if step > renamed else b"old")
        replace_file(tmp_path / "file", [b"old"])
        assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_file_is_created_once(tmp_path: Path) -> None:
    create_file(tmp_path / "file", b"first")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "file", b"second")
    assert (tmp_path / "file").read_bytes() == b"first"


# --- what must not be read again -----------------------------------------------------------------------


def test_a_shredded_file_leaves_nothing_in_its_blocks(tmp_path: Path) -> None:
    for size in (0, 1, 4096, 2_500_000):
        (tmp_path / "file").write_bytes(b"x" * size)
        with model_disk(tmp_path) as disk:
            shred(tmp_path / "file")
        assert disk.freed == [bytes(size)]
        assert disk.kinds[-2:] == ["fsync", "unlink"], "on the disk before its blocks are given back"
        assert not list(tmp_path.iterdir())
    shred(tmp_path / "file")  # which is not there


def test_shredding_spares_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    shred(tmp_path / "link")
    (tmp_path / "name").hardlink_to(tmp_path / "theirs")
    shred(tmp_path / "name")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["theirs"]


# --- other systems: the calls they are asked, on this one ----------------------------------------------


class Recorder:
    """Takes the place of the calls by which bytes and names reach a disk, and writes them down."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
        self.calls: list[str] = []
        self.lacking: int | None = None  # the errno of a file system without F_FULLFSYNC
        monkeypatch.setattr(files, "SYSTEM", system)
        monkeypatch.setattr(os, "fsync", self.note("fsync"))
        monkeypatch.setattr(os, "fdatasync", self.note("fdatasync"), raising=False)
        real = os.replace
        monkeypatch.setattr(os, "replace", lambda *names: (self.calls.append("replace"), real(*names))[1])

    def note(self, name: str) -> Any:
        return lambda handle: self.calls.append(f"{name} {self.what(handle)}")

    @staticmethod
    def what(handle: int) -> str:
        return "folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "file"

    def fcntl(self, handle: int, command: int) -> int:
        assert command == 51, "F_FULLFSYNC of macOS"
        self.calls.append(f"F_FULLFSYNC {self.what(handle)}")
        if self.lacking is not None:
            raise OSError(self.lacking, os.strerror(self.lacking))
        return 0


def test_linux_syncs_the_file_then_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(monkeypatch, "linux")
    replace_file(tmp_path / "file", [b"data"])
    assert recorder.calls == ["fsync file", "replace", "fsync folder"]


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder(monkeypatch, "darwin")
    monkeypatch.setitem(__import__("sys").modules, "fcntl", types.SimpleNamespace(fcntl=recorder.fcntl))
    return recorder


def test_macos_empties_the_drives_cache_for_bytes_and_names(tmp_path: Path, mac: Recorder) -> None:
    replace_file(tmp_path / "file", [b"data"])
    assert mac.calls == ["F_FULLFSYNC file", "replace", "F_FULLFSYNC folder"]
    with (tmp_path / "file").open("rb") as file:
        sync_data(file.fileno())
    assert mac.calls[3:] == ["F_FULLFSYNC file"]


@pytest.mark.parametrize("code", [errno.ENOTSUP, errno.ENOTTY, errno.EINVAL])
def test_macos_falls_back_where_a_file_system_lacks_it(tmp_path: Path, mac: Recorder, code: int) -> None:
    mac.lacking = code
    replace_file(tmp_path / "file", [b"data"])
    assert mac.calls == [
        *("F_FULLFSYNC file", "fsync file", "replace"),
        *("F_FULLFSYNC folder", "fsync folder"),
    ]


def test_macos_tells_of_a_disk_that_failed(tmp_path: Path, mac: Recorder) -> None:
    mac.lacking = errno.EIO
    with pytest.raises(OSError):
        replace_file(tmp_path / "file", [b"data"])
    assert not (tmp_path / "file").exists()


class Windows(Recorder):
    """Windows has `MoveFileExW`, and neither `pwrite` nor `fdatasync` nor folders that can be synced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(monkeypatch, "win32")
        self.held = 0  # so often a scanner holds the file
        self.pauses: list[float] = []
        library = types.SimpleNamespace(MoveFileExW=self.move)
        monkeypatch.setattr(ctypes, "WinDLL", lambda name, use_last_error: library, raising=False)
        monkeypatch.setattr(ctypes, "get_last_error", lambda: 32, raising=False)
        held = PermissionError(errno.EACCES, "held by a scanner")
        monkeypatch.setattr(ctypes, "WinError", lambda code: held, raising=False)
        monkeypatch.setattr(files.time, "sleep", self.pauses.append)
        monkeypatch.delattr(os, "pwrite")
        monkeypatch.delattr(os, "fdatasync")

    def move(self, source: str, target: str, flags: int) -> bool:
        self.calls.append(f"MoveFileExW {flags:#x}")
        if self.held:
            self.held -= 1
            return False
        os.rename(source, target)  # noqa: PTH104 - `replace` is recorded
        return True


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    return Windows(monkeypatch)


def test_windows_writes_through_and_moves_through(tmp_path: Path, windows: Windows) -> None:
    replace_file(tmp_path / "file", [b"data"])
    assert windows.calls == ["fsync file", "MoveFileExW 0x9"]  # os.fsync is FlushFileBuffers there
    with (tmp_path / "file").open("r+b") as file:
        write_at(file.fileno(), b"DA", 0)
        write_at(file.fileno(), b"TA", 2)
        sync_data(file.fileno())
    assert (tmp_path / "file").read_bytes() == b"DATA"
    assert windows.calls[2:] == ["fsync file"]


def test_windows_waits_for_a_scanner_to_let_go(tmp_path: Path, windows: Windows) -> None:
    (tmp_path / "file").write_bytes(b"old")
    windows.held = 5
    replace_file(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"new"
    assert 0 < sum(windows.pauses) <= 1.0


def test_windows_gives_up_on_a_file_that_is_never_let_go(tmp_path: Path, windows: Windows) -> None:
    (tmp_path / "file").write_bytes(b"old")
    windows.held = 1_000
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "file", [b"new"])
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file", b"old")]
