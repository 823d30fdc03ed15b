"""A file on a stick: whole or not at all, whatever the disk does and wherever the program is killed."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.records.pack import writer
from election.records.pack.writer import NotWritten, write_whole

OLD, NEW = b"old" * 1000, b"new" * 700_000  # several writes

# Writes NEW to argv[1], and kills itself at the call argv[2] of those that reach the disk; says how many.
KILLED = """
import os, signal, sys
from pathlib import Path
from election.records.pack.writer import write_whole

calls, at = 0, int(sys.argv[2])

def counted(call, after):
    def called(*arguments, **named):
        global calls
        calls += 1
        is_it = calls == at
        if is_it and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return call(*arguments, **named)
        finally:  # also where there was nothing to remove
            if is_it:
                os.kill(os.getpid(), signal.SIGKILL)
    return called

for name in ("open", "write", "fsync", "close", "replace", "rename", "unlink"):
    setattr(os, name, counted(getattr(os, name), sys.argv[3] == "after"))
write_whole(Path(sys.argv[1]), [b"new" * 700_000])
print(calls)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "pack.zip"
    file.write_bytes(OLD)
    return file


def test_it_takes_the_place_of_the_one_before(file: Path) -> None:
    assert write_whole(file, [b"a", b"", NEW]) == hashlib.sha256(b"a" + NEW).hexdigest()
    assert file.read_bytes() == b"a" + NEW
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_what_a_crash_left_is_taken_over(file: Path) -> None:
    file.with_name("pack.zip.part").symlink_to("/dev/full")
    write_whole(file, [NEW])
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "gone"),
        (errno.ENODEV, "gone"),
        (errno.EINTR, "other"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_refusal_of_the_disk_is_said_and_leaves_the_one_before(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, key: str
) -> None:
    def refuse(*_arguments: Any, **_named: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(writer.os, call, refuse)
        with pytest.raises(NotWritten) as refused:
            write_whole(file, [NEW])
    assert refused.value.values["reason"].key == f"disk_fault.{key}"
    for language in LANGUAGES:
        assert "pack.zip" in catalogue().of_error(refused.value, language)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as refused:
        write_whole(tmp_path / "stick" / "pack.zip", [NEW])
    assert refused.value.values["reason"].key == "disk_fault.gone"


def test_a_stick_that_keeps_something_else_is_found_out(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., int] = os.write
    with monkeypatch.context() as patched:
        patched.setattr(writer.os, "write", lambda handle, data: real(handle, bytes(len(data))))
        with pytest.raises(NotWritten):
            write_whole(file, [NEW])
    assert file.read_bytes() == OLD


def test_whoever_stops_waiting_leaves_the_one_before(file: Path) -> None:
    class Stopped(Exception):
        pass

    def tick() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_whole(file, [NEW], tick)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def killed(file: Path, at: int, when: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(file), str(at), when]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[4])


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX systems")
@pytest.mark.parametrize("when", ["before", pytest.param("after", marks=pytest.mark.slow)])
def test_killed_at_any_call_it_leaves_the_one_before_or_the_new_one(file: Path, when: str) -> None:
    calls = int(killed(file, 0, when).stdout)
    assert calls > 6
    found = set()
    for at in range(1, calls + 1):
        file.write_bytes(OLD)
        assert killed(file, at, when).returncode == -signal.SIGKILL
        content = file.read_bytes()
        assert content in (OLD, NEW)
        found.add(content)
        write_whole(file, [NEW])  # and the next one goes through
        assert list(file.parent.iterdir()) == [file]
    assert found == {OLD, NEW}
