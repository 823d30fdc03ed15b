"""The typesetter's process, and files that only their user can read."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from election.printing import typesetting
from election.printing.typesetting import NotPrinted, NotTypeset, write_private

StandIn = Callable[[str], list[subprocess.Popen[bytes]]]


@pytest.fixture
def run_instead(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Have another script run in the typesetter's place; gives the processes that come of it."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def stand_in(script: str) -> list[subprocess.Popen[bytes]]:
        def start(_: object, **how: Any) -> subprocess.Popen[bytes]:
            started.append(popen([sys.executable, "-I", "-c", script], **how))
            return started[-1]

        monkeypatch.setattr(subprocess, "Popen", start)
        return started

    return stand_in


SLOW = """
import struct, sys, time
time.sleep(0.5)
size = len(sys.stdin.buffer.read())
time.sleep(0.5)
sys.stdout.buffer.write((struct.pack(">L", 2_000_000) + b"x" * 2_000_000) * 2)
"""


@pytest.mark.slow
def test_more_than_a_pipe_holds_goes_to_a_slow_typesetter_and_comes_back(run_instead: StandIn) -> None:
    run_instead(SLOW)
    ticks: list[int] = []
    files = typesetting.pictures("slips", {"long": "x" * 5_000_000}, 72, lambda: ticks.append(1))
    assert [len(each) for each in files] == [2_000_000, 2_000_000]
    assert ticks


def test_a_document_that_is_no_longer_wanted_ends_the_typesetter(run_instead: StandIn) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    started = run_instead("import time; time.sleep(100)")
    with pytest.raises(KeyboardInterrupt):
        typesetting.pdf("slips", {"long": "x" * 5_000_000}, stop)
    assert [each.poll() is not None for each in started] == [True]


def test_data_that_a_template_cannot_use_are_refused_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NotTypeset):
        typesetting.pdf("slips", {"title": "SECRET"})
    assert "status 1" in caplog.text
    assert "SECRET" not in caplog.text


def test_a_template_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotTypeset):
        typesetting.pictures("no-such-template", {}, 72)


def test_a_typesetter_that_cannot_start_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(NotTypeset):
        typesetting.pdf("slips", {})


# --- writing -------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such mode")
def test_a_file_is_for_its_user_alone_also_where_another_was(tmp_path: Path) -> None:
    file = tmp_path / "slips.pdf"
    file.write_bytes(b"before, and longer")
    file.chmod(0o644)
    held = file.open("rb")
    old_mask = os.umask(0)
    try:
        write_private(file, b"codes")
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes() == b"codes"
    with held:
        assert held.read() == b"before, and longer"
    assert [each.name for each in tmp_path.iterdir()] == ["slips.pdf"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"kept")
    (tmp_path / "slips.pdf").symlink_to(tmp_path / "other")
    write_private(tmp_path / "slips.pdf", b"codes")
    assert (tmp_path / "other").read_bytes() == b"kept"
    assert not (tmp_path / "slips.pdf").is_symlink()


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotPrinted) as refused:
        write_private(tmp_path / "slips.pdf", b"codes")
    assert refused.value.values == {"file": "slips.pdf"}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [".", "no/such/folder/slips.pdf", "x" * 5000, "nul\0"])
def test_where_no_file_can_be_the_refusal_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotPrinted):
        write_private(tmp_path / name, b"codes")
